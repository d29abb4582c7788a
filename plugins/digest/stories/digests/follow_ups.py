"""Follow-ups: which earlier stories a story follows; and which stories of a day are on one subject."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain
from typing import Final

from ..clustering.datelines import without_dateline
from ..clustering.words import words
from ..reports import Report, Story

MAX_AGE: Final = timedelta(days=30)  # between first reports; a story that comes back later is the same subject again
MAX_EARLIER: Final = 4
# Both by reading what followed what on four months of six newspapers: 54 of 336 stories follow others, and of 45 such
# links that were read 5 lead to a story on something else.
MIN_SHARED: Final = 3
MIN_SHARE: Final = 0.4  # of the weight of the story that says less
MAX_WITH_TERM: Final = 60  # a term of as many stories is a subject of the day, and no way to find an earlier story by
# Of two stories of one day, of which one goes below the other. On those four months 11 pairs of one day share 0.3 or
# more: the 9 from 0.35 on are on one subject, the two below are not.
MIN_SUBJECT_SHARED: Final = 2
MIN_SUBJECT_SHARE: Final = 0.35
_PRIOR_STORIES: Final = 50  # imagined, so that the first few stories have weights at all
_PRIOR_COUNT: Final = 0.5  # of the imagined stories, those with a term that was never seen
_LOG_UNSEEN: Final = math.log(_PRIOR_COUNT)
_LEAD_CHARS: Final = 300  # of a text: what happened
_ACTOR_MARK: Final = "@"  # no word starts with it


def agreed_terms(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, frozenset[str]]:
    """By slug of a story, the words and actors that its reports agree on: those that at least half of them have."""
    return {story.slug: _agreed([reports[article] for article in story.articles]) for story in stories}


@dataclass(frozen=True, slots=True)
class EarlierStories:
    """The slugs of the earlier stories that one follows, the latest first.

    `digest` is of all that they depend on: of the story and of all stories before it.
    """

    slugs: tuple[str, ...]
    digest: str


def earlier_stories(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    terms: Mapping[str, frozenset[str]],
    known: Mapping[str, EarlierStories] | None = None,
) -> dict[str, EarlierStories]:
    """By slug, the earlier stories that each story follows.

    `terms` are those of `agreed_terms`. A story follows another one that shares enough of its terms, by how rare these
    are among the stories up to then. So what a story follows depends on no later one, and what an earlier run has found
    (`known`) still holds where nothing up to there has changed.
    """
    ordered = sorted(stories, key=lambda story: (reports[story.articles[0]].date, story.slug))
    known = known or {}
    digest = blake2b(digest_size=16)
    follow_ups = _FollowUps()
    earlier = {}
    for story in ordered:
        begun, agreed = reports[story.articles[0]].date, terms[story.slug]
        fields = (story.slug, begun.isoformat(), *sorted(agreed))
        digest.update("\0".join(fields).encode("utf-8", "surrogatepass") + b"\1")
        before, now = known.get(story.slug), digest.hexdigest()
        if before and before.digest == now:
            earlier[story.slug] = before
        else:
            numbers = follow_ups.followed_by(begun, agreed)
            earlier[story.slug] = EarlierStories(tuple(ordered[number].slug for number in numbers), now)
        follow_ups.add(begun, agreed)
    return earlier


class _FollowUps:
    """The stories up to now, numbered in the order in which they were begun."""

    def __init__(self) -> None:
        self._begun: list[datetime] = []
        self._agreed: list[frozenset[str]] = []
        self._with_term: dict[str, list[int]] = defaultdict(list)
        self._weights = _TermWeights()

    def add(self, begun: datetime, agreed: frozenset[str]) -> None:
        for term in agreed:
            self._with_term[term].append(len(self._begun))
        self._begun.append(begun)
        self._agreed.append(agreed)
        self._weights.count(agreed)

    def followed_by(self, begun: datetime, agreed: frozenset[str]) -> list[int]:
        """The numbers of the stories that a new story of these terms follows, the latest first."""
        weight = self._weights.total(agreed)
        oldest = bisect_left(self._begun, begun - MAX_AGE)
        with_term = (self._with_term[term][-MAX_WITH_TERM:] for term in agreed if term in self._with_term)
        shared = Counter(chain.from_iterable(with_term))
        likely = [number for number, count in shared.items() if count >= MIN_SHARED and number >= oldest]
        shares = {number: self._weights.share(agreed, weight, self._agreed[number]) for number in likely}
        close = [number for number in likely if shares[number] >= MIN_SHARE]
        best = sorted(close, key=lambda number: (-shares[number], -number))[:MAX_EARLIER]
        return sorted(best, reverse=True)


def subject_heads(days: Iterable[Sequence[str]], terms: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """By slug of a story, that of the story of its day which it goes below, since both are on one subject.

    The story that it goes below is further up in its day. Stories that stand by themselves are missing. `days` are the
    slugs of each day's stories in the order of its digest, oldest day first. Words and actors count by how rare they
    are among the stories up to that day, and nothing goes below a story that is below another one itself: so one
    subject doesn't grow into all subjects from neighbour to neighbour.
    """
    weights = _TermWeights()
    head_of = {}
    for day in days:
        for slug in day:
            weights.count(terms[slug])
        heads: list[str] = []
        for slug in day:
            agreed = terms[slug]
            likely = [head for head in heads if len(terms[head] & agreed) >= MIN_SUBJECT_SHARED]
            weight = weights.total(agreed)
            shares = {head: weights.share(agreed, weight, terms[head]) for head in likely}
            best = max(likely, key=shares.__getitem__, default=None)
            if best is not None and shares[best] >= MIN_SUBJECT_SHARE:
                head_of[slug] = best
            else:
                heads.append(slug)
    return head_of


class _TermWeights:
    """What terms weigh, in nats: the rarer they are among the stories counted so far, the more."""

    def __init__(self) -> None:
        self._stories = _PRIOR_STORIES
        self._with_term: Counter[str] = Counter()
        # Logarithms of the counts, since half a million pairs of stories ask for a dozen terms each.
        self._logs: defaultdict[str, float] = defaultdict(lambda: _LOG_UNSEEN)

    def count(self, terms: frozenset[str]) -> None:
        """Counts one more story."""
        self._stories += 1
        self._with_term.update(terms)
        self._logs.update((term, math.log(self._with_term[term] + _PRIOR_COUNT)) for term in terms)

    def total(self, terms: frozenset[str]) -> float:
        """The sum, rounded once, so that it doesn't depend on the order of a set."""
        return len(terms) * math.log(self._stories) - math.fsum(map(self._logs.__getitem__, terms))

    def share(self, terms: frozenset[str], weight: float, other: frozenset[str]) -> float:
        """The weight that two stories share, as a part of that of the story that says less; `weight` is the total of
        `terms`."""
        return self.total(terms & other) / (min(weight, self.total(other)) or 1.0)


def _agreed(reports: Sequence[Report]) -> frozenset[str]:
    """The words and actors that at least half of the reports have, and at least two."""
    counts: Counter[str] = Counter()
    for report in reports:
        text = f"{report.title[:_LEAD_CHARS]} {without_dateline(report.text[:_LEAD_CHARS])}"
        counts.update({*words(text), *(_ACTOR_MARK + actor.casefold() for actor in report.actors)})
    enough = max(2, len(reports) / 2)
    return frozenset(term for term, count in counts.items() if count >= enough)
