import pytest

from digest.annotate.entities.name_spans import name_spans
from digest.annotate.text.parsed_document import Entity, Paragraph, ParsedDocument


def spans_in(text: str, *entities: tuple[str, str]) -> list[str]:
    """What becomes of entities, given as (words, label)."""
    found = tuple(Entity(text.index(words), text.index(words) + len(words), label) for words, label in entities)
    return [span.text for span in name_spans(ParsedDocument(text, (Paragraph(0, len(text)),), (), found))]


@pytest.mark.parametrize(
    ("text", "words", "label", "found"),
    [
        ("A coast of Otterby closed.", "Otterby", "GPE", ["Otterby"]),
        ("The Portland and Leeds Railway shut.", "Portland and Leeds Railway", "ORG", ["Portland and Leeds Railway"]),
        ("In Trinidad and Tobago it rained.", "Trinidad and Tobago", "GPE", ["Trinidad and Tobago"]),
        ("The Central African Republic voted.", "Republic", "GPE", ["Central African Republic"]),
        ("Fog lay on the Persian Gulf.", "Gulf", "LOC", ["Persian Gulf"]),
        ("Old African Republic stamps sold.", "Republic", "GPE", ["Republic"]),
        ("Marlow Jr. left.", "Marlow Jr", "PERSON", ["Marlow Jr."]),
        ("The F-16 Falcon fell.", "F-16 Falcon", "ORG", []),
        ("The Events Coordinator left.", "Events Coordinator", "ORG", []),
        ("Otterism spread.", "Otterism", "ORG", []),
    ],
)
def test_spans_end_where_the_name_ends(text: str, words: str, label: str, found: list[str]) -> None:
    assert spans_in(text, (words, label)) == found


@pytest.mark.parametrize("text", ["Thanks to @OttoBrandt for this.", "All about #OttoBrandt today."])
def test_handles_and_hashtags_are_no_names(text: str) -> None:
    start = text.index("OttoBrandt")
    entity = Entity(start, start + 10, "PERSON", 0.9)
    assert name_spans(ParsedDocument(text, (Paragraph(0, len(text)),), (), (entity,))) == ()


@pytest.mark.parametrize(
    ("text", "marked", "name"),
    [
        ("The Victoria and Albert Museum is shut.", ("Victoria",), "Victoria and Albert Museum"),
        ("The Anna Velmer Wildlife Trust paid.", ("Anna Velmer", "Wildlife Trust"), "Anna Velmer Wildlife Trust"),
        ("Then Otto “Ropes” Brandt sang.", ("Otto", "Brandt"), "Otto “Ropes” Brandt"),
        ("Veltara Line sails. The Veltara Line ship is new.", ("Veltara Line", "Veltara"), "Veltara Line"),
    ],
)
def test_pieces_of_a_longer_name_are_that_name(text: str, marked: tuple[str, ...], name: str) -> None:
    labels = {"Otto": "PERSON", "Brandt": "PERSON", "Anna Velmer": "PERSON", "Victoria": "GPE"}
    entities, end = [], 0
    for piece in marked:
        start = text.index(piece, end)
        end = start + len(piece)
        entities.append(Entity(start, end, labels.get(piece, "ORG"), 0.9))
    spans = name_spans(ParsedDocument(text, (Paragraph(0, len(text)),), (), tuple(entities)))
    assert {span.text for span in spans} == {name}


def test_words_quoted_between_two_names_are_no_nickname() -> None:
    text = "On Monday Brandt “did not resist” Velmer at all."
    entities = [Entity(text.index(name), text.index(name) + 6, "PERSON", 0.9) for name in ("Brandt", "Velmer")]
    spans = name_spans(ParsedDocument(text, (Paragraph(0, len(text)),), (), tuple(entities)))
    assert [span.text for span in spans] == ["Brandt", "Velmer"]
