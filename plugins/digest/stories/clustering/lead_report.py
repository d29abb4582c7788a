"""The report that stands for its story."""

from collections.abc import Callable, Sequence
from statistics import median_low
from typing import Final

from ..reports import Report
from .report_forms import form_of
from .word_vectors import Vector

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline
# Where others have more than a sentence, half of what the middle one has, up to this: a caption may be closest to all
# the others and still tell less than any of them.
ENOUGH_WORDS: Final = 80


def lead(reports: Sequence[Report], vectors: Sequence[Vector], copies: tuple[tuple[str, ...], ...]) -> str:
    """The id of the lead of a story; its `reports` come in order of time, `vectors` beside them.

    The rule, in this order: not a copy of an earlier text; a report, and no live page, video, gallery or quiz; with
    enough text to tell the event; closest to what all the others say; earliest.
    """
    later_copies = {copy for group in copies for copy in group[1:]}
    lengths = [len(report.text.split(None, ENOUGH_WORDS)) for report in reports]
    enough = max(MIN_LEAD_WORDS, min(median_low(lengths), ENOUGH_WORDS) / 2)
    eligible: Sequence[int] = [at for at, report in enumerate(reports) if report.id not in later_copies]
    eligible = _those(eligible, lambda at: form_of(reports[at]) == "report")
    eligible = _those(eligible, lambda at: lengths[at] >= enough)
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            total[term] = total.get(term, 0.0) + weight
    return reports[max(eligible, key=lambda at: (_closeness(vectors[at], total), -at))].id


def _those(places: Sequence[int], wanted: Callable[[int], bool]) -> Sequence[int]:
    """The places that are wanted; all of them where none is."""
    return [at for at in places if wanted(at)] or places


def _closeness(vector: Vector, total: dict[str, float]) -> float:
    """How close to the sum of all; rounded, since equal sums added in another order differ in their last digits."""
    return round(sum(weight * total[term] for term, weight in zip(vector.terms, vector.weights, strict=True)), 6)
