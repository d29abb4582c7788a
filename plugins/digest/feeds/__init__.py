"""Feeds in, Markdown files out.

What comes in is `content/subscriptions.toml` and what the feeds' servers answer. What goes out are article files in
`content/news`, `content/feed-status.json`, and a report. The packages in the order of the data; those that stand
higher know those that are indented below them, and never the other way round:

    __main__, commands, console   the command line: its options, its commands, the log and the progress bar
      subscribing                   the editor's list of feeds: found, added, taken out
      polling                       one run over the feeds: retrieve, decide, store
        http                          1. retrieve: one feed's bytes, conditionally, from public addresses only
        workers                          processes with limits, in which documents are read
          parsing                          bytes -> items, as the feed gave them
          cleaning                         wanted items -> drafts: Markdown, fields on one line, absolute addresses
        articles                      2. decide: which article an item is, and what its file is to say
                                      3. store: the files, and the inventory of what is stored
          untrusted                     what all of them know: strangers' text and addresses made safe

What has been seen is answered by `content/news` and `content/removed.jsonl` alone. The cache, `cache/feeds.sqlite`, can
be lost at any moment, and a loss costs only time.
"""
