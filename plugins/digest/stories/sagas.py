"""Stories that belong together: which earlier ones a story follows, and which of a day are on one subject."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Final

from .datelines import without_dateline
from .records import Report, Story
from .words import words

MAX_AGE: Final = timedelta(days=30)  # between first reports; what returns after that is a subject, not a saga
MAX_EARLIER: Final = 4
# Both by reading what followed what on four months of six newspapers: 54 of 336 stories follow others, and of 45 such
# links that were read 5 lead to another saga.
MIN_SHARED: Final = 3
MIN_SHARE: Final = 0.4  # of the weight of the story that says less
MAX_FOLLOWED: Final = 60  # what as many stories have is a subject of the day, and no way to find a saga by
# Of two stories of one day, of which one goes below the other. On those four months 11 pairs of one day share 0.3 or
# more: the 9 from 0.35 on are on one subject, the two below are not.
MIN_SUBJECT_SHARED: Final = 2
MIN_SUBJECT_SHARE: Final = 0.35
_PRIOR_STORIES: Final = 50  # imagined, so that the first few stories have weights at all
_LEAD_CHARS: Final = 300  # of a text: what happened
_ACTOR_MARK: Final = "@"  # no word starts with it


def agreed_terms(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, frozenset[str]]:
    """By story, what its reports agree on: the words and actors that at least half of them have."""
    return {story.story: _agreed([reports[article] for article in story.articles]) for story in stories}


def earlier(
    stories: Iterable[Story], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    """By story, the earlier ones that it follows, the latest first; stories that follow none are missing.

    A story is known by its `terms`, as `agreed_terms` has them. It follows another one that shares enough of these, by
    how rare they are among the stories up to then. So what a story follows depends on no later one.
    """
    ordered = sorted(stories, key=lambda story: (reports[story.articles[0]].date, story.story))
    agreed = [terms[story.story] for story in ordered]
    with_term: dict[str, list[int]] = defaultdict(list)
    found = {}
    for number, story in enumerate(ordered):

        @cache  # every likely story asks again what this one's terms weigh
        def weight(term: str, number: int = number) -> float:
            return math.log((number + _PRIOR_STORIES) / (len(with_term.get(term, ())) + 0.5))

        begun = reports[story.articles[0]].date
        shared = Counter(other for term in agreed[number] for other in with_term.get(term, ())[-MAX_FOLLOWED:])
        likely = [
            other
            for other, count in shared.items()
            if count >= MIN_SHARED and begun - reports[ordered[other].articles[0]].date <= MAX_AGE
        ]
        shares = {other: _share(agreed[number], agreed[other], weight) for other in likely}
        best = sorted((other for other in likely if shares[other] >= MIN_SHARE), key=lambda at: (-shares[at], -at))
        if best:
            found[story.story] = tuple(ordered[other].story for other in sorted(best[:MAX_EARLIER], reverse=True))
        for term in agreed[number]:
            with_term[term].append(number)
    return found


def one_subject(days: Iterable[Sequence[str]], terms: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """By story, the one of its day that it goes below, which is further up in the day and on the same subject; stories
    that stand by themselves are missing.

    `days` are the names of each day's stories in the order of its digest, oldest first. Words and actors count by how
    rare they are among the stories up to that day, and nothing goes below what goes below another: so one subject
    doesn't grow into all subjects from neighbour to neighbour.
    """
    with_term: Counter[str] = Counter()
    number = _PRIOR_STORIES
    found = {}
    for day in days:
        number += len(day)
        for story in day:
            with_term.update(terms[story])

        @cache
        def weight(term: str, number: int = number) -> float:
            return math.log(number / (with_term[term] + 0.5))

        heads: list[str] = []
        for story in day:
            likely = [head for head in heads if len(terms[head] & terms[story]) >= MIN_SUBJECT_SHARED]
            shares = {head: _share(terms[story], terms[head], weight) for head in likely}
            best = max(likely, key=shares.__getitem__, default=None)
            if best is not None and shares[best] >= MIN_SUBJECT_SHARE:
                found[story] = best
            else:
                heads.append(story)
    return found


def _agreed(reports: Sequence[Report]) -> frozenset[str]:
    """The words and actors that at least half of the reports have, and at least two."""
    counts: Counter[str] = Counter()
    for report in reports:
        said = f"{report.title[:_LEAD_CHARS]} {without_dateline(report.text[:_LEAD_CHARS])}"
        counts.update({*words(said), *(_ACTOR_MARK + actor.casefold() for actor in report.actors)})
    enough = max(2, len(reports) / 2)
    return frozenset(term for term, count in counts.items() if count >= enough)


def _share(mine: frozenset[str], other: frozenset[str], weight: Callable[[str], float]) -> float:
    """What two stories share, of the weight of the one that says less."""

    def total(terms: Iterable[str]) -> float:
        return sum(map(weight, sorted(terms)))

    return total(mine & other) / (min(total(mine), total(other)) or 1.0)
