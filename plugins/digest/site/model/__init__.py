"""What the site is made of: records that the pages ask, with nothing of Pelican and nothing of a page in them.

    settings             what an editor can set, as one record
    addresses            every path, address and slug of the site: where something stands is said here alone
    article_body         sanitised HTML, its text, and how the offsets of one lead into the other
      text_marks           markup put around passages of a body
    article_picture      the picture of an article and its files
    enclosure           what a feed encloses with an article: a podcast's episode
    article             articles, sources, publishers  <- addresses, article_body, article_picture, enclosure
    topic_slugs          which slugs a found name has had, and which is its address
    topics               topics: which actors have a page  <- article, topic_slugs
    events               what a page lists once, a story or a single report; the quotes of an article  <- article
    quote_clusters       one quote as several texts print it  <- events
    speaker_roles        what the texts call somebody: "the harbourmaster"  <- article
    actor_history        who was named on which day, and with whom for the first time  <- topics
    chart_periods        what one bar of a chart stands for, and up to which day a chart goes
    archive              all of it, each reachable from the others; the questions that pages ask are its methods
      archive_questions    how the answers are compared from build to build, for `incremental`

An actor is somebody or something in the news; a topic is the page of one. `load` fills these records, and `pages` asks
them.
"""
