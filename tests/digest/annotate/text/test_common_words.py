"""The words of a text that are not names."""

import pytest

from digest.annotate.text.common_words import common_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor of Velm saw Rafael van der Vaart at noon", "mayor of saw at noon"),
        ("Racing de Vianor 2-1 Sporting", ""),
        ("He likes the sea. Velm is by the sea", "likes the sea is by the sea"),
        ("Read https://a.example/fire or ask @velm about #fire by 5pm", "or ask about by"),
        ("FIRE CLOSES VELM", "fire closes velm"),
        ("", ""),
    ],
)
def test_names_addresses_and_numbers_are_left_out(text: str, words: str) -> None:
    assert " ".join(common_words(text).words) == words


def test_words_at_the_beginning_of_sentences_are_kept_apart() -> None:
    found = common_words("The fire went out. Velm slept. Al Bandar won.")
    assert found.beginnings == ("the", "velm")
    assert (found.total, found.in_capitals) == (9, False)
