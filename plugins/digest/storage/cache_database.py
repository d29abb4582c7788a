"""A SQLite file in the cache folder that may be lost at any time. A loss costs only time in the next run."""

import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar

from ..errors import DigestError
from .atomic_file import write_atomically

_log = logging.getLogger(__name__)
T = TypeVar("T")

APPLICATION_ID: Final = 0x64696743  # "digC" as a number: distinguishes our caches from other programs' files
_VERSION_TABLE: Final = "CREATE TABLE cache_version (version TEXT NOT NULL)"
_STATEMENTS: Final = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql"
_COMPANIONS: Final = ("-wal", "-shm", "-journal")  # files that SQLite may leave beside it
# SQLite reports CORRUPT and NOTADB for damage that it finds, FORMAT and ERROR for a missing table or column.
_DAMAGE_CODES: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR)


class CacheError(DigestError):
    """A cache file can't be used, for another reason than damage: a full disk, missing permission, or a lock."""


class _OtherVersionError(sqlite3.DatabaseError):
    """The file is one of our caches with other tables, or another meaning of its rows."""


class CacheDatabase:
    """The tables of one cache file.

    A file that is damaged, of another version or another program's is replaced by an empty one, with one line in the
    log. This also happens in the middle of a run: a query of a damaged file returns no rows, and rows are then written
    to the new file. SQLite doesn't notice every changed byte of a row; the caller must find those by a checksum.
    """

    def __init__(
        self,
        path: Path,
        tables: str,
        *,
        version: str,
        commit_each: bool = True,
        synchronous: Literal["OFF", "NORMAL"] = "OFF",
        check: bool = False,
        on_loss: Callable[[], object] | None = None,
    ) -> None:
        """Open or create the file at `path`.

        `tables` are CREATE statements. `version` is the version of the meaning of the rows; it may be a `code_digest`.
        A file with other tables or another version is replaced by an empty one.

        With `commit_each` every write is a separate transaction, and several processes may use the file. Without it,
        writes are only kept when `commit` is called.

        `synchronous`: after a power cut, "OFF" may leave a damaged file, "NORMAL" an older state of a sound one.

        `check` looks for damage in the whole file when it is opened, which takes as long as reading it: a file that has
        changed in any byte since it was closed is replaced by an empty one. Only one process at a time may use such a
        file.

        `on_loss` is called whenever the rows are lost, so that the caller can forget values that it read from them.

        Raises:
            CacheError: the file can't be used, for another reason than damage.
        """
        self._path = path
        self._tables = tables
        self._version = f"{version}\n{tables}"
        self._commit_each = commit_each
        self._synchronous = synchronous
        self._check = check
        self._on_loss = on_loss
        self._connection: sqlite3.Connection
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
            self._recover(error)

    def read(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; none if the file is found to be damaged.

        Raises:
            CacheError: the file is not damaged, but can't be used.
        """
        return self._try(lambda connection: connection.execute(query, parameters).fetchall())

    def write(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement. If the file is found to be damaged, it runs in a new file.

        Raises:
            CacheError: the file is not damaged, but can't be used.
        """
        self._try(lambda connection: connection.execute(statement, parameters))

    def write_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each of `rows`, in one transaction.

        If the file is found to be damaged, it runs in a new file.

        Raises:
            CacheError: the file is not damaged, but can't be used.
        """
        self._try(lambda connection: self._execute_many(connection, statement, rows))

    def commit(self) -> None:
        """Make all writes since the last commit permanent.

        Raises:
            CacheError: the file is not damaged, but can't be used.
        """
        self._try(lambda connection: connection.commit())

    def begin_anew(self, reason: object) -> None:
        """Replace the file by an empty one, because the caller has found a damaged row. `reason` is for the log."""
        self._connection.close()
        self._remove(reason)
        self._open()

    def close(self) -> None:
        """Close the file. Writes that were not committed are lost."""
        self._connection.close()
        if self._check:
            with suppress(OSError):  # without the digest, the next run checks the whole file
                write_atomically(self._digest_file, _digest_of(self._path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file. Writes are committed unless there is an exception."""
        try:
            if kind is None:
                self.commit()
        finally:
            self.close()

    def _execute_many(self, connection: sqlite3.Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        if not self._commit_each or len(rows) < 2:
            connection.executemany(statement, rows)
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany(statement, rows)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _try(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `action`. If the file is found to be damaged, the action runs again in a new file."""
        try:
            return action(self._connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._recover(error)
        try:
            return action(self._connection)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _recover(self, error: Exception) -> None:
        """Replace the file by an empty one if `error` means that it is damaged.

        Raises:
            CacheError: the error means something else.
        """
        if not _is_damage(error, self._path):
            raise self._unusable(error) from error
        if hasattr(self, "_connection"):
            self._connection.close()
        try:
            self._remove(error)
            self._open()
        except (OSError, sqlite3.Error, UnicodeDecodeError) as second:
            raise self._unusable(second) from second

    def _unusable(self, error: Exception) -> Exception:
        """The error for the caller. An error in a statement is returned unchanged."""
        if isinstance(error, (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError)):
            return error
        return CacheError(f"{self._path}: the cache can't be used: {error}")

    def _open(self) -> None:
        """Connect to the file, and make its tables if it has none.

        Raises:
            sqlite3.Error: it can't be used, or isn't ours.
        """
        was_whole = self._check and self._was_whole()
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            if _is_empty(connection):
                self._make_tables(connection)
            self._verify(connection, was_whole=was_whole)
            connection.execute("PRAGMA journal_mode = WAL")  # a third of the time for many small commits
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            if not self._commit_each:
                connection.isolation_level = "DEFERRED"  # the first write begins a transaction
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        if not _is_empty(connection):  # another process was faster
            connection.execute("ROLLBACK")
            return
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(_VERSION_TABLE)
        connection.execute("INSERT INTO cache_version VALUES (?)", (self._version,))
        for statement in _statements(self._tables):
            connection.execute(statement)
        connection.execute("COMMIT")

    @property
    def _digest_file(self) -> Path:
        return self._path.with_name(f"{self._path.name}.digest")

    def _was_whole(self) -> bool:
        """Whether the file is unchanged since it was closed; False if this isn't known, since its last run was killed.

        Raises:
            sqlite3.DatabaseError: it has changed.
        """
        try:
            digest = self._digest_file.read_bytes()
            self._digest_file.unlink()  # from now on the file may change
            if digest != _digest_of(self._path):
                raise sqlite3.DatabaseError("it is not as it was closed")
        except FileNotFoundError:
            return False
        return True

    def _verify(self, connection: sqlite3.Connection, *, was_whole: bool) -> None:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            raise sqlite3.DatabaseError("it is another program's file")
        if connection.execute("SELECT version FROM cache_version").fetchall() != [(self._version,)]:
            raise _OtherVersionError("another version of this program made it")
        statements = [statement for (statement,) in connection.execute(_STATEMENTS)]
        if statements != sorted((_VERSION_TABLE, *_statements(self._tables))):
            raise sqlite3.DatabaseError("its tables are damaged")
        # Not quick_check, which doesn't compare the indices with the rows.
        if self._check and not was_whole and connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("it is damaged")

    def _remove(self, reason: object) -> None:
        """Move the file to another name, since it may be another program's.

        A file of another version of this program is deleted.
        """
        aside = self._path.with_name(f"{self._path.name}.unusable")
        self._digest_file.unlink(missing_ok=True)
        for suffix in _COMPANIONS:
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        if isinstance(reason, _OtherVersionError):
            self._path.unlink(missing_ok=True)
            _log.warning("%s is begun anew: %s", self._path, reason)
        else:
            self._path.replace(aside)
            _log.warning("%s can't be used (%s): it is set aside as %s and begun anew", self._path, reason, aside.name)
        if self._on_loss:
            self._on_loss()


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(tables) == 0


def _statements(tables: str) -> list[str]:
    """The CREATE statements of `tables`, in the form in which SQLite stores them."""
    return [statement.strip() for statement in tables.split(";") if statement.strip()]


def _digest_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.blake2b).hexdigest().encode()


def _is_damage(error: Exception, path: Path) -> bool:
    """Whether an error means that the file is damaged, rather than a full disk or an error in a statement."""
    if isinstance(error, UnicodeDecodeError):
        return True  # in the names of tables, or in an error message that quotes them
    if isinstance(error, (sqlite3.ProgrammingError, sqlite3.IntegrityError)):
        return False
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code: int | None = getattr(
        error, "sqlite_errorcode", None
    )  # missing for our own errors, and for text that isn't UTF-8
    if code is not None and (code & 0xFF) == sqlite3.SQLITE_READONLY:
        # A damaged byte in the file's header says that only later versions of SQLite may write it.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return code is None or (code & 0xFF) in _DAMAGE_CODES
