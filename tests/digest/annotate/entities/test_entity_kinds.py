import pytest

from digest.annotate.entities.entity_kinds import entity_kinds
from digest.annotate.entities.name_spans import NameSpan
from digest.annotate.records import Kind
from digest.annotate.text.parsed_document import Paragraph, ParsedDocument


def kind_in(text: str, name: str, model: Kind = "person") -> Kind:
    """The kind of a name where the model has it for a person, or for what is given."""
    start = text.index(name)
    return entity_kinds(
        ParsedDocument(text, (Paragraph(0, len(text)),), ()), [NameSpan(start, start + len(name), name, model)]
    )[name]


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


def test_a_country_stays_a_place_with_its_coach() -> None:
    assert kind_in("If chosen, the Wales coach would travel.", "Wales", "place") == "place"
