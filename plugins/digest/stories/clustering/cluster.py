"""Stories: reports on one event, joined."""

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from heapq import nsmallest
from itertools import islice
from typing import Any, Final

from ..reports import UNDATED, Report, Story
from ..story_slug import story_name
from .copies import copies
from .lead_report import lead
from .recurring_columns import Columns, is_round_up
from .word_vectors import MAX_RARITY, Archive, Vector, emphasis, is_word

# Measured on 910 reports of six newspapers, six days of 2020 labelled by hand (tests/digest/stories/events), within an
# archive of 10,138 from April to July, no mentions given. Event precision / recall / F1 in percent, as
# score_stories.py counts them:         April           May            June
#     within the archive           100 / 62 / 77    83 / 70 / 76    86 / 94 / 90
#     each set by itself           100 / 62 / 77    88 / 72 / 79    89 / 89 / 89
# All three were seen while these values were chosen, for all of them at once. Most of what is missed is told in other
# words altogether ("sells for", "fetches"). Two events shown as one are worse than one event shown twice: precision
# comes first. At 0.23 it is 5 points lower and recall 1 higher.
JOIN_SCORE: Final = 0.26
# What the rarest few words that a report shares with a story add to the score for every nat by which they are rarer
# than TELLING_RARITY on average, or take from it: two headlines of common words can look as alike as two reports of one
# event. How rare they are is counted outside the story, so that an event that all report stays one. Without it the
# labelled days lose 4 points of precision in the archive and 15 by themselves; with 0.08 the archive loses 2.
RARITY_POINTS: Final = 0.05
TELLING_RARITY: Final = 6.4  # once in 600 reports; at 6.0 they lose 7 points of precision in the archive
RAREST_WORDS: Final = 3
_MOST_RARITY_POINTS: Final = RARITY_POINTS * (MAX_RARITY - TELLING_RARITY) + 1e-9  # with room for rounding
# Similarity fades by e in so many hours: an event's reports come within a day or two. With 48 the labelled days lose 2
# points of precision.
FADING_H: Final = 36.0
WINDOW: Final = timedelta(hours=53)  # after it similarity has faded to JOIN_SCORE at most
# An event, not a saga: without an end, one word ("Floyd") chained 188 reports over weeks into one story.
MAX_SPAN: Final = timedelta(hours=96)
MIN_SHARED_WORDS: Final = 3  # with the story; with 2 the labelled days lose 3 points of precision, and 4 gain nothing
# A story is looked at when it shares two words that fewer open stories than these use. On the labelled days it changes
# nothing (nor would 50), and no feed can make every report be compared with every other.
COMMON_STORIES: Final = 100
MIN_RARE_WORDS: Final = 2
# Weights of the first reports come from all of these together, later ones from all up to then. So what an archive of
# this size has joined stays joined, whatever is appended to it; in a smaller one a story can come apart. With 300 the
# first labelled day loses 7 points of precision in the archive, with 100 three of them 5 to 15 where they stand alone.
WARM_UP_REPORTS: Final = 1_000
# A checkpoint is left so many reports before the end: what comes late comes within a day or two, what is changed
# afterwards within a month. Beyond the last one everything is joined anew.
CHECKPOINTS_BACK: Final = (300, 3_000)
CHECKPOINT_STEP: Final = 100  # they stand at multiples of it, so that most runs leave no new one


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where joining stood after the first `reports` reports, of which `digest` is made. `state` is for JSON."""

    reports: int
    digest: str
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clustered:
    """The stories, and from where the next run can go on: checkpoints in order of `reports`."""

    stories: tuple[Story, ...]
    checkpoints: tuple[Checkpoint, ...]


def cluster(reports: Iterable[Report]) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the story that it resembles most, if that is JOIN_SCORE or more; otherwise it begins a story of its
    own. They are taken in order of date and id, so the order given doesn't matter. Undated reports, later editions of
    a standing column and round-ups of everything join nothing. Of reports with one id the earliest counts.
    """
    return resume(reports).stories


