"""What the pages of an output folder were made from: the traces of their views, in the state folder.

A trace counts only with the page that it belongs to: the key of the page's view is the trace's digest. So a trace that
is damaged, or newer or older than the page, is none.
"""

import os
import sqlite3
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from .database import Database
from .fingerprint import DIGEST_BYTES

TRACE_FILE: Final = "incremental-traces.sqlite"

_MOST_WAITING: Final = 10_000  # some 15 MB; a transaction for each page would wait for the disk as often
# Paths are blobs, since a file's name need not be text.
_SCHEMA: Final = "CREATE TABLE traces (path BLOB PRIMARY KEY, trace BLOB NOT NULL) WITHOUT ROWID;"


def digest_of(trace: bytes) -> bytes:
    """The key of the view that the trace is of."""
    return blake2b(trace, digest_size=DIGEST_BYTES).digest()


class TraceState:
    """The traces of earlier builds, open for one build. Where no view is traced, there is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Database | None = self._open() if path.exists() else None
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    def get(self, path: str, view_key: bytes) -> bytes | None:
        """The trace of the page at `path`, whose view has that key."""
        self._used.add(path)
        if self._opened is None:
            return None
        for (trace,) in self._opened.read("SELECT trace FROM traces WHERE path = ?", (os.fsencode(path),)):
            if isinstance(trace, bytes) and digest_of(trace) == view_key:
                return trace
        return None

    def put(self, path: str, trace: bytes) -> None:
        self._used.add(path)
        self._new[path] = trace
        if len(self._new) >= _MOST_WAITING:
            self._save()

    def settle(self) -> None:
        """Stores what is new, and deletes the traces of pages that this build did not make."""
        self._save()
        if self._opened:
            used = {os.fsencode(path) for path in self._used}
            gone = [row for row in self._opened.read("SELECT path FROM traces") if row[0] not in used]
            if gone:
                self._opened.write(lambda connection: _delete(connection, gone))

    def _save(self) -> None:
        rows = [(os.fsencode(path), trace) for path, trace in sorted(self._new.items())]
        if rows:
            self._opened = self._opened or self._open()
            self._opened.write(lambda connection: _put(connection, rows))
            self._new = {}

    def forget(self) -> None:
        if self._opened:
            self._opened.write(lambda connection: connection.execute("DELETE FROM traces"))

    def close(self) -> None:
        if self._opened:
            self._opened.close()

    def _open(self) -> Database:
        return Database(self._path, _SCHEMA, lost=lambda: None)


def _put(connection: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO traces VALUES (?, ?)", rows)


def _delete(connection: sqlite3.Connection, paths: list[Any]) -> None:
    connection.executemany("DELETE FROM traces WHERE path = ?", paths)
