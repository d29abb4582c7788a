"""A poll: feeds come in, articles and a report go out, in three phases.

An indented module is called by the one above it that is indented less:

    poll                       one poll, at most one at a time; writes the status of each feed
      feed_loop                  runs all feeds through the phases; retrieves concurrently, stores in order
        retrieve                   1. fetches and parses one feed; doesn't touch `content/`
          full_text                  the pages of its new items, for subscriptions that want full texts
        decide                     2. what is to be stored, as a record; pure
          first_dates                the dates of new articles, even if the feed gives none; pure
        store                      3. writes files, then the cache, then the report
          picture_retrieval          the pictures of stored articles, added at the end
      poll_run                   the conditions of one run, and the objects that its feeds share
        feed_status_rules          the status and schedule of a feed after each event; pure
          schedule                   the moment of the next poll; pure
          poll_cache                 records that save time, in cache/
          poll_report                the result of a poll

Each phase uses only the records of the phase before it: `Retrieved`, the inventory's `StoredItems`, `FeedIntents`,
`StoredFeed`.
"""
