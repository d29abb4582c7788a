"""The file of the index, open: one SQLite database in the cache folder, which may be deleted at any time."""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from ..errors import DamagedIndexError
from ..storage.cache_database import CacheError
from ..storage.code_digest import code_digest
from .model.list_names import QUOTES
from .schema import TABLES, triggers

INDEX_FILE: Final = "archive.sqlite"
# What decides which rows there are. Annotations have a cache of their own, which outlives a change of other packages.
PROGRAM: Final = ("digest.archive", "digest.annotate", "digest.stories", "digest.markup", "digest.site.load")
_APPLICATION_ID: Final = 0x64696749  # "digI" as a number
_COMPANIONS: Final = ("-wal", "-shm", "-journal")  # files that SQLite may leave beside it
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_BUSY_S: Final = 30  # how long another process's update is waited for
_log = logging.getLogger(__name__)


class IndexFile:
    """The index of one archive. Its tables are described in `schema`.

    `version` changes with every update that wrote something; `changed_since` has the keys of the questions that may
    have another answer since. After a fork each process reads through a connection of its own.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, or begins it anew where it is missing, damaged or made by another program.

        Raises:
            CacheError: the file can't be used, for another reason than damage.
        """
        self._path = path
        self._connection, self._process = self._opened(), os.getpid()
        self.is_new = self._state("generation") == 0

    @property
    def connection(self) -> sqlite3.Connection:
        if self._process != os.getpid():  # SQLite's connections must not be carried over a fork
            self._connection, self._process = _connected(self._path), os.getpid()
        return self._connection

    @property
    def version(self) -> str:
        return f"{self._state('identity')} {self._state('generation')}"

    def changed_since(self, version: str) -> frozenset[str] | None:
        """The keys of questions that may have another answer than at a version; None if that was another index."""
        identity, _, generation = version.partition(" ")
        if identity != self._state("identity") or not generation.isdigit():
            return None
        return frozenset(
            key for (key,) in self.rows("SELECT key FROM changed WHERE generation > ?", (int(generation),))
        )

    def changed_articles(self) -> set[str]:
        """The ids of the articles whose events have changed in the update that goes on; all of a new index."""
        if self.is_new:
            return {id_ for (id_,) in self.rows("SELECT id FROM articles")}
        return self._changed_now("event/")

    def changed_months(self) -> set[str]:
        """The months ("2026-11") of which other pages are there since the update that goes on; all of a new index."""
        if self.is_new:
            query = "SELECT month FROM months UNION SELECT substr(day, 1, 7) FROM story_days"
            return {month for (month,) in self.rows(query)}
        ends = (self._changed_now(prefix) for prefix in ("full/", "told/", "months/", f"list/{QUOTES}/"))
        return {end for end in set().union(*ends) if _MONTH.fullmatch(end)}

    def _changed_now(self, prefix: str) -> set[str]:
        """What follows a prefix in the keys that have changed in the update that goes on."""
        query = "SELECT key FROM changed WHERE generation = ? AND key >= ? AND key < ?"
        rows = self.rows(query, (self._state("generation"), prefix, f"{prefix}~"))
        return {key.removeprefix(prefix) for (key,) in rows}

    @contextmanager
    def updating(self) -> Iterator[sqlite3.Connection]:
        """One update of the index: all of it is kept, or nothing where the block raises.

        Raises:
            DamagedIndexError: the file is damaged. It has been removed.
        """
        connection = self.connection
        with self._damage_removed():
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
                yield connection
                if self.is_new:
                    for _, statement in triggers():
                        connection.execute(statement)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            _empty_log(connection)
        self.is_new = False

    def rows(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query.

        Raises:
            DamagedIndexError: the file is damaged. It has been removed.
        """
        with self._damage_removed():
            return self.connection.execute(query, parameters).fetchall()

    def each_row(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that makes each when it is asked for, where a caller may stop before the last.

        Raises:
            DamagedIndexError: the file is damaged. It has been removed.
        """
        with self._damage_removed():
            yield from self.connection.execute(query, parameters)

    def value(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the only row of a query; None where there is no row."""
        rows = self.rows(query, parameters)
        return rows[0][0] if rows else None

    def article_at(self, path: str) -> str | None:
        """The id of the article whose page is at a path, with or without slashes around it; None for no article."""
        path = path.strip("/")
        id_: str | None = self.value("SELECT id FROM articles WHERE path IN (?, ?)", (path, f"{path}/"))
        return id_

    def remove(self) -> None:
        """Closes and deletes the file."""
        with suppress(sqlite3.Error):
            self._connection.close()
        for suffix in ("", *_COMPANIONS):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def begin_anew(self, reason: str) -> None:
        """Replaces the index by an empty one. `reason` is for the log."""
        self.remove()
        _log.warning("%s is made anew: %s", self._path, reason)
        self._connection, self._process = self._opened(), os.getpid()
        self.is_new = True

    def close(self) -> None:
        self.connection.close()

    def _state(self, name: str) -> Any:
        return self.value("SELECT value FROM state WHERE name = ?", (name,))

    def _opened(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _verified(_connected(self._path))
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                    raise
                _log.warning("%s is made anew: %s", self._path, error)
                for suffix in ("", *_COMPANIONS):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                return _verified(_connected(self._path))
        except (OSError, sqlite3.Error) as error:
            raise CacheError(f"{self._path}: the index can't be used: {error}") from error

    @contextmanager
    def _damage_removed(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, (sqlite3.ProgrammingError, sqlite3.IntegrityError)) or not _is_damage(error):
                raise
            self.remove()
            raise DamagedIndexError(f"{self._path} was damaged ({error}) and is removed: build again") from error


def existing_index(path: Path) -> IndexFile | None:
    """The index that this program has made at a path; None where there is none."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        program = connection.execute("SELECT value FROM state WHERE name = 'program'").fetchone()
        connection.close()
    except sqlite3.Error:
        return None
    return IndexFile(path) if program == (code_digest(*PROGRAM),) else None


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -32768")  # 32 MB
    connection.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced counts as deleted
    return connection


def _empty_log(connection: sqlite3.Connection) -> None:
    """Takes what the write-ahead log has into the file, unless somebody reads: the next update does it then. A process
    makes one update, so that SQLite, which empties the log with the update after, never would."""
    connection.execute("PRAGMA busy_timeout = 1000")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_S * 1000}")


def _verified(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, whose file has our tables, made by this program.

    Raises:
        sqlite3.DatabaseError: it has not.
    """
    program = code_digest(*PROGRAM)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        connection.executescript(f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA journal_mode = WAL; {TABLES}")
        state = {"identity": token_hex(8), "generation": 0, "program": program}
        connection.executemany("INSERT INTO state VALUES (?, ?)", state.items())
    if connection.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
        raise sqlite3.DatabaseError("it is another program's file")
    if connection.execute("SELECT value FROM state WHERE name = 'program'").fetchone() != (program,):
        raise sqlite3.DatabaseError("another version of this program made it")
    return connection


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR)
    return code is None or (code & 0xFF) in damage
