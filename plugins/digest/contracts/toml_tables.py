"""Reads TOML files of the editor's that consist of tables `[[so]]`, and names the places of mistakes in them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import ConfigurationError
from ..storage.regular_file import read_regular_text

_Tables = TypeVar("_Tables", bound=BaseModel)
_HEAD: Final = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")


def load_tables(path: Path, nothing: _Tables, tables: Mapping[str, type[BaseModel]]) -> tuple[_Tables, str]:
    """What a file says, and its text; `nothing`, a model without any table, and no text where there is no such file.
    `tables` are the models of the tables by their names.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else; a line for each mistake names
            the file, the line and what is expected, and repeats no value.
    """
    try:
        text = read_regular_text(path)
    except FileNotFoundError:
        return nothing, ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error
    return tables_in(text, path, nothing, tables), text


def tables_in(text: str, path: Path, nothing: _Tables, tables: Mapping[str, type[BaseModel]]) -> _Tables:
    """What the text of the file at `path` says; see `load_tables`.

    Raises:
        ConfigurationError: it isn't TOML, or holds something else.
    """
    try:
        return type(nothing).model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    except ValidationError as error:
        keys = {name: tuple(table.model_fields) for name, table in tables.items()}
        raise ConfigurationError("\n".join(_table_faults(path, text, error, keys))) from error


def _table_faults(path: Path, text: str, error: ValidationError, keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
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
