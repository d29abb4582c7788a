"""Joins reports on one event to stories.

Reports come in, stories go out. The modules in the order in which a report passes them; a module is called by the one
above it that is indented less:

    report_clustering     takes all reports in order through the steps below; begin with its `cluster_reports`
      evidence_in_order     the evidence that each report has with those before it
        evidence/             what says that two reports are on one event, and how much: features, weights, scores
        words                 words and numbers in any script, reduced to their stems
          stop_words            words that say nothing about the event
        datelines             cuts off the place and date before the first sentence
        recurring_columns     leaves out further editions of a column, and round-ups of everything
      open_stories          the story that the report joins, or a new one
      copies                which reports of a story print the same text
      lead_report           the report that stands for the story
        plain_headlines       how plainly a headline tells the event
        report_genres         whether a report tells the event, shows it, follows it live or comments on it
      join_reasons          why each report is in its story
    reissues              reports that their source issued twice; the site clusters only the first issues
"""
