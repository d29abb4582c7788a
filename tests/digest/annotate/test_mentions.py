import pytest

from digest.annotate.legible import legible
from digest.annotate.mentions import mentions, relevant
from digest.annotate.paragraphs import paragraphs
from digest.annotate.pipeline import Prepared, read
from digest.annotate.records import Actor


def found(text: str, *actors: Actor) -> list[tuple[str, str]]:
    joined, parts = paragraphs(legible(text).text)
    reading = next(read([Prepared(joined, parts, english=False)], ""))
    return [(mention.text, mention.actor) for mention in mentions(reading, actors)]


WATCH = Actor("Harbour Watch", "organisation", "w", ("HW7", "Watch"), never=("Watch Tower", "Night Watch"))
VANE = Actor("Ottoline Vane", "person", "v", ("Оттолина Вейн",))
WAGNER = Actor("Вагнер", "organisation", "vg", ("ЧВК «Вагнер»", "ЧВК Вагнер"))
RIDERS = Actor("Moor Rider", "group", "r")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Harbour Watch’s boats", ["Harbour Watch"]),
        ("the Harbour\u00a0Watch said", ["Harbour Watch"]),
        ("the Harbour watch said", ["Harbour watch"]),
        ("HARBOUR WATCH SAVES DOG", ["HARBOUR WATCH"]),
        ("a Watch-led, pro-Watch group", ["Watch", "Watch"]),
        ("hw7 and Hw7 are no HW7", ["HW7"]),
        ("HW77, AHW7", []),
        ("they watch the harbour", []),
        ("Watchers, Swatch", []),
        ("in the Watch Tower by night", []),
        ("Night Watch, then Watch", ["Watch"]),
    ],
)
def test_an_alias_is_found_in_its_spellings_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text, WATCH)] == expected


@pytest.mark.parametrize("form", ["Вагнер", "Вагнера", "Вагнеру", "Вагнером", "Вагнере", "ВАГНЕРА"])
def test_a_cyrillic_alias_is_found_in_its_cases(form: str) -> None:
    assert found(f"Бойцы {form} ушли.", WAGNER) == [(form, "Вагнер")]


def test_a_cyrillic_alias_does_not_begin_another_word() -> None:
    assert found("Вагнеровский фестиваль в Байройте", WAGNER) == []


def test_the_longest_alias_wins_with_its_marks() -> None:
    assert found("Бойцы ЧВК «Вагнер» ушли.", WAGNER) == [("ЧВК «Вагнер»", "Вагнер")]
    assert found("Бойцы «Вагнера» ушли.", WAGNER) == [("Вагнера", "Вагнер")]


def test_accents_and_apostrophes_are_written_either_way() -> None:
    actor = Actor("Zoë D’Arcy", "person", "z")
    assert [name for name, _ in found("Zoe D'Arcy, Zoë D’Arcy, ZOË D’ARCY", actor)] == [
        "Zoe D'Arcy",
        "Zoë D’Arcy",
        "ZOË D’ARCY",
    ]


def test_groups_have_plurals_and_organisations_have_none() -> None:
    assert found("Moor Riders came", RIDERS) == [("Moor Riders", "Moor Rider")]
    assert found("Watches were sold", WATCH) == []


def test_a_surname_counts_once_the_full_name_was_given() -> None:
    assert found("Vane was seen.", VANE) == []
    assert [name for name, _ in found("Ottoline Vane came. Later Vane left.", VANE)] == ["Ottoline Vane", "Vane"]
    assert [name for name, _ in found("Ottoline Vane met Charles Vane.", VANE)] == ["Ottoline Vane"]
    assert [name for name, _ in found("Оттолина Вейн пришла. Позже Вейн ушла.", VANE)] == ["Оттолина Вейн", "Вейн"]


def test_a_double_name_is_another_person() -> None:
    assert found("Ottoline Vane-Smith came", VANE) == []


def test_only_actors_that_a_text_could_name_are_relevant_to_it() -> None:
    assert relevant((WATCH, VANE), "Miss Vane of Ottoline Street") == (VANE,)
    assert relevant((WATCH, VANE), "nobody") == ()
