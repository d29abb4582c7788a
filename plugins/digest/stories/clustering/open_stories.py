"""The open stories, which reports may still join, and how strongly a report is linked to each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import numpy as np

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


class Partner(NamedTuple):
    """The report of a story with which another one has the best score: its number, the score, and the similarity of
    their vectors in thousandths."""

    number: int
    score: int
    meaning: int


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """The earlier reports that a report may go with, by their numbers, with the score of each pair and the similarity
    of the vectors in thousandths."""

    numbers: Integers
    scores: Integers
    meanings: Integers


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

    def __init__(self) -> None:
        self._stories: dict[int, OpenStory] = {}  # by their numbers, in order of their latest reports
        self._story_of: dict[int, OpenStory] = {}  # by the numbers of their reports
        # By the number of a report, the numbers of earlier ones and the score with each.
        self._scores: dict[int, tuple[Integers, Integers]] = {}

    @property
    def stories(self) -> tuple[OpenStory, ...]:
        return tuple(self._stories.values())

    @property
    def scores(self) -> Mapping[int, tuple[Integers, Integers]]:
        """By the number of each report, the numbers of earlier ones, open or not, and its score with each."""
        return self._scores

    def place(self, number: int, report: Report, judged: JudgedPairs) -> None:
        """Adds a report to the story to which it is linked most strongly, or begins a new story with it.

        Other stories to which the report is linked are united with its own if they are linked to it as strongly as a
        report that joins.
        """
        places = np.flatnonzero(judged.scores > MIN_SCORE)
        numbers, scores, meanings = (values[places] for values in (judged.numbers, judged.scores, judged.meanings))
        self._scores[number] = (numbers, np.minimum(scores, MAX_SCORE))
        pairs = zip(numbers.tolist(), scores.tolist(), meanings.tolist(), strict=True)
        partners = {pair[0]: Partner(*pair) for pair in pairs if pair[0] in self._story_of}
        linked = self._linked(report, partners)
        story = self._stories.pop(linked[0]) if linked else OpenStory()
        if linked:
            story.partners[number] = self._best(story, partners)
        story.numbers.append(number)
        story.reports.append(report)
        self._story_of[number] = story
        for other in linked[1:]:
            if self._are_linked(story, self._stories[other]):
                _, score, meaning = self._best(self._stories[other], partners)
                story = self._united(story, self._stories.pop(other), Partner(number, score, meaning))
        self._stories[story.number] = story

    def close_before(self, now: datetime) -> Iterator[OpenStory]:
        """Removes the stories that no report of `now` or later can join, and yields them."""
        while self._stories:
            story = next(iter(self._stories.values()))
            if now - story.latest <= REACH:
                return
            del self._stories[story.number]
            for number in story.numbers:
                del self._story_of[number], self._scores[number]
            yield story

    def restore(self, stories: Iterable[Any], reports: Sequence[Report]) -> None:
        """Opens stories that an earlier run had: of each the numbers of its reports, for each of these the numbers of
        earlier ones and the scores with them, and its partners. `reports` are by their numbers."""
        for numbers, scores, partners in stories:
            story = OpenStory()
            story.partners = {number: Partner(*partner) for number, partner in partners}
            story.numbers = list(numbers)
            story.reports = [reports[number] for number in numbers]
            self._stories[story.number] = story
            self._story_of.update(dict.fromkeys(numbers, story))
            for number, (earlier, of_pairs) in zip(numbers, scores, strict=True):
                self._scores[number] = (np.asarray(earlier, np.int64), np.asarray(of_pairs, np.int64))

    def _linked(self, report: Report, partners: Mapping[int, Partner]) -> list[int]:
        """The numbers of the stories that a report may join, the one with the strongest link first."""
        by_story: dict[int, list[int]] = {}
        for earlier, partner in partners.items():
            by_story.setdefault(self._story_of[earlier].number, []).append(min(partner.score, MAX_SCORE))
        links = []
        for number, of_story in by_story.items():
            story = self._stories[number]
            link = _link(of_story, len(story.reports))
            if link >= JOIN_SCORE and report.date - story.reports[0].date <= MAX_SPAN:
                links.append((-link, number))
        return [number for _, number in sorted(links)]

    def _are_linked(self, left: OpenStory, right: OpenStory) -> bool:
        first, last = min(left.reports[0].date, right.reports[0].date), max(left.latest, right.latest)
        scores = [
            score
            for story, other in ((left, right), (right, left))
            for later in story.numbers
            for earlier, score in zip(*map(np.ndarray.tolist, self._scores[later]), strict=True)
            if self._story_of.get(earlier) is other
        ]
        return last - first <= MAX_SPAN and _link(scores, len(left.numbers) * len(right.numbers)) >= JOIN_SCORE

    def _best(self, story: OpenStory, partners: Mapping[int, Partner]) -> Partner:
        """The report of a story that has the best score; of equal ones the earliest."""
        mine = [partner for earlier, partner in partners.items() if self._story_of.get(earlier) is story]
        return min(mine, key=lambda partner: (-partner.score, partner.number))

    def _united(self, left: OpenStory, right: OpenStory, by: Partner) -> OpenStory:
        """One story of the reports of two, which are linked by one report."""
        united = OpenStory()
        united.partners = {right.number: by, left.number: by} | left.partners | right.partners
        pairs = sorted(zip(left.numbers + right.numbers, left.reports + right.reports, strict=True), key=_number)
        united.numbers = [number for number, _ in pairs]
        united.reports = [report for _, report in pairs]
        del united.partners[united.number]
        self._story_of.update(dict.fromkeys(united.numbers, united))
        return united


def _link(scores: Sequence[int], pairs: int) -> int:
    """How strongly things are linked of which `pairs` pairs of reports have these scores, or no evidence."""
    best = max(scores, default=MIN_SCORE)
    mean = (sum(scores) + MIN_SCORE * (pairs - len(scores))) // pairs
    return (BEST_SHARE * best + (100 - BEST_SHARE) * mean) // 100


def _number(pair: tuple[int, Report]) -> int:
    return pair[0]
