"""Finding articles by a query in one small language, which watches and `invoke search` share (docs/watches.md).

A query is read into a tree; names in it become slugs; an article is a hit if it has evidence for the tree, and the
passages that show it come with it. The word index and the tables of names only spare looking at every article:

    query_parsing    the language: text -> tree, or the place where it can't be read
      query_tree       the records of the tree, and what is written in it
    query_names      which actors and sources the names in a query mean
    query_evidence   an article -> the spans that make it a hit, or None
      text_words       the words of a text with their offsets, alike in case, accents and script
    passages         spans -> passages: verbatim parts of headline and text, with what is marked in them
    word_index       the words of all texts in an FTS5 table; the articles that a query may mean
    archive_search   a search over the archive, newest first, within a time limit
"""
