"""Bodies from build to build: what the sanitiser left of each, so that only new ones pass through it.

`bodies.sqlite` in the cache folder holds them by the digest of the HTML that they were read from, and by the program
that read them. Without it the same bodies take longer.
"""

import marshal
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from zlib import crc32

from incremental import CachedBody, DamagedError, Database, installation_digest, package_digest

from ..model import article_body
from ..model.article_body import ArticleBody, TextRun, read_body

BODIES_FILE: Final = "bodies.sqlite"
_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE bodies (digest BLOB PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE program (key BLOB NOT NULL);
"""


class BodyCache:
    """The bodies of one build's articles; what the build does not ask for is forgotten at its end."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._known: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._database = Database(cache / BODIES_FILE, _SCHEMA, _VERSION, lost=self._lose)
        self._program = package_digest(article_body.__name__) + installation_digest()

    def __enter__(self) -> "BodyCache":
        try:
            if self._database.read("SELECT key FROM program") == [(self._program,)]:
                rows = self._database.read("SELECT digest, body, checksum FROM bodies")
                self._known = dict(map(_checked, rows))
        except (DamagedError, TypeError) as error:
            self._database.drop(DamagedError(str(error)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self._new or self._known.keys() - self._used:
                self._database.write(self._settle)
        finally:
            self._database.close()

    def read(self, stored: CachedBody) -> ArticleBody:
        """What is left of a body by the sanitiser."""
        self._used.add(stored.digest)
        known = self._known.get(stored.digest)
        if known is not None:
            return _restored(known, stored.digest)
        body = replace(read_body(stored.html), digest=stored.digest)
        self._new[stored.digest] = _dumped(body)
        return body

    def _settle(self, connection: sqlite3.Connection) -> None:
        if not self._known:
            connection.execute("DELETE FROM bodies")  # another program's
            connection.execute("DELETE FROM program")
            connection.execute("INSERT INTO program VALUES (?)", (self._program,))
        unused = [(digest,) for digest in self._known.keys() - self._used]
        connection.executemany("DELETE FROM bodies WHERE digest = ?", unused)
        rows = [(digest, body, crc32(body, crc32(digest))) for digest, body in sorted(self._new.items())]
        connection.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)

    def _lose(self) -> None:
        self._known = {}


def _checked(row: tuple[Any, ...]) -> tuple[bytes, bytes]:
    digest, body, checksum = row
    if crc32(body, crc32(digest)) != checksum:
        raise DamagedError("the checksum of a body is wrong")
    return digest, body


def _dumped(body: ArticleBody) -> bytes:
    parts = tuple(part if isinstance(part, str) else (part.start, part.text, part.plain) for part in body.parts)
    return marshal.dumps((parts, body.text, body.blocks))


def _restored(dumped: bytes, digest: bytes) -> ArticleBody:
    parts, text, blocks = marshal.loads(dumped)  # noqa: S302  with a checksum in a file of ours
    return ArticleBody(tuple([part if type(part) is str else TextRun(*part) for part in parts]), text, blocks, digest)
