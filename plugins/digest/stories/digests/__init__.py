"""Ranks stories, assigns them to days, and finds stories that belong together.

Stories come in; digests go out. An indented module is called by the one above it:

    day_digests       the digest of each day: its stories, best first, and its single reports
      ranking           the points of a story, from its ranking features
    follow_ups        the earlier stories that a story follows; stories of one day on the same subject
"""
