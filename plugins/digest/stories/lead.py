"""The report that stands for its story."""

from collections.abc import Sequence
from typing import Final

from .records import Report
from .vectors import Vector

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline


def lead(reports: Sequence[Report], vectors: Sequence[Vector], copies: tuple[tuple[str, ...], ...]) -> str:
    """The id of the lead of a story; its `reports` come in order of time, `vectors` beside them.

    The rule, in this order: not a copy of an earlier text; with at least MIN_LEAD_WORDS words of text; closest to what
    all the others say; earliest.
    """
    later_copies = {copy for group in copies for copy in group[1:]}
    eligible = [at for at, report in enumerate(reports) if report.id not in later_copies]
    eligible = [
        at for at in eligible if len(reports[at].text.split(None, MIN_LEAD_WORDS)) >= MIN_LEAD_WORDS
    ] or eligible
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            total[term] = total.get(term, 0.0) + weight
    return reports[max(eligible, key=lambda at: (_closeness(vectors[at], total), -at))].id


def _closeness(vector: Vector, total: dict[str, float]) -> float:
    """How close to the sum of all; rounded, since equal sums added in another order differ in their last digits."""
    return round(sum(weight * total[term] for term, weight in zip(vector.terms, vector.weights, strict=True)), 6)
