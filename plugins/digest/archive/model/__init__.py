"""The records of the archive, without anything of Pelican, of pages, or of how they are kept.

    settings             all settings of the site; those on which pages depend are a record of their own
      local_time           which day it is in the site's time zone
    addresses            every path, address and slug of the site; no other module makes one
    list_names           the names of the lists in which an article stands
    article_body         sanitised HTML, its text, and a map between the offsets of both
      text_marks           markup put around passages of a body
    article_picture      the picture of an article and its files
    enclosure            the file that a feed encloses with an article: a podcast's episode
    article              articles, sources, publishers  <- addresses, article_body, article_picture, enclosure
    topics               the page of an actor; what of an article names a topic  <- article
    events               events (a story or a single report, which a page lists once); quotes of an article  <- article
      utterances           parts of what somebody said in one go, as one quote
    quote_clusters       one quote as several texts print it  <- events
    worth_listing        which quotes are worth a place in a list  <- events
    speaker_roles        the roles that texts give an actor: "the harbourmaster"
    chart_periods        the period of one bar of a chart, and the last day of a chart

An actor is somebody or something in the news; a topic is the page of one. `A <- B` means that A imports B.
"""
