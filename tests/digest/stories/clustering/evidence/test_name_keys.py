"""Names have one key in whatever script and spelling."""

import pytest

from digest.stories.clustering.evidence.name_keys import name_keys, shared_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yevgeny Prigozhin", "О Пригожине"),
        ("Volodymyr Zelensky", "Зеленський"),
        ("Lukashenko", "Лукашенко"),
        ("Loukachenko", "Lukaschenko"),
        ("the Wagner group", "с «Вагнером»"),
        ("Vilnius", "у Вільнюсі"),
        ("MINUSMA", "La Minusma"),
    ],
)
def test_a_name_has_the_same_key_in_two_scripts(one: str, other: str) -> None:
    assert name_keys(one) & name_keys(other)


def test_words_in_small_letters_stop_words_and_very_short_names_have_no_key() -> None:
    assert name_keys("the quick brown fox. The And Но Les Ai Oy") == frozenset()


def test_an_actor_is_a_key_of_its_own() -> None:
    assert "@Wagner Group" in name_keys("", ["Wagner Group"])


def test_shared_names_are_as_the_first_text_writes_them() -> None:
    assert shared_names("Пригожин говорил с Лукашенко", "Lukashenko met Prigozhin") == ("Пригожин", "Лукашенко")


def test_texts_of_strange_characters_are_borne() -> None:
    assert name_keys("\ud800A\u0301 " * 500 + "X" * 2_000) is not None
