"""Joins articles on one event to stories, ranks them and puts them into digests.

Annotated articles come in; stories and day digests go out. An indented module is called by `__main__`:

    __main__              the command line: articles as lines of JSON in, stories as lines of JSON out
      story_lines           reads and writes these lines
      missing_mentions      has `python -m digest.annotate` annotate articles without mentions
    clustering/           reports on one event, joined: `Report`s -> `Story` records
    digests/              ranking, follow-ups, subjects, the digest of each day: `Story` records -> `DayDigest`s
    index/                stories, events, days and subjects in tables of SQLite, brought up to date by what changed
    story_slug            the last part of a story's address, made from its earliest report, so that it never changes
    reports               the records: `Report` (an article as the clustering sees it) and `Story`

`digests` imports `clustering` only for its words, their rarity and datelines. The archive
has `index` call both, which goes on from the states that its tables have.

Nothing here reads a clock or the network. Only `missing_mentions` starts a process, and only
`clustering.evidence.sentence_vectors` uses a file: its cache.
"""
