"""The results of earlier builds for each source: `incremental.sqlite` in the state folder.

The file can be deleted at any time. The results of readers (table `sources`) are separate from the small records of
Pelican's objects (table `contents`), so that all records can be loaded together, and bodies only when they are needed.
"""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from .database import DamagedError, Database
from .rows import ContentRow, SourceRow

STATE_FILE: Final = "incremental.sqlite"
# Bodies that this build has parsed stay in memory for its pages and feeds, up to this: 10,000 articles of 3 KB.
_RECENT_BYTES: Final = 32_000_000
_ROWS_A_TRANSACTION: Final = 200  # a few seconds of parsing, which a killed build loses

_VERSION: Final = 5
# Paths are blobs, since a file's name need not be text.
_SCHEMA: Final = """
CREATE TABLE sources (
    path BLOB NOT NULL, reader_key BLOB NOT NULL, stamp BLOB NOT NULL, digest BLOB NOT NULL,
    checksum BLOB NOT NULL, metadata BLOB NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (path, reader_key)
);
CREATE TABLE contents (
    path BLOB NOT NULL, content_key BLOB NOT NULL, reader_key BLOB NOT NULL, stamp BLOB NOT NULL, digest BLOB NOT NULL,
    record_key BLOB NOT NULL, checksum BLOB NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (path, content_key)
);
"""
_SOURCE: Final = "SELECT stamp, digest, checksum, metadata, body FROM sources WHERE path = ? AND reader_key = ?"
_KNOWN: Final = "SELECT path FROM sources WHERE reader_key = ?"
_CONTENTS: Final = (  # in the order of a row's fields, then the checksum
    "SELECT path, content_key, reader_key, stamp, digest, record_key, record, checksum"
    " FROM contents WHERE content_key = ?"
)
_PUT_SOURCE: Final = "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)"
_PUT_CONTENT: Final = "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class SourceState:
    """The rows of sources, open for one build."""

    def __init__(self, path: Path) -> None:
        self._collects = False
        self._new: dict[tuple[bytes, bytes], SourceRow] = {}
        self._recent: dict[tuple[bytes, bytes], SourceRow] = {}  # stored by this build
        self._recent_bytes = 0
        self._new_contents: list[ContentRow] = []
        self._used: set[tuple[bytes, bytes]] = set()
        self._used_contents: dict[bytes, set[str]] = {}  # paths by content key
        self._contents: dict[bytes, dict[str, ContentRow]] = {}
        self._known: dict[
            bytes, set[bytes]
        ] = {}  # reader key -> paths with a row; a query for each path without one would take longer
        self._database = Database(path, _SCHEMA, _VERSION, lost=self._lose)

    def forget(self) -> None:
        """Deletes everything."""
        self._lose()
        self._database.write(_delete_all)

    def source(self, path: str, reader_key: bytes) -> SourceRow | None:
        """The row of a source; None if it has no row, or a damaged one."""
        key = (os.fsencode(path), reader_key)
        self._used.add(key)
        row = self._new.get(key) or self._recent.get(key)
        if row:
            return row
        if reader_key not in self._known:
            self._known[reader_key] = set()  # set first: reading may find damage, and `_lose` clears this
            self._known[reader_key] = {stored for (stored,) in self._database.read(_KNOWN, (reader_key,))}
        if key[0] not in self._known[reader_key]:
            return None
        for stamp, digest, checksum, metadata, body in self._database.read(_SOURCE, key):
            row = SourceRow(path, reader_key, stamp, digest, metadata, body)
            if _is_sound((key[0], *row[1:]), checksum):
                return row
            self._database.recover_from(DamagedError(f"the checksum of {path} is wrong"))
        return None

    def content(self, path: str, content_key: bytes) -> ContentRow | None:
        """The row of a content object; None if it has none. All rows of a key are loaded at its first use."""
        if content_key not in self._contents:
            self._used_contents.setdefault(content_key, set())
            self._contents[content_key] = {}  # set first: reading may find damage, and `_lose` clears this
            self._contents[content_key] = self._loaded(content_key)
        row = self._contents[content_key].get(path)
        if row:
            self._used_contents[content_key].add(path)
        return row

    def put_source(self, row: SourceRow) -> None:
        """Stores the result of a reader. It is written by `save`, or when enough rows wait."""
        key = (os.fsencode(row.path), row.reader_key)
        self._used.add(key)
        self._new[key] = row
        self._recent.pop(key, None)
        if len(self._new) >= _ROWS_A_TRANSACTION:
            self.save()

    def put_content(self, row: ContentRow) -> None:
        """Stores the record of an object whose source is stored."""
        self._used_contents.setdefault(row.content_key, set()).add(row.path)
        self._contents.setdefault(row.content_key, {})[row.path] = row
        self._new_contents.append(row)
        if len(self._new_contents) >= _ROWS_A_TRANSACTION:
            self.save()

    def save(self) -> None:
        if self._collects:
            return
        sources = [_with_checksum(row, 4) for row in self._new.values()]
        contents = [_with_checksum(row, 6) for row in self._new_contents]
        for key, row in self._new.items():
            path, reader_key = key
            if reader_key in self._known:  # otherwise all paths are read later
                self._known[reader_key].add(path)
            if self._recent_bytes + len(row.body) <= _RECENT_BYTES:
                self._recent[key] = row
                self._recent_bytes += len(row.body)
        self._new.clear()
        self._new_contents.clear()
        if sources or contents:
            self._database.write(lambda connection: _put(connection, sources, contents))

    def forget_unused(self) -> None:
        """Deletes the rows that this build did not use. It is called at the end of a build."""
        if not self._has_only_used():
            self._database.write(self._delete_unused)

    def _has_only_used(self) -> bool:
        """Whether the number of rows is the number of used ones.

        Comparing the rows would take thirty times as long. An unused row that stays because another one was lost is
        deleted by a later build.
        """
        contents = sum(map(len, self._used_contents.values()))
        paths: set[str] = set().union(*self._used_contents.values())
        sources_only = sum(os.fsdecode(path) not in paths for path, _ in self._used)
        counts = [self._database.read(f"SELECT COUNT(*) FROM {table}") for table in ("contents", "sources")]  # noqa: S608
        return counts == [[(contents,)], [(contents + sources_only,)]]

    def collect_only(self) -> None:
        """Prepares a forked process: new rows wait for `take_new_rows`, and nothing is written."""
        self._collects = True
        self._database.reopen_after_fork()

    def take_new_rows(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The fields of the rows that were stored since the last call: first of sources, then of contents."""
        rows = [tuple(row) for row in self._new.values()], [tuple(row) for row in self._new_contents]
        self._new.clear()
        self._new_contents.clear()
        return rows

    def close(self) -> None:
        self._database.close()

    def _lose(self) -> None:
        self._contents.clear()
        self._known.clear()
        self._recent.clear()
        self._recent_bytes = 0

    def _loaded(self, content_key: bytes) -> dict[str, ContentRow]:
        rows = {}
        fsdecode, new = os.fsdecode, tuple.__new__  # takes a third of the time of the class's constructor
        for *columns, checksum in self._database.read(_CONTENTS, (content_key,)):
            if not _is_sound(columns, checksum):
                self._database.recover_from(DamagedError(f"the checksum of {columns[0]!r} is wrong"))
                return {}
            path = columns[0] = fsdecode(columns[0])
            rows[path] = new(ContentRow, columns)
        return rows

    def _delete_unused(self, connection: sqlite3.Connection) -> None:
        contents, sources = set(), set(self._used)
        for content_key, paths in self._used_contents.items():
            rows = self._contents.get(content_key, {})
            for path in paths:
                encoded = os.fsencode(path)
                contents.add((encoded, content_key))
                if path in rows:  # a record is useless without its body
                    sources.add((encoded, rows[path].reader_key))
        for table, key, used in (("sources", "reader_key", sources), ("contents", "content_key", contents)):
            stored = connection.execute(f"SELECT path, {key} FROM {table}").fetchall()  # noqa: S608  our own names
            unused = [row for row in stored if row not in used]
            connection.executemany(f"DELETE FROM {table} WHERE path = ? AND {key} = ?", unused)  # noqa: S608


def _delete_all(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM sources")
    connection.execute("DELETE FROM contents")


def _is_sound(columns: Sequence[Any], checksum: Any) -> bool:
    try:
        return bool(checksum == crc32(b"".join(columns)).to_bytes(4))
    except TypeError:
        return False  # a type that we never store


def _put(connection: sqlite3.Connection, sources: list[tuple[Any, ...]], contents: list[tuple[Any, ...]]) -> None:
    connection.executemany(_PUT_SOURCE, sources)
    connection.executemany(_PUT_CONTENT, contents)


def _with_checksum(row: SourceRow | ContentRow, place: int) -> tuple[Any, ...]:
    """The columns of a row, with its checksum at `place`.

    The checksum finds bytes that have changed on the disk. A CRC of 32 bits is enough for this, in a tenth of the time
    of a digest.
    """
    columns = (os.fsencode(row.path), *row[1:])
    return (*columns[:place], crc32(b"".join(columns)).to_bytes(4), *columns[place:])
