"""Dated reports in order, and the evidence that each has with those before it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from ..reports import UNDATED, Report
from .evidence.evidence_index import RECENT_MIN, EvidenceIndex, PairEvidence
from .evidence.recent_vectors import Vector
from .evidence.report_features import encoded_text, report_features
from .evidence.sentence_vectors import SentenceEncoder
from .recurring_columns import RecurringColumns, is_round_up

# The reports of this time at the beginning of an archive count for each other as reports of these days, since there are
# none before them. So a story of that time can still come apart while reports of that time are added.
WARM_UP: Final = timedelta(minutes=RECENT_MIN)


def in_order(reports: Iterable[Report]) -> list[Report]:
    """The reports with a date, each id once, in order of date and id."""
    ordered = sorted(reports, key=lambda report: (report.date, report.id, report.source, report.title, report.text))
    earliest: dict[str, Report] = {}
    for report in ordered:
        earliest.setdefault(report.id, report)
    return [report for report in earliest.values() if report.date > UNDATED]


def warm_up(dated: Sequence[Report]) -> Sequence[Report]:
    """The reports of WARM_UP, from the first one on."""
    return dated[: bisect_right(dated, dated[0].date - UNDATED + WARM_UP, key=_age)] if dated else ()


class EvidenceInOrder:
    """The evidence of each report with those before it. Reports are numbered in their order."""

    def __init__(self, dated: Sequence[Report], encoder: SentenceEncoder | None) -> None:
        """`dated` are all reports, as `in_order` has them."""
        self._dated = dated
        self._next = 0
        self._columns = RecurringColumns()
        self._vectors = _vectors(dated, encoder)
        self._index = EvidenceIndex(
            [(report_features(report), self._vectors.get(number)) for number, report in enumerate(warm_up(dated))]
        )

    def advance(self) -> PairEvidence | None:
        """Takes the next report, and returns its evidence with earlier reports; None if it joins no story, since it is
        a column's later edition or a round-up."""
        report = self._dated[self._next]
        self._index.add(report_features(report), self._vectors.get(self._next))
        self._next += 1
        joins = not self._columns.is_edition(report) and not is_round_up(report)
        return self._index.evidence() if joins else None


def _age(report: Report) -> timedelta:
    return report.date - UNDATED


def _vectors(reports: Sequence[Report], encoder: SentenceEncoder | None) -> dict[int, Vector]:
    """The sentence vectors of the reports that have words, by their numbers."""
    if encoder is None:
        return {}
    texts = {number: text for number, report in enumerate(reports) if (text := encoded_text(report))}
    return dict(zip(texts, encoder.vectors(list(texts.values())), strict=True))
