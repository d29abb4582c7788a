from collections.abc import Callable

import pytest

from digest.annotate.entities.speech_subjects import with_speech_subjects
from digest.annotate.text.parsed_document import Entity, ParsedDocument

Read = Callable[[str, bool], ParsedDocument]


def persons(reading: ParsedDocument) -> list[str]:
    return [
        reading.text[one.start : one.end] for one in with_speech_subjects(reading).entities if one.label == "PERSON"
    ]


@pytest.mark.parametrize(
    ("text", "taken_for", "person"),
    [
        ("Said Maureen Pike: it rains.", [("Said Maureen Pike", "PERSON")], "Maureen Pike"),
        ("Nurse Beatrice Coe slept.", [("Nurse Beatrice Coe", "ORG")], "Beatrice Coe"),
        ("Alan Mbeki said it rained.", [("Alan Mbeki", "ORG")], "Alan Mbeki"),
        ("For years Vesper Stahl kept it. Stahl said so.", [("Stahl", "PERSON")], "Vesper Stahl"),
        ("Inside, Florian Petz is busy. Petz is a baker.", [("Florian", "NORP")], "Florian Petz"),
    ],
)
def test_who_speaks_is_a_person(reading: Read, text: str, taken_for: list[tuple[str, str]], person: str) -> None:
    plain = reading(text, True)
    entities = tuple(Entity(text.index(name), text.index(name) + len(name), label) for name, label in taken_for)
    assert person in persons(ParsedDocument(plain.text, plain.paragraphs, plain.tokens, entities, plain.sentences))


@pytest.mark.parametrize(
    ("text", "name"),
    [("General Motors Company said it rained.", "General Motors Company"), ("Paris Bank said so.", "Paris Bank")],
)
def test_an_organisation_that_speaks_stays_one(reading: Read, text: str, name: str) -> None:
    plain = reading(text, True)
    entities = (Entity(0, len(name), "ORG"),)
    assert persons(ParsedDocument(plain.text, plain.paragraphs, plain.tokens, entities, plain.sentences)) == []
