"""Files under `content/` that more than one package reads or writes: their names, formats and records.

    subscriptions      the keys of subscriptions.toml with their limits, and the records made of them
    subscription_file  reads subscriptions.toml, and reports mistakes in it
      subscription_faults  a line for each fault: the feed, the key, what is there, what is expected
        subscription_suggestions  what was probably meant
      toml_fault           on which line a key stands, and what is wrong where the file isn't TOML
      filter_rule          one rule of `keep` or `drop`: what it means, and what is wrong with it
    toml_tables        names the places of mistakes in the editor's other files, for example corrections.toml
    retention          how long articles stay, by the rules of subscriptions, sections and all
    expired_articles   content/expired: the record of articles that went by these rules, by which their pages are made
    kept_versions      content/versions: earlier versions of articles; a poll adds them, a build shows what changed
    newsrooms          which subscriptions are of one newsroom, by the domain of their addresses
    article_header     the header fields of an article file: one table from which its reader and writer follow
    article_fingerprint  whether an article file is to the letter as a poll wrote it
    run_clock          the clock of a run as people write it
    feed_status        feed-status.json: the status of each feed; a poll writes it, the status page shows it
    kept_pages         kept-pages.txt: pages of found names that stay; a build finds them, the scheduled run adds them

`feeds` and `site` never import each other. They communicate only by these files. An indented module is called by the
one above it.
"""
