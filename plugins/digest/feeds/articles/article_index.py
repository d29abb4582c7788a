"""The header fields of all article files, in the cache's database: found by guid, link and title, never listed.

A run asks it for the few articles that a document's entries may be, so that its time doesn't grow with the archive.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from ...contracts.article_header import HeaderField, slugs
from ..untrusted.urls import same_url_key

TABLES: Final = """
    CREATE TABLE folder (path TEXT PRIMARY KEY, parent TEXT NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE article (path TEXT PRIMARY KEY, folder TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                          source TEXT NOT NULL, guid TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL,
                          date TEXT NOT NULL, more_sources TEXT NOT NULL,
                          link_key TEXT NOT NULL, title_key TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX article_folder ON article (folder);
    CREATE INDEX article_guid ON article (source, guid);
    CREATE INDEX article_link ON article (link_key);
    CREATE INDEX article_title ON article (source, title_key);
"""
_COLUMNS: Final = "path, source, guid, link, title, date, more_sources"
_AT_ONCE: Final = 500  # values in one question; SQLite's own limit was 999 for long


class FileMark(NamedTuple):
    """A file as it was when it was last looked at; `path` is relative to the content folder.

    A named tuple, as `Kept` is: a run makes one of each for every entry of all feeds.
    """

    path: str
    size: int
    mtime_ns: int


class Kept(NamedTuple):
    """An entry that is as its file says: the digest of the item, and the file as it was left."""

    digest: str
    mark: FileMark


@dataclass(frozen=True, slots=True)
class Stored:
    """One article file as far as identity goes. `path` is relative to the content folder; `date` is ISO 8601 text.

    `more_sources` are the other subscriptions in which the item stands. `removed` is when the editor removed the
    article, "" for one that is there.
    """

    path: str
    source: str
    guid: str
    link: str
    title: str
    date: str
    more_sources: tuple[str, ...] = ()
    removed: str = ""


def mark_of(content: Path, path: str) -> FileMark | None:
    """The file's mark, or None where there is none; an empty file is none either: a power cut leaves such."""
    try:
        stat = os.stat(f"{content}/{path}")  # noqa: PTH116  called for every file that a feed led to: half of Path's time
    except OSError:
        return None
    return FileMark(path, stat.st_size, stat.st_mtime_ns) if stat.st_size else None


def stored(path: str, fields: Mapping[str, str]) -> Stored:
    """The article at a path by its header fields."""
    return Stored(
        path=path,
        source=fields.get(HeaderField.SOURCE, ""),
        guid=fields.get(HeaderField.GUID, ""),
        link=fields.get(HeaderField.SOURCE_URL, ""),
        title=fields.get(HeaderField.TITLE, ""),
        date=fields.get(HeaderField.DATE, ""),
        more_sources=slugs(fields.get(HeaderField.MORE_SOURCES)),
    )


class ArticleIndex:
    """A view on the tables above; whoever opened the database commits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def candidates(
        self, source: str, guids: Iterable[str], links: Iterable[str], titles: Iterable[str]
    ) -> tuple[Stored, ...]:
        """The source's articles with one of these guids or titles, and everybody's with one of these links.

        `links` are keys as `same_url_key` makes them, `titles` are casefolded.
        """
        found: dict[str, Stored] = {}
        for condition, values, more in (
            ("source = ? AND guid", guids, [source]),
            ("source = ? AND title_key", titles, [source]),
            ("link_key", links, []),
        ):
            wanted = [value for value in dict.fromkeys(values) if value]
            for start in range(0, len(wanted), _AT_ONCE):
                part = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                question = f"SELECT {_COLUMNS} FROM article WHERE {condition} IN ({marks})"  # noqa: S608  no value is in it
                found |= {row[0]: _stored(row) for row in self._db.execute(question, [*more, *part])}
        return tuple(found[path] for path in sorted(found))

    def at(self, path: str) -> Stored | None:
        """What is at a path."""
        question = f"SELECT {_COLUMNS} FROM article WHERE path = ?"  # noqa: S608  no value is in it
        row = self._db.execute(question, (path,)).fetchone()
        return _stored(row) if row else None

    def put(self, articles: Iterable[tuple[FileMark, Stored]]) -> None:
        """Note articles, each in place of what its path held."""
        self._db.executemany(
            "INSERT OR REPLACE INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    mark.path, mark.path.rpartition("/")[0], mark.size, mark.mtime_ns, one.source, one.guid, one.link,
                    one.title, one.date, " ".join(one.more_sources), same_url_key(one.link), one.title.casefold(),
                )
                for mark, one in articles
            ],
        )  # fmt: skip

    def drop(self, paths: Iterable[str]) -> None:
        """Note that nothing is at these paths."""
        self._db.executemany("DELETE FROM article WHERE path = ?", [(path,) for path in paths])

    def in_folder(self, folder: str) -> dict[str, tuple[FileMark, Stored]]:
        """The articles of one folder, by path."""
        question = f"SELECT size, mtime_ns, {_COLUMNS} FROM article WHERE folder = ?"  # noqa: S608  no value is in it
        rows = self._db.execute(question, (folder,))
        return {path: (FileMark(path, size, mtime_ns), _stored((path, *rest))) for size, mtime_ns, path, *rest in rows}

    def folders(self) -> dict[str, tuple[str, int]]:
        """The parent and the time of every folder that was looked at."""
        return {path: (parent, mtime_ns) for path, parent, mtime_ns in self._db.execute("SELECT * FROM folder")}

    def note_folders(self, seen: Mapping[str, tuple[str, int]], gone: Iterable[str]) -> None:
        """Note folders as they were looked at, and which aren't there any more."""
        self._db.executemany("DELETE FROM folder WHERE path = ?", [(path,) for path in gone])
        rows = [(path, parent, mtime_ns) for path, (parent, mtime_ns) in seen.items()]
        self._db.executemany("INSERT OR REPLACE INTO folder VALUES (?,?,?)", rows)

    def forget_all(self) -> None:
        """Begin anew."""
        self._db.execute("DELETE FROM folder")
        self._db.execute("DELETE FROM article")


def _stored(row: Sequence[str]) -> Stored:
    path, source, guid, link, title, date, more = row
    return Stored(path, source, guid, link, title, date, tuple(more.split()))
