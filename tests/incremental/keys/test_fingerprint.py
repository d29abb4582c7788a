"""The digest of a view: the same for the same value, another for any other."""

import enum
import math
import subprocess
import sys
from dataclasses import dataclass, field, make_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzlocal, tzoffset, tzutc  # type: ignore[import-untyped]  # ships no types
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.utils import SafeDatetime

from incremental.keys import fingerprint as fingerprint_module
from incremental.keys.fingerprint import DIGEST_BYTES, Fingerprinter, fingerprint

PLUGINS = Path(__file__).parents[3] / "plugins"


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Single:
    value: Any


@dataclass(frozen=True, slots=True)
class Empty:
    pass


@dataclass(frozen=True)
class Unslotted:
    title: str

    @cached_property
    def loud(self) -> str:
        return self.title.upper()


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Number(enum.IntEnum):
    ONE = 1


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ("b",)), (("a",), "b")),
        ((), ((),)),
        ((), []),
        (("a",), ["a"]),
        ([["a"], "b"], [["a", "b"]]),
        (1, True),
        (0, False),
        (1, "1"),
        (1, 1.0),
        (0.0, -0.0),
        (None, ""),
        (None, False),
        (None, ()),
        ("a", b"a"),
        ("a", Markup("a")),
        (Markup("a"), ("a",)),
        ("é", "e\u0301"),
        ("\ud800", "?"),
        ({"a": 1}, {"a": "1"}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": "b"}, ("a", "b")),
        ({"a": "b"}, {"ab": ""}),
        ({}, ()),
        (Card("a"), Pair("a")),
        (Card("a"), ("a", ())),
        (Card("a", ("b",)), Card("ab")),
        (Single(Card("a")), Card("a")),
        (Empty(), Single(())),
        (Colour.RED, Colour.BLUE),
        (Colour.RED, 1),
        (Number.ONE, 1),
        (NOON, NOON + timedelta(microseconds=1)),
        (NOON, NOON.astimezone(ZoneInfo("Europe/Prague"))),
        (NOON, NOON.astimezone(timezone(timedelta(0), "Z"))),
        (NOON, NOON.astimezone(tzutc())),
        (NOON, NOON.isoformat()),
        (NOON, SafeDatetime(2026, 11, 22, 12, tzinfo=UTC)),
        (NOON.date(), NOON),
        (date(2026, 11, 22), "2026-11-22"),
        (
            datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Prague"), fold=0),
            datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Prague"), fold=1),
        ),
        (2**70, 2**71),
        (float("inf"), float("-inf")),
        # What the rewriting makes of values, as values.
        ((0, "a"), ("a",)),
        ((3, "a"), Markup("a")),
    ],
)
def test_values_that_a_template_can_tell_apart_differ(one: Any, other: Any) -> None:
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(Single(one)) != fingerprint(Single(other))


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters())
    | st.text(max_size=3).map(Markup)
    | st.binary(max_size=5)
    | st.dates()
    | st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Europe/Prague"), tzoffset(None, 7200)]))
    | st.sampled_from(Colour)
)
VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | inner.map(Single)
    ),
    max_leaves=8,
)


def strictly(value: Any) -> Any:
    """A value that is equal to another's only if types and contents are the same all the way down."""
    match value:
        case dict():
            return ("dict", [(key, strictly(item)) for key, item in value.items()])
        case list() | tuple():
            return (type(value), [strictly(item) for item in value])
        case Single():
            return ("Single", strictly(value.value))
        case datetime():
            return (repr(value), value.fold)
        case float():
            return (value, math.copysign(1, value))
        case _:
            return (type(value), value)


@settings(deadline=None)  # other work on the machine is no fault of ours
@given(VALUES, VALUES)
def test_two_values_share_a_digest_only_if_they_are_the_same(one: Any, other: Any) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (strictly(one) == strictly(other))


@settings(deadline=None)  # other work on the machine is no fault of ours
@given(VALUES)
def test_equal_values_of_different_objects_share_a_digest(value: Any) -> None:
    # Through a copy without any common object, interned strings included.
    assert fingerprint(value) == fingerprint(_copied(value))
    assert len(fingerprint(value)) == DIGEST_BYTES


