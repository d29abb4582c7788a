"""How far imports have come, `cache/import.sqlite`: a run that was killed is gone on with where its last chunk ended.

A record is passed over only while the articles of the chunks before it are there: what has been seen is answered by the
content. Without the file an import begins at the first record, and finds that its articles are stored.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ..feeds.articles.article_index import mark_of
from ..storage.cache_database import CacheDatabase
from .import_chunks import LeftOutRecord, Outcome

FILE_NAME: Final = "import.sqlite"
_VERSION: Final = "1"
_ROWS: Final = 10_000  # that are read at once
_TABLES: Final = """
    CREATE TABLE progress (export TEXT PRIMARY KEY, records INTEGER NOT NULL, counts TEXT NOT NULL);
    CREATE TABLE written (export TEXT NOT NULL, path TEXT NOT NULL);
    CREATE TABLE left_out (export TEXT NOT NULL, place TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
                           origin TEXT NOT NULL);
    CREATE INDEX left_out_export ON left_out (export, outcome)
"""


@dataclass(frozen=True, slots=True)
class ImportPosition:
    """How many records of an export are done, and what became of them, in numbers by name."""

    records: int = 0
    counts: Mapping[str, int] | None = None


class ImportProgress:
    """The database. Changes are made permanent by `commit`."""

    def __init__(self, folder: Path) -> None:
        """Open or create the database in `folder`.

        Raises:
            CacheError: the file can't be used.
        """
        self._database = CacheDatabase(folder / FILE_NAME, _TABLES, version=_VERSION, commit_each=False, check=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.__exit__(kind, error, trace)

    def position(self, export: str, content: Path) -> ImportPosition:
        """How far an export has come; at its beginning where that isn't known, or where an article is gone."""
        rows = self._database.read("SELECT records, counts FROM progress WHERE export = ?", (export,))
        paths = self._database.read("SELECT path FROM written WHERE export = ?", (export,))
        if rows and all(mark_of(content, path) is not None for (path,) in paths):
            try:
                counts = {str(name): int(count) for name, count in json.loads(rows[0][1]).items()}
                return ImportPosition(int(rows[0][0]), counts)
            except (ValueError, TypeError, AttributeError):
                pass  # a damaged row: the export is begun anew
        self.forget(export)
        return ImportPosition()

    def keep(self, export: str, position: ImportPosition, left_out: Iterable[LeftOutRecord], path: str) -> None:
        """Note that a chunk is stored. `path` is the article that was written last, or ""."""
        counts = json.dumps(position.counts or {})
        self._database.write("INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", (export, position.records, counts))
        if path:
            self._database.write("INSERT INTO written VALUES (?, ?)", (export, path))
        rows = [(export, one.place, one.outcome, one.reason, one.origin) for one in left_out]
        self._database.write_many("INSERT INTO left_out VALUES (?, ?, ?, ?, ?)", rows)

    def commit(self) -> None:
        """Make all changes permanent. Call it after the articles and their index are."""
        self._database.commit()

    def forget(self, export: str) -> None:
        """Forget an export: it is done, or begun anew."""
        for table in ("progress", "written", "left_out"):
            self._database.write(f"DELETE FROM {table} WHERE export = ?", (export,))  # noqa: S608  names of our own

    def left_out(self, export: str, outcomes: Iterable[Outcome]) -> Iterator[LeftOutRecord]:
        """The records of an export that became no article, by these outcomes in turn, each in the order of the file."""
        query = (
            "SELECT rowid, place, reason, origin FROM left_out"
            " WHERE export = ? AND outcome = ? AND rowid > ? ORDER BY rowid LIMIT ?"
        )
        for outcome in outcomes:
            last = 0
            while rows := self._database.read(query, (export, outcome, last, _ROWS)):
                last = rows[-1][0]
                yield from (LeftOutRecord(place, outcome, reason, origin) for _, place, reason, origin in rows)

    def reasons(self, export: str, outcome: Outcome, limit: int) -> tuple[tuple[str, str, int], ...]:
        """Origin, reason and number of the records of one outcome, the most frequent first."""
        rows = self._database.read(
            "SELECT origin, reason, count(*) AS number FROM left_out WHERE export = ? AND outcome = ?"
            " GROUP BY origin, reason ORDER BY number DESC, origin, reason LIMIT ?",
            (export, outcome, limit),
        )
        return tuple((origin, reason, number) for origin, reason, number in rows)


def export_key(path: Path, conditions: str) -> str:
    """A key for an export as it is now, imported under these conditions."""
    digest = hashlib.sha256(f"{path.resolve()}\n{conditions}\n".encode("utf-8", "surrogateescape"))
    for file in _files(path):
        status = file.stat(follow_symlinks=False)
        digest.update(f"{os.fspath(file)}\0{status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path.resolve()
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))
