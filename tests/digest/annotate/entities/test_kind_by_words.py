import pytest

from digest.annotate.entities.kind_by_words import kind_by_words
from digest.annotate.records import Kind


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
    assert kind_by_words(name) == "organisation"


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
    assert kind_by_words(name) == kind
