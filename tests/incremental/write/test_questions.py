"""What pages ask, without a site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incremental import DigestedRecord, QuestionGroup, question
from incremental.write.questions import AskedSubject, Noted, UnstorableError, dump_arguments, load_arguments


@dataclass(frozen=True, slots=True)
class Book(DigestedRecord):
    name: str
    digest: bytes
    reviews: Any = None  # nothing that a digest could be made of


class Shelves(QuestionGroup):
    def __init__(self, books: Mapping[str, tuple[str, ...]]) -> None:
        self.books = books

    @question(lambda self, name: (f"shelf/{name}", *self.books.get(name, ())))
    def of(self, name: str) -> tuple[str, ...]:
        return self.books[name]

    @question(lambda _self, *_: ())
    def nothing(self) -> str:
        return ""

    @property
    def count(self) -> int:
        return len(self.books)


class Library:
    def __init__(self, motto: Any = "read", **books: tuple[str, ...]) -> None:
        self.shelves = Shelves(books)
        self.motto = motto
        self.asked = 0

    def kind(self, value: object) -> str:
        self.asked += 1
        return type(value).__name__

    def book(self, name: str) -> Book:
        return Book(name, b"1", {1, 2})


def _noted(library: Library, *ask: Any) -> list[Noted]:
    """What is noted when each of these functions asks a stand-in."""
    asked: dict[bytes, Noted] = {}
    stand_in = AskedSubject(library).stand_in(asked)
    for one in ask:
        one(stand_in)
    return [*asked.values()]


def test_a_question_to_a_group_has_a_dotted_name_and_keys() -> None:
    library = Library(one=("a", "b"))
    of, motto, count = _noted(
        library, lambda one: one.shelves.of("one"), lambda one: one.motto, lambda one: one.shelves.count
    )
    assert load_arguments(of.question) == ("shelves.of", "one")
    assert of.keys == ("shelf/one", "a", "b")
    assert (load_arguments(motto.question), motto.keys) == (("motto",), None)
    assert (load_arguments(count.question), count.keys) == (("shelves.count",), None)


def test_a_question_without_keys_for_its_arguments_is_one_without_keys() -> None:
    (nothing,) = _noted(Library(), lambda one: one.shelves.nothing())
    assert nothing.keys is None


def test_an_answer_of_another_kind_has_another_digest() -> None:
    digests = {_noted(Library(motto), lambda one: one.motto)[0].digest for motto in (1, True, "1", 1.0, (1,))}
    assert len(digests) == 5


def test_a_digested_record_counts_by_its_digest_alone() -> None:
    (book,) = _noted(Library(), lambda one: one.book("a"))
    (other,) = _noted(Library(), lambda one: one.book("b"))
    assert book.digest == other.digest  # both say b"1"
    assert book.question != other.question


def test_arguments_that_are_equal_but_of_other_kinds_are_other_questions() -> None:
    asked: list[str] = []
    noted = _noted(Library(), *(lambda one, value=value: asked.append(one.kind(value)) for value in (True, 1, 1.0)))
    assert asked == ["bool", "int", "float"]
    assert len(noted) == 3


def test_a_question_is_asked_once_however_often_pages_ask_it() -> None:
    library = Library()
    asked_subject = AskedSubject(library)
    for _ in range(3):
        asked_subject.stand_in({}).kind(1)
    assert library.asked == 1


def test_a_question_asked_again_has_today_s_answer() -> None:
    (of,) = _noted(Library(one=("a",)), lambda one: one.shelves.of("one"))
    assert AskedSubject(Library(one=("a",))).again(of.question) == of
    today = AskedSubject(Library(one=("b",))).again(of.question)
    assert today is not None
    assert today.digest != of.digest
    assert today.keys == ("shelf/one", "b")
    assert AskedSubject(Library()).again(of.question) is None


@pytest.mark.parametrize("motto", [{1, 2}, object(), {"a": {3}}])
def test_an_answer_that_is_no_plain_data_is_refused_by_the_name_of_the_question(motto: object) -> None:
    with pytest.raises(TypeError, match="the answer to motto is no plain data"):
        _noted(Library(motto), lambda one: one.motto)


@pytest.mark.parametrize("argument", [["a"], {"a": 1}, b"a", datetime(2026, 1, 1), object()])  # noqa: DTZ001
def test_an_argument_that_can_t_be_stored_is_refused(argument: object) -> None:
    with pytest.raises(TypeError, match=r"an argument of kind: a .* is no scalar, date or tuple"):
        _noted(Library(), lambda one: one.kind(argument))


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
)


def _with_kinds(value: Any) -> Iterator[Any]:
    yield type(value)
    yield from (part for item in value for part in _with_kinds(item)) if type(value) is tuple else (repr(value),)


@given(st.lists(_PLAIN, max_size=4).map(tuple), st.lists(_PLAIN, max_size=4).map(tuple))
def test_stored_arguments_come_back_and_are_the_same_bytes_for_the_same_values_only(
    values: tuple[Any, ...], others: tuple[Any, ...]
) -> None:
    loaded = load_arguments(dump_arguments(values))
    assert [*_with_kinds(loaded)] == [*_with_kinds(values)]
    same = [*_with_kinds(values)] == [*_with_kinds(others)]
    assert (dump_arguments(values) == dump_arguments(others)) == same


def test_a_day_is_no_list_of_its_number() -> None:
    assert load_arguments(dump_arguments((date(2026, 11, 22),))) == (date(2026, 11, 22),)
    with pytest.raises(UnstorableError):
        dump_arguments(([date(2026, 11, 22).toordinal()],))
