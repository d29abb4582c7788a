"""Stories that belong together: which earlier ones a story follows, and which of a day are on one subject."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from itertools import chain
from typing import Final

from ..clustering.datelines import without_dateline
from ..clustering.words import words
from ..reports import Report, Story

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
_PRIOR_COUNT: Final = 0.5  # of them with a term that was never seen
_LOG_UNSEEN: Final = math.log(_PRIOR_COUNT)
_LEAD_CHARS: Final = 300  # of a text: what happened
_ACTOR_MARK: Final = "@"  # no word starts with it


def agreed_terms(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, frozenset[str]]:
    """By story, what its reports agree on: the words and actors that at least half of them have."""
    return {story.story: _agreed([reports[article] for article in story.articles]) for story in stories}


@dataclass(frozen=True, slots=True)
class Followed:
    """The earlier stories that one follows, the latest first. `digest` is of all that this depends on: of the story and
    of all stories before it."""

    stories: tuple[str, ...]
    digest: str


def earlier(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    terms: Mapping[str, frozenset[str]],
    known: Mapping[str, Followed] | None = None,
) -> dict[str, Followed]:
    """By story, the earlier ones that it follows.

    A story is known by its `terms`, as `agreed_terms` has them. It follows another one that shares enough of these, by
    how rare they are among the stories up to then. So what a story follows depends on no later one, and what was found
    before (`known`) is still true where nothing up to there has changed.
    """
    ordered = sorted(stories, key=lambda story: (reports[story.articles[0]].date, story.story))
    known = known or {}
    digest = blake2b(digest_size=16)
    agreed = [terms[story.story] for story in ordered]
    begun = [reports[story.articles[0]].date for story in ordered]
    with_term: dict[str, list[int]] = defaultdict(list)
    weights = _Weights()

    def followed_by(number: int) -> list[int]:
        own, own_weight = agreed[number], weights.total(agreed[number])
        oldest = bisect_left(begun, begun[number] - MAX_AGE)
        shared = Counter(chain.from_iterable(with_term[term][-MAX_FOLLOWED:] for term in own if term in with_term))
        likely = [other for other, count in shared.items() if count >= MIN_SHARED and other >= oldest]
        shares = {other: weights.share(own, own_weight, agreed[other]) for other in likely}
        best = sorted((other for other in likely if shares[other] >= MIN_SHARE), key=lambda at: (-shares[at], -at))
        return sorted(best[:MAX_EARLIER], reverse=True)

    found = {}
    for number, story in enumerate(ordered):
        fields = (story.story, begun[number].isoformat(), *sorted(agreed[number]))
        digest.update("\0".join(fields).encode("utf-8", "surrogatepass") + b"\1")
        before, now = known.get(story.story), digest.hexdigest()
        if before and before.digest == now:
            found[story.story] = before
        else:
            found[story.story] = Followed(tuple(ordered[other].story for other in followed_by(number)), now)
        for term in agreed[number]:
            with_term[term].append(number)
        weights.count(agreed[number])
    return found


def one_subject(days: Iterable[Sequence[str]], terms: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """By story, the one of its day that it goes below, which is further up in the day and on the same subject; stories
    that stand by themselves are missing.

    `days` are the names of each day's stories in the order of its digest, oldest first. Words and actors count by how
    rare they are among the stories up to that day, and nothing goes below what goes below another: so one subject
    doesn't grow into all subjects from neighbour to neighbour.
    """
    weights = _Weights()
    found = {}
    for day in days:
        for story in day:
            weights.count(terms[story])
        heads: list[str] = []
        for story in day:
            own = terms[story]
            likely = [head for head in heads if len(terms[head] & own) >= MIN_SUBJECT_SHARED]
            own_weight = weights.total(own)
            shares = {head: weights.share(own, own_weight, terms[head]) for head in likely}
            best = max(likely, key=shares.__getitem__, default=None)
            if best is not None and shares[best] >= MIN_SUBJECT_SHARE:
                found[story] = best
            else:
                heads.append(story)
    return found


class _Weights:
    """What terms weigh, in nats: the rarer they are among the stories counted so far, the more."""

    def __init__(self) -> None:
        self._stories = _PRIOR_STORIES
        self._with_term: Counter[str] = Counter()
        self._logs = _Logs()  # of the above, since half a million pairs of stories ask for a dozen terms each

    def count(self, terms: frozenset[str]) -> None:
        """Counts one more story."""
        self._stories += 1
        self._with_term.update(terms)
        self._logs.update((term, math.log(self._with_term[term] + _PRIOR_COUNT)) for term in terms)

    def total(self, terms: frozenset[str]) -> float:
        """The sum, rounded once, so that it doesn't depend on the order of a set."""
        return len(terms) * math.log(self._stories) - math.fsum(map(self._logs.__getitem__, terms))

    def share(self, mine: frozenset[str], my_weight: float, other: frozenset[str]) -> float:
        """What two stories share, of the weight of the one that says less. `my_weight` is the total of `mine`."""
        return self.total(mine & other) / (min(my_weight, self.total(other)) or 1.0)


class _Logs(dict[str, float]):
    def __missing__(self, term: str) -> float:
        return _LOG_UNSEEN


def _agreed(reports: Sequence[Report]) -> frozenset[str]:
    """The words and actors that at least half of the reports have, and at least two."""
    counts: Counter[str] = Counter()
    for report in reports:
        said = f"{report.title[:_LEAD_CHARS]} {without_dateline(report.text[:_LEAD_CHARS])}"
        counts.update({*words(said), *(_ACTOR_MARK + actor.casefold() for actor in report.actors)})
    enough = max(2, len(reports) / 2)
    return frozenset(term for term, count in counts.items() if count >= enough)
