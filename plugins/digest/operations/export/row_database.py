"""Rows as one SQLite file, which Datasette and every SQLite program open."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from ...errors import DigestError
from ...site.open_data.open_data_tables import KEYS, SCHEMA_VERSION, TABLES, Column, Row, Value

_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "list": "TEXT"}
_INDEXED: Final = (
    *(("articles", "published"), ("articles", "source"), ("articles", "story"), ("names", "topic")),
    *(("mentions", "article"), ("mentions", "actor"), ("quotes", "speaker")),
)


class RowDatabase:
    """A new SQLite file with all tables. Lists are JSON; true and false are 1 and 0. `close` ends it."""

    def __init__(self, file: Path, about: Mapping[str, str]) -> None:
        """`about` are lines on the whole, which the table `about` has."""
        self._connection = sqlite3.connect(file, isolation_level=None)
        # Nobody sees the file before it is whole, so that it needs no journal.
        self._connection.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {SCHEMA_VERSION}; "
            "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
            + "".join(_create(table, columns) for table, columns in TABLES.items())
            + "BEGIN"
        )
        self._connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))

    def write(self, table: str, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(TABLES[table]))
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [list(map(_plain, row)) for row in rows])

    def close(self) -> None:
        """Raises:
        DigestError: a row refers to one that isn't there.
        """
        with closing(self._connection) as connection:
            for table, column in _INDEXED:
                connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
            connection.execute("COMMIT")
            if loose := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise DigestError(f"the index of the archive doesn't fit together: {loose}; build again with --clean")


def _create(table: str, columns: tuple[Column, ...]) -> str:
    keys = [column.name for column in columns[: KEYS.get(table, 1)]]
    parts = [f'"{column.name}" {_TYPES[column.type]}{_reference(column)}' for column in columns]
    key = [f"PRIMARY KEY ({', '.join(keys)})"] if keys else []
    return f"CREATE TABLE {table} ({', '.join([*parts, *key])});"


def _reference(column: Column) -> str:
    if not column.references:
        return ""
    return f" REFERENCES {column.references} ({TABLES[column.references][0].name})"


def _plain(value: Value) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
