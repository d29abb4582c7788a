"""The index of all article files in the cache: what identifies each article, found by guid, link and title.

A poll asks for the few articles that the items of one document may be, so the time of a poll doesn't grow with the
archive.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...contracts.article_header import HeaderField, slugs
from ...storage.cache_database import CacheDatabase
from ..untrusted.urls import same_url_key

INDEX_TABLES: Final = """
    CREATE TABLE folder (path TEXT PRIMARY KEY, parent TEXT NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE article (path TEXT PRIMARY KEY, folder TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                          source TEXT NOT NULL, guid TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL,
                          date TEXT NOT NULL, more_sources TEXT NOT NULL,
                          guid_key TEXT NOT NULL, link_key TEXT NOT NULL, title_key TEXT NOT NULL)
                          WITHOUT ROWID;
    CREATE INDEX article_folder ON article (folder);
    CREATE INDEX article_guid ON article (source, guid_key);
    CREATE INDEX article_link ON article (link_key);
    CREATE INDEX article_title ON article (source, title_key);
"""
_COLUMNS: Final = "path, source, guid, link, title, date, more_sources"
# What programs write where they have no guid.
_NO_GUIDS: Final = frozenset({
    "", "-", "-1", "0", "#", "n/a", "na", "nan", "nil", "none", "null", "undefined", "unknown", "false", "true", "guid",
    "id",
})  # fmt: skip
_COUNT: Final = re.compile(r"\s*[(\[]\d[\d.,]*\s[^\W\d]+[)\]]$")  # "(17 comments)"
_MAX_VALUES: Final = 500  # in one query; SQLite's own limit was 999 for long


class FileMark(NamedTuple):
    """A file as it was when it was last looked at; `path` is relative to the content folder.

    This record and `StoredItem` are named tuples, which are made faster: a poll makes one of each for every item of
    all feeds.
    """

    path: str
    size: int
    mtime_ns: int


class StoredItem(NamedTuple):
    """An item that has an article: the digest of the item, and the article's file as the poll left it."""

    digest: str
    mark: FileMark


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The evidence that identifies one article. `path` is relative to the content folder; `date` is ISO 8601 text.

    `more_sources` are the other subscriptions in which the item stands. `removed` is when the article went, "" for one
    that is there; `record` is the file below the content folder that says so of an expired article, "" of one that the
    editor removed.
    """

    path: str
    source: str
    guid: str
    link: str
    title: str
    date: str
    more_sources: tuple[str, ...] = ()
    removed: str = ""
    record: str = ""


def mark_of(content: Path, path: str) -> FileMark | None:
    """The mark of a file, None where there is no file. An empty file counts as none: a power cut leaves such files."""
    try:
        stat = os.stat(f"{content}/{path}")  # noqa: PTH116  called for every file that a feed led to: half of Path's time
    except (OSError, ValueError):  # a NUL in the path: no file is there
        return None
    return FileMark(path, stat.st_size, stat.st_mtime_ns) if stat.st_size else None


def article_at(path: str, fields: Mapping[str, str]) -> StoredArticle:
    """What identifies the article at `path`, by the header fields of its file."""
    return StoredArticle(
        path=path,
        source=fields.get(HeaderField.SOURCE, ""),
        guid=fields.get(HeaderField.GUID, ""),
        link=fields.get(HeaderField.SOURCE_URL, ""),
        title=fields.get(HeaderField.TITLE, ""),
        date=fields.get(HeaderField.DATE, ""),
        more_sources=slugs(fields.get(HeaderField.MORE_SOURCES)),
    )


def guid_key(guid: str) -> str:
    """A key for the items of a guid: equal for an address by http and https, with and without "www." before it; "" for
    what names no item, such as "N/A" or a site's front page."""
    if guid.casefold() in _NO_GUIDS:
        return ""
    scheme, _, address = guid.partition("://")
    if scheme.lower() not in ("http", "https"):
        return guid
    address = address.removeprefix("www.").rstrip("/")
    return address if re.search(r"[/?#]", address) else ""


def title_key(title: str) -> str:
    """A key for the items of a title: without capital letters, and without a count of comments at its end."""
    return _COUNT.sub("", title.casefold())


class ArticleIndex:
    """The tables `INDEX_TABLES` of the poll's cache. Whoever opened the database commits.

    `is_complete` becomes False when the database is lost in the middle of a run: then the folder has to be looked at
    again before the index is relied on, since an article that it doesn't know would be written a second time.
    """

    def __init__(self, database: CacheDatabase) -> None:
        self._database = database
        self.is_complete = True

    @property
    def database(self) -> CacheDatabase:
        """The database of the tables."""
        return self._database

    def candidates(
        self, source: str, guids: Iterable[str], links: Iterable[str], titles: Iterable[str]
    ) -> tuple[StoredArticle, ...]:
        """The source's articles with one of these guids or titles, and any source's with one of these links.

        The values are keys, as `guid_key`, `same_url_key` and `title_key` make them.
        """
        articles: dict[str, StoredArticle] = {}
        for condition, values, parameters in (
            ("source = ? AND guid_key", guids, [source]),
            ("source = ? AND title_key", titles, [source]),
            ("link_key", links, []),
        ):
            wanted = [value for value in dict.fromkeys(values) if value]
            for start in range(0, len(wanted), _MAX_VALUES):
                part = wanted[start : start + _MAX_VALUES]
                placeholders = ",".join("?" * len(part))
                query = f"SELECT {_COLUMNS} FROM article WHERE {condition} IN ({placeholders})"  # noqa: S608  no value is in it
                rows = self._sound(self._database.read(query, [*parameters, *part]))
                articles |= {row[0]: _article_of(row) for row in rows}
        return tuple(articles[path] for path in sorted(articles))

    def add(self, articles: Iterable[tuple[FileMark, StoredArticle]]) -> None:
        """Add articles, each in place of what its path held."""
        self._database.write_many(
            "INSERT OR REPLACE INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    mark.path, mark.path.rpartition("/")[0], mark.size, mark.mtime_ns,
                    article.source, article.guid, article.link, article.title, article.date,
                    " ".join(article.more_sources),
                    guid_key(article.guid), same_url_key(article.link), title_key(article.title),
                )
                for mark, article in articles
            ],
        )  # fmt: skip

    def drop(self, paths: Iterable[str]) -> None:
        """Drop the articles at these paths."""
        self._database.write_many("DELETE FROM article WHERE path = ?", [(path,) for path in paths])

    def in_folder(self, folder: str) -> dict[str, tuple[FileMark, StoredArticle]]:
        """The articles of one folder, by path."""
        query = f"SELECT size, mtime_ns, {_COLUMNS} FROM article WHERE folder = ?"  # noqa: S608  no value is in it
        return {
            path: (FileMark(path, size, mtime_ns), _article_of((path, *fields)))
            for size, mtime_ns, path, *fields in self._sound(self._database.read(query, (folder,)), numbers=2)
        }

    def folders(self) -> dict[str, tuple[str, int]]:
        """The parent and the modification time of every folder that was looked at, by path."""
        rows = self._sound(self._database.read("SELECT mtime_ns, path, parent FROM folder"), numbers=1)
        return {path: (parent, mtime_ns) for mtime_ns, path, parent in rows}

    def note_folders(self, seen: Mapping[str, tuple[str, int]], gone: Iterable[str]) -> None:
        """Note folders as they were looked at, and drop those that are gone."""
        self._database.write_many("DELETE FROM folder WHERE path = ?", [(path,) for path in gone])
        rows = [(path, parent, mtime_ns) for path, (parent, mtime_ns) in seen.items()]
        self._database.write_many("INSERT OR REPLACE INTO folder VALUES (?,?,?)", rows)

    def _sound(self, rows: list[tuple[Any, ...]], *, numbers: int = 0) -> list[tuple[Any, ...]]:
        """Rows of so many numbers, then texts; none where one is damaged, and the file is begun anew."""
        for row in rows:
            is_sound = all(type(value) is int for value in row[:numbers])
            if not is_sound or any(type(value) is not str or "\0" in value for value in row[numbers:]):
                self._database.begin_anew(f"row {row!r:.80} is damaged")
                return []
        return rows

    def clear(self) -> None:
        """Drop everything."""
        self._database.write("DELETE FROM folder")
        self._database.write("DELETE FROM article")


def _article_of(row: Sequence[str]) -> StoredArticle:
    path, source, guid, link, title, date, more_sources = row
    return StoredArticle(path, source, guid, link, title, date, tuple(more_sources.split()))
