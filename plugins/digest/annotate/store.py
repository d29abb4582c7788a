"""What was annotated before: one row per text in SQLite, which may be deleted at any moment and costs only time."""

import json
import logging
import sqlite3
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from .records import Annotation, annotation_from_row

log = logging.getLogger(__name__)

# "digA" as a number: tells our file from another program's.
APPLICATION_ID: Final = 0x64696741

# To be raised when the table or the JSON in it changes.
VERSION: Final = 2


class Store:
    """Annotations by key. Each row is written by itself, so that a killed run keeps what it has done."""

    def __init__(self, file: Path, rules: str) -> None:
        """Opens or makes `file`; rows that other `rules` made are dropped, since nobody will ask for them again."""
        self._file = file
        self._rules = rules
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError as error:
            self._connection = self._begun_anew(error)

    def get(self, key: str) -> Annotation | None:
        """The annotation under `key`; None where there is none that can be read."""
        try:
            row = self._connection.execute("SELECT record FROM annotations WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            self._connection = self._begun_anew(error)
            return None
        if row is None:
            return None
        try:
            return annotation_from_row(json.loads(row[0]))
        except (ValueError, TypeError) as error:
            log.warning("%s: row %s can't be read (%s): its text is read again", self._file, key, error)
            return None

    def __len__(self) -> int:
        """How many annotations there are."""
        (count,) = self._connection.execute("SELECT count(*) FROM annotations").fetchone()
        return int(count)

    def put(self, key: str, annotation: Annotation) -> None:
        """Keeps an annotation under `key`: as arrays, which are half as long as objects and read in half the time."""
        record = json.dumps(astuple(annotation))
        try:
            self._connection.execute("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", (key, self._rules, record))
        except sqlite3.DatabaseError as error:
            log.warning("%s: can't be written (%s): this run goes on without it", self._file, error)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=30, isolation_level=None)
        try:
            self._set_up(connection)
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _set_up(self, connection: sqlite3.Connection) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != APPLICATION_ID:
            raise sqlite3.DatabaseError("it is another program's database")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if tables and version != VERSION:
            connection.execute("DROP TABLE IF EXISTS annotations")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS annotations (key TEXT PRIMARY KEY, rules TEXT, record TEXT) WITHOUT ROWID"
        )
        connection.execute("DELETE FROM annotations WHERE rules != ?", (self._rules,))

    def _begun_anew(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """A new file; the one that can't be used is set aside under another name."""
        aside = self._file.with_name(f"{self._file.name}.unusable")
        for suffix in ("-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        self._file.replace(aside)
        log.warning("%s: can't be used (%s): set aside as %s and begun anew", self._file, error, aside.name)
        return self._opened()
