"""Annotated articles in; stories, ranking and digests out.

    cluster     reports on one event, joined                          Reports -> Stories
    copies      which of them print one text                          ids -> groups of ids
    forms       what tells an event, and what shows or follows it     Report -> Form
    lead        which of them stands for the event
    ranking     how much a story matters, explained in one line       Story -> Ranked
    sagas       which earlier stories a story follows, and which of
                a day are on one subject                              Stories -> names by name
    digests     what each day brought                                 Stories -> DayDigests
    __main__    the same as a filter of JSON Lines                    python -m digest.stories

Nothing here reads a clock, a file or the network; the filter alone starts `python -m digest.annotate`, where an
article comes without mentions.
"""
