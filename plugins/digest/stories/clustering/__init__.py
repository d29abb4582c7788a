"""Reports on one event, joined to stories. Reports in; stories, and checkpoints for the next run, out.

The way of a report:

    datelines             what stands before its first sentence, cut off
      -> words            its words and numbers, in any script, folded to their stems    without stop_words
      -> term_vectors     its terms (words and actors), and how much each is stressed
      -> term_rarity      how rare each term is in the archive: the terms weighed
      -> recurring_columns   left out if it is another edition of a column, or a round-up of everything
      -> open_stories     the story that it resembles most, or one of its own
      -> copies           which reports of a story print one text
      -> report_genres    which reports tell the event, and which show it, follow it live or ask about it
      -> lead_report      the report that stands for the story

    reissues              which reports their source issued twice; the site clusters the first issues alone
    report_clustering     takes all reports this way in order; its `cluster_reports` is where to begin
    checkpoints           where a run may go on from, as long as the reports up to there are the same
"""
