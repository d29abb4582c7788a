"""What is expected of a case, as rows of a table: a row names the case, perhaps one entry of it, and values by column.

The columns of an entry: `title, link, guid, date, modified, image, enclosure, summary` (text; "" where there is none,
and "unknown" of a date that isn't the feed's own), `authors, tags, former` (lists; `former` are the titles that it had
before), `picture` (the width of the largest file of its picture, or 0), and its body as a reader sees it: `text` (a
list with the text of each paragraph, heading, list item, table cell or block of code) and `links` (their addresses).
The columns of a case: `count` (of articles), `status` (of the last poll), `statuses` (of all polls), `said` (the last
poll's message, advice and reasons, in one text), `titles` (of all articles), `beside` (how a second feed of the same
server fared in each poll), `paths` (all that were asked for), `validators` (the If-None-Match of each request for the
feed, or "") and `pages` (how many requests were for pages of articles).

A value is what must come out, or one of `OneOf`, `Begins` and `Says`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.contracts.article_header import HeaderField
from tests.corpus.cases.polled_cases import PolledCase

_BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre, dt, dd, figcaption, caption"


@dataclass(frozen=True)
class OneOf:
    """Any of these values is right."""

    values: tuple[object, ...]

    def __init__(self, *values: object) -> None:
        object.__setattr__(self, "values", values)

    def __eq__(self, other: object) -> bool:
        return other in self.values

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Begins:
    """A text that begins so."""

    beginning: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(self.beginning)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Says:
    """A text or list in which each of the regular expressions is found, and none of `lacks`."""

    patterns: tuple[str, ...]
    lacks: tuple[str, ...]

    def __init__(self, *patterns: str, lacks: tuple[str, ...] = ()) -> None:
        object.__setattr__(self, "patterns", patterns)
        object.__setattr__(self, "lacks", lacks)

    def __eq__(self, other: object) -> bool:
        text = "\n".join(other) if isinstance(other, list) else str(other)
        return all(re.search(pattern, text) for pattern in self.patterns) and not any(
            re.search(pattern, text) for pattern in self.lacks
        )

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Row:
    """One row. `entry` is an article's guid, link or title, or its title's first word; "" is the case as a whole."""

    case: str
    entry: str
    xfail: str
    expected: Mapping[str, object]


def row(case: str, entry: str = "", *, xfail: str = "", **expected: object) -> Row:
    """A row. `xfail` names the issue's item, or why users would expect the row's values, and what comes out today."""
    return Row(case, entry, xfail, expected)


def parameters(rows: list[Row]) -> list[Any]:
    """The rows as parameters of a test."""
    return [
        pytest.param(
            each,
            id=f"{each.case} {each.entry}".strip(),
            marks=[_expected_failure(each.xfail)] if each.xfail else [],
        )
        for each in rows
    ]


def _expected_failure(reason: str) -> pytest.MarkDecorator:
    reason = f"issue {reason}" if reason.startswith("item") else reason
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)


def outcome(case: PolledCase, entry: str, columns: Mapping[str, object]) -> dict[str, object]:
    """What came out of a case, in the same columns."""
    values = _of_entry(_article(case, entry)) if entry else _of_case(case)
    return {column: values[column] for column in columns}


def _article(case: PolledCase, entry: str) -> Mapping[str, str]:
    found = [
        article
        for article in case.articles
        if entry in (article.get("Guid"), article.get("Source_Url"), article["Title"], article["Title"].split()[0])
    ]
    assert len(found) == 1, (entry, case.reports[-1].message, [article["Title"] for article in case.articles])
    return found[0]


def _of_case(case: PolledCase) -> dict[str, object]:
    last = case.reports[-1]
    reasons = [f"{rejected.entry}: {rejected.reason}" for rejected in (*last.dropped, *last.failed)]
    return {
        "count": len(case.articles),
        "status": last.status,
        "statuses": [report.status for report in case.reports],
        "said": "\n".join(filter(None, [last.message, last.advice, *reasons])),
        "titles": [article["Title"] for article in case.articles],
        "beside": [report.status for report in case.beside],
        "paths": [request.path for request in case.requests],
        "validators": [
            request.headers.get("if-none-match", "") for request in case.requests if request.path == case.path
        ],
        "pages": sum(request.path.endswith(".html") for request in case.requests),
    }


def _of_entry(article: Mapping[str, str]) -> dict[str, object]:
    body = LexborHTMLParser(_markdown().reset().convert(article["Body"]) or "<p></p>")
    return {
        "title": article["Title"],
        "link": article.get("Source_Url", ""),
        "guid": article.get("Guid", ""),
        "date": "unknown" if "Date_Unknown" in article else article["Date"].replace("+00:00", "Z"),
        "modified": article.get("Modified", ""),
        "image": article.get("Image", ""),
        "enclosure": article.get("Enclosure", "").partition(" ")[0],
        "picture": max((file.width for file in HeaderField.PICTURE.parse(article.get("Picture", ""))), default=0),
        "summary": article.get("Summary", ""),
        "authors": list(HeaderField.AUTHORS.parse(article.get("Authors", ""))),
        "tags": list(HeaderField.TAGS.parse(article.get("Tags", ""))),
        "former": [record["title"] for record in json.loads(article.get("Former_Titles", "[]"))],
        "text": [text for node in body.css(_BLOCKS) if (text := _text(node)) or node.tag == "p"]
        if article["Body"]
        else [],
        "links": [node.attributes.get("href") for node in body.css("a")],
    }


def _text(node: LexborNode) -> str:
    """The text of a block without the blocks in it; a line break is kept as one."""
    if node.tag == "pre":
        return node.text().rstrip()
    parts = []
    for child in node.iter(include_text=True):
        if child.tag == "br":
            parts.append("\0")
        elif child.tag not in ("p", "ul", "ol", "pre", "table"):
            parts.append(child.text())
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\0"))


@cache
def _markdown() -> Markdown:
    """The site's own dialect."""
    return Markdown(**run_path(str(Path(__file__).resolve().parents[3] / "pelican.conf.py"))["MARKDOWN"])
