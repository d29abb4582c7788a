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


def test_a_name_is_of_the_kind_that_most_of_its_occurrences_have() -> None:
    text = "Veltara rose. Veltara fell. Veltara closed."
    kinds: tuple[Kind, ...] = ("person", "organisation", "organisation")
    spans = [
        NameSpan(text.index(end) - 8, text.index(end) - 1, "Veltara", kind)
        for end, kind in zip(("rose", "fell", "closed"), kinds, strict=True)
    ]
    assert entity_kinds(ParsedDocument(text, (Paragraph(0, len(text)),), ()), spans) == {"Veltara": "organisation"}


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
