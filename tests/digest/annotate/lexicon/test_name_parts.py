import pytest

from digest.annotate.lexicon.name_parts import ascii_words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mary O’Neill", ["mary", "oneill"]),
        ("Société Générale", ["societe", "generale"]),
        ("Al-Nur & Sons", ["al", "nur", "sons"]),
    ],
)
def test_the_words_of_a_name_are_compared_without_marks_and_accents(name: str, expected: list[str]) -> None:
    assert ascii_words(name) == expected
