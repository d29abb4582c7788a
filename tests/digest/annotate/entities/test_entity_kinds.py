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


@pytest.mark.parametrize(("confidence", "kind"), [(0.95, "organisation"), (0.6, "place")])
def test_a_known_place_is_what_the_text_makes_of_it_if_the_model_is_sure(confidence: float, kind: Kind) -> None:
    text = "Amazon said on Monday that it would hire."
    document = ParsedDocument(text, (Paragraph(0, len(text)),), ())
    span = NameSpan(0, 6, "Amazon", "organisation", confidence=confidence)
    assert entity_kinds(document, [span]) == {"Amazon": kind}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("STATE HARBOUR COLLEGE, Pa. (AP) — Police were called.", "STATE HARBOUR COLLEGE"),
        ("NORHAVN, March 3 - Police were called.", "NORHAVN"),
    ],
)
def test_the_place_of_a_dateline_is_a_place(text: str, name: str) -> None:
    assert kind_in(text, name, "organisation") == "place"


def test_capitals_elsewhere_are_no_dateline() -> None:
    assert kind_in("The chief of NORHAVN - a maker of ropes - left.", "NORHAVN", "organisation") == "organisation"
