"""The files in an output folder that are ours, and the key of each page: `.incremental.sqlite` in that folder.

The file is in the output folder rather than among the caches, for two reasons: pages that are no longer made are
removed even after all caches were deleted; and there is one record of the files that two sites or two caches make in
one folder.

What a build has made so far waits in a database of its own beside the staged pages, so that a build keeps no list of
its pages in memory, and stores only the rows that are others than before.

A *member* is a page of a group or a deferred page (see `page_state`): it stays without being named in each build. Every
other file goes unless the build makes it again.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import NoneType
from typing import Any, Final

from .database import DamagedError, Database
from .file_sweep import changed_files
from .rows import MadeFile, OutputRow, ViewKey

logger = logging.getLogger(__name__)

OUTPUT_FILE: Final = ".incremental.sqlite"

_VERSION: Final = 4
# Paths are blobs, since a file's name need not be text. `origin` is NULL for a file that no view made.
_SCHEMA: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE origins (
    number INTEGER PRIMARY KEY, template TEXT NOT NULL, template_key BLOB NOT NULL, site_key BLOB NOT NULL,
    program_key BLOB NOT NULL
);
CREATE TABLE outputs (
    path BLOB PRIMARY KEY, origin INTEGER, view_key BLOB, is_member INTEGER NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX outputs_by_name ON outputs (path) WHERE is_member = 0;
"""
_MADE: Final = """
CREATE TABLE made (
    path BLOB PRIMARY KEY, origin INTEGER, view_key BLOB, is_member INTEGER NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, file BLOB, from_tree INTEGER NOT NULL, is_new INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE gone (path BLOB PRIMARY KEY) WITHOUT ROWID;
"""
_ROWS: Final = (
    "SELECT path, template, template_key, view_key, site_key, program_key, digest, size, mtime_ns"
    " FROM placed.outputs o LEFT JOIN placed.origins ON number = origin"
)
# The types of the columns in rows of views and of other files.
_VIEW_TYPES: Final = (bytes, str, bytes, bytes, bytes, bytes, bytes, int, int)
_OTHER_TYPES: Final = (bytes, *[NoneType] * 5, bytes, int, int)
_MEMBERS: Final = "SELECT path, size, mtime_ns FROM outputs WHERE is_member = 1"
_STALE: Final = (
    "o.path IN (SELECT path FROM placed.outputs WHERE is_member = 0 UNION SELECT path FROM main.gone)"
    " AND o.path NOT IN (SELECT path FROM main.made)"
)
_COUNTED: Final = "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM placed.outputs"
_GROWTH: Final = f"""
SELECT COUNT(*), COALESCE(SUM(m.size), 0) FROM main.made m WHERE is_new
UNION ALL SELECT -COUNT(*), -COALESCE(SUM(o.size), 0) FROM main.made m JOIN placed.outputs o USING (path) WHERE is_new
UNION ALL SELECT -COUNT(*), -COALESCE(SUM(o.size), 0) FROM placed.outputs o WHERE {_STALE}
"""
_PROMISE: Final = """
INSERT OR REPLACE INTO placed.outputs
SELECT path, NULL, NULL, is_member, x'', 0, 0 FROM main.made WHERE file IS NOT NULL
"""
_TRUST: Final = "DELETE FROM placed.facts WHERE name = 'token'"
_SETTLE: Final = (
    f"DELETE FROM placed.outputs AS o WHERE {_STALE}",
    """
    INSERT OR REPLACE INTO placed.outputs SELECT path, origin, view_key, is_member, digest, size, mtime_ns
    FROM main.made WHERE is_new
    """,
)


