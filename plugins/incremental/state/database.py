"""A SQLite file that may be lost at any time.

A file of another version, of another program, or a damaged one is dropped whole with a log line, and the build goes on
as if it were the first one.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

logger = logging.getLogger(__name__)

APPLICATION_ID: Final = 0x696E6372  # "incr": tells our files from other programs'
_COMPANIONS: Final = ("", "-journal", "-wal", "-shm")  # the file itself, and what SQLite may leave beside it


class DamagedError(Exception):
    """The file holds what no build of this version could have written."""


class Database:
    """A file with the tables of `schema`, open for one build, which holds the lock."""

    def __init__(self, path: Path, schema: str, version: int, lost: Callable[[], None]) -> None:
        """Opens the file, or begins it.

        `version` is of the schema and of what its rows mean: each file has its own, so that a new version of one that
        can be made again doesn't drop one that can't. `lost` is called when the file turns out to be damaged and its
        rows are gone.
        """
        self._path = path
        self._schema = schema
        self._version = version
        self._lost = lost
        self._connection: sqlite3.Connection
        try:
            self._open()
        except (sqlite3.Error, DamagedError) as error:
            self.drop(error)

    def read(self, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """The rows of a query; none where the file is damaged."""
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            self.drop(error)
            return []

    def write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        """Runs `action` in a transaction; in an empty file if this is when the old one turns out to be damaged."""
        try:
            with self._transaction():
                action(self._connection)
        except sqlite3.Error as error:
            self.drop(error)
            with self._transaction():
                action(self._connection)

    def drop(self, error: Exception) -> None:
        """Begins an empty file, if it is damaged.

        Raises:
            sqlite3.Error: it is not damaged, but can't be used: a full disk, no permission, locked by somebody.
        """
        if isinstance(error, sqlite3.Error) and not _is_damage(error):
            raise error
        logger.warning("%s is dropped, and this build makes everything anew: %s", self._path, error)
        self._connection.close()
        for companion in _COMPANIONS:
            Path(f"{self._path}{companion}").unlink(missing_ok=True)
        self._lost()
        self._open()

    def reopen(self) -> None:
        """A connection of its own for a process that was forked: SQLite forbids sharing one."""
        self._connection = self._connected()

    def close(self) -> None:
        self._connection.close()

    def _open(self) -> None:
        new = not self._path.exists() or self._path.stat().st_size == 0
        self._connection = self._connected()
        if new:
            begin = f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {self._version};"
            self._connection.executescript(f"{begin} {self._schema} COMMIT;")
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise DamagedError("it is another program's")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version != self._version:
            raise DamagedError(f"it is of version {version}, not {self._version}")

    def _connected(self) -> sqlite3.Connection:
        # Autocommit, with transactions of our own. The lock keeps other builds out, and 5 s waits for a person who
        # looks into the file.
        return sqlite3.connect(self._path, timeout=5, isolation_level=None)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


# NOTADB and CORRUPT are what SQLite sees by itself; ERROR is a table or column that is missing.
_DAMAGE_CODES: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)


def _is_damage(error: sqlite3.Error) -> bool:
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    code = getattr(error, "sqlite_errorcode", None)  # missing where text is not UTF-8, which the module finds itself
    return code is None or code & 0xFF in _DAMAGE_CODES
