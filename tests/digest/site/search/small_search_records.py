"""Records of fictional articles that can be found, for tests of the search."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from digest.site.search.search_records import SearchRecord

TODAY = date(2023, 7, 19)


def record(number: int, day: date = TODAY, **fields: Any) -> SearchRecord:
    plain = SearchRecord(
        path=f"{day:%Y/%m/%d}/report-{number}/",
        headline=f"Report {number}",
        text=f"Harbourmaster number {number} speaks of ships and pilots",
        lang="en",
        day=day,
        source=f"Source {number % 7}",
        section=f"Section {number % 3}",
        actors=tuple(f"Actor {number % other}" for other in (5, 11, 13)),
    )
    return replace(plain, **fields)


def script(tmp_path: Path, text: str) -> Path:
    """A program in the place of pagefind."""
    file = tmp_path / "pagefind"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file
