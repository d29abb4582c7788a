"""Names the places of mistakes in a TOML file of the editor's that consists of tables `[[so]]`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

_HEAD: Final = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")


def table_faults(path: Path, text: str, error: ValidationError, keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line for each mistake: file, line, table, key, and what is expected. `keys` are those of each table."""
    for fault in error.errors():
        yield f"{path}{_place(text, fault['loc'])}: {_expected(fault, keys)}"


def table_place(text: str, table: str, index: int) -> str:
    """Where a table is, counted from 0 among those of its name: ", line 12, [[untag]] 2"."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if (m := _HEAD.match(line)) and m[1] == table]
    line = f", line {lines[index]}" if index < len(lines) else ""
    return f"{line}, [[{table}]] {index + 1}"


def _place(text: str, location: tuple[Any, ...]) -> str:
    """Where in the file a mistake is: ", line 12, [[untag]] 2, name"."""
    table, *rest = location
    if not rest or not isinstance(rest[0], int):
        return f", {table}"
    return "".join((table_place(text, table, rest[0]), *(f", {key}" for key in rest[1:])))


def _expected(fault: Any, keys: Mapping[str, Sequence[str]]) -> str:
    if fault["type"] == "extra_forbidden":
        expected = keys.get(str(fault["loc"][0])) or [f"[[{name}]]" for name in keys]
        return f"there is no such key: expected {', '.join(expected)}"
    if fault["type"] == "missing":
        return "it is missing"
    return str(fault["msg"]).removeprefix("Value error, ")
