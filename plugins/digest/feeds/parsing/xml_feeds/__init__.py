"""Parses the bytes of an XML document to items: RSS, RDF, Atom and CDF.

The bytes of a document and the encoding that its server named come in. A FeedDocument goes out, and items made of it.
An indented module is called by the one above it that is indented less:

    quick_xml               plain XML -> FeedDocument, in a tenth of feedparser's time
      quick_entry             adds each element to its entry
        quick_values            text and URLs in feedparser's form
      feed_extensions         namespaces and elements of RSS, Atom and their extensions
    document_decoding       bytes -> text, even if they are in several encodings
    document_repair         makes text well-formed: bare ampersands, entities, impossible characters
    nesting                 the depth of elements; an entry that is nested too deep is emptied
    feedparser_library      any other XML -> FeedDocument; all uses of feedparser's private parts
      feedparser_handlers     our own handlers for elements that feedparser confuses
    xml_items               FeedDocument -> items: which element becomes which field
      item_media              the picture of an entry, with caption and credit
        item_links              the addresses of an entry's page and enclosure
      feed_document           the record: entries as dictionaries
"""
