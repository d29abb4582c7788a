"""Events as subjects see them: by the words of their headlines, and of the beginnings of their texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
    are the followed actors in it."""

    id: str
    day: date
    reports: tuple[Report, ...]
    headline: frozenset[str]
    followed: frozenset[str] = frozenset()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.source for report in self.reports))

    @property
    def words(self) -> frozenset[str]:
        """The stems that headline and beginning of the text of at least half of its reports have."""
        return _common(self.reports, lambda report: f"{report.title[:TITLE_CHARS]} {lead(report)}")


def subject_event(identity: str, day: date, reports: Sequence[Report], followed: Iterable[str] = ()) -> SubjectEvent:
    """The event that `reports` tell."""
    headline = _common(reports, lambda report: report.title[:TITLE_CHARS])
    return SubjectEvent(identity, day, tuple(reports), headline, frozenset(followed))


def lead(report: Report) -> str:
    """The beginning of a report's text."""
    return without_dateline(report.text[:LEAD_CHARS])


def _common(reports: Sequence[Report], part: Callable[[Report], str]) -> frozenset[str]:
    """The stems that a part of at least half of the reports has."""
    if len(reports) == 1:  # most events
        return frozenset(words(part(reports[0])))
    counts = Counter(word for report in reports for word in set(words(part(report))))
    return frozenset(word for word, count in counts.items() if 2 * count >= len(reports))
