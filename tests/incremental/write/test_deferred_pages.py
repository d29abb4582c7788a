"""Views that are made again only when an answer that they were made from has changed."""

import marshal
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incremental import DeferredPage
from incremental.write.deferred_pages import AnswerSource, RecordLookup


@dataclass(frozen=True, slots=True)
class Book:
    name: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Library:
    """What the views below ask."""

    books: Mapping[str, Book]
    shelves: Mapping[str, tuple[Book, ...]]
    motto: Any = ""

    def book(self, name: str) -> Book:
        return self.books[name]

    def shelf_of(self, book: Book) -> str:
        return next((shelf for shelf, books in self.shelves.items() if book in books), "")

    def longest(self, books: tuple[Book, ...], at_most: float) -> Book | None:
        return max((book for book in books if book.pages <= at_most), key=lambda one: one.pages, default=None)

    def open(self, day: date) -> bool:
        return day.isoweekday() < 6

    def answers(self, flag: object) -> str:
        return type(flag).__name__


def _library(books: Mapping[str, int], shelves: Mapping[str, tuple[str, ...]], motto: Any = "") -> Library:
    records = {name: Book(name, pages) for name, pages in books.items()}
    on = {shelf: tuple(records[name] for name in names if name in records) for shelf, names in shelves.items()}
    return Library(records, on, motto)


def _answer_source(library: Library) -> AnswerSource:
    return AnswerSource(library, {Book: RecordLookup(lambda book: str(book.name), library.book)})


def card(library: Library, book: Book) -> object:
    """The page of a book; its neighbours only where it stands on a shelf."""
    shelf = library.shelf_of(book)
    return (book.name, shelf, library.longest(library.shelves[shelf], 500.0) if shelf else None)


def named(library: Library, name: str) -> object:
    return library.book(name)


def opening(library: Library, day: date) -> object:
    return (library.motto, library.open(day))


def kinds(library: Library) -> object:
    return tuple(map(library.answers, (True, 1, 1.0)))


def variant(library: Library, pages: int) -> object:
    return library.shelf_of(replace(library.book("a"), pages=pages))


def _holds(page: DeferredPage, then: Library, now: Library) -> bool:
    before, after = _answer_source(then), _answer_source(now)
    _, trace = before.make(page, before.begin(page, "page"))
    return _held(after, trace, after.begin(page, "page"))


def _held(answer_source: AnswerSource, trace: bytes, begin: bytes) -> bool:
    begun, answers = marshal.loads(trace)
    return bool(begun == begin and len(answer_source.unchanged(dict(enumerate(answers)))) == len(answers))


THEN = _library({"a": 1, "b": 2, "c": 3}, {"one": ("a", "b"), "two": ("c",)})


def test_a_view_holds_while_all_that_it_asked_is_answered_as_before() -> None:
    assert _holds(DeferredPage(card, THEN.book("a")), THEN, THEN)
    more = _library({"a": 1, "b": 2, "c": 3, "d": 4}, {"one": ("a", "b"), "two": ("c",)}, "read")
    assert _holds(DeferredPage(named, "a"), THEN, more)
    assert _holds(DeferredPage(opening, date(2026, 11, 22)), THEN, THEN)


def test_a_view_does_not_hold_when_an_answer_is_another_one() -> None:
    longer = _library({"a": 1, "b": 400, "c": 3}, {"one": ("a", "b"), "two": ("c",)})
    assert not _holds(DeferredPage(card, THEN.book("a")), THEN, longer)
    assert not _holds(DeferredPage(named, "b"), THEN, longer)
    assert not _holds(DeferredPage(opening, date(2026, 11, 22)), THEN, replace(THEN, motto="read"))


def test_a_view_does_not_hold_when_what_it_asked_of_is_gone_or_fails() -> None:
    assert not _holds(DeferredPage(named, "a"), THEN, _library({}, {}))


def test_another_input_or_function_is_another_view() -> None:
    answer_source = _answer_source(THEN)
    ways = [
        DeferredPage(named, "a"),
        DeferredPage(named, "b"),
        DeferredPage(card, THEN.book("a")),
        DeferredPage(card, THEN.book("b")),
    ]
    assert len({answer_source.begin(way, "page") for way in ways}) == len(ways)


def test_arguments_that_are_equal_but_of_other_kinds_are_other_questions() -> None:
    answer_source = _answer_source(THEN)
    made, trace = answer_source.make(DeferredPage(kinds), b"")
    assert made == ("bool", "int", "float")
    assert _held(_answer_source(THEN), trace, b"")


def test_a_variant_of_a_record_is_asked_about_only_where_it_is_the_record_again() -> None:
    then = _library({"a": 1}, {})
    assert not _holds(DeferredPage(variant, 9), then, then)
    assert _holds(DeferredPage(variant, 1), then, then)


@pytest.mark.parametrize("motto", [{1, 2}, object(), {"a": {3}}])
def test_an_answer_that_is_no_plain_data_is_refused_by_the_name_of_the_question(motto: object) -> None:
    with pytest.raises(TypeError, match="the answer to motto is no plain data"):
        _answer_source(replace(THEN, motto=motto)).make(DeferredPage(opening, date(2026, 11, 22)), b"")


def test_inputs_and_arguments_that_could_change_are_refused() -> None:
    answer_source = _answer_source(THEN)
    with pytest.raises(TypeError, match=r"page: an input of named: .* is not plain data"):
        answer_source.begin(DeferredPage(named, object()), "page")
    with pytest.raises(TypeError, match="an argument is a list"):
        answer_source.make(DeferredPage(named, ["a"]), b"")
    with pytest.raises(TypeError, match="at the top level of a module"):
        answer_source.begin(DeferredPage(lambda library: library), "page")


