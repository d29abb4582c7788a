"""Posters show a text whole or not at all; only symbols may be missing."""

import pytest

from digest.site.posters.poster_letters import printable


@pytest.mark.parametrize(
    "text",
    [
        "Plain words",
        "Größe, naïve, łódź, İstanbul",
        "Хроника Їжак",
        "Η Αθήνα σήμερα",
        "“Words” – «слова» € 5 %",
        "a\u0301 ‘b’",
    ],
)
def test_latin_greek_and_cyrillic_stay_as_they_are(text: str) -> None:
    assert printable(text).replace("á", "a\u0301") == text


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "日本", "ქართული", "Half of it مرحبا", "", " \n", "🎉"])
def test_a_text_with_letters_that_the_font_lacks_is_left_out_whole(text: str) -> None:
    assert printable(text) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A 🎉 day", "A day"),
        ("two\nlines\tand  more", "two lines and more"),
        ("turned\u202e round\u200b\x00", "turned round"),
    ],
)
def test_symbols_and_what_controls_a_line_are_left_out(text: str, shown: str) -> None:
    assert printable(text) == shown
