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
        ("The 65 Air Division left.", "Air Division", "ORG", ["65 Air Division"]),
        ("The 101st Airborne Brigade left.", "Airborne Brigade", "ORG", ["101st Airborne Brigade"]),
        ("In 2019 12 Tern Homes burnt.", "Tern Homes", "ORG", ["Tern Homes"]),
        ("A coast of Otterby closed.", "Otterby", "GPE", ["Otterby"]),
        ("United Growers MPP Ann Ray left.", "United Growers MPP", "ORG", ["United Growers"]),
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
