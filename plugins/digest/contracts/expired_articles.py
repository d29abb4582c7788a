"""The record of expired articles, those that went by `keep`: `content/expired/2025-06.jsonl`, a line for each.

By this record a poll knows that an item was an article here, and a build makes the page that stands at its address. The
record belongs to the content and not to the cache. A file holds the articles of one month, so that a run touches few of
them, however long the archive is. A line counts only while there is no file at the path that it names: whoever puts an
article's file back has the article back.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..storage.atomic_file import write_atomically
from ..storage.regular_file import read_regular_file
from .article_header import HeaderField

FOLDER: Final = "expired"  # in the content folder
_FILE_NAME: Final = re.compile(r"[0-9]{4}-[0-9]{2}\.jsonl")
_PATH: Final = re.compile(r"news(?:/(?!\.{1,2}/)[^/\x00-\x1f]+)*/[^/\x00-\x1f]+\.md")
_FIELDS: Final = ("path", "slug", "source", "guid", "link", "title", "date", "expired")
_LEAST_YEAR, _LAST_YEAR = 1400, 2999  # of articles: see `archive.model.article`
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExpiredArticle:
    """What is left of an article. `path` is that of its file below the content folder; `slug` is that of its header;
    `source` is the slug of its subscription; `link` is the http(s) URL of its original, or "". `date` and `expired`,
    when it went, are ISO 8601 text."""

    path: str
    slug: str
    source: str
    guid: str
    link: str
    title: str
    date: str
    expired: str

    @property
    def moment(self) -> datetime:
        """When it was published."""
        return _moment(self.date)


def expired_article(path: str, fields: Mapping[str, str], now: datetime) -> ExpiredArticle:
    """The record of an article that goes at `now`, by the header fields of its file.

    Raises:
        ValueError: its date can't be read, or its path can stand in no record.
    """
    article = ExpiredArticle(
        path,
        fields.get(HeaderField.SLUG, ""),
        fields.get(HeaderField.SOURCE, ""),
        fields.get(HeaderField.GUID, ""),
        fields.get(HeaderField.SOURCE_URL, ""),
        fields.get(HeaderField.TITLE, ""),
        fields.get(HeaderField.DATE, ""),
        now.isoformat(timespec="seconds"),
    )
    return _checked(article)


def record_files(content: Path) -> list[Path]:
    """The files of the record, oldest month first."""
    folder = content / FOLDER
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if _FILE_NAME.fullmatch(file.name))


def load_expired(file: Path) -> dict[str, ExpiredArticle]:
    """The articles of one file of the record by their paths; of several lines with one path, the last. A line that
    can't be read is named and passed over.

    Raises:
        OSError: the file can't be read.
    """
    articles: dict[str, ExpiredArticle] = {}
    for number, line in enumerate(read_regular_file(file).decode("utf-8", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            article = _checked(ExpiredArticle(*(_one_line(record.get(name)) for name in _FIELDS)))
        except (ValueError, AttributeError, TypeError, RecursionError, OverflowError):
            _log.warning("%s, line %d: this is no record of an expired article", file, number)
        else:
            articles[article.path] = article
    return articles


def add_expired(content: Path, articles: Iterable[ExpiredArticle]) -> tuple[Path, ...]:
    """Add articles to the record. Each of its files is replaced whole, and what else stands in it stays. Returns the
    files that are new or replaced.

    Raises:
        OSError: a file can't be read or written.
    """
    by_month: dict[str, list[ExpiredArticle]] = {}
    for article in articles:
        by_month.setdefault(f"{article.moment.year:04}-{article.moment.month:02}", []).append(article)
    written = []
    for month, added in sorted(by_month.items()):
        file = content / FOLDER / f"{month}.jsonl"
        before = read_regular_file(file) if file.exists() else b""
        there = load_expired(file) if before else {}
        lines = [_line(article) for article in added if there.get(article.path) != article]
        if lines:
            separator = b"" if not before or before.endswith(b"\n") else b"\n"
            write_atomically(file, before + separator + "".join(lines).encode())
            written.append(file)
    return tuple(written)


def _line(article: ExpiredArticle) -> str:
    return json.dumps({name: getattr(article, name) for name in _FIELDS}, ensure_ascii=False) + "\n"


def _checked(article: ExpiredArticle) -> ExpiredArticle:
    """The article, if it could have been one.

    Raises:
        ValueError: its path is none of an article's file, or its date can't be read.
        OverflowError: its date is on the edge of the calendar.
    """
    if not _PATH.fullmatch(article.path):
        raise ValueError(article.path)
    if not _LEAST_YEAR <= article.moment.year <= _LAST_YEAR:
        raise ValueError(article.date)
    article.path.encode()  # raises for what no file name can have
    return article


def _one_line(value: object) -> str:
    return " ".join(str("" if value is None else value).split())


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
