"""Windows: paragraphs together up to a limit, every word in one of them once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.name_model.recogniser import FOLDER, VOCABULARY
from digest.annotate.name_model.windows import Window, windows
from digest.annotate.name_model.word_pieces import WordPieces

VOCABULARY_OF_TESTS = WordPieces(FOLDER / VOCABULARY)


def cut(paragraphs: list[str], limit: int) -> list[Window]:
    return [*windows(paragraphs, VOCABULARY_OF_TESTS.cut(paragraphs), VOCABULARY_OF_TESTS, limit)]


def test_short_paragraphs_share_a_window() -> None:
    (window,) = cut(["The port opens.", "Ray spoke."], 64)
    assert [(paragraph, word) for paragraph, word, _ in window.words] == [
        *((0, word) for word in range(4)),
        *((1, word) for word in range(3)),
    ]
    assert window.ids.count(VOCABULARY_OF_TESTS.end) == 2


def test_a_paragraph_that_no_longer_fits_begins_a_window() -> None:
    first, second = cut(["one two three four five six", "seven eight nine"], 10)
    assert {paragraph for paragraph, _, _ in first.words} == {0}
    assert {paragraph for paragraph, _, _ in second.words} == {1}


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    parts = cut(["The old port of the town opens again. The new one stays closed for a year"], 14)
    assert len(parts) > 1
    assert parts[0].words[-1][:2] == (0, 8)  # the full stop


def test_no_window_for_nothing() -> None:
    assert cut([], 64) == []
    assert cut(["", " "], 64) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab AB.!é1-", max_size=80), max_size=6), st.integers(8, 40))
def test_every_word_is_in_one_window_and_none_is_too_long(paragraphs: list[str], limit: int) -> None:
    pieces = VOCABULARY_OF_TESTS.cut(paragraphs)
    found = cut(paragraphs, limit)
    seen = [(paragraph, word) for window in found for paragraph, word, _ in window.words]
    assert seen == [
        (number, word) for number, paragraph in enumerate(pieces) for word in range(len(paragraph.word_starts))
    ]
    for window in found:
        assert len(window.ids) == len(window.cases)
        assert len(window.ids) <= limit or len({word for _, word, _ in window.words}) == 1


@pytest.mark.parametrize("limit", [16, 256])
def test_pieces_stand_where_the_window_says(limit: int) -> None:
    paragraphs = ["Ottoline Vane leads the port authority of Marlow.", "Marlow lies on the Thames."] * 3
    pieces = VOCABULARY_OF_TESTS.cut(paragraphs)
    for window in cut(paragraphs, limit):
        for paragraph, word, piece in window.words:
            assert window.ids[piece] == pieces[paragraph].ids[pieces[paragraph].word_starts[word]]