def _copied(value: Any) -> Any:
    match value:
        case dict():
            return {"".join(list(key)): _copied(item) for key, item in value.items()}
        case list() | tuple():
            return type(value)(_copied(item) for item in value)
        case Single():
            return Single(_copied(value.value))
        case str():
            return type(value)(value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"))
        case _:
            return value


def test_the_same_object_twice_is_the_same_as_two_equal_ones() -> None:
    shared = Card("".join(["a", "b"]))
    assert fingerprint((shared, shared)) == fingerprint((Card("ab"), Card("ab")))


def test_another_process_finds_the_same_digest() -> None:
    program = (
        "from markupsafe import Markup; from incremental.keys.fingerprint import fingerprint;"
        "print(fingerprint({'a': (1, None, Markup('x')), 'b': [1.5, 'é']}).hex())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONPATH": str(PLUGINS)},
    )
    assert run.stdout.strip() == fingerprint({"a": (1, None, Markup("x")), "b": [1.5, "é"]}).hex()


class Text(str):
    __slots__ = ()


@dataclass
class Mutable:
    title: str


@dataclass(frozen=True)
class Listing(list[str]):
    title: str


class HiddenBase:
    __slots__ = ("secret",)


@dataclass(frozen=True, slots=True)
class Hiding(HiddenBase):
    title: str


def _with_an_attribute() -> Unslotted:
    record = Unslotted("a")
    object.__setattr__(record, "extra", 1)
    return record


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1, 2}, r"^view: a builtins\.set is not plain data$"),
        (frozenset(), "frozenset is not plain data"),
        (bytearray(b"a"), "bytearray is not plain data"),
        (1j, "complex is not plain data"),
        (object(), "object is not plain data"),
        (len, "builtin_function_or_method is not plain data"),
        (Card, r"^view: a builtins\.type is not plain data$"),
        (Text("a"), r"^view: a .*Text is not plain data$"),
        (Mutable("a"), "Mutable is not frozen"),
        (Listing("a"), "also a builtin with content of its own"),
        (Hiding("a"), "slots that are not fields"),
        (_with_an_attribute(), "attributes beside its fields"),
        (datetime(2026, 11, 22), r"^view: a datetime has None as its time zone"),  # noqa: DTZ001  that is the point
        (datetime(2026, 11, 22, tzinfo=tzlocal()), "tzlocal as its time zone: expected UTC or a ZoneInfo"),
        ({1: "a"}, r"^view: a key of a dict is a builtins\.int, not a str$"),
        ({Markup("a"): "a"}, "a key of a dict is a markupsafe.Markup"),
        (
            Single({"cards": [Card("a"), Single((1, {2}))]}),
            r"^view\.value\['cards'\]\[1\]\.value\[1\]: a builtins\.set",
        ),
    ],
)
def test_anything_else_is_refused_with_its_type_and_path(value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        fingerprint(value)


def test_a_cached_property_is_no_state_of_its_own() -> None:
    record = Unslotted("a")
    before = fingerprint(record)
    assert record.loud == "A"
    assert fingerprint(record) == before


def test_a_value_that_contains_itself_is_refused() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(TypeError, match="contains itself"):
        fingerprint(circle)
    deep: tuple[Any, ...] = ()
    for _ in range(300):
        deep = (deep,)
    assert fingerprint(deep)


def test_every_field_counts_even_one_left_out_of_comparisons() -> None:
    kind = make_dataclass("Kind", [("a", int, field(compare=False, repr=False))], frozen=True)
    assert fingerprint(kind(1)) != fingerprint(kind(2))


def test_one_fingerprinter_gives_many_values_what_new_ones_give_each() -> None:
    fingerprinter = Fingerprinter()
    values = (Card("a", ("b",)), Pair("a", ("b",)), Single(["a"]), Colour.RED, {"a": 1}, None)
    for _ in range(2):
        assert [fingerprinter.fingerprint(value) for value in values] == [fingerprint(value) for value in values]


def test_nothing_of_a_value_stays_in_the_module() -> None:
    def state() -> dict[str, str]:
        return {name: repr(value) for name, value in vars(fingerprint_module).items() if not name.startswith("__")}

    kind = make_dataclass("FreshRecord", ["title"], frozen=True, slots=True)
    before = state()
    fingerprint(kind("a"))
    assert state() == before
