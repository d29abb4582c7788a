"""Articles as files: which article an item is, the content of its file, and the inventory of `content/news`.

The drafts of one feed come in; Markdown files and the record of removed articles go out. `A <- B` means that A imports
B:

    article_file        the header and body of a file
    article_versions    the new content of a file when the feed has a new version  <- article_file
    article_index       the evidence that identifies each stored article
    item_evidence       each piece of evidence that distinguishes two items  <- article_index
    identity            which stored article an item is; items that are twice in a document  <- item_evidence
    expired_index       the record of expired articles, found by guid, link and title  <- article_index
    removed_articles    the record of articles that the editor removed
    inventory           the stored articles that the items of a document may be
                          <- article_index, expired_index, removed_articles
    article_paths       the path of a new file, by the free names in the inventory
    picture_files       the files of an article's picture, named in its header

`identity`, `item_evidence` and `article_versions` are pure. The names of header fields are those of
`digest.contracts.article_header`.
"""
