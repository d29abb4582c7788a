"""Writing only the rows that differ: what is written counts as changed."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]


def replace_rows(
    connection: sqlite3.Connection, table: str, where: str, values: Sequence[Any], rows: Iterable[Row]
) -> tuple[Collection[Row], Collection[Row]]:
    """Makes `rows` the rows of `table` for which the condition `where` holds with these values. Returns the rows that
    were deleted and those that were inserted. All names come from the program, and all values are bound."""
    before = set(connection.execute(f"SELECT * FROM {table} WHERE {where}", values))
    after = set(rows)
    return write_differences(connection, table, before, after)


def write_differences(
    connection: sqlite3.Connection, table: str, before: Collection[Row], after: Collection[Row]
) -> tuple[Collection[Row], Collection[Row]]:
    """Makes the rows `before` of a table into the rows `after`, and returns those deleted and those inserted."""
    old, new = set(before), set(after)
    deleted, inserted = old - new, new - old
    if deleted:
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        condition = " AND ".join(f"{name} IS ?" for name in columns)
        connection.executemany(f"DELETE FROM {table} WHERE {condition}", deleted)
    if inserted:
        marks = ", ".join("?" * len(next(iter(inserted))))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", sorted(inserted, key=repr))
    return deleted, inserted
