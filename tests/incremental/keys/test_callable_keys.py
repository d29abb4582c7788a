"""Filters and globals as data."""

import re
import sys
from collections.abc import Callable
from functools import partial
from importlib import invalidate_caches
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import load_source
from pelican.utils import DateFormatter

from incremental.keys.callable_keys import OpaqueError, describe
from incremental.keys.fingerprint import fingerprint

SOURCE = """
def plain(value): return value
def other(value): return value
def closing(suffix): return lambda value: value + suffix
def defaulting(value, suffix="a"): return value
class Filter:
    def __init__(self, suffix): self.suffix = suffix
    def __call__(self, value): return value + self.suffix
    def method(self, value): return value
"""


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def loaded(source: str = SOURCE) -> Any:
        path = tmp_path / "filters_of_a_site.py"
        path.write_text(source)
        invalidate_caches()
        return load_source("filters_of_a_site", str(path))

    yield loaded
    sys.modules.pop("filters_of_a_site", None)


PICKS: list[tuple[str, Callable[[Any], Any]]] = [
    ("a function", lambda module: module.plain),
    ("another function", lambda module: module.other),
    ("a closure", lambda module: module.closing("a")),
    ("the same closure over something else", lambda module: module.closing("b")),
    ("a function with defaults", lambda module: module.defaulting),
    ("an object", lambda module: module.Filter("a")),
    ("another object", lambda module: module.Filter("b")),
    ("a method", lambda module: module.Filter("a").method),
    ("a method of another object", lambda module: module.Filter("b").method),
    ("a class", lambda module: module.Filter),
    ("a partial", lambda module: partial(module.plain, 1)),
    ("a partial of something else", lambda module: partial(module.plain, 2)),
    ("a module", lambda module: module),
    ("a list of functions", lambda module: [module.plain]),
    ("a tuple of functions", lambda module: (module.plain,)),
    ("a dict of functions", lambda module: {"f": module.plain}),
    ("a builtin", lambda _: len),
    ("a bound builtin", lambda _: "a".join),
    ("a pattern", lambda _: re.compile("a")),
    ("a pattern with flags", lambda _: re.compile("a", re.I)),
    ("a set", lambda _: {"a", "b"}),
    ("plain data", lambda _: {"a": (1, None)}),
]


def test_different_things_are_described_differently_and_the_same_the_same(load: Any) -> None:
    module = load()
    found = {name: fingerprint(describe(pick(module))) for name, pick in PICKS}
    assert len(set(found.values())) == len(PICKS)
    again = load()
    assert {name: fingerprint(describe(pick(again))) for name, pick in PICKS} == found


def test_a_change_anywhere_in_the_module_shows(load: Any) -> None:
    before = fingerprint(describe(load().plain))
    assert fingerprint(describe(load(SOURCE + "\nEXTRA = 1").plain)) != before


def test_pelican_s_own_date_filter_can_be_described() -> None:
    assert fingerprint(describe(DateFormatter())) == fingerprint(describe(DateFormatter()))


def test_what_can_t_be_looked_into_is_refused() -> None:
    with pytest.raises(OpaqueError, match=r"builtins\.object can't be looked into"):
        describe({"a": object()})
    with pytest.raises(OpaqueError, match="more than 10000 objects"):
        describe([[len] for _ in range(10_001)])
    deep: list[Any] = [len]
    for _ in range(2000):
        deep = [deep]
    with pytest.raises(OpaqueError, match="nested too deep"):
        describe(deep)


def test_a_thing_that_refers_to_itself_can_be_described(load: Any) -> None:
    item = load().Filter("a")
    item.me = item
    assert fingerprint(describe(item)) == fingerprint(describe(item))
