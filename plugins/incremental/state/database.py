"""A SQLite file that may be lost at any time.

If the file is damaged, of another version or another program's, it is deleted with a log line, and the build goes on as
if it were the first one.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

logger = logging.getLogger(__name__)

APPLICATION_ID: Final = 0x696E6372  # "incr": distinguishes our files from other programs'
_SUFFIXES: Final = ("", "-journal", "-wal", "-shm")  # of the file itself, and of files that SQLite may leave beside it


class DamagedError(Exception):
    """The file has content that no build of this version could have written."""


class Database:
    """A file with the tables of `schema`, open for one build, which has the lock."""

    def __init__(self, path: Path, schema: str, version: int) -> None:
        """Opens or creates the file.

        `version` is the version of the schema and of the meaning of its rows. Each file has its own, so that a new
        version of one file doesn't delete another one that can't be made again.
        """
        self.path = path
        self.connection: sqlite3.Connection
        self._schema = schema
        self._version = version
        try:
            self._open()
        except (sqlite3.Error, UnicodeDecodeError, DamagedError) as error:
            self.recover_from(error)

    def read(self, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """The rows of a query; none if the file is damaged."""
        try:
            return self.connection.execute(query, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self.recover_from(error)
            return []

    def write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        """Runs `action` in a transaction. If the file is found to be damaged, it runs again in an empty one."""
        try:
            with self._transaction():
                action(self.connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self.recover_from(error)
            with self._transaction():
                action(self.connection)

    def recover_from(self, error: Exception) -> None:
        """Replaces the file by an empty one, if the error means that it is damaged.

        Raises:
            sqlite3.Error: the file can't be used for another reason: a full disk, no permission, a lock.
        """
        if isinstance(error, sqlite3.Error) and not _is_damage(error, self.path):
            raise error
        logger.warning("%s is dropped, and this build makes everything anew: %s", self.path, error)
        self.connection.close()
        for suffix in _SUFFIXES:
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self._open()

    def close(self) -> None:
        """Closes the file. A transaction that was not committed is undone."""
        self.connection.close()

    def _open(self) -> None:
        new = not self.path.exists() or self.path.stat().st_size == 0
        # Autocommit; transactions are made explicitly. The lock excludes other builds; the timeout of 5 s is for a
        # person who reads the file at the same time.
        self.connection = sqlite3.connect(self.path, timeout=5, isolation_level=None)
        if new:
            begin = f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {self._version};"
            self.connection.executescript(f"{begin} {self._schema} COMMIT;")
        (application,) = self.connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise DamagedError("it is another program's")
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY sql"
        stored = self.connection.execute(query).fetchall()
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version != self._version:
            raise DamagedError(f"it is of version {version}, not {self._version}")
        if stored != sorted((statement.strip(),) for statement in self._schema.split(";") if statement.strip()):
            raise DamagedError("its tables are damaged")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.connection.in_transaction:
            yield  # a part of the transaction that has begun
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")


# SQLite reports NOTADB and CORRUPT for damage that it finds, and ERROR for a missing table or column.
_DAMAGE_CODES: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)


def _is_damage(error: sqlite3.Error, path: Path) -> bool:
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    code = getattr(error, "sqlite_errorcode", None)  # missing where text is not UTF-8, which the module finds itself
    if code is not None and code & 0xFF == sqlite3.SQLITE_READONLY:
        # A byte of the file's header says that only later versions of SQLite may write it.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return code is None or code & 0xFF in _DAMAGE_CODES
