"""Text in pieces: the cases of words, and where words begin."""

import pytest

from digest.annotate.name_model import word_pieces
from digest.annotate.name_model.recogniser import FOLDER, VOCABULARY
from digest.annotate.name_model.word_pieces import WordPieces, case_of


@pytest.fixture(scope="module")
def vocabulary() -> WordPieces:
    return WordPieces(FOLDER / VOCABULARY)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("port", word_pieces.SMALL),
        ("Port", word_pieces.CAPITALISED),
        ("PORT", word_pieces.CAPITALS),
        ("A", word_pieces.ONE_CAPITAL),
        ("McKay", word_pieces.MIXED),
        ("iPhone", word_pieces.MIXED),
        ("2026", word_pieces.DIGITS),
        ("3rd", word_pieces.SMALL),
        ("—", word_pieces.OTHER),
        ("Порт", word_pieces.CAPITALISED),
    ],
)
def test_the_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def test_a_word_is_a_run_of_letters_and_digits_or_a_mark(vocabulary: WordPieces) -> None:
    text = "Ottoline Vane’s U.S. tour"
    (pieces,) = vocabulary.cut([text])
    words = [text[start:end] for start, end in pieces.word_spans]
    assert words == ["Ottoline", "Vane", "’", "s", "U", ".", "S", ".", "tour"]
    assert len(pieces.ids) == len(pieces.cases) > len(words)
    assert len({pieces.ids[at] for at in pieces.word_starts}) > 1


def test_all_pieces_of_a_word_have_its_case(vocabulary: WordPieces) -> None:
    (pieces,) = vocabulary.cut(["Ottoline spoke"])
    assert set(pieces.cases[: pieces.word_starts[1]]) == {word_pieces.CAPITALISED}


def test_offsets_are_those_of_the_text_that_was_given(vocabulary: WordPieces) -> None:
    text = "In São Tomé 🙂 İstanbul’da"
    (pieces,) = vocabulary.cut([text])
    words = [text[start:end] for start, end in pieces.word_spans]
    assert "São" in words
    assert "Tomé" in words
    assert all(start < end for start, end in pieces.word_spans)


def test_an_empty_paragraph_has_no_pieces(vocabulary: WordPieces) -> None:
    (pieces,) = vocabulary.cut([""])
    assert not pieces.ids
    assert not pieces.word_spans
