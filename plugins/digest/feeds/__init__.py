"""Feeds in, Markdown files out.

The way of the data, each step a module; those above an arrow don't know those below it:

    __main__, console          the command line, the log and the progress bar
    poll                       all of it, for every subscription side by side
      schedule                 which feeds are due
      state                    what saves time, in cache/: validators, hashes, headers that were read
      fetch <- addresses       one feed's bytes over HTTP; only public addresses are connected to
      worker                   a process with limits, in which runs
        drafting                 parse and clean, entry by entry
          parse <- json_feed       bytes -> items: entries as the feed gave them
          clean <- html_tree, markdown_writer <- markdown_text, links
                                   item -> draft: Markdown, fields on one line, absolute addresses
      store                    drafts -> files that are new or changed
        identity                 which article is this draft? Decides without input or output
        inventory                what content/news holds
        article_file             the file: header, fingerprint, atomic writing
      report                   what became of every feed and entry

`item` holds the records between the steps; `text` and `dates` say which of a stranger's characters and dates are kept.
What has been seen is answered by content/news; the state can be lost at any moment and costs only time.
"""
