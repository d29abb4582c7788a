"""The pieces that several pages and feeds share: functions from the archive to the records of `views`.

    site_file             one page or file for the writer
    page_head             title, trail and feeds of a page; the feed of a page
      poster_links          which pages have a poster
    structured_data       data for machines in a page: JSON-LD
    page_links            links that several kinds of pages have
    digest_sections       a digest's events by subject and section, and the counts that sum it up
      story_blocks          an event as a block
        reported_by           the sources that report it
    top_lines             the first stories as lines that sum up a day or week
    front_bands           the bands of the front page
    river_lines           events and articles as lines
    topic_lists           topics as chips and as rows of an index
    article_text          an article's text with actors linked and quotes marked
    change_blocks         what the publisher changed in an article
    source_box            the source and the original of an article
    highlights            the best quotes of many
      pull_quotes           the quotes that may be pulled out of an article
    quote_cards           quotes as cards
    headline_comparison   the differences between the headlines of a story
    sole_details          the figures and quotes that one report of a story alone has
    join_wording          why each report is part of its story
    period_changes        the changes since the day or week before
    actor_background      the editor's text about an actor

An indented module is called by the one above it. `page_links` and `quote_cards` are used by most.
"""
