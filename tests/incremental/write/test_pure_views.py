"""Views that are made only when they are needed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from incremental.content.cached_body import CachedBody
from incremental.content.cached_record import CachedRecord
from incremental.write.pure_views import PureView, PureViewKeys


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    parts: Any = ()


@dataclass(frozen=True)
class Loose:
    items: list[int] = field(default_factory=list)


def view(*inputs: object) -> tuple[object, ...]:
    return inputs


def other_view(*inputs: object) -> tuple[object, ...]:
    return inputs


def view_with_default(card: Card, more: tuple[int, ...] = (1, 2)) -> tuple[object, ...]:
    return (card, more)


def _key(*inputs: Any, function: Callable[..., object] = view) -> bytes:
    return PureViewKeys().key(PureView(function, *inputs), "page")


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
_INPUTS = st.recursive(
    _SCALARS | st.builds(Card, st.text()) | st.builds(Markup, st.text()),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,  # larger ones take seconds to make, and tell no more
)


def _told(value: Any) -> Any:
    """A value with its types, so that 1, 1.0 and True differ, and 0.0 from -0.0."""
    return [_told(one) for one in value] if type(value) is tuple else (type(value).__name__, repr(value))


@given(st.lists(_INPUTS, max_size=5).map(tuple), st.lists(_INPUTS, max_size=5).map(tuple))
def test_recipes_share_a_key_only_if_nobody_can_tell_their_inputs_apart(one: Any, other: Any) -> None:
    assert (_key(*one) == _key(*other)) == (_told(one) == _told(other))


@given(st.lists(_INPUTS, max_size=5).map(tuple))
def test_where_a_tuple_ends_is_part_of_the_key(inputs: Any) -> None:
    assert _key(*inputs) != _key(inputs)
    assert _key(inputs, ()) != _key(*inputs, ())


def test_the_function_is_part_of_the_key() -> None:
    assert _key(1) != _key(1, function=other_view)


def test_a_body_counts_by_its_digest_and_is_not_loaded() -> None:
    def load() -> str:
        raise AssertionError("loaded")

    one, same, other = CachedBody(b"1", load), CachedBody(b"1", load), CachedBody(b"2", load)
    assert _key(Card("x", one)) == _key(Card("x", same)) != _key(Card("x", other))


def test_a_record_counts_by_its_digest_and_is_not_loaded() -> None:
    def load(name: str) -> dict[str, object]:
        raise AssertionError(f"{name} was loaded")

    def record(digest: bytes) -> CachedRecord:
        return CachedRecord(digest, "a/", "a/index.html", CachedBody(b"", lambda: ""), load)

    one, other = record(b"1"), record(b"2")
    assert _key(one) == _key(record(b"1")) != _key(other)
    assert _key((one, other)) == _key((record(b"1"), record(b"2")))
    keys = [_key(one, other), _key((one, other)), _key((other, one)), _key((one,)), _key(one), _key(()), _key(b"1")]
    keys += [_key((b"1", b"2")), _key((b"12",)), _key((one, 1)), _key((one, other), ()), _key(Card("x", (one, other)))]
    assert len(set(keys)) == len(keys)
    assert _key(Card("x", one)) == _key(Card("x", record(b"1"))) != _key(Card("x", other))


@pytest.mark.parametrize("value", [[1], {"a": 1}, (1, [2]), Card("x", [1]), Loose(), Card("x", (Loose(),)), object()])
def test_inputs_that_could_change_are_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="page: an input"):
        _key(value)


def test_functions_that_hold_values_of_their_own_are_refused() -> None:
    held = 1

    def inner() -> int:
        return held

    for function in (inner, lambda: 1, partial(view, 1), Card("x").__eq__, print):
        with pytest.raises(TypeError, match="expected one at the top level of a module"):
            _key(function=function)
    assert _key(Card("x"), function=view_with_default)


SITE = """
from dataclasses import dataclass
from pathlib import Path
from incremental.write.pure_views import PureView
from pelican import signals
from pelican.generators import Generator

@dataclass(frozen=True, slots=True)
class Title:
    text: str

def page(title):
    with Path(COUNTER).open("a") as file:
        file.write("made ")
    return {"title": title.text.upper() if title.text else 1 / 0}

class PagesGenerator(Generator):
    def generate_output(self, writer):
        for name in Path(TITLES).read_text().split(","):
            writer.write_view(f"{name}.html", "page.html", PureView(page, Title(name)))
        MORE

def pages(pelican):
    return PagesGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""


@pytest.fixture
def recipes(site: Any) -> Any:
    """A site whose pages are made by recipes, one for each name in the file `titles`."""
    counter, titles = site.root / "counter", site.root / "titles"
    titles.write_text("a,b")
    site.plugin = SITE.replace("MORE", "").replace("COUNTER", repr(str(counter))).replace("TITLES", repr(str(titles)))
    site.made = lambda: len(counter.read_text().split())
    site.template("base.html", "{% block main %}{% endblock %}")
    site.settings = {"INCREMENTAL_JOBS": 1}
    return site


def test_a_view_is_made_only_where_its_page_is_rendered(recipes: Any) -> None:
    assert recipes.build().rendered == 2
    assert recipes.made() == 2
    (recipes.root / "titles").write_text("a,b,c")
    assert recipes.build().rendered == 1
    assert recipes.made() == 3
    assert recipes.files()["c.html"] == b"<h1>C</h1>"


def test_a_function_that_changes_makes_its_pages_anew(recipes: Any) -> None:
    recipes.build()
    recipes.plugin = recipes.plugin.replace("upper()", "title()")
    assert recipes.build().rendered == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_function_that_fails_is_named_with_its_page(recipes: Any, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incremental.run.build_run._PAGES_A_PROCESS", 1)
    (recipes.root / "titles").write_text("a,b,,c")
    with pytest.raises(Exception, match=r"^\.html: page failed: ZeroDivisionError: division by zero$"):
        recipes.build(INCREMENTAL_JOBS=jobs)
    assert recipes.files() == {}
