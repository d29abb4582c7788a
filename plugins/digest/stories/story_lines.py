"""The lines of `python -m digest.stories`: articles in, stories out. Other programs write and read these lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ..errors import ItemError
from .clustering.join_reasons import in_words
from .reports import UNDATED, Report, Story


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """The article of one line. `annotated` says whether the line had mentions."""

    report: Report
    annotated: bool

    def with_actors(self, actors: tuple[str, ...]) -> "ArticleLine":
        """The same article with actors."""
        return replace(self, report=replace(self.report, actors=actors), annotated=True)


def read_article(line: bytes) -> ArticleLine:
    """The article of one line `{"id","title","text","date","source","link"?,"lang"?,"mentions"?}`.

    Every field except the id may be null or missing, since there are articles without title, text, source or date. A
    date without a time zone is in UTC.

    Raises:
        ItemError: the line is not such a record. The message says why, without the number of the line.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ItemError(f"not a JSON object in UTF-8 ({error})") from error
    if not isinstance(record, dict):
        raise ItemError(f"expected a JSON object, not {type(record).__name__}")
    if not _string(record, "id"):
        raise ItemError('"id" is missing; expected a string')
    return ArticleLine(
        report=Report(
            id=_string(record, "id"),
            title=_string(record, "title"),
            text=_string(record, "text"),
            date=_date(_string(record, "date")),
            source=_string(record, "source"),
            link=_string(record, "link"),
            actors=mentioned_actors(record),
            lang=_string(record, "lang"),
        ),
        annotated=record.get("mentions") is not None,
    )


def mentioned_actors(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The canonical names in a record's mentions, including those in its title, in alphabetical order.

    Raises:
        ItemError: the mentions are not as `python -m digest.annotate` writes them.
    """
    names = set()
    for field in ("mentions", "title_mentions"):
        mentions = record.get(field) or []
        if not isinstance(mentions, list):
            raise ItemError(f'"{field}" is not a list')
        for mention in mentions:
            if not isinstance(mention, dict) or not isinstance(mention.get("actor"), str):
                raise ItemError(
                    f'"{field}" has an entry without "actor"; expected what python -m digest.annotate writes'
                )
            names.add(mention["actor"])
    return tuple(sorted(names))


def story_line(story: Story, *, why: bool = False) -> str:
    """One story as a line, without a line end; in ASCII, since ids may contain characters that can't be encoded.

    With `why` it says for each article but the first what it shares with which other one.
    """
    record: dict[str, Any] = {
        "story": story.slug,
        "articles": story.articles,
        "lead": story.lead,
        "copies": story.copies,
        "languages": story.languages,
    }
    if why:
        record["why"] = {join.report: {"with": join.partner, "because": in_words(join)} for join in story.joins}
    return json.dumps(record)


def _string(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ItemError(f'"{field}" is {type(value).__name__}; expected a string')
    return value


def _date(text: str) -> datetime:
    if not text:
        return UNDATED
    try:
        date = datetime.fromisoformat(text)
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ItemError(f'"date" is {text[:40]!r}; expected ISO 8601, such as 2026-11-22T12:00:00Z') from error
