"""The stories of an archive in tables of SQLite, brought up to date by what changed.

Articles come in as they change; `StoryIndex` writes the rows that differ because of them, and answers questions. An
indented module is called by the one above it, in this order:

    story_index         `StoryIndex`: the steps of an update, and the questions
      report_table        the reports: which changed, and the keys by which others are found that they concern
      reissue_table       which reports their sources issued again, judged by source, from a changed report on for days
      clustered_table     the stories as they are clustered, from a stored state before the first changed report on
        clustering_run      the clustering of reports in order, which can be stored and continued
      decided_table       the stories as the editor's decisions leave them, and why their reports were joined
      event_tables        the events of each day on which anything differs, in the order of its digest
      follow_up_table     the terms of stories of several sources, and the earlier stories that they follow
      subject_tables      the subjects of days, from the first day on whose events differ, as long as anything differs
    story_schema        the tables
    packing             how records are written into them

What is in the tables follows from the articles, the decisions and the clock alone, in whatever order they came: each
step judges again what a change can concern. That is bounded in time, since each of the definitions in `clustering` and
`digests` looks at some days or weeks only: a later edit of an old article has no effect beyond them. What is kept only
to save time (`story_clustering`, `story_features`) has no part in any result.
"""
