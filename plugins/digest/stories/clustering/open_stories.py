"""The open stories, which reports may still join, and how strongly a report is linked to each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..reports import Report
from .evidence.evidence_index import REACH_MIN
from .evidence.recent_rows import Integers

# Scores are the logarithm of the odds that two reports are on one event, in thousandths: see evidence/pair_model.py.
# A report joins the story to which its link is strongest, if the link is at least this. The value was chosen on the
# labelled windows (tests/digest/stories/events), each judged by weights that were learned on all others.
JOIN_SCORE: Final = -500
# A link is the best score with a report of the story, mixed with the mean over all its reports: so one wrong join
# doesn't chain two events. This is the share of the best one, in percent; between 50 and 90 the windows stay the same.
BEST_SHARE: Final = 75
# Scores outside of these bounds count as the bound, and so does a pair without evidence as the lower one.
MIN_SCORE: Final = -6_000
MAX_SCORE: Final = 6_000
REACH: Final = timedelta(minutes=REACH_MIN)
# The longest time from the first to the last report of a story: a story is one event, not everything that follows from
# it. Without a limit, one word ("Floyd") chained 188 reports over weeks into one story.
MAX_SPAN: Final = timedelta(hours=96)
_NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Judged:
    """Earlier reports by their numbers, in ascending order, each with its score and the similarity of the vectors."""

    numbers: Integers
    scores: Integers
    meanings: Integers

    def where(self, wanted: NDArray[np.bool_]) -> "Judged":
        return Judged(self.numbers[wanted], self.scores[wanted], self.meanings[wanted])


class Partner(NamedTuple):
    """The report of a story with which another one has the best score: its number, the score, and the similarity of
    their vectors in thousandths."""

    number: int
    score: int
    meaning: int


class OpenStory:
    """A story that reports may still join. `numbers` are those of its reports, `number` that of the first one.

    `partners` has for each other report, by its number, the report that it joined with.
    """

    __slots__ = ("numbers", "partners", "reports")

    def __init__(self) -> None:
        self.numbers: list[int] = []  # ascending
        self.reports: list[Report] = []  # in the same order
        self.partners: dict[int, Partner] = {}

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def latest(self) -> datetime:
        return self.reports[-1].date


class OpenStories:
    """All open stories. Reports have numbers in the order in which they come, which is that of time."""

    def __init__(self, reports: int) -> None:
        """`reports` is how many there are."""
        self._stories: dict[int, OpenStory] = {}  # by their numbers, in order of their latest reports
        self._story_of = np.full(reports, _NONE, np.int64)  # by the number of a report, that of its open story
        self._scores: dict[int, tuple[Integers, Integers]] = {}  # number of a report -> those of earlier ones, scores

    @property
    def stories(self) -> tuple[OpenStory, ...]:
        return tuple(self._stories.values())

    def place(self, number: int, report: Report, judged: Judged) -> None:
        """Adds a report to the story to which it is linked most strongly, or begins a new story with it.

        Other stories to which the report is linked are united with its own if they are linked to it as strongly as a
        report that joins.
        """
        judged = judged.where((judged.scores > MIN_SCORE) & (self._story_of[judged.numbers] != _NONE))
        self._scores[number] = judged.numbers, np.minimum(judged.scores, MAX_SCORE)
        linked = self._linked(report, *self._scores[number])
        story = self._stories.pop(linked[0]) if linked else OpenStory()
        if linked:
            story.partners[number] = self._best(story, judged)
        story.numbers.append(number)
        story.reports.append(report)
        self._story_of[number] = story.number
        for other in linked[1:]:
            if self._are_linked(story, self._stories[other]):
                _, score, meaning = self._best(self._stories[other], judged)
                story = self._united(story, self._stories.pop(other), Partner(number, score, meaning))
        self._stories[story.number] = story

    def close_before(self, now: datetime) -> Iterator[OpenStory]:
        """Removes the stories that no report of `now` or later can join, and yields them."""
        while self._stories:
            story = next(iter(self._stories.values()))
            if now - story.latest <= REACH:
                return
            del self._stories[story.number]
            self._story_of[story.numbers] = _NONE
            for number in story.numbers:
                del self._scores[number]
            yield story

    def record(self) -> list[Any]:
        """The numbers of each story's reports, their scores and their partners. They can be written as JSON."""
        return [
            (
                list(story.numbers),
                [[scores.tolist() for scores in self._scores[number]] for number in story.numbers],
                list(story.partners.items()),
            )
            for story in self._stories.values()
        ]

    def restore(self, record: Sequence[Any], reports: Sequence[Report]) -> None:
        """Opens the stories in `record`, a result of the method `record`. `reports` are by their numbers."""
        for numbers, scores, partners in record:
            story = OpenStory()
            story.partners = {number: Partner(*partner) for number, partner in partners}
            story.numbers = list(numbers)
            story.reports = [reports[number] for number in numbers]
            self._stories[story.number] = story
            self._story_of[story.numbers] = story.number
            for number, (earlier, of_earlier) in zip(numbers, scores, strict=True):
                self._scores[number] = np.array(earlier, np.int64), np.array(of_earlier, np.int64)

    def _linked(self, report: Report, numbers: Integers, scores: Integers) -> list[int]:
        """The numbers of the stories that a report may join, the one with the strongest link first.

        `scores` are those of the report with earlier ones, `numbers`.
        """
        stories, indexes = np.unique(self._story_of[numbers], return_inverse=True)
        best = np.full(len(stories), MIN_SCORE, np.int64)
        np.maximum.at(best, indexes, scores)
        total = np.bincount(indexes, scores, len(stories)).astype(np.int64)
        count = np.bincount(indexes, minlength=len(stories))
        sizes = np.array([len(self._stories[number].numbers) for number in stories.tolist()], np.int64)
        links = _links(best, total, count, sizes)
        return [
            number
            for link, number in sorted(zip((-links).tolist(), stories.tolist(), strict=True))
            if -link >= JOIN_SCORE and report.date - self._stories[number].reports[0].date <= MAX_SPAN
        ]

    def _are_linked(self, left: OpenStory, right: OpenStory) -> bool:
        first, last = min(left.reports[0].date, right.reports[0].date), max(left.latest, right.latest)
        if last - first > MAX_SPAN:
            return False
        between = []
        for story, other in ((left, right), (right, left)):
            for later in story.numbers:
                numbers, scores = self._scores[later]
                between.append(scores[self._story_of[numbers] == other.number])
        scores = np.concatenate(between)
        best = scores.max(initial=MIN_SCORE)
        return bool(_links(best, scores.sum(), len(scores), len(left.numbers) * len(right.numbers)) >= JOIN_SCORE)

    def _best(self, story: OpenStory, judged: Judged) -> Partner:
        """The report of a story that has the best score; of equal ones the earliest."""
        mine = judged.where(self._story_of[judged.numbers] == story.number)
        best = int(mine.scores.argmax())
        return Partner(int(mine.numbers[best]), int(mine.scores[best]), int(mine.meanings[best]))

    def _united(self, left: OpenStory, right: OpenStory, by: Partner) -> OpenStory:
        """One story of the reports of two, which are linked by one report."""
        united = OpenStory()
        united.partners = {right.number: by, left.number: by} | left.partners | right.partners
        pairs = sorted(zip(left.numbers + right.numbers, left.reports + right.reports, strict=True), key=_number)
        united.numbers = [number for number, _ in pairs]
        united.reports = [report for _, report in pairs]
        del united.partners[united.number]
        self._story_of[united.numbers] = united.number
        return united


def _links(best: Any, total: Any, count: Any, pairs: Any) -> Any:
    """How strongly things are linked of whose `pairs` pairs of reports `count` have evidence: with this best score, and
    this sum of scores. Integers, or arrays of integers for several such things."""
    mean = (total + MIN_SCORE * (pairs - count)) // pairs
    return (BEST_SHARE * best + (100 - BEST_SHARE) * mean) // 100


def _number(pair: tuple[int, Report]) -> int:
    return pair[0]
