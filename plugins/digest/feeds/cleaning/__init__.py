"""Cleans an item as its feed gave it: makes a draft that is ready to be stored as an article.

An Item, or a web page, comes in. A Draft, whose body is Markdown, goes out. An indented module is called by the one
above it that is indented less:

    item_cleaning           Item -> Draft
      item_fields             title, authors, tags and language on one line
      feed_boilerplate        removes footers, sharing bars and counters from a tree of HTML
      markdown_writer         tree of HTML -> Markdown
        data_tables             which tables contain data
        markdown_code           code in blocks and in lines
        markdown_paragraphs     a line -> paragraphs; plain text -> Markdown
          markdown_text           characters escaped, emphasis and links on one line
      plain_bodies            plain text, even if declared as HTML, and feeds' own Markdown
      inline_text             raised and lowered text, emoji and formulas -> text that says so
      embedded_media          films, recordings and embedded pages -> links
      body_pictures           the pictures that may be the article's; the text without their captions
      html_tree               HTML -> tree of the elements that an article may contain, by the policy in `digest.markup`
    page_extraction         web page -> Markdown of its main text
    item_filters            which drafts a subscription wants
    draft                   the records that go out: Draft, DraftedFeed
"""
