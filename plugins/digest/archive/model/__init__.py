"""The records of the site: articles, topics, events, quotes and the archive, without anything of Pelican or of pages.

    settings             all settings of the site, as one record
    addresses            every path, address and slug of the site; no other module makes one
    article_body         sanitised HTML, its text, and a map between the offsets of both
      text_marks           markup put around passages of a body
    article_picture      the picture of an article and its files
    enclosure            the file that a feed encloses with an article: a podcast's episode
    article             articles, sources, publishers  <- addresses, article_body, article_picture, enclosure
    topic_slugs          the slugs that a found name has had, and the one that is its address
    topics               the topics, and which actors have one  <- article, topic_slugs
    events               events (a story or a single report, which a page lists once); quotes of an article  <- article
    quote_clusters       one quote as several texts print it  <- events
    speaker_roles        the roles that texts give an actor: "the harbourmaster"  <- article
    actor_history        the actors named on a day, and the pairs named together for the first time  <- topics
    chart_periods        the period of one bar of a chart, and the last day of a chart
    archive              all of these together; its methods are the questions that pages ask
      archive_questions    compares the answers from build to build, for `incremental`

An actor is somebody or something in the news; a topic is the page of one. `load` makes these records, and `pages` reads
them. `A <- B` means that A imports B.
"""
