"""Articles as files: which article an item is, what its file says, and what is in `content/news`.

What comes in are the drafts of one feed; what goes out are Markdown files and the record of removed articles. Modules
in the order of the data; an arrow points from a module to the one that knows it:

    article_file -> article_versions   a file's header and body; what the file says when the feed says something new
    article_index -> item_evidence     what identifies a stored article; what tells two items apart, each by itself
    item_evidence -> identity          which stored article an item is, and which items of a document are one
    removed_articles                   the record of what the editor removed
    inventory                          what is stored of the items of one document; knows the index and the record
    article_paths                      the name of a new file; asks the inventory which names are free
    picture_files                      the files of an article's picture, named in its header

`identity`, `item_evidence` and `article_versions` are pure. The names of header fields are those of
`digest.contracts.article_header`.
"""
