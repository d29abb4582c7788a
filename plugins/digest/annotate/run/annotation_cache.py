"""What was annotated before: one row per text in SQLite, which may be deleted at any moment and costs only time."""

import json
import logging
import marshal
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ..records import Actor, Annotation, Kind, annotation_from_row

log = logging.getLogger(__name__)

# "digA" as a number: tells our file from another program's.
APPLICATION_ID: Final = 0x64696741

# To be raised when the tables or what is in them changes.
VERSION: Final = 4

# Python's own form of lists and strings: it is read in a third of JSON's time, but only what is whole may be given to
# it, so that each record has a checksum before it.
MARSHAL_VERSION: Final = 4
CHECKSUM_BYTES: Final = 8

# The number of actors that could not be written down; no row has it, since SQLite counts from 1.
UNKNOWN: Final = 0


TABLES: Final = (
    "annotations (key BLOB PRIMARY KEY, rules TEXT, made_for INTEGER, record BLOB)",
    "followed (number INTEGER PRIMARY KEY, actors TEXT UNIQUE)",
)


@dataclass(frozen=True, slots=True)
class CachedAnnotation:
    """An annotation, without the id of its text, and the number of the actors that it was made for."""

    made_for: int
    annotation: Annotation


class AnnotationCache:
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

    def get(self, keys: Sequence[bytes]) -> dict[bytes, CachedAnnotation]:
        """What is kept under `keys`, those left out where there is nothing that can be read."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, made_for, record FROM annotations WHERE key IN ({marks})"  # noqa: S608  marks only
        try:
            rows = self._connection.execute(query, keys).fetchall()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            self._connection = self._begun_anew(error)
            return {}
        found = {}
        for key, made_for, record in rows:
            try:
                found[key] = CachedAnnotation(made_for, annotation_from_row(_read(key, record)))
            except (ValueError, TypeError) as error:
                log.warning("%s: row %s can't be read (%s): its text is read again", self._file, key.hex(), error)
        return found

    def __len__(self) -> int:
        """How many annotations there are."""
        (count,) = self._connection.execute("SELECT count(*) FROM annotations").fetchone()
        return int(count)

    def put(self, key: bytes, kept: CachedAnnotation) -> None:
        """Keeps an annotation under `key`."""
        row = (key, self._rules, kept.made_for, _written(key, kept.annotation))
        self._write("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?, ?)", [row])

    def confirm(self, keys: Sequence[bytes], made_for: int) -> None:
        """Notes that what is kept under `keys` is right for other actors too."""
        self._write("UPDATE annotations SET made_for = ? WHERE key = ?", [(made_for, key) for key in keys])

    def actors(self, number: int) -> tuple[Actor, ...] | None:
        """The followed actors with that number; None where they can't be told."""
        try:
            row = self._connection.execute("SELECT actors FROM followed WHERE number = ?", (number,)).fetchone()
            return tuple(_actor(*one) for one in json.loads(row[0])) if row else None
        except (sqlite3.DatabaseError, ValueError, TypeError):
            return None

    def number(self, actors: Sequence[Actor]) -> int:
        """The number of these actors, which they get where they have none. What no annotation was made for goes."""
        record = json.dumps([astuple(one) for one in actors])
        self._write(
            "DELETE FROM followed WHERE actors != ? AND number NOT IN (SELECT made_for FROM annotations)", [(record,)]
        )
        self._write("INSERT OR IGNORE INTO followed (actors) VALUES (?)", [(record,)])
        try:
            row = self._connection.execute("SELECT number FROM followed WHERE actors = ?", (record,)).fetchone()
        except sqlite3.DatabaseError:
            row = None  # it was logged when they could not be written
        return int(row[0]) if row else UNKNOWN

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
            connection.execute("DROP TABLE IF EXISTS followed")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        for table in TABLES:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        connection.execute("DELETE FROM annotations WHERE rules != ?", (self._rules,))

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.DatabaseError as error:
            log.warning("%s: can't be written (%s): this run goes on without it", self._file, error)

    def _begun_anew(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """A new file; the one that can't be used is set aside under another name."""
        aside = self._file.with_name(f"{self._file.name}.unusable")
        for suffix in ("-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        self._file.replace(aside)
        log.warning("%s: can't be used (%s): set aside as %s and begun anew", self._file, error, aside.name)
        return self._opened()


def _written(key: bytes, annotation: Annotation) -> bytes:
    _, *parts = astuple(annotation)
    record = marshal.dumps(parts, MARSHAL_VERSION)
    return _checksum(key, record) + record


def _read(key: bytes, record: bytes) -> list[Any]:
    """The parts of an annotation but its id.

    Raises:
        ValueError: it isn't what `_written` made.
    """
    content = record[CHECKSUM_BYTES:]
    if record[:CHECKSUM_BYTES] != _checksum(key, content):
        raise ValueError("it is damaged")
    parts: list[Any] = marshal.loads(content)  # noqa: S302  it is what we wrote, as the checksum says
    return parts


def _checksum(key: bytes, record: bytes) -> bytes:
    return blake2b(record, key=key, digest_size=CHECKSUM_BYTES).digest()


def _actor(
    name: str, kind: Kind, slug: str, aliases: list[str], wikidata: str, never: list[str], merge: list[str], *rest: Any
) -> Actor:
    return Actor(name, kind, slug, tuple(aliases), wikidata, tuple(never), tuple(merge), *rest)
