"""From an item, as its feed gave it, to a draft that is fit to be an article.

In: an Item, or a web page. Out: a Draft, whose body is Markdown. A module knows those that are indented below it:

    item_cleaning           Item -> Draft
      item_fields             title, authors, tags and language on one line
      feed_boilerplate        footers, sharing bars and counters taken out of a tree of HTML
      markdown_writer         tree of HTML -> Markdown
        data_tables             which tables hold data
        markdown_code           code in blocks and in lines
        markdown_paragraphs     a line -> paragraphs; plain text -> Markdown
          markdown_text           characters escaped, emphasis and links on one line
      plain_bodies            plain text, whatever it is said to be, and feeds' own Markdown
      inline_text             what is raised, lowered, an emoji or a formula -> text that says so
      embedded_media          films, recordings and embedded pages -> links
      body_pictures           which pictures may be the article's; the text without their captions
      html_tree               HTML -> tree of what an article can hold, by the policy in `digest.markup`
    page_extraction         web page -> Markdown of its main text
    item_filters            which drafts a subscription wants
    draft                   the records that come out: Draft, DraftedFeed
"""
