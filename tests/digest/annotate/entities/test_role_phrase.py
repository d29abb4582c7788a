import pytest

from digest.annotate.entities.role_phrase import role_phrase


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("who is the head of MI6", "head of MI6"),
        ("the deputy director for operations", "deputy director for operations"),
        ("Former Vice President ", "Former Vice President"),
        ("five remarks of former US President", "former US President"),
        ("As Norland President", "Norland President"),
        ("President Vane addressed", ""),
        ("director of health Dr ", "director of health"),
        ("Professor Sir", "Professor"),
        ("who died on Monday", ""),
        ("", ""),
    ],
)
def test_a_role_is_taken_from_the_words_around_a_name(words: str, role: str) -> None:
    assert role_phrase(words) == role
