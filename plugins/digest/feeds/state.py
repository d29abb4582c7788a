"""What a poll remembers in `cache/`: only what saves time. Without it the next poll does the same, and more slowly.

What has been seen is answered by `content/news` alone. So a server is asked "has anything changed?" only while every
file that the last answer led to is still there, just as it was left: see `Memory.files`.
"""

import json
import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from .fetch import Validators

log = logging.getLogger("digest.feeds")

FILE_NAME: Final = "feeds.sqlite"
_VERSION: Final = 1  # of the tables below; another one's file is thrown away
_TABLES: Final = """
    CREATE TABLE feed (slug TEXT PRIMARY KEY, settings TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
                       body TEXT NOT NULL, files TEXT NOT NULL, entries INTEGER NOT NULL);
    CREATE TABLE wait (slug TEXT PRIMARY KEY, until TEXT NOT NULL);
    CREATE TABLE header (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, fields TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was when it was last looked at; `path` is relative to the content folder."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last whole answer of one feed was, and the article files that it led to.

    `settings` is a hash of the subscription and of the program's own version of reading: under other ones the same
    answer would lead to other files. `entries` counts what is unchanged while the answer is.
    """

    settings: str
    validators: Validators
    body: str
    files: tuple[FileMark, ...]
    entries: int


class State:
    """The database. Closing it without an error keeps what was noted; so does every `commit`."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._path = cache / FILE_NAME
        self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()

    def commit(self) -> None:
        """Make what was noted so far last: after files are written, never before."""
        self._db.commit()

    def memory(self, slug: str) -> Memory | None:
        """What is remembered of a feed."""
        row = self._db.execute(
            "SELECT settings, etag, last_modified, body, files, entries FROM feed WHERE slug = ?", (slug,)
        ).fetchone()
        if row is None:
            return None
        settings, etag, last_modified, body, files, entries = row
        marks = tuple(FileMark(*mark) for mark in json.loads(files))
        return Memory(settings, Validators(etag, last_modified), body, marks, entries)

    def remember(self, slug: str, memory: Memory) -> None:
        """Replace what is remembered of a feed."""
        files = json.dumps([[mark.path, mark.size, mark.mtime_ns] for mark in memory.files])
        self._db.execute(
            "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                slug,
                memory.settings,
                memory.validators.etag,
                memory.validators.last_modified,
                memory.body,
                files,
                memory.entries,
            ),
        )

    def forget(self, slug: str) -> None:
        """Remember nothing of a feed's last answer."""
        self._db.execute("DELETE FROM feed WHERE slug = ?", (slug,))

    def waits(self) -> dict[str, datetime]:
        """Until when servers asked to be left alone, by slug."""
        rows = self._db.execute("SELECT slug, until FROM wait").fetchall()
        return {slug: datetime.fromisoformat(until) for slug, until in rows}

    def wait(self, slug: str, until: datetime | None) -> None:
        """Note until when a feed's server asked to be left alone, or that it no longer does."""
        self._db.execute("DELETE FROM wait WHERE slug = ?", (slug,))
        if until is not None:
            self._db.execute("INSERT INTO wait VALUES (?, ?)", (slug, until.astimezone(UTC).isoformat()))

    def headers(self) -> dict[str, tuple[FileMark, dict[str, str]]]:
        """The header fields of article files as they were last read, by path."""
        rows = self._db.execute("SELECT path, size, mtime_ns, fields FROM header")
        return {path: (FileMark(path, size, mtime_ns), json.loads(fields)) for path, size, mtime_ns, fields in rows}

    def note_headers(self, headers: Iterable[tuple[FileMark, dict[str, str]]], gone: Iterable[str] = ()) -> None:
        """Note header fields that were read, and which files are no longer there."""
        self._db.executemany("DELETE FROM header WHERE path = ?", [(path,) for path in gone])
        self._db.executemany(
            "INSERT OR REPLACE INTO header VALUES (?, ?, ?, ?)",
            [(mark.path, mark.size, mark.mtime_ns, json.dumps(fields)) for mark, fields in headers],
        )

    def _open(self) -> sqlite3.Connection:
        """The database at its path; a damaged one, or one of another version, is begun anew."""
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            log.warning("%s can't be used and is begun anew: %s", self._path, error)
            for suffix in ("", "-wal", "-shm", "-journal"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        try:
            db.execute("PRAGMA synchronous = OFF")  # a cache that a power cut damages is begun anew
            _check(db)
        except BaseException:
            db.close()
            raise
        return db


def _check(db: sqlite3.Connection) -> None:
    """Make the tables of a new database, and refuse one that can't be used."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
    elif version != _VERSION:
        raise sqlite3.DatabaseError(f"it is of version {version}, not {_VERSION}")
    elif db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("it is damaged")
