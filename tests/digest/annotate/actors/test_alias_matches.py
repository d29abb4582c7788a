"""Which aliases a text has, and which of those that overlap."""

import pytest

from digest.annotate.actors.actor_mentions import decisions, mentions
from digest.annotate.actors.alias_matches import relevant_actors
from digest.annotate.records import Actor
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import PreparedText
from digest.annotate.text.spacy_model import parse_texts


def found(text: str, *actors: Actor, lang: str = "en") -> list[tuple[str, str]]:
    joined, parts = paragraphs(normalised(text).text)
    reading = next(parse_texts([PreparedText(joined, parts, english=False, lang=lang)], Models()))
    return [(mention.text, mention.actor) for mention in mentions(decisions(reading, actors), actors)]


WATCH = Actor("Harbour Watch", "organisation", "w", ("HW7", "Watch"), never=("Watch Tower", "Night Watch"))


VANE = Actor("Ottoline Vane", "person", "v", ("Оттолина Вейн",))


WAGNER = Actor("Вагнер", "organisation", "vg", ("ЧВК «Вагнер»", "ЧВК Вагнер"))


MARLOW = Actor("Edward Marlow", "person", "m", ("Marlow", "Эдвард Марлоу"))


def test_the_longest_alias_wins_with_its_marks() -> None:
    assert found("Бойцы ЧВК «Вагнер» ушли.", WAGNER) == [("ЧВК «Вагнер»", "Вагнер")]
    assert found("Бойцы «Вагнера» ушли.", WAGNER) == [("Вагнера", "Вагнер")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Edward Marlow Jr. posted a picture.", []),
        ("Edward Marlow, Jr., posted a picture.", []),
        ("Эдвард Марлоу-младший уехал.", []),
        ("Edward Marlow spoke. Edward Marlow Jr. listened, and Marlow Jr. left.", ["Edward Marlow"]),
        ("Edward Marlow spoke. Marlow left.", ["Edward Marlow", "Marlow"]),
        ("Edward Marlow III was crowned.", ["Edward Marlow"]),
    ],
)
def test_a_son_is_not_his_father(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text, MARLOW)] == expected


def test_a_son_who_is_followed_is_found() -> None:
    son = Actor("Edward Marlow Jr.", "person", "m", ("Edward Marlow",))
    assert [name for name, _ in found("Edward Marlow Jr. spoke. Edward Marlow left.", son)] == [
        "Edward Marlow Jr.",
        "Edward Marlow",
    ]


def test_a_surname_counts_once_the_full_name_was_given() -> None:
    assert found("Vane was seen.", VANE) == []
    assert [name for name, _ in found("Ottoline Vane came. Later Vane left.", VANE)] == ["Ottoline Vane", "Vane"]
    assert [name for name, _ in found("Ottoline Vane met Charles Vane.", VANE)] == ["Ottoline Vane"]
    assert [name for name, _ in found("Оттолина Вейн пришла. Позже Вейн ушла.", VANE)] == ["Оттолина Вейн", "Вейн"]


def test_only_actors_that_a_text_could_name_are_relevant_to_it() -> None:
    assert relevant_actors((WATCH, VANE), "Miss Vane of Ottoline Street") == (VANE,)
    assert relevant_actors((WATCH, VANE), "nobody") == ()
