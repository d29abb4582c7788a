"""The mistakes in subscriptions.toml, each with its place: the feed, the key, the present value, the expected value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from .subscription_suggestions import (
    KEYS,
    OTHER_NAMES,
    OTHER_TABLES,
    SHOWN_CHARS,
    TABLES,
    shown,
    shown_key,
    shown_value,
    similar_word,
    suggested_value,
)
from .toml_fault import Place

PlacedFault: TypeAlias = tuple[Place, str]  # where it is in the file, and what to say

_EXAMPLES: Final = {"url": '"https://wire.example.org/feed.xml"', "name": '"Example Wire"'}


def without_misplaced(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[PlacedFault]]:
    """The tables of the file that have the form of tables, and a fault for everything else that stands at its top."""
    tables: dict[str, Any] = {}
    faults: list[PlacedFault] = []
    keys: dict[str, list[str]] = {}  # that stand above the first table, by where they belong
    for name, value in data.items():
        if name not in TABLES and not _has_tables(value):
            keys.setdefault(_tables_of(name), []).append(name)
        elif fault := _table_fault(name, value):
            faults.append(((name,), fault))
        else:
            tables[name] = value
    if "[[feed]]" in keys:  # "lang" and "keep" go with the URL beside them
        keys["[[feed]]"] += keys.pop("[[feed]] or [filter] or [retention]", [])
        keys["[[feed]]"] += keys.pop("[[feed]] or [filter]", [])
    faults += (
        ((names[0],), f"{_listed(names)} above the first table: expected below {where}")
        for where, names in keys.items()
    )
    return tables, faults


def _listed(keys: Sequence[str]) -> str:
    return f"{', '.join(map(shown_key, keys))} {'stands' if len(keys) == 1 else 'stand'}"


def _has_tables(value: object) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value)
    return isinstance(value, Mapping) or (is_list and all(isinstance(own, Mapping) for own in value))  # type: ignore[attr-defined]


def _tables_of(key: str) -> str:
    """The heads of the tables that a key belongs to, or that it is misspelt or otherwise called in."""
    homes = [table for table, keys in KEYS.items() if key in keys]
    similar = [table for table, keys in KEYS.items() if similar_word(key, keys, OTHER_NAMES)]
    return " or ".join(map(_head, homes or similar or TABLES))


def _table_fault(name: str, value: object) -> str:
    is_table, is_list = isinstance(value, Mapping), isinstance(value, list | tuple)
    if name == "feed":
        if is_table:
            named = next((key for key, own in value.items() if isinstance(own, Mapping)), "")  # type: ignore[attr-defined]
            head = f"[feed.{named}]" if named else "[feed]"
            return f"{head} is one table: expected [[feed]], in double brackets, above each feed"
        if not is_list:
            return f"feed = {shown(value)}: expected [[feed]] on a line of its own above each feed"
        return ""
    if name in TABLES:
        if is_list and all(isinstance(own, Mapping) for own in value):  # type: ignore[attr-defined]
            return f"[[{name}]] is a list of tables: expected [{name}], in single brackets, once"
        return "" if is_table else f"{name} = {shown(value)}: expected a table [{name}] with a key on each line"
    head = f"[{shown_key(name)}]" if is_table else f"[[{shown_key(name)}]]"
    meant = similar_word(name, tuple(TABLES), OTHER_TABLES)
    question = f"; did you mean {_head(meant)}?" if meant else ""
    return f"{head}: there is no such table: expected [fetch], [filter], [retention], [versions] or [[feed]]{question}"


def _head(table: str) -> str:
    return "[[feed]]" if table == "feed" else f"[{table}]"


def value_faults(data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> Iterator[PlacedFault]:
    """A fault for each of pydantic's errors about the tables of the file."""
    unknown = {tuple(error["loc"]) for error in errors if error["type"] == "unexpected_keyword_argument"}
    for error in errors:
        location = tuple(error["loc"])
        table, place = str(location[0]), location[1:]
        entry = ""
        if table == "feed" and place:
            entry = f"{feed_name(data, int(place[0]))}: "
            place = place[1:]
        elif place:
            entry = f"[{table}]: "
        if not place:
            yield location, f"{entry}{shown(error['input'])}: expected a table [[feed]] with a key on each line"
            continue
        if "retention" in (table, place[0]):
            yield location, entry + _retention_fault(table, place, error)
            continue
        if error["type"] == "missing":
            missing = [
                own["loc"][-1] for own in errors if own["type"] == "missing" and own["loc"][:-1] == location[:-1]
            ]
            missing = [key for key in missing if not _is_misspelt(key, location[:-1], unknown, table)]
            if missing[:1] == [place[-1]]:  # one mistake, one line
                examples = " and ".join(f"{key} = {_EXAMPLES[key]}" for key in missing)
                yield location, f"{entry}{' and '.join(missing)} missing: expected {examples}, or the like"
            continue
        yield location, entry + _value_fault(table, place, error)


