"""Stories that go on: which earlier ones a story follows."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
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
_PRIOR_STORIES: Final = 50  # imagined, so that the first few stories have weights at all
_LEAD_CHARS: Final = 300  # of a text: what happened
_ACTOR_MARK: Final = "@"  # no word starts with it


def earlier(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, tuple[str, ...]]:
    """By story, the earlier ones that it follows, the latest first; stories that follow none are missing.

    A story is known by what its reports agree on: the words and actors that at least half of them have. It follows
    another one that shares enough of these, by how rare they are among the stories up to then. So what a story follows
    depends on no later one.
    """
    ordered = sorted(stories, key=lambda story: (reports[story.articles[0]].date, story.story))
    agreed = [_agreed([reports[article] for article in story.articles]) for story in ordered]
    with_term: dict[str, list[int]] = defaultdict(list)
    found = {}
    for number, story in enumerate(ordered):
        weight = {
            term: math.log((number + _PRIOR_STORIES) / (len(with_term.get(term, ())) + 0.5)) for term in agreed[number]
        }
        begun = reports[story.articles[0]].date
        shared = Counter(other for term in agreed[number] for other in with_term.get(term, ())[-MAX_FOLLOWED:])
        likely = [
            other
            for other, count in shared.items()
            if count >= MIN_SHARED and begun - reports[ordered[other].articles[0]].date <= MAX_AGE
        ]
        shares = {other: _share(agreed[number], agreed[other], weight, with_term, number) for other in likely}
        best = sorted((other for other in likely if shares[other] >= MIN_SHARE), key=lambda at: (-shares[at], -at))
        if best:
            found[story.story] = tuple(ordered[other].story for other in sorted(best[:MAX_EARLIER], reverse=True))
        for term in agreed[number]:
            with_term[term].append(number)
    return found


def _agreed(reports: Sequence[Report]) -> frozenset[str]:
    """The words and actors that at least half of the reports have, and at least two."""
    counts: Counter[str] = Counter()
    for report in reports:
        said = f"{report.title[:_LEAD_CHARS]} {without_dateline(report.text[:_LEAD_CHARS])}"
        counts.update({*words(said), *(_ACTOR_MARK + actor.casefold() for actor in report.actors)})
    enough = max(2, len(reports) / 2)
    return frozenset(term for term, count in counts.items() if count >= enough)


def _share(
    mine: frozenset[str],
    other: frozenset[str],
    weight: Mapping[str, float],
    with_term: Mapping[str, Sequence[int]],
    number: int,
) -> float:
    """What two stories share, of the weight of the one that says less."""

    def total(terms: Iterable[str]) -> float:
        return sum(
            weight[term] if term in weight else math.log((number + _PRIOR_STORIES) / (len(with_term[term]) + 0.5))
            for term in sorted(terms)
        )

    return total(mine & other) / (min(total(mine), total(other)) or 1.0)
