"""The report that stands for its story."""

from collections.abc import Callable, Sequence
from statistics import median_low
from typing import Final

from ..reports import Report
from .report_genres import genre_of
from .term_vectors import TermVector

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline
# Where others have more than a sentence, half of what the middle one has, up to this: a caption may be closest to all
# the others and still tell less than any of them.
ENOUGH_WORDS: Final = 80


def lead_report(reports: Sequence[Report], vectors: Sequence[TermVector], copies: tuple[tuple[str, ...], ...]) -> str:
    """The id of the lead of a story; its `reports` come in order of time, `vectors` beside them.

    It is chosen by these rules, in this order: no copy of an earlier text; of the genre "report", and no live page,
    video, gallery or quiz; with enough text to tell the event; closest to what all the others say; earliest.
    """
    later_copies = {copy for group in copies for copy in group[1:]}
    lengths = [len(report.text.split(None, ENOUGH_WORDS)) for report in reports]
    enough = max(MIN_LEAD_WORDS, min(median_low(lengths), ENOUGH_WORDS) / 2)
    eligible: Sequence[int] = [index for index, report in enumerate(reports) if report.id not in later_copies]
    eligible = _preferred(eligible, lambda index: genre_of(reports[index]) == "report")
    eligible = _preferred(eligible, lambda index: lengths[index] >= enough)
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            total[term] = total.get(term, 0.0) + weight
    return reports[max(eligible, key=lambda index: (_closeness(vectors[index], total), -index))].id


def _preferred(indexes: Sequence[int], is_preferred: Callable[[int], bool]) -> Sequence[int]:
    """The indexes that are preferred; all of them where none is."""
    return [index for index in indexes if is_preferred(index)] or indexes


def _closeness(vector: TermVector, total: dict[str, float]) -> float:
    """How close to the sum of all; rounded, since equal sums added in another order differ in their last digits."""
    return round(sum(weight * total[term] for term, weight in zip(vector.terms, vector.weights, strict=True)), 6)
