"""Follow-ups: the earlier stories that a story follows; and stories of one day on the same subject."""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Final

from ..clustering.datelines import without_dateline
from ..clustering.words import words
from ..reports import Report, Story

MAX_AGE: Final = timedelta(
    days=30
)  # between the first reports of two stories; later, a subject that returns is a new one
MAX_EARLIER: Final = 4
# A story follows another if they share at least this many terms, and at least this share of the weight of the story
# with the smaller weight. Both values were chosen by reading the results on four months of six newspapers: 54 of 336
# stories follow others, and of 45 such links that were read, 5 lead to a story on something else.
MIN_SHARED: Final = 3
MIN_SHARE: Final = 0.4
MAX_WITH_TERM: Final = 60  # an earlier story is found by a term only among the last 60 stories with that term
# The same two limits for two stories of one day on the same subject. In those four months 11 pairs of one day share 0.3
# of the weight or more: the 9 pairs from 0.35 on are on the same subject, the other two are not.
MIN_SUBJECT_SHARED: Final = 2
MIN_SUBJECT_SHARE: Final = 0.35
_PRIOR_STORIES: Final = 50  # imagined stories, so that the terms of the first few real ones have weights
_PRIOR_COUNT: Final = 0.5  # how many of the imagined stories have any given term
_LEAD_CHARS: Final = 300  # the beginning of a text, which says what happened
_ACTOR_MARK: Final = "@"  # no word begins with this mark


def agreed_terms(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, frozenset[str]]:
    """Slug of a story -> the words and actors that at least half of its reports have."""
    return {story.slug: _agreed([reports[article] for article in story.articles]) for story in stories}


def earlier_stories(
    stories: Iterable[Story], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    """Slug of a story -> the slugs of the earlier stories that it follows, the latest first.

    `terms` come from `agreed_terms`. A story follows another one if they share enough terms; rare terms weigh more. The
    rarity of a term is that among the stories of MAX_AGE before, so the result for a story depends on no others. In
    four months of six newspapers 132 of the 136 links are the same as by the rarity among all stories before.
    """
    ordered = sorted(stories, key=lambda story: (reports[story.articles[0]].date, story.slug))
    follow_ups = FollowUps()
    earlier = {}
    for story in ordered:
        begun, agreed = reports[story.articles[0]].date, terms[story.slug]
        earlier[story.slug] = follow_ups.followed_by(begun, agreed)
        follow_ups.add(story.slug, begun, agreed)
    return earlier


class FollowUps:
    """The stories of MAX_AGE, which a next story may follow. They come in order of their first reports and slugs."""

    def __init__(self) -> None:
        self._stories: dict[int, tuple[str, datetime, frozenset[str]]] = {}  # by numbers, in their order
        self._oldest = self._next = 0
        self._with_term: dict[str, deque[int]] = defaultdict(deque)
        self._weights = TermWeights()

    def add(self, slug: str, begun: datetime, agreed: frozenset[str]) -> None:
        for term in agreed:
            self._with_term[term].append(self._next)
        self._stories[self._next] = (slug, begun, agreed)
        self._next += 1
        self._weights.count(agreed)

    def followed_by(self, begun: datetime, agreed: frozenset[str]) -> tuple[str, ...]:
        """The slugs of the stories that the next story, with these terms, follows, the latest first."""
        self._forget_before(begun)
        weight = self._weights.total(agreed)
        with_term = (islice(reversed(self._with_term[term]), MAX_WITH_TERM) for term in agreed & self._with_term.keys())
        shared = Counter(chain.from_iterable(with_term))
        likely = [number for number, count in shared.items() if count >= MIN_SHARED]
        shares = {number: self._weights.share(agreed, weight, self._stories[number][2]) for number in likely}
        close = [number for number in likely if shares[number] >= MIN_SHARE]
        best = sorted(close, key=lambda number: (-shares[number], -number))[:MAX_EARLIER]
        return tuple(self._stories[number][0] for number in sorted(best, reverse=True))

    def _forget_before(self, begun: datetime) -> None:
        while self._oldest < self._next and begun - self._stories[self._oldest][1] > MAX_AGE:
            _, _, agreed = self._stories.pop(self._oldest)
            for term in agreed:
                self._with_term[term].popleft()
                if not self._with_term[term]:
                    del self._with_term[term]
            self._weights.forget(agreed)
            self._oldest += 1


def top_stories_of_day(
    slugs: Iterable[str], terms: Mapping[str, frozenset[str]], weights: "TermWeights"
) -> dict[str, str]:
    """Slug of a story -> slug of the story under which it is listed, because both are on the same subject.

    The other story is further up in the digest of the same day. Stories that are listed separately are missing. `slugs`
    are the stories of a day in the order of its digest, `weights` those of terms among the stories of MAX_AGE up to its
    end. No story is listed under one that is itself listed under another: otherwise chains of similar stories would
    join different subjects.
    """
    top_story_by_slug = {}
    top_stories: list[str] = []
    for slug in slugs:
        agreed = terms[slug]
        likely = [story for story in top_stories if len(terms[story] & agreed) >= MIN_SUBJECT_SHARED]
        weight = weights.total(agreed)
        shares = {story: weights.share(agreed, weight, terms[story]) for story in likely}
        best = max(likely, key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= MIN_SUBJECT_SHARE:
            top_story_by_slug[slug] = best
        else:
            top_stories.append(slug)
    return top_story_by_slug


class TermWeights:
    """The weights of terms, in nats: terms that are rare among the stories that are counted weigh more."""

    def __init__(self) -> None:
        self._stories = _PRIOR_STORIES
        self._with_term: Counter[str] = Counter()
        self._logs = _Logarithms(self._with_term)

    def count(self, terms: frozenset[str]) -> None:
        """Counts one more story."""
        self._stories += 1
        self._with_term.update(terms)
        self._logs.forget(terms)

    def forget(self, terms: frozenset[str]) -> None:
        """Takes back that a story was counted."""
        self._stories -= 1
        self._with_term.subtract(terms)
        for term in terms:
            if not self._with_term[term]:
                del self._with_term[term]
        self._logs.forget(terms)

    def total(self, terms: frozenset[str]) -> float:
        """The sum of the terms' weights, rounded only once, so that it doesn't depend on the order of a set."""
        return len(terms) * math.log(self._stories) - math.fsum(map(self._logs.__getitem__, terms))

    def share(self, terms: frozenset[str], weight: float, other: frozenset[str]) -> float:
        """The shared weight of two stories, as a share of the smaller of their weights.

        `weight` is the total of `terms`.
        """
        return self.total(terms & other) / (min(weight, self.total(other)) or 1.0)


class _Logarithms(dict[str, float]):
    """The logarithms of counts. They are kept, since half a million pairs of stories need a dozen of them each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, term: str) -> float:
        self[term] = logarithm = math.log(self._counts.get(term, 0) + _PRIOR_COUNT)
        return logarithm

    def forget(self, terms: Iterable[str]) -> None:
        for term in terms:
            self.pop(term, None)


def _agreed(reports: Sequence[Report]) -> frozenset[str]:
    """The words and actors that at least half of the reports have, and at least two."""
    counts: Counter[str] = Counter()
    for report in reports:
        text = f"{report.title[:_LEAD_CHARS]} {without_dateline(report.text[:_LEAD_CHARS])}"
        counts.update({*words(text), *(_ACTOR_MARK + actor.casefold() for actor in report.actors)})
    enough = max(2, len(reports) / 2)
    return frozenset(term for term, count in counts.items() if count >= enough)
