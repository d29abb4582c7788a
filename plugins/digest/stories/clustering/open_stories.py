"""The open stories, which reports may still join, and the similarity of a report to each of them."""

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Any, Final, NamedTuple

from ..reports import Report
from .term_rarity import MAX_RARITY, TermRarity
from .term_vectors import TermVector, is_word

# A report joins the most similar story if its score is at least this.
#
# "The labelled days" are 910 reports of six newspapers from six days of 2020, labelled by hand
# (tests/digest/stories/events), within an archive of 10,138 reports from April to July, without mentions. Event
# precision / recall / F1 in percent, as score_stories.py counts them:                                       April
# May            June     within the archive           100 / 62 / 77    83 / 70 / 76    86 / 94 / 90     each set alone
# 100 / 62 / 77    88 / 72 / 79    89 / 89 / 89 The values in this module were chosen on these three sets together. Most
# of the missed pairs use different words ("sells for", "fetches"). Two events shown as one are worse than one event
# shown twice, so precision comes first. With 0.23 precision is 5 points lower and recall 1 higher.
JOIN_SCORE: Final = 0.26
# The rarest RAREST_WORDS words that a report shares with a story change its score: by this for each nat by which they
# are rarer (plus) or more common (minus) on average than NEUTRAL_RARITY. Two headlines of common words can be as
# similar as two reports on one event. Reports of the story aren't counted for the rarity, so that an event that
# everybody reports stays one story. Without this term the labelled days lose 4 points of precision in the archive and
# 15 alone; with 0.08 the archive loses 2.
RARITY_POINTS: Final = 0.05
NEUTRAL_RARITY: Final = 6.4  # once in 600 reports; with 6.0 the labelled days lose 7 points of precision in the archive
RAREST_WORDS: Final = 3
_MOST_RARITY_POINTS: Final = RARITY_POINTS * (MAX_RARITY - NEUTRAL_RARITY) + 1e-9  # with room for rounding
# Similarity is divided by e after each period of this many hours: the reports on an event come within a day or two.
# With 48 the labelled days lose 2 points of precision.
FADING_H: Final = 36.0
WINDOW: Final = timedelta(hours=53)  # by then even the greatest similarity has faded to JOIN_SCORE
# The longest time from the first to the last report of a story: a story is one event, not everything that follows from
# it. Without a limit, one word ("Floyd") chained 188 reports over weeks into one story.
MAX_SPAN: Final = timedelta(hours=96)
MIN_SHARED_WORDS: Final = 3  # with 2 the labelled days lose 3 points of precision, and 4 gain nothing
# A report is compared only with stories that share at least MIN_RARE_WORDS words with it that fewer than COMMON_STORIES
# open stories have. On the labelled days this changes nothing (nor would 50), and no feed can force every report to be
# compared with every other.
COMMON_STORIES: Final = 100
MIN_RARE_WORDS: Final = 2


class OpenStory:
    """A story that reports may still join. `reports` are in order of time, and `vectors` in the same order.

    `number` is its number, in the order in which stories are begun.
    """

    __slots__ = ("number", "reports", "vectors")

    def __init__(self, number: int) -> None:
        self.number = number
        self.reports: list[Report] = []
        self.vectors: list[TermVector] = []

    @property
    def latest(self) -> datetime:
        return self.reports[-1].date


class _KnownTerm(NamedTuple):
    """A term of a report that open stories have too.

    `weight` is its weight in the report, `report_count` the number of reports in the archive that have it, and `sums`
    is its entry in `OpenStories._sums`: number of the story -> (sum of weights, number of reports).
    """

    weight: float
    report_count: int
    sums: dict[int, tuple[float, int]]
    is_word: bool


