"""Events as subjects see them: by the words of their headlines, and of the beginnings of their texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..clustering.datelines import without_dateline
from ..clustering.words import words
from ..reports import Report

TITLE_CHARS: Final = 300  # a headline is one line; a longer one is a mistake or an attack
LEAD_CHARS: Final = 300  # the beginning of a text, which says what happened


@dataclass(frozen=True, slots=True)
class SubjectEvent:
    """A story, or a report in no story. `headline` has the stems that at least half of its headlines have; `followed`
    are the followed actors in it. Its reports are loaded only for the few events that a subject may be about."""

    id: str
    day: date
    sources: tuple[str, ...]
    headline: frozenset[str]
    followed: frozenset[str]
    load_reports: Callable[[], Sequence[Report]] = field(repr=False, compare=False)

    @property
    def reports(self) -> Sequence[Report]:
        return self.load_reports()

    @property
    def words(self) -> frozenset[str]:
        """The stems that headline and beginning of the text of at least half of its reports have."""
        return _common(self.reports, lambda report: f"{report.title[:TITLE_CHARS]} {lead(report)}")


def subject_event(identity: str, day: date, reports: Sequence[Report], followed: Iterable[str] = ()) -> SubjectEvent:
    """The event that `reports` tell."""
    return SubjectEvent(
        identity, day, reporting_sources(reports), common_headline(reports), frozenset(followed), lambda: reports
    )


def reporting_sources(reports: Iterable[Report]) -> tuple[str, ...]:
    """The sources of reports, each once, in their order."""
    return tuple(dict.fromkeys(report.source for report in reports))


def common_headline(reports: Sequence[Report]) -> frozenset[str]:
    """The stems that at least half of the headlines have."""
    return _common(reports, lambda report: report.title[:TITLE_CHARS])


def lead(report: Report) -> str:
    """The beginning of a report's text."""
    return without_dateline(report.text[:LEAD_CHARS])


def _common(reports: Sequence[Report], part: Callable[[Report], str]) -> frozenset[str]:
    """The stems that a part of at least half of the reports has."""
    if len(reports) == 1:  # most events
        return frozenset(words(part(reports[0])))
    counts = Counter(word for report in reports for word in set(words(part(report))))
    return frozenset(word for word, count in counts.items() if 2 * count >= len(reports))
