"""The report that stands for its story."""

from collections.abc import Callable, Sequence
from statistics import median_low
from typing import Final

from ..reports import Report
from .report_genres import genre_of
from .term_vectors import TermVector

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline
# If the reports of a story are longer, the lead must have at least half the words of the median report, at most half of
# this number: a caption may be closest to all other reports and still say less than any of them.
MAX_COUNTED_WORDS: Final = 80


def lead_report(reports: Sequence[Report], vectors: Sequence[TermVector], copies: tuple[tuple[str, ...], ...]) -> str:
    """The id of the lead of a story. `reports` are in order of time, and `vectors` in the same order.

    The lead is chosen by these rules, in this order: it isn't a copy of an earlier text; its genre is "report" (not a
    live page, video, gallery or quiz); its text is long enough; it is closest to all other reports; it is the earliest.
    """
    later_copies = {copy for group in copies for copy in group[1:]}
    lengths = [len(report.text.split(None, MAX_COUNTED_WORDS)) for report in reports]
    enough = max(MIN_LEAD_WORDS, min(median_low(lengths), MAX_COUNTED_WORDS) / 2)
    eligible: Sequence[int] = [index for index, report in enumerate(reports) if report.id not in later_copies]
    eligible = _preferred(eligible, lambda index: genre_of(reports[index]) == "report")
    eligible = _preferred(eligible, lambda index: lengths[index] >= enough)
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            total[term] = total.get(term, 0.0) + weight
    return reports[max(eligible, key=lambda index: (_closeness(vectors[index], total), -index))].id


def _preferred(indexes: Sequence[int], is_preferred: Callable[[int], bool]) -> Sequence[int]:
    """The preferred indexes, or all of them if none is preferred."""
    return [index for index in indexes if is_preferred(index)] or indexes


def _closeness(vector: TermVector, total: dict[str, float]) -> float:
    """The dot product with the sum of all vectors; rounded, since the last digits depend on the order of addition."""
    return round(sum(weight * total[term] for term, weight in zip(vector.terms, vector.weights, strict=True)), 6)
