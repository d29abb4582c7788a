"""What is expected of the cases that are feeds in JSON, each polled once. In alphabetical order."""

from typing import Any

from tests.corpus.cases.expectation import OneOf, Says, row

GAZETTE = "https://gazette.example"
READ: dict[str, Any] = {"count": 1, "status": "ok", "titles": ["Ferry"]}

ROWS = [
    row("fixture-pxlnv", count=20, status="ok"),
    row("json-array", count=0, status="failed", said=Says("JSON Feed")),
    row("json-attachments", "Ferry", enclosure="https://cdn.example/1.mp3"),
    row("json-authors", "1", authors=["Ann"]),
    row("json-authors", "2", authors=["Bob"]),
    row("json-authors", "3", authors=["Feed Author"]),
    row("json-authors", "4", authors=["Cy"]),
    row("json-bom", **READ),
    row("json-dates", "0", date="2026-11-16T10:00:00Z"),
    row("json-dates", "1", date="2026-11-16T10:00:00Z"),
    row("json-dates", "2", date="2026-11-16T00:00:00Z"),
    row("json-dates", "3", date="2026-11-16T10:00:00Z"),
    row("json-dates", "4", date="2026-11-16T10:00:00Z"),
    row("json-dates", "5", date="2026-11-16T15:00:00Z"),
    row("json-dates", "6", date="2026-11-16T10:00:00Z"),
    row("json-dates", "7", date="2026-11-16T09:00:00Z"),
    row("json-external", "1", link=f"{GAZETTE}/1"),
    row("json-external", "2", link="https://other.example/y"),
    row("json-html-type", **READ),
    row("json-http-version", **READ),
    row("json-id-url", "T", link=f"{GAZETTE}/9"),
    row("json-ids", count=7, titles=["Ferry"] * 7),
    row("json-items-null", count=0, status="failed", said=Says('list of "items"')),
    row("json-items-obj", count=0, status="failed", said=Says('list of "items"')),
    row("json-nan", status=OneOf("ok", "failed")),
    row("json-no-version", said=Says("version")),
    row("json-raw-newline", said=OneOf("", Says("control character"))),
    row("json-surrogate", "1", title=Says("^A .*B 😀$")),
    row("json-text-only", "1", text=Says(r"^First paragraph.\nSecond one\swith a line\. \S+ <b>not bold</b> & so$")),
    row("json-title-entities", "1", title="The Hitchhiker's guide & more"),
    row("json-title-markup", "1", title="Die Rückkehr von <i> und <b>"),
    row("json-trailing-comma", count=0, status="failed", said=Says("isn't JSON")),
    row("json-utf16", said=OneOf("", Says("JSON|UTF-16"))),
    row("json-wp-api", count=0, status="failed", said=Says("JSON Feed")),
]