_BOOKS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))
_SHELVES = st.dictionaries(st.sampled_from("xy"), st.lists(st.sampled_from("abc"), max_size=2).map(tuple))
_LIBRARIES = st.builds(_library, _BOOKS, _SHELVES, st.sampled_from(["", "read"]))
_VIEWS = st.one_of(
    st.builds(lambda name: DeferredPage(named, name), st.sampled_from("abc")),
    st.just(DeferredPage(opening, date(2026, 11, 22))),
    st.builds(lambda pages: DeferredPage(variant, pages), st.integers(1, 3)),
)


def _made(library: Library, page: DeferredPage) -> object:
    try:
        return page.function(library, *page.inputs)
    except KeyError:
        return KeyError


@given(_LIBRARIES, _LIBRARIES, _VIEWS)
def test_what_holds_would_be_made_the_same(then: Library, now: Library, page: DeferredPage) -> None:
    before = _made(then, page)
    if before is not KeyError and _holds(page, then, now):
        assert _made(now, page) == before


@given(_LIBRARIES, _LIBRARIES, st.sampled_from("abc"))
def test_the_same_for_a_record_as_input(then: Library, now: Library, name: str) -> None:
    if name in then.books and name in now.books:
        one, other = DeferredPage(card, then.book(name)), DeferredPage(card, now.book(name))
        answer_source, later = _answer_source(then), _answer_source(now)
        _, trace = answer_source.make(one, answer_source.begin(one, "page"))
        if _held(later, trace, later.begin(other, "page")):
            assert _made(now, other) == _made(then, one)


PLUGIN = """
import json
from pathlib import Path
from pelican import signals
from pelican.generators import Generator
from incremental.write.deferred_pages import AnswerSource, DeferredPage

class Shop:
    def __init__(self, prices):
        self.prices = prices

    def price(self, thing):
        return self.prices[thing]

    @property
    def number(self):
        return len(self.prices)

def page(shop, thing):
    return {"title": f"{thing}: {shop.price(thing)}"}

def index(shop):
    return {"title": f"{shop.number} things"}

class PagesGenerator(Generator):
    def generate_output(self, writer):
        prices = json.loads(Path(self.settings["PAGES_FILE"]).read_text("utf-8"))["site"]
        writer.set_answer_source(AnswerSource(Shop(prices), {}))
        writer.write_view("index.html", "page.html", DeferredPage(index))
        for thing in prices:
            writer.write_view(f"{thing}.html", "page.html", DeferredPage(page, thing))

def pages(pelican):
    return PagesGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""


@pytest.fixture
def shop(site: Any) -> Any:
    site.plugin = PLUGIN
    site.site = {"tea": 3, "salt": 1}
    site.build()
    return site


def test_only_pages_whose_answers_changed_are_rendered(shop: Any) -> None:
    assert shop.build().rendered == 0
    shop.site = {"tea": 4, "salt": 1}
    assert shop.build().rendered == 1
    shop.site = {"tea": 4, "salt": 1, "rice": 2}
    assert shop.build().rendered == 2  # the new one, and the index
    assert b"rice: 2" in shop.files()["rice.html"]
    assert b"3 things" in shop.files()["index.html"]
    assert shop.build().rendered == 0


def test_a_template_that_changed_renders_them_all(shop: Any) -> None:
    shop.template("page.html", "<h2>{{ view.title }}</h2>")
    assert shop.build().rendered == 3
    assert shop.build().rendered == 0


def test_traces_that_are_lost_or_damaged_cost_only_time(shop: Any) -> None:
    before = shop.states()
    file = shop.state / "incremental-traces.sqlite"
    statements = (
        "UPDATE asked SET begin = view_key",
        "UPDATE asked SET numbers = x''",
        "UPDATE answers SET digest = zeroblob(16)",
        "DELETE FROM answers",
    )
    damages = [partial(_execute, file, statement) for statement in statements]
    for damage in (file.unlink, lambda: file.write_bytes(b"something else"), *damages):
        damage()
        assert shop.build().rendered > 0
        assert shop.states() == before
        assert shop.build().rendered == 0


def _execute(file: Any, statement: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement)
    connection.close()


def test_traces_of_pages_that_are_gone_go_too(shop: Any) -> None:
    shop.site = {"tea": 3}
    assert shop.build().removed == 1
    shop.site = {"tea": 3, "salt": 1}
    assert shop.build().rendered == 2


def test_caches_of_another_version_leave_it_known_which_pages_are_ours(shop: Any) -> None:
    for name in ("incremental.sqlite", "incremental-traces.sqlite"):
        _execute(shop.state / name, "PRAGMA user_version = 1")
    shop.site = {"tea": 3}
    assert shop.build().removed == 1


def test_several_processes_give_the_bytes_of_one(shop: Any) -> None:
    shop.site = {f"thing-{number}": number for number in range(150)}
    shop.build(INCREMENTAL_JOBS=2)
    several = shop.files()
    assert shop.build(INCREMENTAL_JOBS=2).rendered == 0
    assert shop.build(INCREMENTAL_CLEAN=True, INCREMENTAL_JOBS=1).rendered == 151
    assert {path: page for path, page in shop.files().items() if path.endswith(".html")} == {
        path: page for path, page in several.items() if path.endswith(".html")
    }


def test_a_function_that_fails_is_named_with_its_page(shop: Any) -> None:
    shop.plugin = PLUGIN.replace("shop.price(thing)}", "shop.price('none')}")
    with pytest.raises(Exception, match=r"page failed: KeyError: 'none'"):
        shop.build()


def test_facts_have_to_come_first(shop: Any) -> None:
    shop.plugin = PLUGIN.replace("writer.set_answer_source", "str")
    with pytest.raises(Exception, match=r"index\.html: set_subject has to come before"):
        shop.build()
