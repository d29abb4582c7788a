"""Reads TOML files of the editor's that have lists or tables `[[so]]`, and names the places of mistakes in them."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import ConfigurationError
from ..storage.regular_file import read_regular_text
from .subscription_suggestions import shown_key, similar_word
from .toml_fault import Place, key_lines, line_of, plain_toml_fault

_Tables = TypeVar("_Tables", bound=BaseModel)
_EXPECTED: Final = {  # by the name of pydantic's error
    "tuple_type": "a list in [ ]",
    "string_type": 'text in quotation marks, "so"',
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}
_OF_PYDANTIC: Final = re.compile(r"^(?:Input|String|Tuple) should (?:be|have) ")


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
        faults = list(_keys_that_stand_twice(text, tables)) or [f": {plain_toml_fault(text, error)}"]
        raise ConfigurationError("\n".join(f"{path}{fault}" for fault in faults)) from error
    except ValidationError as error:
        faults = list(_table_faults(text, error, type(nothing), tables))
        raise ConfigurationError("\n".join(f"{path}{fault}" for fault in faults)) from error


def table_place(text: str, table: str, index: int) -> str:
    """Where a table is, counted from 0 among those of its name: ", line 12, [[untag]] 2"."""
    return _place(text, (table, index), {table})


def _place(text: str, place: Place, tables: Collection[str]) -> str:
    """Where in the file something is: ", line 12, [[untag]] 2, name"."""
    number = line_of(text, place)
    names = [f"entry {part + 1}" if isinstance(part, int) else shown_key(part) for part in place]
    if len(place) > 1 and place[0] in tables:
        names[:2] = [f"[[{place[0]}]] {int(place[1]) + 1}"]
    return "".join(f", {part}" for part in ([f"line {number}"] if number else []) + names)


def _keys_that_stand_twice(text: str, tables: Collection[str]) -> Iterator[str]:
    """A line for each; those at the top of a file have lists."""
    for place, lines in key_lines(text).items():
        if len(lines) > 1:
            numbers = f"{', '.join(map(str, lines[:-1]))} and {lines[-1]}"
            expected = "it once" if len(place) > 1 else "one list with the entries of all"
            yield f"{_place(text, place, tables)}: it stands in lines {numbers}: expected {expected}"


def _table_faults(
    text: str, error: ValidationError, file: type[BaseModel], tables: Mapping[str, type[BaseModel]]
) -> Iterator[str]:
    """A line for each mistake in the order of the file: the line there, table, key, and what is expected. There is none
    for a key that is missing since it is misspelt, and one for all entries of a list of another form."""
    unknown = [fault["loc"] for fault in error.errors() if fault["type"] == "extra_forbidden"]
    keys = {place: tuple((tables[str(place[0])] if len(place) > 1 else file).model_fields) for place in unknown}
    meant = {place: similar_word(str(place[-1]), keys[place], {}) for place in unknown}
    misspelt = {(*place[:-1], key) for place, key in meant.items()}
    told: set[str | int] = set()
    for fault in sorted(error.errors(), key=lambda fault: line_of(text, fault["loc"])):
        place = fault["loc"]
        heads = {name: f"[[{name}]]" for name in tables if len(place) == 1}
        if place in meant:
            expected = ", ".join(heads.get(key, key) for key in keys[place])
            question = _question(heads.get(meant[place], meant[place]))
            yield f"{_place(text, place, tables)}: there is no such key: expected {expected}{question}"
        elif fault["type"] != "missing" or place not in misspelt:
            form = file.model_fields[str(place[0])].description
            if form and place[0] in told:
                continue
            told.add(place[0])
            yield f"{_place(text, place, tables)}: {f'expected {form}' if form else _expected(fault)}"


def _expected(fault: Any) -> str:
    place, kind = fault["loc"], fault["type"]
    if kind == "missing":
        return "it is missing"
    if kind in ("tuple_type", "model_type") and len(place) <= 2:
        return f"expected [[{place[0]}]] on a line of its own before the keys of each"
    if kind == "literal_error":
        expected = str(fault["ctx"]["expected"]).replace("'", '"')
        meant = similar_word(str(fault["input"]), re.findall('"(.+?)"', expected), {})
        return f"expected {expected}{_question(meant and json.dumps(meant))}"
    if kind in _EXPECTED:
        return f"expected {_EXPECTED[kind]}"
    return _OF_PYDANTIC.sub("expected ", str(fault["msg"]).removeprefix("Value error, "))


def _question(meant: str) -> str:
    return f"; did you mean {meant}?" if meant else ""
