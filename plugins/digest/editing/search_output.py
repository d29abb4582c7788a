"""The hits of a search as text, JSON or CSV.

Nothing that a stranger wrote reaches a terminal as a control character, or a spreadsheet as a formula."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from ..archive.searching.archive_search import FoundArticle, SearchResult
from .terminal_text import printable

FORMATS: Final = ("text", "json", "csv")
_FORMULA: Final = ("=", "+", "-", "@")
_COLUMNS: Final = ("date", "source", "section", "lang", "headline", "path", "original", "in", "start", "end", "passage")


def search_output(query: str, result: SearchResult, form: str) -> str:
    """The hits in one of the FORMATS, without a line end behind the last line."""
    if form == "json":
        return _json(query, result)
    return "\n".join(_text(result)) if form == "text" else _csv(result)


def _text(result: SearchResult) -> Iterator[str]:
    for hit in result.hits:
        article = hit.article
        yield printable(f"{article.day}  {article.publisher.name}: {article.headline}")
        yield printable(f"    {article.path}")
        for passage in hit.passages:
            marked = "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in passage.pieces(article))
            where = "headline" if passage.in_headline else "text"
            yield printable(f"    {where} {passage.start}-{passage.end}: {marked}")


def _json(query: str, result: SearchResult) -> str:
    """ASCII alone: any other character is escaped, so that none can control a terminal."""
    hits = [
        {
            **_article_fields(hit),
            "passages": [
                {
                    "in": "headline" if passage.in_headline else "text",
                    "start": passage.start,
                    "end": passage.end,
                    "text": passage.text(hit.article),
                    "marks": passage.marks,
                }
                for passage in hit.passages
            ],
        }
        for hit in result.hits
    ]
    return json.dumps({"query": query, "complete": result.complete, "hits": hits}, indent=1).replace("\x7f", "\\u007f")


def _csv(result: SearchResult) -> str:
    """A row for each passage."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for hit in result.hits:
        for passage in hit.passages:
            where = "headline" if passage.in_headline else "text"
            offsets = {"in": where, "start": passage.start, "end": passage.end}
            row = {**_article_fields(hit), **offsets, "passage": passage.text(hit.article)}
            writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue().removesuffix("\n")


def _article_fields(hit: FoundArticle) -> dict[str, Any]:
    article = hit.article
    return {
        "date": article.date.isoformat(),
        "source": article.publisher.name,
        "section": article.section,
        "lang": article.lang,
        "headline": article.headline,
        "path": article.path,
        "original": article.original,
    }


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front says that it is text."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