def _retention_fault(table: str, place: tuple[Any, ...], error: Mapping[str, Any]) -> str:
    """A fault in [retention], in a table of it for a section, or in `retention` of a feed."""
    if table == "feed":
        before, place = "retention: ", place[1:]
    elif place[0] == "sections" and len(place) > 1:
        before, place = f"sections.{shown_key(str(place[1]))}: ", place[2:]
    else:
        before = ""
    keys = ("keep", "thin") if before else KEYS["retention"]
    if not place or place == ("sections",):
        form = "[retention.sections.NAME]" if place else '{ keep = "400 days", thin = "90 days" }'
        return f"{before}{shown(error['input'])}: expected a table {form}, one key of it or both"
    if error["type"] == "unexpected_keyword_argument":
        meant = similar_word(str(place[0]), keys, OTHER_NAMES)
        question = f"; did you mean {meant}?" if meant else ""
        return f"{before}{shown_key(str(place[0]))}: there is no such key: expected one of {', '.join(keys)}{question}"
    return before + _value_fault("retention", place, error)


def _value_fault(table: str, place: tuple[Any, ...], error: Mapping[str, Any]) -> str:
    key, kind, value = str(place[0]), error["type"], error["input"]
    if kind == "unexpected_keyword_argument":
        return _unknown_key(table, key)
    expected = _expected(error)
    if len(place) > 1:
        return f"{key}: entry {int(place[1]) + 1} is {shown_value(key, value)}: expected {expected}"
    suggestion = suggested_value(table, key, value)
    question = f"; did you mean {suggestion}?" if suggestion else ""
    return f"{key} = {shown_value(key, value)}: expected {expected}{question}"


def _expected(error: Mapping[str, Any]) -> str:
    """What is expected instead of a value; the limits of `subscriptions` say it in words."""
    if error["type"] in ("tuple_type", "list_type"):
        return "a list"
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"]).replace("'", '"')
    return str(error["msg"]).removeprefix("expected ")


def _unknown_key(table: str, key: str) -> str:
    name = shown_key(key)
    if table == "feed" and key in KEYS["retention"]:
        return f'{name}: there is no such key here: expected in a table, retention = {{ {name} = "90 days" }}'
    others = {other: similar_word(key, keys, {}) for other, keys in KEYS.items() if other != table}
    elsewhere = [other for other, similar in others.items() if similar == key]
    if elsewhere:
        return f"{name}: there is no such key here: expected below {' or '.join(map(_head, elsewhere))}"
    if similar := similar_word(key, KEYS[table], OTHER_NAMES):
        return f"{name}: there is no such key; did you mean {similar}? Expected one of {', '.join(KEYS[table])}"
    for other, similar in others.items():
        if similar:
            return f"{name}: there is no such key; did you mean {similar}, which is expected below {_head(other)}?"
    return f"{name}: there is no such key: expected one of {', '.join(KEYS[table])}"


def _is_misspelt(key: object, parent: tuple[Any, ...], unknown: set[tuple[Any, ...]], table: str) -> bool:
    """Whether an unknown key beside a missing one was meant for it."""
    return any(
        place[:-1] == parent and similar_word(str(place[-1]), KEYS[table], OTHER_NAMES) == key for place in unknown
    )


def feed_name(data: Mapping[str, Any], index: int) -> str:
    """How messages call a feed: "feed 3 ('Example Wire')", by its number and its name or address."""
    feeds = data.get("feed")
    table = feeds[index] if isinstance(feeds, list | tuple) and index < len(feeds) else None
    if not isinstance(table, Mapping):
        return f"feed {index + 1}"
    name = table.get("name") or _without_password(table.get("url"))
    return f"feed {index + 1}" + (f" ({str(name)[:SHOWN_CHARS]!r})" if name else "")


def _without_password(url: object) -> str:
    return str(url or "").rpartition("@")[2]
