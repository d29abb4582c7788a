"""The entities of whose names the model is sure at least once in the text."""

from dataclasses import replace
from typing import Final

from ..text.parsed_document import ParsedDocument

# Of the names with less, under half are right (WikiGold, worldwide newswire). With 0.5 instead of 0.4, of 100 distinct
# names of a text 81.9 instead of 80.7 are right on WikiGold, 86.5 instead of 86.0 on the newswire and 69.6 instead of
# 67.5 in tweets; 0.9, 0.7 and 1.3 fewer are found.
MIN_CONFIDENCE: Final = 0.5


def sure_entities(document: ParsedDocument) -> ParsedDocument:
    """The document without entities whose name has less than `MIN_CONFIDENCE` wherever the text has it."""
    best: dict[str, float] = {}
    for entity in document.entities:
        name = document.text[entity.start : entity.end]
        best[name] = max(best.get(name, 0.0), entity.confidence)
    sure = tuple(
        entity for entity in document.entities if best[document.text[entity.start : entity.end]] >= MIN_CONFIDENCE
    )
    return replace(document, entities=sure)
