"""What the builds before this one left to know: one SQLite file, row by row.

Nothing in it is needed. A file of another version of this plugin, of another program, or damaged is dropped whole with
a log line, and the build goes on as a first one.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from .fingerprint import fingerprint
from .records import OutputRow, SourceRow, ViewKey

logger = logging.getLogger(__name__)

APPLICATION_ID: Final = 0x696E6372  # "incr": tells our files from other programs'
SCHEMA_VERSION: Final = 1
_COMPANIONS: Final = ("", "-journal", "-wal", "-shm")  # the file itself, and what SQLite may leave beside it
_SOURCES_A_TRANSACTION: Final = 200  # a few seconds of parsing: what a killed build has to do again

# Paths are blobs, since a file's name need not be text.
_SCHEMA: Final = f"""
BEGIN;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE outputs (
    folder INTEGER NOT NULL REFERENCES folders (id), path BLOB NOT NULL,
    template TEXT, template_key BLOB, view_key BLOB, site_key BLOB, program_key BLOB,
    digest BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;
CREATE TABLE sources (
    path BLOB NOT NULL, reader_key BLOB NOT NULL, stamp TEXT NOT NULL, digest BLOB NOT NULL,
    checksum BLOB NOT NULL, metadata TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (path, reader_key)
);
COMMIT;
"""
_OUTPUTS: Final = (
    "SELECT path, template, template_key, view_key, site_key, program_key, digest, size, mtime_ns "
    "FROM outputs WHERE folder = ?"
)
_SOURCE: Final = "SELECT stamp, digest, checksum, metadata, body FROM sources WHERE path = ? AND reader_key = ?"
_PUT_OUTPUT: Final = "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_SOURCE: Final = "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)"


class State:
    """The state of one output folder, open for one build, which holds the lock.

    `outputs` are the rows of the files in `folder` that earlier builds made, by path.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = os.fsencode(folder)
        self._new_sources: list[SourceRow] = []
        self._used_sources: set[tuple[bytes, bytes]] = set()
        self._stored: dict[str, OutputRow] = {}
        self.outputs: Mapping[str, OutputRow] = {}
        self._database: sqlite3.Connection
        try:
            self._open()
            self._stored = self._load_outputs()
        except (sqlite3.Error, _DamagedError) as error:
            self._start_again(error)
        self.outputs = dict(self._stored)

    def forget(self) -> None:
        """Lets go of everything but of which files are ours, for a build from nothing."""
        self._forget_keys()
        self._write(lambda: self._database.execute("DELETE FROM sources"))

    def source(self, path: str, reader_key: bytes) -> SourceRow | None:
        """What is stored for a source, or None."""
        key = (os.fsencode(path), reader_key)
        self._used_sources.add(key)
        try:
            found = self._database.execute(_SOURCE, key).fetchone()
            if found is None:
                return None
            stamp, digest, checksum, metadata, body = found
            row = SourceRow(path, reader_key, stamp, digest, metadata, body)
            if checksum == fingerprint(_source_content(row)):
                return row
            self._start_again(_DamagedError(f"the checksum of {path} is wrong"))
        except (sqlite3.Error, TypeError) as error:
            self._start_again(error)
        return None

    def keep_source(self, row: SourceRow) -> None:
        """Stores what was read; safe on disk after `save_sources`, or soon."""
        self._used_sources.add((os.fsencode(row.path), row.reader_key))
        self._new_sources.append(row)
        if len(self._new_sources) >= _SOURCES_A_TRANSACTION:
            self.save_sources()

    def save_sources(self) -> None:
        rows = [
            (*content[:4], fingerprint(content), *content[4:]) for content in map(_source_content, self._new_sources)
        ]
        self._new_sources.clear()
        if rows:
            self._write(lambda: self._database.executemany(_PUT_SOURCE, rows))

    def promise(self, paths: Iterable[str]) -> None:
        """Notes, before the first file is moved, that these are ours and that nothing more is known of them."""
        rows = [OutputRow(path, None, b"", 0, 0) for path in paths]
        if rows:
            self._write(lambda: self._put_outputs(rows))
            self._stored.update((row.path, row) for row in rows)

    def settle(self, rows: Iterable[OutputRow]) -> None:
        """Stores the outputs of a build that ended, which are all there are; forgets sources it did not use."""
        settled = {row.path: row for row in rows}
        self._write(lambda: self._settle(settled))
        self._stored = settled

    def close(self) -> None:
        self._database.close()

    def _open(self) -> None:
        # Autocommit, with transactions of our own. The lock keeps other builds out, and 5 s waits for a person who
        # looks into the file.
        new = not self._path.exists() or self._path.stat().st_size == 0
        self._database = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        if new:
            self._database.executescript(_SCHEMA)
        (application,) = self._database.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise _DamagedError("it is another program's")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise _DamagedError(f"it is of version {version}, not {SCHEMA_VERSION}")

    def _load_outputs(self) -> dict[str, OutputRow]:
        rows = self._database.execute(_OUTPUTS, (self._folder_id(),))
        return {row.path: row for row in map(_output_row, rows)}

    def _start_again(self, error: Exception) -> None:
        """Drops the file for an empty one when it is damaged.

        Raises:
            sqlite3.Error: it is not damaged, but can't be used: a full disk, no permission, locked by somebody.
        """
        if isinstance(error, sqlite3.Error) and not _is_damage(error):
            raise error
        logger.warning("%s is dropped, and this build makes everything anew: %s", self._path, error)
        self._database.close()
        for companion in _COMPANIONS:
            Path(f"{self._path}{companion}").unlink(missing_ok=True)
        self._stored = {}
        self._forget_keys()
        self._open()

    def _forget_keys(self) -> None:
        self.outputs = {path: replace(row, key=None) for path, row in self.outputs.items()}

    def _write(self, action: Callable[[], object]) -> None:
        """Runs `action` in a transaction; in an empty file if this is when the old one turns out to be damaged."""
        try:
            with self._transaction():
                action()
        except sqlite3.Error as error:
            self._start_again(error)
            with self._transaction():
                action()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")

    def _settle(self, settled: Mapping[str, OutputRow]) -> None:
        self._put_outputs(row for path, row in settled.items() if self._stored.get(path) != row)
        folder = self._folder_id()
        gone = [(folder, os.fsencode(path)) for path in self._stored.keys() - settled.keys()]
        self._database.executemany("DELETE FROM outputs WHERE folder = ? AND path = ?", gone)
        stored = self._database.execute("SELECT path, reader_key FROM sources").fetchall()
        unused = [key for key in stored if key not in self._used_sources]
        self._database.executemany("DELETE FROM sources WHERE path = ? AND reader_key = ?", unused)
        self._forget_lost_folders()

    def _put_outputs(self, rows: Iterable[OutputRow]) -> None:
        folder = self._folder_id()
        for row in rows:
            key = row.key
            parts = (
                (key.template, key.template_key, key.view_key, key.site_key, key.program_key) if key else (None,) * 5
            )
            self._database.execute(
                _PUT_OUTPUT, (folder, os.fsencode(row.path), *parts, row.digest, row.size, row.mtime_ns)
            )

    def _folder_id(self) -> int:
        self._database.execute("INSERT OR IGNORE INTO folders (path) VALUES (?)", (self._folder,))
        (number,) = self._database.execute("SELECT id FROM folders WHERE path = ?", (self._folder,)).fetchone()
        return int(number)

    def _forget_lost_folders(self) -> None:
        """Lets go of output folders that somebody deleted, so that builds into temporary folders leave no rows."""
        for number, path in self._database.execute("SELECT id, path FROM folders").fetchall():
            if path != self._folder and not os.path.isdir(path):  # noqa: PTH112  a Path can't hold these bytes
                self._database.execute("DELETE FROM outputs WHERE folder = ?", (number,))
                self._database.execute("DELETE FROM folders WHERE id = ?", (number,))


class _DamagedError(Exception):
    """The file holds what no build of this version could have written."""


# NOTADB and CORRUPT are what SQLite sees by itself; ERROR is a table or column that is missing.
_DAMAGE_CODES: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)


def _is_damage(error: sqlite3.Error) -> bool:
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    code = getattr(error, "sqlite_errorcode", None)  # missing where text is not UTF-8, which the module finds itself
    return code is None or code & 0xFF in _DAMAGE_CODES


def _output_row(columns: tuple[Any, ...]) -> OutputRow:
    path, template, *keys, digest, size, mtime_ns = columns
    plain = (
        isinstance(path, bytes) and isinstance(digest, bytes) and isinstance(size, int) and isinstance(mtime_ns, int)
    )
    if not plain or path.startswith(b"/") or b".." in path.split(b"/"):
        raise _DamagedError(f"{path!r} is no output")
    if not all(isinstance(key, bytes) == isinstance(template, str) for key in keys):
        raise _DamagedError(f"the key of output {path!r} is incomplete")
    return OutputRow(
        os.fsdecode(path), ViewKey(template, *keys) if template is not None else None, digest, size, mtime_ns
    )


def _source_content(row: SourceRow) -> tuple[Any, ...]:
    return (os.fsencode(row.path), row.reader_key, row.stamp, row.digest, row.metadata, row.body)
