"""Words of any script."""

import pytest

from digest.stories.clustering.words import tokens, words


def test_stop_words_and_single_letters_are_left_out_and_case_does_not_matter() -> None:
    assert words("The Mayor of VELIN is at a harbour") == ["mayor", "velin", "harbour"]


def test_a_plural_and_a_possessive_are_the_word_itself() -> None:
    assert words("Velin’s trams") == words("Velin tram")


@pytest.mark.parametrize(
    ("one", "other"),
    [("terminates", "terminated"), ("reopening", "reopens"), ("мост", "моста"), ("колонны", "колонна")],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize("word", ["bus", "glass", "gas"])
def test_an_s_that_makes_no_plural_stays(word: str) -> None:
    assert words(word) == [word]


def test_numbers_keep_their_decimals_and_thousands() -> None:
    assert tokens("20,000 tanks and 7.9 per cent") == ["20,000", "tanks", "and", "7.9", "per", "cent"]


def test_names_of_letters_and_digits_are_one_word() -> None:
    assert words("MI6, the G20 and Covid-19") == ["mi6", "g20", "covid", "19"]


def test_stop_words_in_cyrillic_are_gone() -> None:
    assert len(words("Колонны идут север губернатор")) == 4
    assert words("Колонны идут на север, и это заявил губернатор") == words("Колонны идут север губернатор")


def test_words_with_combining_marks_are_not_cut_to_pieces() -> None:
    assert tokens("हिन्दी समाचार") == ["हिन्दी", "समाचार"]


def test_a_script_without_spaces_gives_pairs_of_characters() -> None:
    assert tokens("東京都で地震") == ["東京", "京都", "都で", "で地", "地震"]


def test_latin_words_within_a_script_without_spaces_stay_whole() -> None:
    assert tokens("東京NATO会議") == ["東京", "nato", "会議"]


def test_english_words_that_are_stop_words_elsewhere_stay() -> None:
    assert words("war son die man plus sin") == ["war", "son", "die", "man", "plus", "sin"]


@pytest.mark.parametrize("text", ["", "…—!", "🚀🚀", "\x00\ud800", "\u0301\u0301"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert words(text) == []
