"""The evidence of each pair of reports that may be on one event: a few numbers, each a feature with a name.

A pair is judged when its later report comes, with what is known by then. So appended reports change no earlier
judgement. All features are integers in thousandths, so that a judgement is the same on every processor.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .news_rarity import rarity
from .recent_rows import Integers, RecentKeys, RecentRows
from .recent_vectors import RecentVectors, Vector, hub
from .report_features import IN_HEADLINE, ReportFeatures

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
    "words_alike",  # the cosine of all words, each weighed by its rarity and its emphasis
)
NAME_FEATURES: Final = ("names",)  # how rare the names are, these days, that both have in whatever script, added up
VECTOR_FEATURES: Final = (
    "meaning",  # the cosine of the sentence vectors
    "meaning_beyond_hubs",  # the same, less half of what either report has with the nearest of these days
)
FEATURES: Final = (*WORD_FEATURES, *VECTOR_FEATURES, *NAME_FEATURES)
OVER_LANGUAGES: Final = ("nearness", *VECTOR_FEATURES, *NAME_FEATURES)  # by which reports in two languages are judged
_HEADLINE_COVER, _HEADLINE_RARITY, _RAREST_IN_HEADLINES, _RAREST, _SECOND_RAREST, _BURST = range(6)  # their columns
_RARE_BURST, _NEARNESS, _SAME_SOURCE, _WORDS_ALIKE, _MEANING, _BEYOND_HUBS, _NAMES = range(6, len(FEATURES))
# Of each report; `headline` is the rarity of its headline's words, added up, `length` that of the vector of its words.
_FACTS: Final = ("minute", "headline", "length", "hub", "source", "language")
_MINUTE, _HEADLINE, _LENGTH, _HUB, _SOURCE, _LANGUAGE = range(len(_FACTS))  # their columns
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


@dataclass(frozen=True, slots=True)
class _SharedStems:
    """The stems that a report shares with earlier ones: an element for each occurrence in one of these.

    `places` are those of the earlier reports in the index, in ascending order. The rarities and the burst are in
    thousandths of a nat.
    """

    places: Integers
    in_headline: NDArray[np.bool_]  # whether the report itself has the stem in its headline
    titled: NDArray[np.bool_]  # whether the earlier report has it there
    alike: Integers  # the product of its weights in the two reports
    rarity: Integers
    rarity_these_days: Integers
    burst: Integers


class EvidenceIndex:
    """The reports of the last REACH_MIN minutes, by their stems and vectors.

    Reports are numbered in the order in which they come, which is that of time.
    """

    def __init__(self, warm_up: Iterable[tuple[ReportFeatures, Vector | None]] = (), first_number: int = 0) -> None:
        """`warm_up` are the first reports that will come: they count as reports of these days already, since the first
        reports of an archive have none before them. `first_number` is the number of the next report that comes."""
        self._first = first_number  # the number of the report at place 0
        self._report: ReportFeatures  # the one added last
        self._vector: Vector | None = None  # that of the same report
        self._meaning: Integers | None = None  # how similar it is to each before it, where that is known already
        self._facts: RecentRows[np.int64] = RecentRows(len(_FACTS), np.int64)
        self._numbers: dict[str, int] = {"": 0}  # of sources and languages
        self._vectors = RecentVectors()
        self._stems, self._names, self._beginnings = RecentKeys(), RecentKeys(), RecentKeys()
        self._ahead: Counter[str] = Counter()
        self._vectors_ahead = RecentVectors()
        for report, vector in warm_up:
            self._ahead.update(report.emphasis.keys())
            self._vectors_ahead.append(vector)

    def add(self, report: ReportFeatures, vector: Vector | None) -> None:
        """Adds a report that is no earlier than all others."""
        self._forget_before(report.minute - REACH_MIN)
        if len(self._vectors_ahead):
            self._vectors_ahead.drop(1)
            self._ahead.subtract(report.emphasis.keys())
        meaning = self._vectors.similarities(vector)
        nearest = hub((meaning[self._recent(report.minute) :], self._vectors_ahead.similarities(vector)))
        headline = sum(rarity(report.script, stem) for stem in report.headline)
        self.add_known(report, vector, nearest, max(headline, MIN_HEADLINE_RARITY))
        self._meaning = meaning

    def add_known(self, report: ReportFeatures, vector: Vector | None, hub: int, title: int) -> None:
        """Adds a report of which an earlier run had the `hub`, and the rarity of the headline, `title`. It is in reach,
        or one of the last RECENT_REPORTS."""
        self._report, self._vector, self._meaning = report, vector, None
        source, language = (
            self._numbers.setdefault(name and f"{kind} {name}", len(self._numbers))
            for kind, name in (("source", report.source or " "), ("language", report.language))
        )
        facts = report.minute, title, _length(report), hub, source, language
        self._facts.append(np.array([facts], np.int64))
        self._vectors.append(vector)
        self._stems.append(report.emphasis)
        self._names.append(dict.fromkeys(report.names, 0))
        self._beginnings.append({" ".join(report.beginning): 0} if report.beginning else {})

    @property
    def hubs(self) -> list[int]:
        """The hubs of the reports in reach, in their order."""
        return [int(value) for value in self._facts.rows[:, _HUB]]

    @property
    def titles(self) -> list[int]:
        """The rarity of the headlines of the reports in reach, in their order."""
        return [int(value) for value in self._facts.rows[:, _HEADLINE]]

    def evidence(self) -> PairEvidence:
        """The evidence that the report added last has with each earlier one that it may go with."""
        own, earlier = self._facts.rows[-1], self._facts.rows[:-1]
        stems = self._shared_stems()
        meaning = self._vectors.similarities(self._vector)[:-1] if self._meaning is None else self._meaning
        features = np.zeros((len(earlier), len(FEATURES)), np.int64)
        _put_rarest(features, stems)
        _put_headlines(features, stems, int(own[_HEADLINE]), earlier[:, _HEADLINE])
        features[:, _BURST] = _sums(len(earlier), stems.places, stems.burst)
        rare_bursts = stems.burst * np.maximum(stems.rarity_these_days - _COMMON_THESE_DAYS, 0) // 1000
        features[:, _RARE_BURST] = _sums(len(earlier), stems.places, rare_bursts)
        minutes = own[_MINUTE] - earlier[:, _MINUTE]
        features[:, _NEARNESS] = _nearness()[np.minimum(minutes, REACH_MIN)]
        features[:, _SAME_SOURCE] = 1000 * (earlier[:, _SOURCE] == own[_SOURCE])
        alike = _sums(len(earlier), stems.places, stems.alike)
        features[:, _WORDS_ALIKE] = 1000 * alike // (earlier[:, _LENGTH] * own[_LENGTH])
        features[:, _MEANING] = meaning
        features[:, _BEYOND_HUBS] = meaning - (earlier[:, _HUB] + own[_HUB]) // 2
        features[:, _NAMES] = self._shared_names(len(earlier))
        over_languages = (earlier[:, _LANGUAGE] != own[_LANGUAGE]) & (earlier[:, _LANGUAGE] > 0) & (own[_LANGUAGE] > 0)
        same_text = self._same_text(earlier[:, _SOURCE] != own[_SOURCE])
        places = np.flatnonzero(
            (minutes <= REACH_MIN)
            & (
                same_text
                | (_sums(len(earlier), stems.places, stems.rarity) >= MIN_SHARED_RARITY)
                | (meaning >= MIN_MEANING)
                | (over_languages & (features[:, _NAMES] >= MIN_SHARED_NAMES))
            )
        )
        return PairEvidence(places + self._first, features[places], over_languages[places], same_text[places])

    def _shared_stems(self) -> _SharedStems:
        """The stems that the report added last shares with earlier ones."""
        keys = list(self._report.emphasis)
        places, indexes, emphasis = self._stems.shared(keys)
        own = len(self._facts) - 1
        recent = self._recent(self._report.minute)
        counts = np.bincount(indexes[places >= recent], minlength=len(keys)).tolist()
        reports = own - recent + 1 + len(self._vectors_ahead)
        earlier = places < own
        places, indexes, emphasis = places[earlier], indexes[earlier], emphasis[earlier]
        values = np.zeros((len(keys), 5), np.int64)
        for index in np.flatnonzero(np.bincount(indexes)).tolist():
            stem = keys[index]
            count = counts[index] + self._ahead[stem]
            usual = rarity(self._report.script, stem)
            these_days = _thousandths(reports + _IMAGINED, count)
            values[index] = (
                stem in self._report.headline,
                min(usual, these_days + _MORE_THAN_THESE_DAYS),
                min(these_days, _MAX_RARITY_THESE_DAYS),
                _burst(count, reports, usual),
                self._report.emphasis[stem] * usual * usual,
            )
        in_headline, rare, rare_these_days, burst, weights = values[indexes].T
        return _SharedStems(
            places, in_headline > 0, emphasis >= IN_HEADLINE, weights * emphasis, rare, rare_these_days, burst
        )

    def _shared_names(self, earlier: int) -> Integers:
        """For each earlier report, how rare the names are that it shares with the one added last, added up."""
        keys = list(self._report.names)
        places, indexes, _ = self._names.shared(keys)
        recent = self._recent(self._report.minute)
        counts = np.bincount(indexes[places >= recent], minlength=len(keys)).tolist()
        reports = earlier - recent + 1
        rare = [min(_thousandths(reports + _IMAGINED, count), _MAX_RARITY_THESE_DAYS) for count in counts]
        before = places < earlier
        return _sums(earlier, places[before], np.array(rare, np.int64)[indexes[before]])

    def _same_text(self, other_source: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether another source's report begins as the report added last does."""
        same = np.zeros(len(other_source) + 1, np.bool_)
        if self._report.beginning:
            same[self._beginnings.shared([" ".join(self._report.beginning)])[0]] = True
        return same[:-1] & other_source

    def _recent(self, minute: int) -> int:
        """The place of the first report of these days, `minute` being now."""
        first = np.searchsorted(self._facts.rows[:, _MINUTE], minute - RECENT_MIN)
        return min(int(first), max(len(self._facts) - RECENT_REPORTS, 0))

    def _forget_before(self, minute: int) -> None:
        first = np.searchsorted(self._facts.rows[:, _MINUTE], minute)
        forgotten = min(int(first), max(len(self._facts) - RECENT_REPORTS, 0))
        for rows in (self._facts, self._vectors, self._stems, self._names, self._beginnings):
            rows.drop(forgotten)
        self._first += forgotten


