"""What a name is, by its own words and by the words around it."""

import pytest

from digest.annotate.entities.entity_kinds import by_words, kinds
from digest.annotate.entities.name_spans import NameSpan, name_spans
from digest.annotate.records import Kind
from digest.annotate.text.parsed_document import Entity, Paragraph, ParsedDocument


def kind_in(text: str, name: str, model: Kind = "person") -> Kind:
    """The kind of a name where the model has it for a person, or for what is given."""
    start = text.index(name)
    return kinds(
        ParsedDocument(text, (Paragraph(0, len(text)),), ()), [NameSpan(start, start + len(name), name, model)]
    )[name]


def spans_in(text: str, *entities: tuple[str, str]) -> list[str]:
    """What becomes of entities, given as (words, label)."""
    found = tuple(Entity(text.index(words), text.index(words) + len(words), label) for words, label in entities)
    return [span.text for span in name_spans(ParsedDocument(text, (Paragraph(0, len(text)),), (), found))]


@pytest.mark.parametrize(
    "name",
    [
        "Halvorsen Research",
        "Birchwood Rest Home",
        "Tern Valley School District",
        "Banco Sol",
        "Teatro Nuovo",
        "Partido Verde",
        "Nordisk Kredittforening",
        "Neue Hafenzeitung Verlag",
        "Real Zaragoza",
        "Dynamo Kyiv",
        "Army of the Fens",
        "House of Burgesses",
        "Nova Scotia House of Assembly",
        "De Telegraaf",
        "Der Spiegel",
    ],
)
def test_a_body_shows_by_its_words_in_several_languages(name: str) -> None:
    assert by_words(name) == "organisation"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Otter Brook", "place"),
        ("Rowan Abbey", "place"),
        ("Harbour Safety Act", "work"),
        ("Gothic Bible", "work"),
        ("Tern Valley Show", "work"),
        ("Brexit", "event"),
        ("Great Plague", "event"),
        ("Tern Valley Challenge", "event"),
        ("Budget 2020", "event"),
        ("Harbour Expo 2025", "event"),
        ("Real Sorrow", None),
        ("Capital of Culture", None),
        ("Zaragoza", None),
        ("Sue Park", None),
        ("Notting Hill", "place"),
        ("Albert Bridge", "place"),
    ],
)
def test_other_words_show_other_kinds_or_none(name: str, kind: Kind | None) -> None:
    assert by_words(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Veltara coach Otto Brandt resigned.",
        "Veltara’s goalkeeper was hurt.",
        "Veltara have nine points.",
        "Fans sang until Veltara were ahead.",
        "Veltara launched its second ship.",
        "The retailer Veltara shut ten shops.",
        "Veltara’s outlets are shut.",
    ],
)
def test_what_teams_and_companies_have_makes_a_name_one(text: str) -> None:
    assert kind_in(text, "Veltara") == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandt and Veltara have nine points.",
        "The letters from Veltara are short.",
        "Devils made by Veltara are shown.",
        "Veltara has launched a ship.",
        "The winner Veltara thanked her coach.",
    ],
)
def test_a_list_or_an_object_before_a_plural_shows_nothing(text: str) -> None:
    assert kind_in(text, "Veltara") == "person"


@pytest.mark.parametrize(
    "text",
    [
        "She wrote the novel Veltara.",
        "A song called Veltara was played.",
        "The film “Veltara” is long.",
        "for A Veltara",
    ],
)
def test_what_is_called_a_film_or_a_book_is_a_work(text: str) -> None:
    assert kind_in(text, "Veltara") == "work"


def test_a_country_stays_a_place_with_its_coach() -> None:
    assert kind_in("If chosen, the Wales coach would travel.", "Wales", "place") == "place"


@pytest.mark.parametrize(
    ("text", "words", "label", "found"),
    [
        ("The 65 Air Division left.", "Air Division", "ORG", ["65 Air Division"]),
        ("The 101st Airborne Brigade left.", "Airborne Brigade", "ORG", ["101st Airborne Brigade"]),
        ("In 2019 12 Tern Homes burnt.", "Tern Homes", "ORG", ["Tern Homes"]),
        ("The Army of the Fens lost.", "Fens", "LOC", ["Army of the Fens"]),
        ("The Diocese of Otterby closed.", "Otterby", "GPE", ["Diocese of Otterby"]),
        ("A coast of Otterby closed.", "Otterby", "GPE", ["Otterby"]),
        ("United Growers MPP Ann Ray left.", "United Growers MPP", "ORG", ["United Growers"]),
        ("In Angola and Mozambique it rained.", "Angola and Mozambique", "ORG", ["Angola", "Mozambique"]),
        (
            "The Leeds Lions and Exeter Rovers won.",
            "Leeds Lions and Exeter Rovers",
            "ORG",
            ["Leeds Lions", "Exeter Rovers"],
        ),
        ("Anna Ray & Otto Brandt sang.", "Anna Ray & Otto Brandt", "ORG", ["Anna Ray", "Otto Brandt"]),
        ("The Portland and Leeds Railway shut.", "Portland and Leeds Railway", "ORG", ["Portland and Leeds Railway"]),
        ("In Trinidad and Tobago it rained.", "Trinidad and Tobago", "GPE", ["Trinidad and Tobago"]),
        ("The F-16 Falcon fell.", "F-16 Falcon", "ORG", []),
        ("The Events Coordinator left.", "Events Coordinator", "ORG", []),
        ("Otterism spread.", "Otterism", "ORG", []),
    ],
)
def test_spans_end_where_the_name_ends(text: str, words: str, label: str, found: list[str]) -> None:
    assert spans_in(text, (words, label)) == found
