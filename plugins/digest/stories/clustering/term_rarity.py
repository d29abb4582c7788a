"""How rare each term is in the archive. The rarer a term, the more it says about a report that has it."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .term_vectors import TermVector

# Once in 7 reports. The words of an event that half of a small archive reports must keep some weight.
MIN_RARITY: Final = 2.0
MAX_RARITY: Final = 9.0  # once in 8,000 reports; a rarer word is as often a misspelling as a name
# The most terms of a report, those with the greatest weights: a limit of time and memory. With 30, the rare words that
# two texts don't share displace those that they do share (sample: event F1 49 against 92).
MAX_TERMS: Final = 80
# Imagined reports, which have hardly any of the archive's words, are added to the real ones: in a small archive it
# isn't certain that a word is rare, so similarity must come from many words. With 100 the labelled days (see
# open_stories.py), each alone, lose 4 points of event F1. Frequencies of general English (wordfreq) instead gain
# nothing.
_PRIOR_REPORTS: Final = 500
_PRIOR_COUNT: Final = 0.015  # how many of the imagined reports have any given word


class TermRarity:
    """Counts the reports that have each term, so far.

    All reports of the archive count, not only those of one day, so that the words of an event that everybody reports
    today keep their weight.
    """

    def __init__(self, reports: int = 0, with_term: Mapping[str, int] | None = None) -> None:
        """Both arguments come from an earlier result of `record`."""
        self._reports = reports
        self._with_term: Counter[str] = Counter(with_term)

    def record(self) -> dict[str, Any]:
        """The counts. They can be written as JSON."""
        return {"reports": self._reports, "with_term": dict(self._with_term)}

    def add(self, terms: Iterable[str]) -> None:
        """Counts one more report."""
        self._reports += 1
        self._with_term.update(iter(terms))  # Counter.update adds the values of a mapping, hence the iterator

    def rarity(self, count: int) -> float:
        """The inverse document frequency, in nats, of a term that `count` reports have."""
        share = (count + _PRIOR_COUNT) / (self._reports + _PRIOR_REPORTS)
        return min(max(-math.log(share), MIN_RARITY), MAX_RARITY)

    def vector(self, emphasis: Mapping[str, float]) -> TermVector:
        """The terms of a report, at most MAX_TERMS. A term's weight is its emphasis times its rarity, normalised."""
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
