"""The bodies of articles from build to build: what the sanitiser left of each, so that only new ones pass through it.

`bodies.sqlite` in the cache folder holds each body by the digest of the HTML that it was read from, as long as the code
that reads them is the same. Without the file a build takes longer and makes the same pages.
"""

import marshal
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from zlib import crc32

from incremental import CachedBody

from ...archive.model.article_body import ArticleBody, TextRun, read_body
from ...storage.cache_database import CacheDatabase
from ...storage.code_digest import code_digest

BODIES_FILE: Final = "bodies.sqlite"
CACHE_KEY_PACKAGES: Final = ("digest.archive.model.article_body", "digest.markup")  # what decides how a body is read
_TABLES: Final = """
CREATE TABLE bodies (digest BLOB PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID
"""


class BodyCache:
    """The bodies of one build's articles. A body that the build does not ask for is forgotten at its end."""

    def __init__(self, cache: Path) -> None:
        self._cached: dict[bytes, bytes] = {}
        self._asked: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._database = CacheDatabase(
            cache / BODIES_FILE,
            _TABLES,
            version=code_digest(*CACHE_KEY_PACKAGES),
            commit_each=False,
            on_loss=self._cached.clear,
        )

    def __enter__(self) -> Self:
        rows = self._database.read("SELECT digest, body, checksum FROM bodies")
        try:
            self._cached.update(_checked(rows))
        except (ValueError, TypeError) as error:
            self._database.begin_anew(error)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._store()
        finally:
            self._database.close()

    def read(self, cached_body: CachedBody) -> ArticleBody:
        """The sanitised body."""
        digest = cached_body.digest
        self._asked.add(digest)
        if digest in self._cached:
            return _restored(self._cached[digest], digest)
        body = replace(read_body(cached_body.html), digest=digest)
        self._new[digest] = _dumped(body)
        return body

    def _store(self) -> None:
        forgotten = self._cached.keys() - self._asked
        if not self._new and not forgotten:
            return
        self._database.write_many("DELETE FROM bodies WHERE digest = ?", [(digest,) for digest in forgotten])
        rows = [(digest, body, _checksum(digest, body)) for digest, body in sorted(self._new.items())]
        self._database.write_many("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)
        self._database.commit()


def _checked(rows: Iterable[tuple[Any, ...]]) -> dict[bytes, bytes]:
    """The bodies of rows by their digests.

    Raises:
        ValueError, TypeError: the bytes of a row are not those that were written.
    """
    bodies = {}
    for digest, body, checksum in rows:
        if _checksum(digest, body) != checksum:
            raise ValueError("the checksum of a body is wrong")
        bodies[digest] = body
    return bodies


def _checksum(digest: bytes, body: bytes) -> int:
    return crc32(body, crc32(digest))


def _dumped(body: ArticleBody) -> bytes:
    parts = tuple(part if isinstance(part, str) else (part.start, part.text, part.plain) for part in body.parts)
    return marshal.dumps((parts, body.text, body.blocks))


def _restored(dumped: bytes, digest: bytes) -> ArticleBody:
    parts, text, blocks = marshal.loads(dumped)  # noqa: S302  a file of ours, whose checksum is right
    return ArticleBody(tuple([part if type(part) is str else TextRun(*part) for part in parts]), text, blocks, digest)
