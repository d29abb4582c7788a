"""What the pages of an output folder were made from: the traces of their views, in the state folder.

A question and its answer's digest are stored once, under a number that no other pair ever gets while somebody refers to
it, and a trace is the numbers of what its view asked. A trace counts only with the page that it belongs to: the key of
the page's view is the trace's digest. So a trace that is newer or older than the page is none, and a damaged row is
told by its checksum.
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

_MOST_WAITING: Final = 10_000  # some 15 MB; a transaction for each page would wait for the disk as often
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
    """The key of the view that the trace is of."""
    return blake2b(trace, digest_size=DIGEST_BYTES).digest()


class Asked(NamedTuple):
    """A stored trace: the key of the view that it is of, the digest of function and inputs, what was asked."""

    view_key: bytes
    begin: bytes
    numbers: bytes

    def holds(self, holding: frozenset[int]) -> bool:
        """Whether all that was asked is answered alike today."""
        return holding.issuperset(array(_NUMBERS, self.numbers))


class TraceState:
    """The traces of earlier builds, open for one build. Where no view is traced, there is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Database | None = self._open() if path.exists() else None
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    @cached_property
    def answers(self) -> dict[int, tuple[bytes, bytes]]:
        """By number, a question of earlier builds and the digest of its answer then; and those of this one."""
        return self._loaded("SELECT number, question, digest, checksum FROM answers", _answer)

    def get(self, path: str, view_key: bytes) -> Asked | None:
        """The trace of the page at `path`, whose view has that key."""
        self._used.add(path)
        asked = self._asked.get(os.fsencode(path))
        return asked if asked and asked.view_key == view_key else None

    def put(self, path: str, trace: bytes) -> None:
        self._used.add(path)
        self._new[path] = trace
        if len(self._new) >= _MOST_WAITING:
            self._save()

    def settle(self) -> None:
        """Stores what is new, and deletes the traces of pages that are no longer made, and what only they asked."""
        changed = bool(self._new)
        self._save()
        gone = self._asked.keys() - set(map(os.fsencode, self._used))
        if not self._opened or not (gone or changed):
            return
        for path in gone:
            del self._asked[path]
        still: set[int] = set()
        for asked in self._asked.values():
            still.update(array(_NUMBERS, asked.numbers))
        unasked = self.answers.keys() - still
        self._opened.write(lambda connection: _delete(connection, gone, unasked))

    def forget(self) -> None:
        if self._opened:
            self._opened.write(_delete_all)
        self._lose()

    def close(self) -> None:
        if self._opened:
            self._opened.close()

    @cached_property
    def _asked(self) -> dict[bytes, Asked]:
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
            self._opened.drop(error)
            return {}

    def _save(self) -> None:
        if not self._new:
            return
        known, new = self._number_of, []
        following = max(self.answers, default=0) + 1
        rows = []
        for path, trace in sorted(self._new.items()):
            begin, answers = marshal.loads(trace)  # noqa: S302  of this very build
            for pair in answers:
                if pair not in known:
                    known[pair] = following
                    self.answers[following] = pair
                    new.append(following)
                    following += 1
            numbers = array(_NUMBERS, [known[pair] for pair in answers]).tobytes()
            asked = self._asked[os.fsencode(path)] = Asked(digest_of(trace), begin, numbers)
            rows.append((os.fsencode(path), *asked, _checksum(os.fsencode(path), *asked)))
        pairs = [(number, *self.answers[number], _checksum(b"%d" % number, *self.answers[number])) for number in new]
        self._opened = self._opened or self._open()
        self._opened.write(lambda connection: _put(connection, pairs, rows))
        self._new = {}

    def _open(self) -> Database:
        return Database(self._path, _SCHEMA, _VERSION, lost=self._lose)

    def _lose(self) -> None:
        for name in ("answers", "_asked", "_number_of"):
            self.__dict__.pop(name, None)


def _answer(row: tuple[Any, ...]) -> tuple[int, tuple[bytes, bytes]]:
    number, question, digest, checksum = row
    if _checksum(b"%d" % number, question, digest) != checksum:
        raise DamagedError(f"the checksum of answer {number} is wrong")
    return number, (question, digest)


def _trace(row: tuple[Any, ...]) -> tuple[bytes, Asked]:
    path, *fields, checksum = row
    if _checksum(path, *fields) != checksum:
        raise DamagedError(f"the checksum of the trace of {path!r} is wrong")
    return path, Asked(*fields)


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
