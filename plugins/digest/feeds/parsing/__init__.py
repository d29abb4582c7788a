"""Parses the bytes of a feed to its items.

The bytes of a document, its Content-Type and its URL come in. A ParsedFeed goes out, or an error that says why it isn't
a feed. An indented module is called by the one above it that is indented less:

    feed_parser             any document -> ParsedFeed
      json_feed               JSON Feed
      xml_feeds               XML: RSS, RDF, Atom, CDF
      discovery               whether the document is a web page, and the feeds that it names
        link_elements           the link, base and a elements of a page, and the links of an HTTP header
    dates                   every form of a date -> a moment; which moments are plausible
    update_hints            when the feed wants to be polled again
    feed_title              the feed's title
    item                    the records that go out: Item, ParsedFeed, RejectedItem
"""
