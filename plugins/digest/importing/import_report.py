"""The report of an import: what became of the records of each export, in numbers, and as JSON for scripts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .import_chunks import LeftOutRecord

# The numbers of an export by the names that the report gives them, and the words for a line.
COUNTS: Final = {
    "new": "new",
    "updated": "updated",
    "unchanged": "stored already",
    "dropped": "dropped",
    "failed": "failed",
    "damaged": "damaged",
    "no_subscription": "without a subscription",
    "no_article": "no articles",
}


@dataclass(frozen=True, slots=True)
class ExportReport:
    """One export. `form` is what it is; `error` says why it can't be read as a whole, or is ""; `counts` are numbers of
    records by the names of COUNTS; `resumed_at` is how many were done before this run."""

    path: str
    form: str = ""
    error: str = ""
    records: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    resumed_at: int = 0
    notes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every record that is an article is stored, or isn't wanted."""
        return not self.error and not any(self.counts.get(name) for name in ("failed", "damaged", "no_subscription"))

    def __str__(self) -> str:
        if self.error:
            return f"{self.path}: {self.error}"
        parts = [f"{self.counts.get(name, 0):,} {words}" for name, words in COUNTS.items() if self._is_shown(name)]
        resumed = f", going on after {self.resumed_at:,}" if self.resumed_at else ""
        return f"{self.path}: {self.form}, {self.records:,} records{resumed}: {', '.join(parts)}"

    def _is_shown(self, name: str) -> bool:
        return name in ("new", "unchanged") or bool(self.counts.get(name))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """A whole import, with the exports in the order in which they were given."""

    now: datetime
    exports: tuple[ExportReport, ...]
    is_dry_run: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every record that is an article is stored, or isn't wanted."""
        return all(export.is_whole for export in self.exports)

    @property
    def is_unread(self) -> bool:
        """Whether none of the exports could be read."""
        return all(export.error for export in self.exports)

    @property
    def summary(self) -> dict[str, int]:
        """The numbers over all exports."""
        records = {"exports": len(self.exports), "records": sum(export.records for export in self.exports)}
        return records | {name: sum(export.counts.get(name, 0) for export in self.exports) for name in COUNTS}


def report_lines(report: ImportReport, left_out: Iterable[tuple[str, LeftOutRecord]]) -> Iterator[str]:
    """The report as JSON, in pieces: `{"now", "dry_run", "whole", "summary": {…}, "exports": […], "left_out": […]}`.

    An export has "path", "form", "error", "records", "resumed_at", "notes" and the numbers of COUNTS. A record that was
    left out is `{"export", "place", "outcome", "reason", "origin"}`; `left_out` are such records with the paths of
    their exports.
    """
    exports = [
        {
            **{name: getattr(export, name) for name in ("path", "form", "error", "records", "resumed_at", "notes")},
            **{name: export.counts.get(name, 0) for name in COUNTS},
        }
        for export in report.exports
    ]
    head = {
        "now": report.now.isoformat(),
        "dry_run": report.is_dry_run,
        "whole": report.is_whole,
        "summary": report.summary,
        "exports": exports,
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "left_out": ['
    separator = "\n  "
    for path, record in left_out:
        fields = {"export": path, "place": record.place, "outcome": record.outcome, "reason": record.reason}
        yield separator + json.dumps(fields | {"origin": record.origin}, ensure_ascii=False)
        separator = ",\n  "
    yield "\n ]\n}\n"