def resume(reports: Iterable[Report], checkpoints: Sequence[Checkpoint] = ()) -> Clustered:
    """The same stories, made from the last of `checkpoints` whose reports are still the first of these."""
    dated = _in_order(reports)
    known = {checkpoint.reports: checkpoint for checkpoint in checkpoints}
    wanted = {(len(dated) - back) // CHECKPOINT_STEP * CHECKPOINT_STEP for back in CHECKPOINTS_BACK}
    wanted = {number for number in wanted if number >= WARM_UP_REPORTS}
    digests = _digests(dated, wanted | known.keys())
    valid = [known[number] for number in sorted(known) if digests.get(number) == known[number].digest]
    begun = valid[-1] if valid else None
    work = _Clustering(begun.state, dated[: begun.reports]) if begun else _Clustering(_nothing(dated), ())
    made = []
    at = begun.reports if begun else 0
    for number in sorted(number for number in wanted if number > at):
        work.add(dated[at:number])
        made.append(Checkpoint(number, digests[number], work.state()))
        at = number
    work.add(dated[at:])
    return Clustered(work.stories(), _lasting([*valid, *made], wanted))


def _in_order(reports: Iterable[Report]) -> list[Report]:
    """Those with a date, each id once, by date and id."""
    ordered = sorted(reports, key=lambda report: (report.date, report.id, report.source, report.title, report.text))
    earliest: dict[str, Report] = {}
    for report in ordered:
        earliest.setdefault(report.id, report)
    return [report for report in earliest.values() if report.date > UNDATED]


def _digests(reports: Sequence[Report], numbers: Iterable[int]) -> dict[int, str]:
    """Of the first so many reports, for each of `numbers`: of all that joining them depends on."""
    wanted = {number for number in numbers if number <= len(reports)}
    digests = {}
    digest = blake2b(digest_size=16)
    for number, report in enumerate(islice(reports, max(wanted, default=0)), start=1):
        fields = (report.id, report.title, report.text, report.date.isoformat(), report.source, *report.actors)
        digest.update("\0".join(fields).encode("utf-8", "surrogatepass") + b"\1")
        if number in wanted:
            digests[number] = digest.hexdigest()
    return digests


def _lasting(checkpoints: Sequence[Checkpoint], wanted: Iterable[int]) -> tuple[Checkpoint, ...]:
    """For each place where one is wanted, the last one up to there."""
    numbers = [checkpoint.reports for checkpoint in checkpoints]
    places = {bisect_left(numbers, number + 1) - 1 for number in wanted}
    return tuple(checkpoints[place] for place in sorted(places) if place >= 0)


def _nothing(dated: Sequence[Report]) -> dict[str, Any]:
    """The state before the first report: its weights come from the reports of the warm-up."""
    archive = Archive()
    for report in islice(dated, WARM_UP_REPORTS):
        archive.add(emphasis(report))
    return {"seen": 0, "begun": 0, "archive": archive.record(), "columns": {}, "closed": [], "open": []}


class _OpenStory:
    """A story that reports may still join."""

    __slots__ = ("number", "reports", "vectors")

    def __init__(self, number: int) -> None:
        self.number = number
        self.reports: list[Report] = []
        self.vectors: list[Vector] = []

    @property
    def latest(self) -> datetime:
        return self.reports[-1].date


class _Clustering:
    """Takes reports in order; its state can be kept and gone on from, with the reports that it has seen."""

    def __init__(self, state: Mapping[str, Any], seen: Sequence[Report]) -> None:
        self._seen: int = state["seen"]
        self._archive = Archive(**state["archive"])
        self._columns = Columns(state["columns"])
        self._closed: list[tuple[int, Story]] = [(number, _story_of(record)) for number, record in state["closed"]]
        self._shelf = _Shelf(state["begun"])
        by_id = {report.id: report for report in seen}
        for number, ids, vectors in state["open"]:
            story = _OpenStory(number)
            for one, (terms, weights, counts) in zip(ids, vectors, strict=True):
                self._shelf.join(story, by_id[one], Vector(tuple(terms), array("d", weights), array("l", counts)))

    def state(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        return {
            "seen": self._seen,
            "begun": self._shelf.begun,
            "archive": self._archive.record(),
            "columns": self._columns.record(),
            "closed": [(number, asdict(story)) for number, story in self._closed],
            "open": [
                (
                    story.number,
                    [report.id for report in story.reports],
                    [(one.terms, list(one.weights), list(one.counts)) for one in story.vectors],
                )
                for story in self._shelf.stories
            ],
        }

    def add(self, reports: Iterable[Report]) -> None:
        for report in reports:
            self._closed.extend(_finished(self._shelf.close_before(report.date)))
            terms = emphasis(report)
            if self._seen >= WARM_UP_REPORTS:
                self._archive.add(terms)
            self._seen += 1
            if not self._columns.is_edition(report) and not is_round_up(report):
                self._shelf.place(report, self._archive.vector(terms), self._archive)

    def stories(self) -> tuple[Story, ...]:
        stories = [*self._closed, *_finished(self._shelf.stories)]
        return tuple(story for _, story in sorted(stories, key=lambda each: each[0]))


class _Shelf:
    """The open stories, by number and by the terms of their reports."""

    def __init__(self, begun: int) -> None:
        self.begun = begun  # numbers given so far
        self._stories: dict[int, _OpenStory] = {}  # in order of their latest report
        # By term and story: the sum of the weights that the story's reports give the term, and how many have it.
        self._sums: dict[str, dict[int, tuple[float, int]]] = {}

    @property
    def stories(self) -> tuple[_OpenStory, ...]:
        return tuple(self._stories.values())

    def place(self, report: Report, vector: Vector, archive: Archive) -> None:
        """Put a report to the story it belongs to, or to one of its own."""
        number = self._closest(report, vector, archive)
        if number is None:
            number = self.begun
            self.begun += 1
            story = _OpenStory(number)
        else:
            story = self._stories[number]
        self.join(story, report, vector)

    def join(self, story: _OpenStory, report: Report, vector: Vector) -> None:
        self._stories.pop(story.number, None)
        self._stories[story.number] = story
        story.reports.append(report)
        story.vectors.append(vector)
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            sums = self._sums.setdefault(term, {})
            total, reports = sums.get(story.number, (0.0, 0))
            sums[story.number] = (total + weight, reports + 1)

    def close_before(self, now: datetime) -> Iterator[_OpenStory]:
        """Take out and give the stories that nothing of `now` or later can join."""
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

    def _closest(self, report: Report, vector: Vector, archive: Archive) -> int | None:
        """The story that a report belongs to."""
        known = [
            (weight, count, self._sums[term], is_word(term))
            for term, weight, count in zip(vector.terms, vector.weights, vector.counts, strict=True)
            if term in self._sums
        ]
        candidates = _sharing([sums for _, _, sums, word in known if word])
        dots = dict.fromkeys(candidates, 0.0)
        for weight, _, sums, _ in known:
            for number in sums if len(sums) < len(dots) else dots:
                if number in sums and number in dots:
                    dots[number] += weight * sums[number][0]
        best, best_score = None, JOIN_SCORE
        for number in sorted(dots):
            story = self._stories[number]
            if report.date - story.reports[0].date > MAX_SPAN:
                continue
            age_h = (report.date - story.latest) / timedelta(hours=1)
            similarity = dots[number] / len(story.reports) * math.exp(-age_h / FADING_H)
            if similarity + _MOST_RARITY_POINTS <= best_score:
                continue  # nine of ten: the rest costs as much as all before
            elsewhere = (count - sums[number][1] for _, count, sums, word in known if word and number in sums)
            rarest = [archive.rarity(count) for count in nsmallest(RAREST_WORDS, elsewhere)]
            points = RARITY_POINTS * (sum(rarest) / len(rarest) - TELLING_RARITY)
            if similarity + points > best_score:
                best, best_score = number, similarity + points
        return best


def _sharing(stories_by_word: list[dict[int, tuple[float, int]]]) -> list[int]:
    """The stories that have enough of a report's words, given for each word the stories that have it."""
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


def _finished(stories: Iterable[_OpenStory]) -> Iterator[tuple[int, Story]]:
    """Those of several reports as they are given out, each with its number."""
    for story in stories:
        if len(story.reports) > 1:
            groups = copies(story.reports)
            yield (
                story.number,
                Story(
                    story=story_name(story.reports[0]),
                    articles=tuple(report.id for report in story.reports),
                    lead=lead(story.reports, story.vectors, groups),
                    copies=groups,
                ),
            )


def _story_of(record: Mapping[str, Any]) -> Story:
    groups = tuple(tuple(group) for group in record["copies"])
    return Story(record["story"], tuple(record["articles"]), record["lead"], groups)
