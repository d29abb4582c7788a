import pytest

from digest.annotate.text.language import is_english

ENGLISH = "The harbour of Norland was closed on Monday after a fire, and it has not been opened since then. " * 2


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (ENGLISH, "", True),
        (ENGLISH, "en-GB", True),
        (ENGLISH, "de", False),
        ("Fire closes harbour", "", True),
        ("Der Hafen bleibt nach dem Brand geschlossen", "", False),
        ("Le port est fermé depuis lundi à cause d’un incendie", "", False),
        ("Гавань закрыта с понедельника", "", False),
        ("Гавань закрыта с понедельника", "en", False),
        ("", "", True),
        ("42", "", True),
    ],
)
def test_english_is_told_by_tag_letters_and_small_words(text: str, lang: str, expected: bool) -> None:
    assert is_english(text, lang) is expected
