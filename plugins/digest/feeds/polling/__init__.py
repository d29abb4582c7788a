"""A poll: feeds in, articles and a report out, in three phases.

    poll                       the whole: one run at a time, and the record of how it stands with each feed
      feed_loop                  all feeds go through the phases; retrieved side by side, stored in order
        retrieve                   1. one feed is fetched and read; touches nothing of `content/`
          full_text                  the pages of its new items, for subscriptions that ask for them
        decide                     2. what is to be stored, as a record; pure
          first_dates                the dates of new articles, also where the feed gives none; pure
        store                      3. files, then what the cache keeps, then the report
          picture_retrieval          pictures of what was stored, added at the end
      poll_run                   the conditions of one run, and what its feeds share
        feed_status_rules          how it stands with a feed after each thing that can happen to it; pure
          schedule                   when a feed is asked next; pure
          poll_cache                 the records that save time, in cache/
          poll_report                what a poll did

Each phase knows the records of the phase before it and nothing else of it: `Retrieved`, the inventory's `StoredItems`,
`FeedIntents`, `StoredFeed`.
"""
