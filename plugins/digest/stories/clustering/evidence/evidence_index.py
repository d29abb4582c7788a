"""The evidence of each pair of reports that may be on one event: a few numbers, each a feature with a name.

A pair is judged when its later report comes, with what is known by then. So appended reports change no earlier
judgement. All features are integers in thousandths, so that a judgement is the same on every processor.
"""

import math
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .news_rarity import rarity, script_of
from .recent_vectors import Integers, RecentVectors, Vector, hub
from .report_features import ReportFeatures

REACH_MIN: Final = 84 * 60  # minutes; reports on one event that lie further apart are rare
# What is common in the reports of these minutes is common "these days"; where there are few of them, in so many
# reports. The sample's feeds, a dozen reports a day on one subject, need it: without it two events there are one.
RECENT_MIN: Final = 60 * 60
RECENT_REPORTS: Final = 300

WORD_FEATURES: Final = (
    "headline_cover",  # the share of one headline, by the rarity of its words, that the other report has too
    "headline_rarity",  # the rarity of the words that both headlines have, added up
    "rarest_in_headlines",  # the rarity of the rarest of them
    "rarest",  # the rarity of the rarest word that both reports have anywhere
    "second_rarest_these_days",  # that of the second rarest shared word, by the reports of these days
    "burst",  # how much more often than usual the shared words occur these days, added up
    "rare_burst",  # the same, each word multiplied by how rare it still is these days
    "nearness",  # 1 for reports of one moment, 1/e for a day between them
    "same_source",
)
NAME_FEATURES: Final = ("names",)  # how rare the names are, these days, that both have in whatever script, added up
VECTOR_FEATURES: Final = (
    "meaning",  # the cosine of the sentence vectors
    "meaning_beyond_hubs",  # the same, less half of what either report has with the nearest of these days
)
FEATURES: Final = (*WORD_FEATURES, *VECTOR_FEATURES, *NAME_FEATURES)
OVER_LANGUAGES: Final = ("nearness", *VECTOR_FEATURES, *NAME_FEATURES)  # by which reports in two languages are judged
_HEADLINE_COVER, _HEADLINE_RARITY, _RAREST_IN_HEADLINES, _RAREST, _SECOND_RAREST, _BURST = range(6)  # their columns
_RARE_BURST, _NEARNESS, _SAME_SOURCE, _MEANING, _BEYOND_HUBS, _NAMES = range(6, len(FEATURES))
# A pair that has neither is left out.
MIN_SHARED_RARITY: Final = 7_000  # of the shared words, added up: two or three words that aren't common
MIN_MEANING: Final = 350
MIN_SHARED_NAMES: Final = 10_000  # of reports in two languages: two or three names
# A headline of one or two words is covered by many reports, and says little: it counts as one of so much rarity.
MIN_HEADLINE_RARITY: Final = 20_000
# In nats, thousandths. A word that hasn't occurred these days says no more than one that occurs once in 1,000 reports.
_MAX_RARITY_THESE_DAYS: Final = 7_000
_MAX_BURST: Final = 5_000
_COMMON_THESE_DAYS: Final = 2_000  # one report in seven has it
# A stem counts as so much rarer at most than it is these days, with this many imagined reports without it: a name that
# each report of a special archive has says nothing, however rare it is elsewhere.
_MORE_THAN_THESE_DAYS: Final = 5_000
_IMAGINED: Final = 200
_EXPECTED: Final = 0.7  # reports that have a word by chance, beside those to be expected by its rarity


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """The earlier reports that a report may go with, by their numbers, and a row of FEATURES for each."""

    numbers: Integers
    rows: Integers
    over_languages: NDArray[np.bool_]  # whether the two reports are in two languages
    same_text: NDArray[np.bool_]  # whether they are one text of two sources, by its beginning

    @property
    def meanings(self) -> Integers:
        """The similarity of the vectors of each pair, in thousandths."""
        return self.rows[:, _MEANING]


class _SharedStem(NamedTuple):
    """A stem that a report shares with earlier ones, and their places in the index. `titled` are the places of those
    that have it in the headline. The integers are in thousandths of a nat."""

    in_headline: bool
    rarity: int
    rarity_these_days: int
    burst: int
    places: Integers
    titled: Integers


