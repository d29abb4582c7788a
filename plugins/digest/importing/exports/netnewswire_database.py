"""The articles of NetNewsWire's database, `DB.sqlite3` in the folder of an account. Its OPML export carries no texts.

The tables are those of `ArticlesDatabase.swift`, from 2017 to today. The file is a stranger's: it is only read, by one
query on a real table, with limits on what SQLite does for it.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ...feeds.parsing.item import Item, TextConstruct, TextType
from .export_record import (
    MAX_RECORD_BYTES,
    DamagedRecord,
    ExportedItem,
    ExportError,
    FoundRecord,
    RawRecord,
    RecordError,
    RecordOrigin,
)

_NEEDED: Final = frozenset({"articleID", "feedID", "uniqueID", "title", "contentHTML", "url", "datePublished"})
_WANTED: Final = (
    *("feedID", "uniqueID", "title", "contentHTML", "contentText", "markdown", "url", "externalURL", "summary"),
    *("imageURL", "datePublished", "dateModified", "authors"),
)
_HASH: Final = re.compile(r"[0-9a-f]{32}")
_STEPS: Final = 1_000_000  # of SQLite's machine between two looks at the clock
_MAX_LOOKS: Final = 200  # for one record: some seconds; a sound file needs none
_MAX_SECONDS: Final = 253_402_300_799  # the last second of the year 9999


class _StepLimit:
    """What SQLite asks from time to time: whether it is to give up. `looks` counts since the last record."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> int:
        self.looks += 1
        return int(self.looks > _MAX_LOOKS)


def netnewswire_articles(path: Path) -> Iterator[FoundRecord]:
    """The articles of the database at `path`, in the order in which they came.

    Raises:
        ExportError: it isn't NetNewsWire's, or is damaged before its first article.
    """
    limit = _StepLimit()
    with closing(_connection(path, limit)) as connection:
        columns = _columns(connection)
        wanted = [name for name in _WANTED if name in columns]
        names = ", ".join(f"articles.{name}" for name in wanted)
        has_arrival = "dateArrived" in _columns_of(connection, "statuses")
        arrival = "(SELECT dateArrived FROM statuses WHERE statuses.articleID = articles.articleID)"
        query = f"SELECT rowid, {arrival if has_arrival else 'NULL'}, {names} FROM articles ORDER BY rowid"  # noqa: S608  names of columns, from our own list
        authors = _author_query(connection)
        number = 0
        try:
            for rowid, arrived, *values in connection.execute(query):
                limit.looks = 0
                number += 1
                row = dict(zip(wanted, values, strict=True)) | {"arrived": arrived}
                row.setdefault("authors", _authors_of(connection, authors, rowid))
                yield _record(f"article {number}", row)
        except sqlite3.Error as error:
            yield DamagedRecord(f"from article {number + 1} on", f"the database is damaged: {error}")


def _record(place: str, row: Mapping[str, Any]) -> RawRecord:
    size = sum(len(value) for value in row.values() if isinstance(value, str | bytes))
    return RawRecord(place, lambda number: _item(row, number), size)


def _connection(path: Path, limit: "_StepLimit") -> sqlite3.Connection:
    # Without a log beside it nothing but this file is read, and no lock is taken on it.
    has_log = Path(f"{path}-wal").exists()
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{'' if has_log else '&immutable=1'}", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_RECORD_BYTES)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
        with suppress(sqlite3.Error):
            connection.execute(f"PRAGMA {setting}")
    connection.set_progress_handler(limit, _STEPS)
    return connection


def _columns(connection: sqlite3.Connection) -> frozenset[str]:
    """The columns of the table of articles.

    Raises:
        ExportError: there is no such table.
    """
    try:
        columns = _columns_of(connection, "articles")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 8")]
    except sqlite3.Error as error:
        raise ExportError(f"this is a SQLite database that can't be read: {error}") from error
    if not columns >= _NEEDED:
        shown = ", ".join(str(name)[:40] for name in tables) or "none"
        raise ExportError(f"this is a SQLite database with other tables than NetNewsWire's ({shown})")
    return columns


def _columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns of a real table, none where there is only a view or a virtual table of that name."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchall()
    if not rows or str(rows[0][0]).upper().startswith("CREATE VIRTUAL"):
        return frozenset()
    return frozenset(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def _author_query(connection: sqlite3.Connection) -> str:
    """The query for the names of an article's authors by its rowid, "" where the tables for it are missing."""
    if not {"authorID", "name"} <= _columns_of(connection, "authors"):
        return ""
    if not {"authorID", "articleID"} <= _columns_of(connection, "authorsLookup"):
        return ""
    return """SELECT authors.name FROM articles JOIN authorsLookup USING (articleID) JOIN authors USING (authorID)
              WHERE articles.rowid = ? ORDER BY authors.name LIMIT 30"""


def _authors_of(connection: sqlite3.Connection, query: str, rowid: int) -> list[str]:
    if not query:
        return []
    with suppress(sqlite3.Error):
        return [name for (name,) in connection.execute(query, (rowid,)) if isinstance(name, str)]
    return []


def _item(row: Mapping[str, Any], number: int) -> ExportedItem:
    """The item of a row.

    Raises:
        RecordError: it has neither a title nor a text.
    """
    body = _body(row)
    title = _text(row, "title")
    if not title.strip() and not body.value.strip():
        raise RecordError("it has neither a title nor a text")
    link = _text(row, "url") or _text(row, "externalURL")
    feed = _text(row, "feedID")  # the feed's URL, or a number where the account is at a service
    feed_url = feed if feed.startswith(("http://", "https://", "feed:")) else ""
    guid = _text(row, "uniqueID")
    # NetNewsWire itself orders articles without a date by the moment at which they came.
    published = _moment(row.get("datePublished")) or _moment(row.get("arrived"))
    item = Item(
        number=number,
        base=link or feed_url,
        guid="" if _is_own_guid(guid, row) else guid,
        link=link,
        title=title,
        body=body,
        summary=TextConstruct(_text(row, "summary"), "text/html"),
        authors=_author_names(row.get("authors")),
        published=published,
        updated=_moment(row.get("dateModified")),
        image=_text(row, "imageURL"),
    )
    return ExportedItem(item, RecordOrigin(feed_url=feed_url))


def _is_own_guid(guid: str, row: Mapping[str, Any]) -> bool:
    """Whether NetNewsWire made the guid, where the feed has none: a hash, or the link or title, with the seconds since
    1970 behind it (`calculatedUniqueID` of its parser)."""
    date = row.get("datePublished")
    seconds = f"{date:.0f}" if isinstance(date, int | float) else ""
    bases = ("", *(_text(row, name) for name in ("url", "externalURL", "title")))
    return bool(_HASH.fullmatch(guid)) or (bool(seconds) and guid in [base + seconds for base in bases])


def _body(row: Mapping[str, Any]) -> TextConstruct:
    kinds: tuple[tuple[str, TextType], ...] = (
        ("contentHTML", "text/html"),
        ("markdown", "text/markdown"),
        ("contentText", "text/plain"),
    )
    return next(
        (TextConstruct(text, kind) for name, kind in kinds if (text := _text(row, name)).strip()), TextConstruct()
    )


def _author_names(value: object) -> tuple[str, ...]:
    """The names of a list, or of the JSON that later versions keep in the article's own row."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return ()
    listed = value[:30] if isinstance(value, list) else []
    names = (one.get("name") if isinstance(one, dict) else one for one in listed)
    return tuple(name for name in names if isinstance(name, str))


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """The moment of seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MAX_SECONDS:
        return None
    return datetime.fromtimestamp(value, UTC)
