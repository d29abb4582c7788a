"""The traces of deferred pages: the questions that each page asked, with digests of the answers.

The traces are in the state folder. A question and the digest of its answer are stored once, under a number that the
pair keeps as long as a trace refers to it. A trace is stored as the numbers of its pairs. It is valid only for its
page: the key of the page's view is the digest of the trace, so a trace that is newer or older than the page does not
match. Each row has a checksum, by which damage is found.
"""

import marshal
import os
import sqlite3
from array import array
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from ..keys.fingerprint import DIGEST_BYTES
from .database import DamagedError, Database

TRACE_FILE: Final = "incremental-traces.sqlite"

_MAX_WAITING: Final = 10_000  # some 15 MB; a transaction for each page would wait for the disk each time
_VERSION: Final = 4
# Paths are blobs, since a file's name need not be text.
_SCHEMA: Final = """
CREATE TABLE answers (number INTEGER PRIMARY KEY, question BLOB NOT NULL, digest BLOB NOT NULL, checksum INTEGER);
CREATE TABLE asked (
    path BLOB PRIMARY KEY, view_key BLOB NOT NULL, begin BLOB NOT NULL, numbers BLOB NOT NULL, checksum INTEGER
) WITHOUT ROWID;
"""
_NUMBERS: Final = "I"  # of `array`: four bytes each


def digest_of(trace: bytes) -> bytes:
    """The key of the view to which the trace belongs."""
    return blake2b(trace, digest_size=DIGEST_BYTES).digest()


class StoredTrace(NamedTuple):
    """The trace of one page."""

    view_key: bytes
    begin: bytes  # the digest of the page's function and inputs
    numbers: bytes  # the numbers of the pairs of question and answer

    def holds(self, unchanged: frozenset[int]) -> bool:
        """Whether all questions of the page are among those with unchanged answers."""
        return unchanged.issuperset(array(_NUMBERS, self.numbers))


class TraceState:
    """The traces of earlier builds, open for one build. If no page is deferred, there is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Database | None = self._open() if path.exists() else None
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    @cached_property
    def answers(self) -> dict[int, tuple[bytes, bytes]]:
        """Number -> a question, of an earlier build or this one, and the digest of its answer."""
        return self._loaded("SELECT number, question, digest, checksum FROM answers", _answer)

    def get(self, path: str, view_key: bytes) -> StoredTrace | None:
        """The trace of the page at `path`, if it belongs to the view with that key; else None."""
        self._used.add(path)
        trace = self._traces.get(os.fsencode(path))
        return trace if trace and trace.view_key == view_key else None

    def put(self, path: str, trace: bytes) -> None:
        self._used.add(path)
        self._new[path] = trace
        if len(self._new) >= _MAX_WAITING:
            self._save()

    def settle(self) -> None:
        """Stores new traces. Deletes the traces of pages that are no longer made, and pairs that no trace refers to."""
        changed = bool(self._new)
        self._save()
        gone = self._traces.keys() - set(map(os.fsencode, self._used))
        if not self._opened or not (gone or changed):
            return
        for path in gone:
            del self._traces[path]
        asked: set[int] = set()
        for trace in self._traces.values():
            asked.update(array(_NUMBERS, trace.numbers))
        unasked = self.answers.keys() - asked
        self._opened.write(lambda connection: _delete(connection, gone, unasked))

    def forget(self) -> None:
        if self._opened:
            self._opened.write(_delete_all)
        self._lose()

    def close(self) -> None:
        if self._opened:
            self._opened.close()

    @cached_property
    def _traces(self) -> dict[bytes, StoredTrace]:
        return self._loaded("SELECT path, view_key, begin, numbers, checksum FROM asked", _trace)

    @cached_property
    def _number_of(self) -> dict[tuple[bytes, bytes], int]:
        return {pair: number for number, pair in self.answers.items()}

    def _loaded(self, query: str, read: Any) -> dict[Any, Any]:
        if self._opened is None:
            return {}
        try:
            return dict(map(read, self._opened.read(query)))
        except (DamagedError, TypeError, ValueError) as error:
            self._opened.recover_from(error)
            return {}

    def _save(self) -> None:
        if not self._new:
            return
        known, first_new = self._number_of, max(self.answers, default=0) + 1
        new_numbers: list[int] = []
        rows = []
        for path, trace in sorted(self._new.items()):
            begin, pairs = marshal.loads(trace)  # noqa: S302  made by this build
            for pair in pairs:
                if pair not in known:
                    number = known[pair] = first_new + len(new_numbers)
                    self.answers[number] = pair
                    new_numbers.append(number)
            numbers = array(_NUMBERS, [known[pair] for pair in pairs]).tobytes()
            stored = self._traces[os.fsencode(path)] = StoredTrace(digest_of(trace), begin, numbers)
            rows.append((os.fsencode(path), *stored, _checksum(os.fsencode(path), *stored)))
        answers = [
            (number, *self.answers[number], _checksum(b"%d" % number, *self.answers[number])) for number in new_numbers
        ]
        self._opened = self._opened or self._open()
        self._opened.write(lambda connection: _put(connection, answers, rows))
        self._new = {}

    def _open(self) -> Database:
        return Database(self._path, _SCHEMA, _VERSION, lost=self._lose)

    def _lose(self) -> None:
        for name in ("answers", "_traces", "_number_of"):
            self.__dict__.pop(name, None)


def _answer(row: tuple[Any, ...]) -> tuple[int, tuple[bytes, bytes]]:
    number, question, digest, checksum = row
    if _checksum(b"%d" % number, question, digest) != checksum:
        raise DamagedError(f"the checksum of answer {number} is wrong")
    return number, (question, digest)


def _trace(row: tuple[Any, ...]) -> tuple[bytes, StoredTrace]:
    path, *fields, checksum = row
    if _checksum(path, *fields) != checksum:
        raise DamagedError(f"the checksum of the trace of {path!r} is wrong")
    return path, StoredTrace(*fields)


def _checksum(*parts: bytes) -> int:
    return crc32(b"".join(parts))


def _put(connection: sqlite3.Connection, answers: list[tuple[Any, ...]], asked: list[tuple[Any, ...]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", answers)
    connection.executemany("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?)", asked)


def _delete(connection: sqlite3.Connection, paths: set[bytes], numbers: set[int]) -> None:
    connection.executemany("DELETE FROM asked WHERE path = ?", [(path,) for path in paths])
    connection.executemany("DELETE FROM answers WHERE number = ?", [(number,) for number in numbers])


def _delete_all(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM asked")
    connection.execute("DELETE FROM answers")
