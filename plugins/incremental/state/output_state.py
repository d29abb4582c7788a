"""The files in an output folder that are ours, and the key of each page: `.incremental.sqlite` in that folder.

The file is in the output folder rather than among the caches, for two reasons: pages that are no longer made are
removed even after all caches were deleted; and there is one record of the files that two sites or two caches make in
one folder.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from types import NoneType
from typing import Any, Final

from .database import DamagedError, Database
from .rows import OutputRow, ViewKey

OUTPUT_FILE: Final = ".incremental.sqlite"

_VERSION: Final = 3
# Paths are blobs, since a file's name need not be text.
_SCHEMA: Final = """
CREATE TABLE outputs (
    path BLOB PRIMARY KEY, template TEXT, template_key BLOB, view_key BLOB, site_key BLOB, program_key BLOB,
    digest BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
) WITHOUT ROWID;
"""
_OUTPUTS: Final = (
    "SELECT path, template, template_key, view_key, site_key, program_key, digest, size, mtime_ns FROM outputs"
)
# The types of the columns in rows of views and of other files.
_VIEW_TYPES: Final = (bytes, str, bytes, bytes, bytes, bytes, bytes, int, int)
_OTHER_TYPES: Final = (bytes, *[NoneType] * 5, bytes, int, int)
_PUT: Final = "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class OutputState:
    """The rows of one output folder, open for one build. `outputs` are the rows of earlier builds, by path."""

    def __init__(self, folder: Path) -> None:
        self._stored: dict[str, OutputRow] = {}
        self.outputs: Mapping[str, OutputRow] = {}
        self._path = folder / OUTPUT_FILE
        # The file is created later, so that a build that fails and makes nothing leaves no file either.
        self._database = self._opened() if self._path.exists() else None
        if self._database:
            try:
                self._stored = _loaded(self._database)
            except DamagedError as error:
                self._database.recover_from(error)
        self.outputs = dict(self._stored)

    def forget(self) -> None:
        """Forgets all keys, for a clean build. The paths of our files are kept."""
        self.outputs = {path: row._replace(key=None) for path, row in self.outputs.items()}

    def promise(self, paths: Iterable[str]) -> None:
        """Notes, before the first file is moved, that these files are ours, with unknown content."""
        rows = [
            OutputRow(path, None, b"", 0, 0) for path in sorted(paths)
        ]  # in the order of the table, which is faster
        if rows:
            self._write(lambda connection: _put(connection, rows))
            self._stored.update((row.path, row) for row in rows)

    def settle(self, rows: Iterable[OutputRow]) -> None:
        """Stores the rows of all outputs, at the end of a build."""
        settled = {row.path: row for row in rows}
        if settled != self._stored:
            self._write(lambda connection: self._settle(connection, settled))
            self._stored = settled

    def close(self) -> None:
        if self._database:
            self._database.close()

    def _opened(self) -> Database:
        return Database(self._path, _SCHEMA, _VERSION, lost=self._lose)

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        if self._database is None:
            # A web server that serves the folder itself, as another user, can't read it.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = self._opened()
        self._database.write(action)

    def _lose(self) -> None:
        self._stored = {}
        self.forget()

    def _settle(self, connection: sqlite3.Connection, settled: Mapping[str, OutputRow]) -> None:
        changed = [row for path, row in settled.items() if self._stored.get(path) != row]
        _put(connection, sorted(changed, key=attrgetter("path")))  # in the order of the table, which is faster
        gone = [(os.fsencode(path),) for path in self._stored.keys() - settled.keys()]
        connection.executemany("DELETE FROM outputs WHERE path = ?", gone)


def _loaded(database: Database) -> dict[str, OutputRow]:
    # Most keys of a site are equal. One shared object for equal ones saves two thirds of the memory.
    shared: dict[Any, Any] = {}
    return {row.path: row for row in (_row(columns, shared) for columns in database.read(_OUTPUTS))}


def _row(columns: tuple[Any, ...], shared: dict[Any, Any]) -> OutputRow:
    path, template, template_key, view_key, site_key, program_key, digest, size, mtime_ns = columns
    kinds = tuple(map(type, columns))
    is_ours = kinds in (_VIEW_TYPES, _OTHER_TYPES) and not (not path or path.startswith(b"/") or b"\0" in path)
    if not is_ours or (b".." in path and b".." in path.split(b"/")):
        raise DamagedError(f"{path!r} is no output")
    if template is None:
        return OutputRow(os.fsdecode(path), None, digest, size, mtime_ns)
    share = shared.setdefault
    key = (
        share(template, template),
        share(template_key, template_key),
        view_key,
        share(site_key, site_key),
        share(program_key, program_key),
    )
    new = tuple.__new__  # takes a third of the time of the classes' constructors
    return new(OutputRow, (os.fsdecode(path), new(ViewKey, key), digest, size, mtime_ns))


def _put(connection: sqlite3.Connection, rows: Iterable[OutputRow]) -> None:
    connection.executemany(
        _PUT, ((os.fsencode(row.path), *_parts(row.key), row.digest, row.size, row.mtime_ns) for row in rows)
    )


def _parts(key: ViewKey | None) -> tuple[Any, ...]:
    if key is None:
        return (None,) * 5
    return (key.template, key.template_key, key.view_key, key.site_key, key.program_key)
