"""Stories: reports on one event, joined."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from .columns import Columns
from .copies import copies
from .lead import lead
from .name import story_name
from .records import UNDATED, Report, Story
from .vectors import Archive, Vector, emphasis, is_word

# Measured on 910 reports of six newspapers, six days of 2020 labelled by hand (tests/digest/stories/events), within an
# archive of 10,138 from April to July. Event precision / recall / F1 in percent, as score_stories.py counts them:
#            April and May, which set it      June, which checked it
#   0.20            81 / 71 / 76                   77 / 89 / 83
#   0.23            84 / 70 / 76                   81 / 89 / 85
#   0.26            80 / 64 / 71                   89 / 80 / 84
# On our own sample (text of 150 words, mentions by the pipeline; English only) it is 92 / 92 / 92.
# Two events shown as one are worse than one event shown twice: the value with the best precision that F1 survives.
JOIN_SIMILARITY: Final = 0.23
# Similarity fades by e in so many hours: an event's reports come within a day or two. At 24 F1 loses 5 points, at 48
# it scores the same and joins more across days.
FADING_H: Final = 36.0
# After this long no similarity can reach the threshold any more: it is the window within which reports join.
WINDOW: Final = timedelta(hours=FADING_H * math.log(1 / JOIN_SIMILARITY))
# An event, not a saga: without an end, one word ("Floyd") chained 188 reports over weeks into one story.
MAX_SPAN: Final = timedelta(hours=96)
MIN_SHARED_WORDS: Final = 4  # with the story; short headlines look alike by two or three: 3 loses 4 points of precision
# A story is looked at when it shares two words that fewer open stories than these use. On the labelled days it changes
# nothing (nor would 50), and no feed can make every report be compared with every other.
COMMON_STORIES: Final = 100
MIN_RARE_WORDS: Final = 2
# Weights of the first reports come from all of these together, later ones from all up to then. So what an archive of
# this size has joined stays joined, whatever is appended to it.
WARM_UP_REPORTS: Final = 1_000


def cluster(reports: Iterable[Report]) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the story whose reports it resembles most on average (cosine of words and actors weighted by their
    rarity in the archive, fading with the time since the story's latest report), if that is JOIN_SIMILARITY or more;
    otherwise it begins a story of its own. They are taken in order of date and id, so the order given doesn't matter.
    Undated reports and later editions of a standing column join nothing. Of reports with one id the earliest counts.
    """
    ordered = sorted(reports, key=lambda report: (report.date, report.id, report.source, report.title, report.text))
    earliest: dict[str, Report] = {}
    for report in ordered:
        earliest.setdefault(report.id, report)
    dated = [report for report in earliest.values() if report.date > UNDATED]
    archive = Archive()
    for report in islice(dated, WARM_UP_REPORTS):
        archive.add(emphasis(report))
    columns = Columns()
    shelf = _Shelf()
    closed: list[_OpenStory] = []
    for number, report in enumerate(dated):
        closed.extend(shelf.close_before(report.date))
        terms = emphasis(report)
        if number >= WARM_UP_REPORTS:
            archive.add(terms)
        if not columns.is_edition(report):
            shelf.place(report, archive.vector(terms))
    closed.extend(shelf.close_before(None))
    return tuple(_story(story) for story in sorted(closed, key=lambda story: story.number) if len(story.reports) > 1)


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


class _Shelf:
    """The open stories, by number and by the terms of their reports."""

    def __init__(self) -> None:
        self._stories: dict[int, _OpenStory] = {}  # in order of their latest report
        self._weights: dict[str, dict[int, float]] = {}  # term -> story -> sum of its reports' weights
        self._begun = 0

    def place(self, report: Report, vector: Vector) -> None:
        """Put a report to the story it belongs to, or to one of its own."""
        number = self._closest(report, vector)
        if number is None:
            number = self._begun
            self._begun += 1
            story = _OpenStory(number)
        else:
            story = self._stories.pop(number)
        self._stories[number] = story
        story.reports.append(report)
        story.vectors.append(vector)
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            sums = self._weights.setdefault(term, {})
            sums[number] = sums.get(number, 0.0) + weight

    def close_before(self, now: datetime | None) -> Iterator[_OpenStory]:
        """Take out and give the stories that nothing of `now` or later can join; all of them where it is None."""
        while self._stories:
            story = next(iter(self._stories.values()))
            if now is not None and now - story.latest <= WINDOW:
                return
            del self._stories[story.number]
            for term in {term for vector in story.vectors for term in vector.terms}:
                sums = self._weights[term]
                del sums[story.number]
                if not sums:
                    del self._weights[term]
            yield story

    def _closest(self, report: Report, vector: Vector) -> int | None:
        known = [
            (self._weights[term], weight, is_word(term))
            for term, weight in zip(vector.terms, vector.weights, strict=True)
            if term in self._weights
        ]
        dots = dict.fromkeys(sorted(_sharing([sums for sums, _, word in known if word])), 0.0)
        for sums, weight, _ in known:
            for number in sums.keys() & dots.keys():
                dots[number] += weight * sums[number]
        best, best_similarity = None, JOIN_SIMILARITY
        for number, dot in dots.items():
            story = self._stories[number]
            if report.date - story.reports[0].date > MAX_SPAN:
                continue
            age_h = (report.date - story.latest) / timedelta(hours=1)
            similarity = dot / len(story.reports) * math.exp(-age_h / FADING_H)
            if similarity > best_similarity:
                best, best_similarity = number, similarity
        return best


def _sharing(stories_by_word: list[dict[int, float]]) -> list[int]:
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


def _story(story: _OpenStory) -> Story:
    groups = copies(story.reports)
    return Story(
        story=story_name(story.reports[0]),
        articles=tuple(report.id for report in story.reports),
        lead=lead(story.reports, story.vectors, groups),
        copies=groups,
    )
