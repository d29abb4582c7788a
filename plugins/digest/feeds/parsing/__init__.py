"""From the bytes of a feed to its items.

In: the bytes of a document, the Content-Type that its server sent, its URL. Out: a ParsedFeed, or why it is no feed.
A module knows those that are indented below it:

    feed_parser             any document -> ParsedFeed
      json_feed               JSON Feed
      quick_xml               plain XML -> FeedDocument, in a tenth of feedparser's time
        quick_entry             what each element of an entry adds to it
          quick_values            text and URLs as feedparser gives them
        feed_extensions         namespaces and elements of RSS, Atom and their extensions
      nesting                 how deep an XML document is nested, before feedparser sees it
      feedparser_library      any other XML -> FeedDocument; all private parts of feedparser that are used
      xml_items               FeedDocument -> items: which element becomes which field
        feed_document           the record: entries as dictionaries
      discovery               is it a web page, and which feeds does it name?
    dates                   every form of a date -> a moment, and which moments are believed
    update_hints            when the feed wants to be asked again
    feed_title              what the feed calls itself
    item                    the records that come out: Item, ParsedFeed, RejectedItem
"""
