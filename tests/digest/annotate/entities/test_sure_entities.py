"""Entities of which the model is sure at least once."""

from digest.annotate.entities.sure_entities import sure_entities
from digest.annotate.text.parsed_document import Entity, Paragraph, ParsedDocument


def test_a_name_stays_if_the_model_is_once_sure_of_it() -> None:
    text = "Roblox fell. Velm rose. Roblox said no."
    entities = (Entity(0, 6, "PERSON", 0.2), Entity(13, 17, "GPE", 0.2), Entity(24, 30, "ORG", 0.9))
    document = ParsedDocument(text, (Paragraph(0, len(text)),), (), entities)
    assert sure_entities(document).entities == (entities[0], entities[2])
