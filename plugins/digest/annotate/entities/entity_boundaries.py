"""Where the model's entities really begin and end: pieces of longer names are joined, lost ends are added."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.kind_words import ORGANISATION_ENDS
from ..lexicon.known_names import known_names
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument

SECOND_HALF: Final = re.compile(r"-([A-Z]\w+)(?![\w-])")
# A full stop is a word of its own to the model.
ABBREVIATION: Final = re.compile(r"\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros)$")

# 'Anna "Peaches" Cooper'
NICKNAME: Final = re.compile(
    r"(?<![\w-])[A-Z][\w-]+ (?:“{0}”|‘{0}’|\"{0}\"|\([A-Z][a-z]{{1,15}}\)) [A-Z][\w’-]+".format(
        r"[A-Z][\w-]{1,15}(?: [A-Z][\w-]{1,15})?"
    )
)
# From this confidence of the model on, a name of several words is looked for in its pieces elsewhere.
SURE_CONFIDENCE: Final = 0.5
SURE_LABELS: Final = frozenset({"PERSON", "ORG", "GPE", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})


def bounded_entities(document: ParsedDocument) -> Iterator[Entity]:
    """The entities that are names, with boundaries corrected by their own words and the words around them."""
    for entity in _with_founders(document.text, _with_whole_names(document)):
        if entity.label in KIND_OF_LABEL:
            yield _with_rest(document.text, entity)


def _with_whole_names(document: ParsedDocument) -> list[Entity]:
    """The entities, each that is a part of a longer name made that name: "Albert Museum", "Persian", "Steve".

    The longer names are known ones, those of which the model is sure elsewhere in the text, and full names with a
    nickname in quotation marks.
    """
    whole: list[Entity] = []
    names = _whole_names(document)
    starts = [name.start for name in names]
    for entity in document.entities:
        name = names[bisect_right(starts, entity.start) - 1] if starts and starts[0] <= entity.start else None
        if name is None or entity.end > name.end or entity.end - entity.start >= name.end - name.start:
            whole.append(entity)
        elif not whole or whole[-1].start != name.start:
            whole.append(replace(name, confidence=entity.confidence))
    return whole


def _whole_names(document: ParsedDocument) -> list[Entity]:
    """The longest names that are known or sure, in the order of the text; no two overlap."""
    text = document.text
    names = [Entity(start, end, "GPE" if kind == "place" else "ORG") for start, end, kind in known_names(text)]
    label_by_name = {
        text[entity.start : entity.end]: entity.label
        for entity in document.entities
        if entity.confidence >= SURE_CONFIDENCE and entity.label in SURE_LABELS
    }
    longer = sorted((name for name in label_by_name if " " in name), key=lambda name: (-len(name), name))
    if longer:
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longer)) + r")(?![\w-])")
        names += [Entity(*match.span(), label_by_name[match.group()]) for match in pattern.finditer(text)]
    names += [Entity(*match.span(), "PERSON") for match in NICKNAME.finditer(text)]
    kept: list[Entity] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _with_founders(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, each organisation with the person's name right before it: "David Sheldrick" + "Wildlife Trust"."""
    joined: list[Entity] = []
    for entity in entities:
        before = joined[-1] if joined else None
        if before and before.label == "PERSON" and entity.label == "ORG" and text[before.end : entity.start] == " ":
            last = text[entity.start : entity.end].rsplit(maxsplit=1)[-1]
            if last.lower().rstrip(".") in ORGANISATION_ENDS:
                joined[-1] = replace(entity, start=before.start)
                continue
        joined.append(entity)
    return joined


def _with_rest(text: str, entity: Entity) -> Entity:
    """The entity with an abbreviation's full stop, and with the second half of a hyphenated name."""
    end = entity.end
    if text.startswith(".", end) and ABBREVIATION.search(text, entity.start, end):
        end += 1
    half = SECOND_HALF.match(text, end)
    if half and entity.label != "NORP" and half.group(1) not in demonyms() and half.group(1) not in countries():
        end = half.end()
    return replace(entity, end=end)
