"""The words of a text, with the places where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.archive.searching.text_words import TextWords, plain_word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ferry-strike: 40 ships", ["ferry", "strike", "40", "ships"]),
        ("Élysée, Île; Straße ﬁne", ["elysee", "ile", "strasse", "fine"]),
        ("e\u0301te\u0301", ["ete"]),
        ("stra\u00adte\u00adgy", ["strategy"]),
        ("\u00ad", []),
        ("Вагнёр, Йод", ["вагнер", "иод"]),
        ("東京のtext", ["東", "京", "の", "text"]),
        ("हिन्दी", ["हिन्दी"]),
        ("don’t", ["don", "t"]),
        ("—!\x00\x1b[31m", ["31m"]),
    ],
)
def test_words_are_plain(text: str, words: list[str]) -> None:
    assert TextWords(text).words == words


@given(st.text(max_size=60))
def test_a_word_stands_where_it_says_and_is_plain_already(text: str) -> None:
    words = TextWords(text)
    for word, start, end in zip(words.words, words.starts, words.ends, strict=True):
        assert plain_word(text[start:end]) == word
        assert plain_word(word) == word


@pytest.mark.parametrize(
    ("phrase", "prefix", "span"),
    [
        (["ships", "wait"], False, (6, 16)),
        (["forty"], False, (0, 5)),
        (["fort"], False, None),
        (["fort"], True, (0, 5)),
        (["ships", "wai"], True, (6, 16)),
        (["wai"], True, (12, 16)),
        (["wait", "ships"], False, None),
        (["ships", "ships"], True, None),
        (["zebra"], True, None),
        (["waited", "too"], True, None),
    ],
)
def test_the_first_place_of_a_phrase(phrase: list[str], prefix: bool, span: tuple[int, int] | None) -> None:
    assert TextWords("Forty ships wait; forty ships waited").first_span(phrase, prefix=prefix) == span


def test_of_several_words_with_a_beginning_the_first_counts() -> None:
    assert TextWords("zeal abbey abbot abacus abbess").first_span(["abb"], prefix=True) == (5, 10)
