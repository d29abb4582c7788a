"""From the bytes of a feed to its items.

In: the bytes of a document, the Content-Type that its server sent, its URL. Out: a ParsedFeed, or why it is no feed.
A module knows those that are indented below it:

    feed_parser             any document -> ParsedFeed
      json_feed               JSON Feed
      xml_feeds               XML: RSS, RDF, Atom, CDF
      discovery               is it a web page, and which feeds does it name?
        link_elements           the link, base and a elements of a page, and the links of an HTTP header
    dates                   every form of a date -> a moment, and which moments are believed
    update_hints            when the feed wants to be asked again
    feed_title              what the feed calls itself
    item                    the records that come out: Item, ParsedFeed, RejectedItem
"""
