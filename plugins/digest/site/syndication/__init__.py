"""The files of the site for other programs: feeds, lists of feeds, the sitemap. Pages and feeds share `components`.

    article_feeds    the feeds of the site, and of topics, sources, sections, watches; how many entries a document has
    rss_feeds        the feeds of watches as RSS 2.0, and as posts for Mastodon
    digest_feed      the feed of the daily digest; how many days a document has
    top_stories_feed  the feed of the few stories that led each day
    changes_feed     the feed of what publishers changed in substance
    status_feed      the feed of feeds that fail
      feed_documents   the documents of one feed: the newest entries, and archives of all others (RFC 5005)
      feed_entries     articles as entries
    opml_lists       OPML lists: of the feeds that the site reads, and of its own feeds
    sitemap          sitemap.xml and robots.txt

Each function gives `SiteFile`s. Atom and JSON are rendered from one view by the templates feed.xml and feed.json.
"""
