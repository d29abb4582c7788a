"""What a reader is shown first: stories ranked, put to their days, and stories that belong together.

Stories in, digests out:

    ranking           how much a story matters, in points: stories and ranking features in, `RankedStory` out
      -> day_digests  each day's stories, best first, and what only one source reported: a `DayDigest`
    follow_ups        which earlier stories a story follows, and which stories of a day are on one subject
"""