def _length(report: ReportFeatures) -> int:
    """The length of the vector of a report's words, each weighed by its rarity and its emphasis."""
    weights = (emphasis * rarity(report.script, stem) for stem, emphasis in report.emphasis.items())
    return math.isqrt(sum(weight * weight for weight in weights)) or 1


def _put_rarest(features: Integers, stems: _SharedStems) -> None:
    """Fills in the rarest of the shared stems, and the second rarest of these days."""
    np.maximum.at(features[:, _RAREST], stems.places, stems.rarity)
    rarest = np.zeros(len(features), np.int64)
    np.maximum.at(rarest, stems.places, stems.rarity_these_days)
    is_rarest = np.flatnonzero(stems.rarity_these_days == rarest[stems.places])
    _, first = np.unique(stems.places[is_rarest], return_index=True)  # one of each report
    others = np.delete(np.arange(len(stems.places)), is_rarest[first])
    np.maximum.at(features[:, _SECOND_RAREST], stems.places[others], stems.rarity_these_days[others])


def _put_headlines(features: Integers, stems: _SharedStems, own: int, others: Integers) -> None:
    """Fills in what the headlines have in common with each other and with the other report.

    `own` is the rarity of the words of the later report's headline, added up; `others` are those of the earlier ones.
    """
    places, size = stems.places, len(features)
    mine = _sums(size, places[stems.in_headline], stems.rarity[stems.in_headline])
    theirs = _sums(size, places[stems.titled], stems.rarity[stems.titled])
    features[:, _HEADLINE_COVER] = np.maximum(1000 * mine // own, 1000 * theirs // others)
    both = stems.in_headline & stems.titled
    features[:, _HEADLINE_RARITY] = _sums(size, places[both], stems.rarity[both])
    np.maximum.at(features[:, _RAREST_IN_HEADLINES], places[both], stems.rarity[both])


def _sums(size: int, places: Integers, values: Integers) -> Integers:
    """The sum of the values of each place; exact, as the sums are far below 2 ** 53."""
    return np.bincount(places, values, size).astype(np.int64)


@lru_cache(maxsize=100_000)
def _thousandths(number: int, count: int) -> int:
    """The natural logarithm of a ratio, in thousandths; 0 if it is negative."""
    return max(round(1000 * math.log(number / count)), 0)


@lru_cache(maxsize=100_000)
def _burst(count: int, reports: int, usual: int) -> int:
    """How much more of the `reports` of these days have a stem, `count`, than its rarity lets expect."""
    ratio = count / (reports * math.exp(-usual / 1000) + _EXPECTED)
    return min(max(round(1000 * math.log(ratio)), 0), _MAX_BURST)


@cache
def _nearness() -> Integers:
    """The nearness of reports by the minutes between them, up to REACH_MIN."""
    return np.array([round(1000 * math.exp(-minutes / (24 * 60))) for minutes in range(REACH_MIN + 1)], np.int64)