class EvidenceIndex:
    """The reports of the last REACH_MIN minutes, by their stems and vectors.

    Reports are numbered in the order in which they come, which is that of time.
    """

    def __init__(self, warm_up: Iterable[tuple[ReportFeatures, Vector | None]] = (), first_number: int = 0) -> None:
        """`warm_up` are the first reports that will come: they count as reports of these days already, since the first
        reports of an archive have none before them. `first_number` is the number of the next report that comes."""
        self._first = first_number  # the number of the report at place 0
        self._reports: deque[ReportFeatures] = deque()
        self._minutes: list[int] = []
        self._titles: list[int] = []  # the rarity of each headline's words, added up
        self._hubs: list[int] = []
        self._script = ""  # of the report added last
        self._vectors = RecentVectors()
        self._with_stem: dict[str, list[int]] = {}  # stem -> numbers of the reports that have it, ascending
        self._with_stem_titled: dict[str, list[int]] = {}  # the same, in the headline
        self._with_name: dict[str, list[int]] = {}  # the same of keys of names
        self._ahead: Counter[str] = Counter()
        self._vectors_ahead = RecentVectors()
        for report, vector in warm_up:
            self._ahead.update(report.emphasis.keys())
            self._vectors_ahead.append(vector)

    def add(self, report: ReportFeatures, vector: Vector | None, known_hub: int | None = None) -> int:
        """Adds a report that is no earlier than all others, and returns its hub. `known_hub` is that of an earlier
        run."""
        self._forget_before(report.minute - REACH_MIN)
        if len(self._vectors_ahead):
            self._vectors_ahead.drop(1)
            self._ahead.subtract(report.emphasis.keys())
        recent = self._recent(report.minute)
        if known_hub is None:
            known_hub = hub((self._vectors.similarities(vector)[recent:], self._vectors_ahead.similarities(vector)))
        self._script = script_of(report.emphasis)
        total = sum(rarity(self._script, stem) for stem in report.headline)
        self.add_known(report, vector, known_hub, max(total, MIN_HEADLINE_RARITY))
        return known_hub

    def add_known(self, report: ReportFeatures, vector: Vector | None, hub: int, title: int) -> None:
        """Adds a report of which an earlier run had the `hub`, and the rarity of the headline, `title`. It is in reach,
        or one of the last RECENT_REPORTS."""
        number = self._first + len(self._reports)
        self._reports.append(report)
        self._minutes.append(report.minute)
        self._titles.append(title)
        self._hubs.append(hub)
        self._vectors.append(vector)
        for stem in report.emphasis:
            self._with_stem.setdefault(stem, []).append(number)
        for stem in report.headline:
            self._with_stem_titled.setdefault(stem, []).append(number)
        for name in report.names:
            self._with_name.setdefault(name, []).append(number)

    @property
    def hubs(self) -> list[int]:
        """The hubs of the reports in reach, in their order."""
        return list(self._hubs)

    @property
    def titles(self) -> list[int]:
        """The rarity of the headlines of the reports in reach, in their order."""
        return list(self._titles)

    def evidence(self) -> PairEvidence:
        """The evidence that the report added last has with each earlier one that it may go with."""
        stems = self._shared_stems()
        earlier = len(self._reports) - 1
        features = np.zeros((earlier, len(FEATURES)), np.int64)
        shared_rarity = np.zeros(earlier, np.int64)
        for stem in stems:
            shared_rarity[stem.places] += stem.rarity
        _put_rarest(features, stems)
        self._put_headlines(features, stems)
        for stem in stems:
            features[stem.places, _BURST] += stem.burst
            rare = max(stem.rarity_these_days - _COMMON_THESE_DAYS, 0)
            features[stem.places, _RARE_BURST] += stem.burst * rare // 1000
        features[:, _NEARNESS] = [_nearness(self._minutes[-1] - minute) for minute in self._minutes[:-1]]
        source = self._reports[-1].source
        features[:, _SAME_SOURCE] = [1000 * (report.source == source) for report in islice(self._reports, earlier)]
        meaning = self._vectors.similarities_of_last()
        features[:, _MEANING] = meaning
        features[:, _BEYOND_HUBS] = meaning - (np.array(self._hubs[:-1], np.int64) + self._hubs[-1]) // 2
        self._put_names(features)
        over_languages, same_text = self._over_languages(), self._same_text()
        in_reach = np.arange(earlier) >= bisect_left(self._minutes, self._minutes[-1] - REACH_MIN)
        places = np.flatnonzero(
            in_reach
            & (
                same_text
                | (shared_rarity >= MIN_SHARED_RARITY)
                | (meaning >= MIN_MEANING)
                | (over_languages & (features[:, _NAMES] >= MIN_SHARED_NAMES))
            )
        )
        return PairEvidence(places + self._first, features[places], over_languages[places], same_text[places])

    def _shared_stems(self) -> list[_SharedStem]:
        """The stems that the report added last shares with earlier ones, in alphabetical order."""
        report, number = self._reports[-1], self._first + len(self._reports) - 1
        recent = self._first + self._recent(report.minute)
        reports_these_days = number - recent + 1 + len(self._vectors_ahead)
        shared = []
        for stem in sorted(report.emphasis):
            numbers = self._with_stem[stem]
            if len(numbers) == 1:
                continue
            count = len(numbers) - bisect_left(numbers, recent) + self._ahead[stem]
            usual = rarity(self._script, stem)
            these_days = _thousandths((reports_these_days + _IMAGINED) / count)
            shared.append(
                _SharedStem(
                    in_headline=stem in report.headline,
                    rarity=min(usual, these_days + _MORE_THAN_THESE_DAYS),
                    rarity_these_days=min(
                        _thousandths((reports_these_days + _IMAGINED) / count), _MAX_RARITY_THESE_DAYS
                    ),
                    burst=_burst(count, reports_these_days, usual),
                    places=np.array(numbers[:-1], np.int64) - self._first,
                    titled=self._titled_places(stem, number),
                )
            )
        return shared

    def _put_names(self, features: Integers) -> None:
        """Fills in the names that both reports have."""
        report, number = self._reports[-1], self._first + len(self._reports) - 1
        recent = self._first + self._recent(report.minute)
        for name in report.names:
            numbers = self._with_name[name]
            count = len(numbers) - bisect_left(numbers, recent)
            rare = min(_thousandths((number - recent + 1 + _IMAGINED) / count), _MAX_RARITY_THESE_DAYS)
            features[np.array(numbers[:-1], np.int64) - self._first, _NAMES] += rare

    def _over_languages(self) -> NDArray[np.bool_]:
        """Whether the report added last is in another language than each earlier one, as far as that is known."""
        language = self._reports[-1].language
        others = islice(self._reports, len(self._reports) - 1)
        return np.array([language and other.language and language != other.language for other in others], bool)

    def _same_text(self) -> NDArray[np.bool_]:
        """Whether another source's report begins as the report added last does."""
        report = self._reports[-1]
        others = islice(self._reports, len(self._reports) - 1)
        if not report.beginning:
            return np.zeros(len(self._reports) - 1, bool)
        return np.array(
            [other.beginning == report.beginning and other.source != report.source for other in others], bool
        )

    def _titled_places(self, stem: str, number: int) -> Integers:
        """The places of the reports before `number` that have a stem in the headline."""
        numbers = self._with_stem_titled.get(stem, [])
        return np.array(numbers[: bisect_left(numbers, number)], np.int64) - self._first

    def _put_headlines(self, features: Integers, stems: list[_SharedStem]) -> None:
        """Fills in what the headlines have in common with each other and with the other report."""
        mine, theirs = np.zeros(len(features), np.int64), np.zeros(len(features), np.int64)
        for stem in stems:
            theirs[stem.titled] += stem.rarity
            if stem.in_headline:
                mine[stem.places] += stem.rarity
                features[stem.titled, _HEADLINE_RARITY] += stem.rarity
                rarest = features[stem.titled, _RAREST_IN_HEADLINES]
                features[stem.titled, _RAREST_IN_HEADLINES] = np.maximum(rarest, stem.rarity)
        titles = np.array(self._titles, np.int64)
        features[:, _HEADLINE_COVER] = np.maximum(1000 * mine // titles[-1], 1000 * theirs // titles[:-1])

    def _recent(self, minute: int) -> int:
        """The place of the first report of these days, `minute` being now."""
        return min(bisect_left(self._minutes, minute - RECENT_MIN), max(len(self._reports) - RECENT_REPORTS, 0))

    def _forget_before(self, minute: int) -> None:
        forgotten = min(bisect_left(self._minutes, minute), max(len(self._reports) - RECENT_REPORTS, 0))
        for _ in range(forgotten):
            report = self._reports.popleft()
            for stems, numbers in (
                (report.emphasis, self._with_stem),
                (report.headline, self._with_stem_titled),
                (report.names, self._with_name),
            ):
                for stem in stems:
                    del numbers[stem][0]
                    if not numbers[stem]:
                        del numbers[stem]
        for values in (self._minutes, self._titles, self._hubs):
            del values[:forgotten]
        self._vectors.drop(forgotten)
        self._first += forgotten


def _put_rarest(features: Integers, stems: list[_SharedStem]) -> None:
    """Fills in the rarest of the shared stems, and the second rarest of these days."""
    rarest = np.zeros(len(features), np.int64)
    for stem in stems:
        features[stem.places, _RAREST] = np.maximum(features[stem.places, _RAREST], stem.rarity)
        before, now = rarest[stem.places], stem.rarity_these_days
        second = np.maximum(features[stem.places, _SECOND_RAREST], np.minimum(before, now))
        features[stem.places, _SECOND_RAREST] = second
        rarest[stem.places] = np.maximum(before, now)


def _thousandths(ratio: float) -> int:
    """The natural logarithm of a ratio, in thousandths; 0 if it is negative."""
    return max(round(1000 * math.log(ratio)), 0)


def _burst(count: int, reports: int, usual: int) -> int:
    """How much more of the `reports` of these days have a stem, `count`, than its rarity lets expect."""
    return min(_thousandths(count / (reports * math.exp(-usual / 1000) + _EXPECTED)), _MAX_BURST)


@lru_cache(maxsize=REACH_MIN + 1)
def _nearness(minutes: int) -> int:
    return round(1000 * math.exp(-minutes / (24 * 60)))
