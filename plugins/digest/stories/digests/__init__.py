"""Ranks stories, assigns them to days, and finds stories and single reports that belong together.

Stories come in; digests go out. An indented module is called by the one above it:

    day_digests       the digest of each day: its stories, best first, and its single reports
      ranking           the points of a story, from its ranking features
    follow_ups        the earlier stories that a story follows; stories of one day that have much in common
    day_subjects      what several events of a day are about, such as an outbreak or a campaign
      week_words        the words of a week's headlines, and which of them name a subject
    story_subjects    the same for stories that have much in common, whatever the words of the week's headlines
      subject_names     the name of a subject, in words of its texts
    story_report      the report of a build's stories, for the command `why`
    subject_terms     the record `SubjectEvent`: a story or single report, by its words; those four use it
"""