class OutputState:
    """The rows of one output folder, and of the files that one build has made."""

    def __init__(self, folder: Path, made_file: str = "") -> None:
        """`made_file` is the path of the database of what is made; without one, SQLite takes a file of its own."""
        self._path = folder / OUTPUT_FILE
        self._forgets = False  # whether keys count as unknown
        self._distrusts = False  # whether the next build must compare all pages of groups
        self._origins: dict[tuple[Any, ...], int] = {}  # a ViewKey without the view's key -> number
        self._sizes = (0, 0)
        self._connection = sqlite3.connect(made_file, isolation_level=None)
        self._connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_MADE}")
        self._attach()

    def forget(self) -> None:
        """Forgets all keys, for a clean build. The paths of our files are kept."""
        self._forgets = True

    def row(self, path: str) -> OutputRow | None:
        """The row of a file of an earlier build."""
        for row in self._rows("path = ?", (os.fsencode(path),)):
            return row._replace(key=None) if self._forgets else row
        return None

    def token(self) -> bytes:
        """Random bytes that are others after each change of the rows; b"" after a build that was killed."""
        for (value,) in self._read("SELECT value FROM placed.facts WHERE name = 'token'"):
            return value if type(value) is bytes and not self._forgets else b""
        return b""

    def sizes(self) -> tuple[int, int]:
        """The number of our files in the output folder, and of their bytes, after `promise`."""
        return self._sizes

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within this context, what is put is written together, which takes a third of the time."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def put(self, made: MadeFile) -> None:
        """Notes a file that this build has made, or that it need not make."""
        row, path = made.row, os.fsencode(made.row.path)
        if made.from_tree:
            replaced = [f"SELECT is_member FROM {table} WHERE path = ?" for table in ("main.made", "placed.outputs")]
            if (1,) in self._read(" UNION ".join(replaced), (path, path)):
                self._distrusts = True  # the page whose place the file takes
        origin, view_key = (self._origin(row.key), row.key.view_key) if row.key else (None, None)
        file = made.file and os.fsencode(made.file)
        values = (path, origin, view_key, made.is_member, *row[2:], file, made.from_tree, made.is_new)
        self._connection.execute("INSERT OR REPLACE INTO main.made VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def put_gone(self, paths: Iterable[str]) -> int:
        """Notes pages of groups that are no longer made. Returns their number."""
        rows = [(os.fsencode(path),) for path in paths]
        self._connection.executemany("INSERT OR IGNORE INTO main.gone VALUES (?)", rows)
        return len(rows)

    def members(self) -> Iterator[tuple[bytes, bytes]]:
        """The path and the view's key of each page of a group that is in the output folder."""
        if not self._forgets:
            query = "SELECT path, COALESCE(view_key, x'') FROM placed.outputs WHERE is_member = 1"
            yield from self._connection.execute(query)

    def members_made_otherwise(self, is_current: Callable[[ViewKey], bool]) -> Iterator[str]:
        """Pages of groups whose template, site value or program isn't that of today."""
        query = "SELECT number, template, template_key, x'', site_key, program_key FROM placed.origins"
        others = [str(number) for number, *key in self._read(query) if not is_current(ViewKey(*key))]
        if others:
            paths = f"SELECT path FROM placed.outputs WHERE is_member = 1 AND origin IN ({', '.join(others)})"
            for (path,) in self._connection.execute(paths):
                yield os.fsdecode(path)

    def count_members(self) -> int:
        """The number of pages of groups. The rows of other files are looked at too, so that damage is found in time."""
        others = len(self._rows("is_member = 0", ()))
        for (files,) in self._read("SELECT value FROM placed.facts WHERE name = 'files'"):
            if type(files) is int:
                return files - others
        return sum(count for (count,) in self._read("SELECT COUNT(*) FROM placed.outputs WHERE is_member = 1"))

    def members_not_as_left(self, folder: str, first: int = 0, count: int = -1) -> list[bytes]:
        """The paths of pages of groups whose files aren't as they were left, by size and time.

        `first` and `count` say which pages are looked at: all, unless another process looks at the others. This
        function has a connection of its own, so that it can be called in a forked process.
        """
        connection = sqlite3.connect(self._path)
        try:
            rows = connection.execute(f"{_MEMBERS} LIMIT ? OFFSET ?", (count, first))
            return [*changed_files(folder, rows)]
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise DamagedError(f"its rows can't be read: {error}") from error
        finally:
            connection.close()

    def rows_of(self, paths: Iterable[bytes]) -> Iterator[OutputRow]:
        for path in paths:
            yield from self._rows("path = ?", (path,))

    def recover_from(self, error: DamagedError) -> None:
        """Replaces the file by an empty one."""
        self._recover_from(error)

    def is_made(self, path: str) -> bool:
        """Whether a file will be in the output folder after this build."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM main.made WHERE path = :path) OR EXISTS (SELECT 1 FROM placed.outputs WHERE"
            " path = :path AND is_member = 1 AND path NOT IN (SELECT path FROM main.gone))"
        )
        return bool(self._connection.execute(query, {"path": os.fsencode(path)}).fetchone()[0])

    def made(self, path: str) -> OutputRow | None:
        """The row without its key of a file that this build has made, or need not make; else None."""
        query = "SELECT digest, size, mtime_ns FROM main.made WHERE path = ?"
        for row in self._connection.execute(query, (os.fsencode(path),)):
            return OutputRow(path, None, *row)
        return None

    def stale(self) -> dict[str, OutputRow]:
        """The files of earlier builds that are no longer made, by path, in order."""
        return {row.path: row for row in self._rows(f"{_STALE} ORDER BY path", ())}

    def moves(self) -> Iterator[tuple[str, str]]:
        """Path and waiting file of each file that is to be moved. Those from the tree come first: stylesheets and
        pictures are there before the pages that need them."""
        query = "SELECT path, file FROM main.made WHERE file IS NOT NULL ORDER BY from_tree DESC, path"
        for path, file in self._connection.execute(query):
            yield os.fsdecode(path), os.fsdecode(file)

    def promise(self) -> None:
        """Notes, before the first file is moved, that all files to be moved are ours, with unknown content."""
        facts = dict(self._read("SELECT name, value FROM placed.facts"))
        known = [facts.get(name) for name in ("files", "bytes")]
        if not all(type(value) is int for value in known):
            known = [*self._connection.execute(_COUNTED).fetchone()]
        growth = [*zip(*self._connection.execute(_GROWTH), strict=True)]
        files, size = (known[index] + sum(growth[index]) for index in (0, 1))
        self._sizes = (files, size)
        if self._exists("main.made WHERE file IS NOT NULL"):
            self._write([_TRUST, _PROMISE])

    def settle(self) -> bytes:
        """Stores the rows that are others than before, at the end of a build. Returns the token."""
        changes = self._exists("main.made WHERE is_new") or self._exists(f"placed.outputs o WHERE {_STALE}")
        if not changes and not self._distrusts and (token := self.token()):
            return token
        token = b"" if self._distrusts else os.urandom(16)
        self._write([*_SETTLE, _TRUST], zip(("token", "files", "bytes"), (token, *self._sizes), strict=True))
        if self._distrusts:  # the numbers before this build may be lost
            self._sizes = self._connection.execute(_COUNTED).fetchone()
            self._write([], zip(("files", "bytes"), self._sizes, strict=True))
        return token

    def close(self) -> None:
        self._connection.close()

    def _rows(self, which: str, parameters: tuple[Any, ...]) -> list[OutputRow]:
        rows = self._read(f"{_ROWS} WHERE {which}", parameters)
        try:
            return [*map(_checked_row, rows)]
        except DamagedError as error:
            self._recover_from(error)
            return []

    def _read(self, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._connection.execute(query, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._recover_from(error)
            return []

    def _exists(self, rows: str) -> bool:
        return bool(self._connection.execute(f"SELECT EXISTS (SELECT 1 FROM {rows})").fetchone()[0])

    def _origin(self, key: ViewKey) -> int:
        parts = (key.template, key.template_key, key.site_key, key.program_key)
        if parts not in self._origins:
            query = (
                "SELECT number FROM placed.origins WHERE (template, template_key, site_key, program_key) = (?, ?, ?, ?)"
            )
            for (number,) in self._read(query, parts):
                self._origins[parts] = number
                return int(number)
            (last,) = self._connection.execute("SELECT COALESCE(MAX(number), 0) FROM placed.origins").fetchone()
            self._origins[parts] = max(last, *self._origins.values(), 0) + 1
        return self._origins[parts]

    def _write(self, statements: Sequence[str], facts: Iterable[tuple[str, Any]] = ()) -> None:
        """Runs the statements in one transaction. If the file is found to be damaged, they run in an empty one."""
        facts = [*facts]
        try:
            self._write_once(statements, facts)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._recover_from(error)
            self._write_once(statements, facts)

    def _write_once(self, statements: Sequence[str], facts: Iterable[tuple[str, Any]]) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                execute(statement)
            put = "INSERT OR REPLACE INTO placed.facts VALUES (?, ?)"
            self._connection.executemany(put, facts)
            known = {number for (number,) in execute("SELECT number FROM placed.origins")}
            new = [(number, *parts) for parts, number in self._origins.items() if number not in known]
            if facts and new:
                self._connection.executemany("INSERT INTO placed.origins VALUES (?, ?, ?, ?, ?)", new)
                used = "SELECT origin FROM placed.outputs WHERE origin IS NOT NULL"
                execute(f"DELETE FROM placed.origins WHERE number NOT IN ({used})")
            execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                execute("ROLLBACK")

    def _recover_from(self, error: Exception) -> None:
        """Replaces the stored rows by an empty table, if the error means that the file is damaged; else raises it."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")  # of what is put together, which is in another file
        self._connection.execute("DETACH placed")
        database = Database(self._path, _SCHEMA, _VERSION)
        database.recover_from(error)
        database.close()
        self._attach()
        self._distrusts = True
        self._connection.execute("UPDATE main.made SET is_new = 1")

    def _attach(self) -> None:
        # A web server that serves the folder itself, as another user, can't read the file.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        Database(self._path, _SCHEMA, _VERSION).close()
        self._connection.execute("ATTACH ? AS placed", (os.fspath(self._path),))


def _checked_row(columns: tuple[Any, ...]) -> OutputRow:
    path, template, *keys, digest, size, mtime_ns = columns
    kinds = tuple(map(type, columns))
    is_ours = kinds in (_VIEW_TYPES, _OTHER_TYPES) and not (not path or path.startswith(b"/") or b"\0" in path)
    if not is_ours or (b".." in path and b".." in path.split(b"/")):
        raise DamagedError(f"{path!r} is no output")
    key = None if template is None else ViewKey(template, *keys)
    return OutputRow(os.fsdecode(path), key, digest, size, mtime_ns)
