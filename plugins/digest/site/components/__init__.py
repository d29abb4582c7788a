"""What several pages and feeds are made of: functions from the archive to the records of `views`.

    site_file             one page or file, as it is handed to the writer
    page_head             title, trail and feeds of a page; the feed of a page
    structured_data       what machines read in a page: JSON-LD
    page_links            links that several kinds of pages have
    digest_sections       a digest's events by section, and the counts that sum it up
      story_blocks          an event as a block
        reported_by           who reports it
    river_lines           events and articles as lines
    topic_lists           topics as chips and as rows of an index
    article_text          an article's text with actors linked and quotes marked
    source_box            where an article comes from
    highlights            the best quotes of many
      pull_quotes           those that may be pulled out of an article
    quote_cards           quotes as cards
    headline_comparison   how the headlines of a story differ
    period_changes        what changed since the day or week before
    actor_background      the editor's text about an actor

A module knows those indented below it, and `page_links` and `quote_cards` are known to most.
"""
