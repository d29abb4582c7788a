"""The results of readers in earlier builds, for each source."""

import os
import sqlite3
from collections.abc import Iterable
from typing import Any, Final
from zlib import crc32

from .database import DamagedError, Database
from .rows import SourceRow

_ROWS_A_TRANSACTION: Final = 200  # a few seconds of parsing, which a killed build loses

# Paths are blobs, since a file's name need not be text.
SOURCES_SCHEMA: Final = """
CREATE TABLE sources (
    path BLOB NOT NULL, reader_key BLOB NOT NULL, stamp BLOB NOT NULL, digest BLOB NOT NULL, metadata BLOB NOT NULL,
    body BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (path, reader_key)
);
"""
_FOR_ONE_BUILD: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS used (path BLOB, reader_key BLOB, PRIMARY KEY (path, reader_key)) WITHOUT ROWID"
)
_SOURCE: Final = (  # in the order of a row's fields, then the checksum
    "SELECT path, reader_key, stamp, digest, metadata, body, checksum FROM sources WHERE path = ? AND reader_key = ?"
)
_UNUSED: Final = "FROM sources WHERE (path, reader_key) NOT IN (SELECT path, reader_key FROM used)"


class SourceState:
    """The rows of sources, open for one build."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._collects = False
        self._new: dict[tuple[bytes, bytes], SourceRow] = {}
        self._used: list[tuple[bytes, bytes]] = []  # not yet in the table

    def forget(self) -> None:
        """Deletes everything."""
        self._database.write(lambda connection: connection.execute("DELETE FROM sources"))

    def source(self, path: str, reader_key: bytes) -> SourceRow | None:
        """The row of a source; None if it has no row, or a damaged one."""
        key = (os.fsencode(path), reader_key)
        self._used.append(key)
        if key in self._new:
            return self._new[key]
        for *columns, checksum in self._database.read(_SOURCE, key):
            if _checksum(columns) == checksum:
                return SourceRow(path, *columns[1:])
            self._database.recover_from(DamagedError(f"the checksum of {path} is wrong"))
        return None

    def put(self, row: SourceRow) -> None:
        """Stores the result of a reader. It is written by `save`, or when enough rows wait."""
        key = (os.fsencode(row.path), row.reader_key)
        self._used.append(key)
        self._new[key] = row
        if len(self._new) >= _ROWS_A_TRANSACTION:
            self.save()

    def save(self) -> None:
        if self._collects:
            return
        rows = [(key[0], *row[1:]) for key, row in self._new.items()]
        self._new.clear()
        if rows:
            self._database.write(lambda connection: _put(connection, rows))

    def forget_unused(self) -> None:
        """Deletes the rows that this build did not use. It is called at the end of a build."""
        self.save()
        used, self._used = self._used, []
        self._database.connection.execute(_FOR_ONE_BUILD)
        self._database.connection.execute("DELETE FROM used")
        self._database.connection.executemany("INSERT OR IGNORE INTO used VALUES (?, ?)", used)
        if self._database.read(f"SELECT EXISTS (SELECT 1 {_UNUSED})") != [(0,)]:
            self._database.write(lambda connection: connection.execute(f"DELETE {_UNUSED}"))

    def collect_only(self) -> None:
        """Prepares a forked process: new rows wait for `take_new`, and nothing is written or read."""
        self._collects = True

    def take_new(self) -> list[tuple[Any, ...]]:
        """The fields of the rows that were put since the last call."""
        rows = [tuple(row) for row in self._new.values()]
        self._new.clear()
        return rows


def _put(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    with_checksums = ((*row, _checksum(row)) for row in rows)
    connection.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", with_checksums)


def _checksum(columns: Iterable[Any]) -> int:
    """Finds bytes that have changed on the disk, in a tenth of the time of a digest."""
    try:
        return crc32(b"".join(columns))
    except TypeError:
        return -1  # a type that we never store
