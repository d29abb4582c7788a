"""Annotated articles in; stories, their ranking and digests out.

The way of the data:

    articles, one a line    __main__ -> story_lines (read) -> missing_mentions (`python -m digest.annotate`, if need be)
      -> reports            `Report`: an article as the clustering sees it
      -> clustering         reports on one event, joined                        Reports -> Stories
      -> reports            `Story`: a slug, its reports, its lead and its copies
      -> digests            ranking, follow-ups, what each day brought           Stories -> DayDigests
      -> story_lines        a story as a line of JSON, for `python -m digest.stories`

    story_slug              the last part of a story's address: made from its earliest report, so that it stays

`digests` knows `clustering` (its words alone), and both know `reports`. The site asks `clustering` and `digests`
itself, and goes on from the checkpoints that it keeps in `cache/`.

Nothing here reads a clock, a file or the network. `missing_mentions` alone starts a process, where an article comes
without mentions.
"""
