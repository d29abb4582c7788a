"""From the bytes of an XML document to its items: RSS, RDF, Atom and CDF.

In: the bytes of a document and the encoding that its server named. Out: a FeedDocument, and items made of it. A module
knows those that are indented below it:

    quick_xml               plain XML -> FeedDocument, in a tenth of feedparser's time
      quick_entry             what each element of an entry adds to it
        quick_values            text and URLs as feedparser gives them
      feed_extensions         namespaces and elements of RSS, Atom and their extensions
    document_decoding       bytes -> text, also where they are not all of one encoding
    document_repair         bare ampersands, entities, impossible characters: text made well-formed
    nesting                 how deep elements are nested; an entry that nests too deep is emptied
    feedparser_library      any other XML -> FeedDocument; all private parts of feedparser that are used
      feedparser_handlers     elements that feedparser mixes up, read in our own way
    xml_items               FeedDocument -> items: which element becomes which field
      item_media              its picture, with caption and credit
        item_links              the addresses of an entry's page and enclosure
      feed_document           the record: entries as dictionaries
"""
