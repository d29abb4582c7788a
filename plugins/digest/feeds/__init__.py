"""Feeds in, Markdown files out.

The way of the data, each step a module; those above an arrow don't know those below it:

    __main__, commands         the command line; console: the log and the progress bar
      subscribing <- opml        the editor's list: feeds found, added, taken out, exchanged
    poll                       all of it, for every subscription side by side; run: what its feeds share
      retrieving, storing        one feed is asked and read; what came of it is stored
      standings                  how it stands with a feed, from one thing that happens to it to the next
      schedule <- hints          when a feed is asked next
      state <- article_index     what saves time, in cache/: validators, standings, pages, headers that were read
      fetch <- addresses, proxies, freshness, unpack
                                 one feed's bytes over HTTP; only public addresses are connected to
      pages                      full texts, politely
      worker <- job              processes with limits, in which run
        drafting                   parse, clean and filter, entry by entry; extraction: a page's main text
          parse <- quick_xml, json_feed, discover
                                     bytes -> items: entries as the feed gave them
          clean <- html_tree, boilerplate, markdown_writer <- markdown_text, links
                                     item -> draft: Markdown, fields on one line, absolute addresses
          filters <- rules           which items are wanted
      spill                      what was read waits for its turn
      store                      drafts -> files that are new or changed
        identity                   which article is this draft? Decides without input or output
        inventory <- removed       what content/news holds, and what the editor removed from it
        article_file               the file: header, fingerprint, atomic writing
      report                     what became of every feed and entry
      statuses                   how it stands with every feed now, for the site: `digest.contracts.feed_status`

`item` holds the records between the steps; `text` and `dates` say which of a stranger's characters and dates are kept.
What has been seen is answered by content/news and content/removed.jsonl; the state can be lost at any moment and costs
only time.
"""
