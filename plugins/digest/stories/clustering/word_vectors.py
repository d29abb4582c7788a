"""Reports as weighted words: what a report says, and how much each of its words tells."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..reports import Report
from .datelines import without_dateline
from .words import words

MAX_TITLE_CHARS: Final = 300  # a title is a line; what is longer is an accident or an attack
# Of the text, without stop words: news says at the top what happened, and a feed's two lines have about as many, so
# full texts and excerpts compare. On the texts of our sample, 150 words long, 80 lose 2 points of event F1.
LEAD_WORDS: Final = 40
_LEAD_CHARS: Final = 1_000  # more than hold them in any script
# Of a word that stands in title and text, against one of the text alone; of the title alone, it is one less. With 2 the
# labelled days (see cluster.py) lose 4 points of event F1, with 3.5 they lose half a point.
TITLE_WEIGHT: Final = 3.0
# Beside the words that name the actor, where mentions are given. On the labelled days it makes no difference beyond
# chance (half a point between 0 and 1.5); our sample, whose texts are longer, gains 3 of F1.
ACTOR_WEIGHT: Final = 1.0
# Once in 7 reports. An event that half of a small archive reports must keep some weight for its words.
MIN_RARITY: Final = 2.0
MAX_RARITY: Final = 9.0  # once in 8,000 reports: what is rarer is as likely a slip of the pen as a name
# Words and actors of a report, the weightiest: only to bound time and memory. With 30 the rare words that two texts
# don't share crowd out those they do (sample: event F1 49 against 92).
MAX_TERMS: Final = 80
# Imagined, with hardly any of our words: while the archive is small, few words can be rare for certain, and likeness
# must come from many. With 100 the labelled days, each alone, lose 4 points of event F1. Frequencies of general English
# (wordfreq) in place of these gain nothing.
_PRIOR_REPORTS: Final = 500
_PRIOR_COUNT: Final = 0.015  # of them with a word that was never seen
_ACTOR_MARK: Final = "@"  # no word starts with it


@dataclass(frozen=True, slots=True)
class Vector:
    """A report's terms, weightiest first, their weights, whose squares add up to 1, and how many reports have each."""

    terms: tuple[str, ...]
    weights: "array[float]"  # quoted: Python 3.11 has no array[...]
    counts: "array[int]"


class Archive:
    """In how many reports each term occurred so far: rare terms tell more.

    It counts the archive and not the day, so that the event everybody writes about today keeps its words.
    """

    def __init__(self, reports: int = 0, with_term: Mapping[str, int] | None = None) -> None:
        """Both are what `record` gave, to go on from there."""
        self._reports = reports
        self._with_term: Counter[str] = Counter(with_term)

    def record(self) -> dict[str, Any]:
        """What was counted, as JSON can hold it."""
        return {"reports": self._reports, "with_term": dict(self._with_term)}

    def add(self, terms: Iterable[str]) -> None:
        """Count one more report."""
        self._reports += 1
        self._with_term.update(iter(terms))  # a mapping would be counted by its values

    def rarity(self, count: int) -> float:
        """The inverse document frequency of a term that so many reports have: the information, in nats, that one has
        it."""
        share = (count + _PRIOR_COUNT) / (self._reports + _PRIOR_REPORTS)
        return min(max(-math.log(share), MIN_RARITY), MAX_RARITY)

    def vector(self, emphasis: Mapping[str, float]) -> Vector:
        """Emphasis times rarity of each term, cut to MAX_TERMS, of length 1."""
        weighted = sorted(
            ((weight * self.rarity(self._with_term[term]), term) for term, weight in emphasis.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )[:MAX_TERMS]
        length = math.sqrt(sum(weight * weight for weight, _ in weighted)) or 1.0
        return Vector(
            tuple(term for _, term in weighted),
            array("d", (weight / length for weight, _ in weighted)),
            array("l", (self._with_term[term] for _, term in weighted)),
        )


def emphasis(report: Report) -> dict[str, float]:
    """The terms of a report, words and actors, by where they stand: before rarity is considered."""
    terms = dict.fromkeys(words(without_dateline(report.text[:_LEAD_CHARS]))[:LEAD_WORDS], 1.0)
    for word in set(words(report.title[:MAX_TITLE_CHARS])):
        terms[word] = TITLE_WEIGHT if word in terms else TITLE_WEIGHT - 1.0
    terms.update((_ACTOR_MARK + actor.casefold(), ACTOR_WEIGHT) for actor in report.actors)
    return terms


def is_word(term: str) -> bool:
    """Whether a term is a word of the report, and not an actor."""
    return not term.startswith(_ACTOR_MARK)
