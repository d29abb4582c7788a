"""How rare each term is in the archive: the rarer a term, the more it tells about a report that has it."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .term_vectors import TermVector

# Once in 7 reports. An event that half of a small archive reports must keep some weight for its words.
MIN_RARITY: Final = 2.0
MAX_RARITY: Final = 9.0  # once in 8,000 reports: what is rarer is as likely a slip of the pen as a name
# The weightiest words and actors of a report: only to bound time and memory. With 30 the rare words that two texts
# don't share crowd out those they do (sample: event F1 49 against 92).
MAX_TERMS: Final = 80
# Imagined reports, with hardly any of our words: while the archive is small, few words can be rare for certain, and
# likeness must come from many. With 100 the labelled days (see report_clustering.py), each alone, lose 4 points of
# event F1. Frequencies of general English (wordfreq) in place of these gain nothing.
_PRIOR_REPORTS: Final = 500
_PRIOR_COUNT: Final = 0.015  # of the imagined reports, those with a word that was never seen


class TermRarity:
    """Counts in how many reports each term has occurred so far.

    All reports of the archive are counted and not those of a day, so that the event everybody writes about today keeps
    its words.
    """

    def __init__(self, reports: int = 0, with_term: Mapping[str, int] | None = None) -> None:
        """Both are what `record` gave, to go on from there."""
        self._reports = reports
        self._with_term: Counter[str] = Counter(with_term)

    def record(self) -> dict[str, Any]:
        """The counts, as JSON can hold them."""
        return {"reports": self._reports, "with_term": dict(self._with_term)}

    def add(self, terms: Iterable[str]) -> None:
        """Counts one more report."""
        self._reports += 1
        self._with_term.update(iter(terms))  # a mapping would be counted by its values

    def rarity(self, count: int) -> float:
        """The inverse document frequency of a term that `count` reports have, in nats: the information that a report
        has it."""
        share = (count + _PRIOR_COUNT) / (self._reports + _PRIOR_REPORTS)
        return min(max(-math.log(share), MIN_RARITY), MAX_RARITY)

    def vector(self, emphasis: Mapping[str, float]) -> TermVector:
        """The terms of a report, each weighed by its emphasis times its rarity, cut to MAX_TERMS."""
        weighted = sorted(
            ((weight * self.rarity(self._with_term[term]), term) for term, weight in emphasis.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )[:MAX_TERMS]
        length = math.sqrt(sum(weight * weight for weight, _ in weighted)) or 1.0
        return TermVector(
            tuple(term for _, term in weighted),
            array("d", (weight / length for weight, _ in weighted)),
            array("l", (self._with_term[term] for _, term in weighted)),
        )
