"""The record of expired articles in the cache, found by guid, link and title: it may hold a hundred times what a poll
asks for.

A file of the record is read again only when its size or time has changed.
"""

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ...contracts.expired_articles import FOLDER, load_expired, record_files
from ...storage.cache_database import CacheDatabase
from ..untrusted.urls import same_url_key
from .article_index import StoredArticle, guid_key, mark_of, title_key

log = logging.getLogger("digest.feeds")

EXPIRED_TABLES: Final = """
    CREATE TABLE expired_file (name TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE expired (path TEXT NOT NULL, file TEXT NOT NULL, source TEXT NOT NULL, guid TEXT NOT NULL,
                          link TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, expired TEXT NOT NULL,
                          guid_key TEXT NOT NULL, link_key TEXT NOT NULL, title_key TEXT NOT NULL,
                          PRIMARY KEY (path, file)) WITHOUT ROWID;
    CREATE INDEX expired_of_file ON expired (file);
    CREATE INDEX expired_guid ON expired (source, guid_key);
    CREATE INDEX expired_link ON expired (link_key);
    CREATE INDEX expired_title ON expired (source, title_key);
"""
_COLUMNS: Final = "path, source, guid, link, title, date, expired, file"
_MAX_VALUES: Final = 500  # in one query


class ExpiredIndex:
    """The tables `EXPIRED_TABLES` of the poll's cache. Whoever opened the database commits."""

    def __init__(self, database: CacheDatabase) -> None:
        self._database = database

    def update(self, content: Path) -> None:
        """Bring the tables up to date with the record below `content`."""
        known = {
            name: (size, mtime_ns)
            for name, size, mtime_ns in self._database.read("SELECT name, size, mtime_ns FROM expired_file")
        }
        present = {}
        for file in record_files(content):
            try:
                status = os.stat(file)  # noqa: PTH116  as in `article_index`
                present[file.name] = (status.st_size, status.st_mtime_ns)
                if known.get(file.name) != present[file.name]:
                    self._read(file, present[file.name])
            except OSError as error:
                log.warning("%s can't be read: %s", file, error)
        for name in known.keys() - present.keys():
            self._forget(name)

    def clear(self) -> None:
        """Drop everything."""
        self._database.write("DELETE FROM expired")
        self._database.write("DELETE FROM expired_file")

    def candidates(
        self, content: Path, source: str, guids: Iterable[str], links: Iterable[str], titles: Iterable[str]
    ) -> tuple[StoredArticle, ...]:
        """The source's expired articles with one of these guids or titles, and any source's with one of these links,
        but for those whose file is back. The values are keys, as in `ArticleIndex.candidates`."""
        found: dict[str, StoredArticle] = {}
        for condition, values, parameters in (
            ("source = ? AND guid_key", guids, [source]),
            ("source = ? AND title_key", titles, [source]),
            ("link_key", links, []),
        ):
            for article in self._select(condition, values, parameters):
                found[article.path] = article
        return tuple(found[path] for path in sorted(found) if mark_of(content, path) is None)

    def at(self, paths: Iterable[str]) -> dict[str, StoredArticle]:
        """The expired articles whose files were at these paths, by path."""
        return {article.path: article for article in self._select("path", paths, [])}

    def _select(self, condition: str, values: Iterable[str], parameters: list[str]) -> Iterable[StoredArticle]:
        wanted = [value for value in dict.fromkeys(values) if value]
        for start in range(0, len(wanted), _MAX_VALUES):
            part = wanted[start : start + _MAX_VALUES]
            placeholders = ",".join("?" * len(part))
            query = f"SELECT {_COLUMNS} FROM expired WHERE {condition} IN ({placeholders})"  # noqa: S608  no value is in it
            rows = self._database.read(query, [*parameters, *part])
            if any(type(value) is not str or "\0" in value for row in rows for value in row):
                self._database.begin_anew("a row of the record of expired articles is damaged")
                return
            for path, own_source, guid, link, title, date, expired, file in rows:
                record = f"{FOLDER}/{file}"
                yield StoredArticle(path, own_source, guid, link, title, date, removed=expired, record=record)

    def _read(self, file: Path, stamp: tuple[int, int]) -> None:
        articles = load_expired(file).values()
        self._forget(file.name)
        rows = [
            (
                article.path, file.name, article.source, article.guid, article.link, article.title, article.date,
                article.expired, guid_key(article.guid), same_url_key(article.link), title_key(article.title),
            )
            for article in articles
        ]  # fmt: skip
        self._database.write_many("INSERT INTO expired VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        self._database.write("INSERT INTO expired_file VALUES (?,?,?)", (file.name, *stamp))

    def _forget(self, name: str) -> None:
        self._database.write("DELETE FROM expired WHERE file = ?", (name,))
        self._database.write("DELETE FROM expired_file WHERE name = ?", (name,))
