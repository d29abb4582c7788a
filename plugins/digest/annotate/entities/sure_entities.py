"""The entities of whose names the model is sure at least once in the text."""

from dataclasses import replace
from typing import Final

from ..text.parsed_document import ParsedDocument

# Of the names with less, two in three are wrong (WikiGold, worldwide newswire). Those with more are weighed by
# `confidence.name_confidence` with all that the text says of them.
MIN_CONFIDENCE: Final = 0.3


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