class OpenStories:
    """All open stories, by their numbers and by the terms of their reports."""

    def __init__(self, begun: int) -> None:
        self.begun = begun  # how many stories have been begun so far
        self._stories: dict[int, OpenStory] = {}  # in order of their latest reports
        # Term -> number of a story -> the sum of the term's weights in the story's reports, and how many have it.
        self._sums: dict[str, dict[int, tuple[float, int]]] = {}

    @property
    def stories(self) -> tuple[OpenStory, ...]:
        return tuple(self._stories.values())

    def place(self, report: Report, vector: TermVector, rarity: TermRarity) -> None:
        """Adds a report to the most similar story, or begins a new story with it."""
        number = self._closest(report, vector, rarity)
        if number is None:
            number = self.begun
            self.begun += 1
            story = OpenStory(number)
        else:
            story = self._stories[number]
        self.join(story, report, vector)

    def join(self, story: OpenStory, report: Report, vector: TermVector) -> None:
        self._stories.pop(story.number, None)
        self._stories[story.number] = story
        story.reports.append(report)
        story.vectors.append(vector)
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            sums = self._sums.setdefault(term, {})
            total, reports = sums.get(story.number, (0.0, 0))
            sums[story.number] = (total + weight, reports + 1)

    def close_before(self, now: datetime) -> Iterator[OpenStory]:
        """Removes the stories that no report of `now` or later can join, and yields them."""
        while self._stories:
            story = next(iter(self._stories.values()))
            if now - story.latest <= WINDOW:
                return
            del self._stories[story.number]
            for term in {term for vector in story.vectors for term in vector.terms}:
                sums = self._sums[term]
                del sums[story.number]
                if not sums:
                    del self._sums[term]
            yield story

    def record(self) -> list[tuple[int, list[str], list[Any]]]:
        """The number, the ids of reports and their vectors for each story. They can be written as JSON."""
        return [
            (
                story.number,
                [report.id for report in story.reports],
                [(vector.terms, list(vector.weights), list(vector.counts)) for vector in story.vectors],
            )
            for story in self._stories.values()
        ]

    def restore(self, record: Sequence[tuple[int, list[str], list[Any]]], reports: Sequence[Report]) -> None:
        """Opens the stories in `record`, a result of the method `record`. Their reports are among `reports`."""
        by_id = {report.id: report for report in reports}
        for number, ids, vectors in record:
            story = OpenStory(number)
            for report_id, (terms, weights, counts) in zip(ids, vectors, strict=True):
                vector = TermVector(tuple(terms), array("d", weights), array("l", counts))
                self.join(story, by_id[report_id], vector)

    def _closest(self, report: Report, vector: TermVector, rarity: TermRarity) -> int | None:
        """The number of the story that a report joins; None if it begins a new one."""
        terms = [
            _KnownTerm(weight, count, self._sums[term], is_word(term))
            for term, weight, count in zip(vector.terms, vector.weights, vector.counts, strict=True)
            if term in self._sums
        ]
        similarities = _dot_products(terms)
        best, best_score = None, JOIN_SCORE
        for number in sorted(similarities):
            story = self._stories[number]
            if report.date - story.reports[0].date > MAX_SPAN:
                continue
            age_h = (report.date - story.latest) / timedelta(hours=1)
            similarity = similarities[number] / len(story.reports) * math.exp(-age_h / FADING_H)
            if similarity + _MOST_RARITY_POINTS <= best_score:
                continue  # nine of ten stories; the points for rare words cost as much time as all steps before
            score = similarity + _rarity_points(terms, number, rarity)
            if score > best_score:
                best, best_score = number, score
        return best


def _dot_products(terms: Sequence[_KnownTerm]) -> dict[int, float]:
    """Number of each story that shares enough words with a report -> the dot product of the report's vector and the sum
    of the story's vectors.
    """
    products = dict.fromkeys(_sharing([term.sums for term in terms if term.is_word]), 0.0)
    for weight, _, sums, _ in terms:
        for number in sums if len(sums) < len(products) else products:
            if number in sums and number in products:
                products[number] += weight * sums[number][0]
    return products


def _sharing(stories_by_word: list[dict[int, tuple[float, int]]]) -> list[int]:
    """The stories that have enough of a report's words. For each word, the argument has the stories with that word."""
    shared: Counter[int] = Counter()
    common = []
    for stories in stories_by_word:
        if len(stories) < COMMON_STORIES:
            shared.update(stories.keys())
        else:
            common.append(stories)
    return [
        number
        for number, rare in shared.items()
        if rare >= MIN_SHARED_WORDS
        or (rare >= MIN_RARE_WORDS and rare + sum(number in stories for stories in common) >= MIN_SHARED_WORDS)
    ]


def _rarity_points(terms: Sequence[_KnownTerm], number: int, rarity: TermRarity) -> float:
    """The change of a score by the rarest words that a report shares with a story; negative for common words."""
    elsewhere = (report_count - sums[number][1] for _, report_count, sums, word in terms if word and number in sums)
    rarest = [rarity.rarity(count) for count in nsmallest(RAREST_WORDS, elsewhere)]
    return RARITY_POINTS * (sum(rarest) / len(rarest) - NEUTRAL_RARITY)
