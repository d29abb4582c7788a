"""Polls feeds and stores their items as Markdown files.

`content/subscriptions.toml` and the answers of the feeds' servers come in. Article files in `content/news`,
`content/feed-status.json` and a report go out. The packages in the order of the data; a package is used by those above
it that are indented less, and never the other way round:

    __main__, commands, console   the command line: its options, its commands, the log and the progress bar
      subscribing                   finds feeds, adds them to the editor's list, removes them
      polling                       one run over the feeds: retrieve, decide, store
        http                          1. retrieve: one feed's bytes, conditionally, from public addresses only
        workers                          processes with limits, in which documents are read
          parsing                          bytes -> items, as the feed gave them
          cleaning                         wanted items -> drafts: Markdown, fields on one line, absolute addresses
        articles                      2. decide: which article an item is, and what its file must contain
                                      3. store: the files, and the inventory of what is stored
          untrusted                     strangers' text and addresses, made safe; used by all of them

Only `content/news` and `content/removed.jsonl` say which items have been seen. The cache, `cache/feeds.sqlite`, can be
lost at any time, and a loss costs only time.
"""
