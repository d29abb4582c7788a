"""Where the model's entities really begin and end: entities are joined, split, and extended by words left outside."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, places
from ..lexicon.kind_words import ORGANISATION_ENDS, ORGANISATION_WORDS, PLACE_WORDS
from ..lexicon.known_names import known_names
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument

# Separators between two names that the model took for one: "Harrison / Bridgton", "Grantham, Lincolnshire".
SEPARATOR: Final = re.compile(r"\s*[/;(]\s*|,\s+(?=[A-Z])(?!Inc|Ltd|LLC|L\.P\.|Jr|Sr)|\s+(?:to|vs\.?|v\.)\s+(?=[A-Z])")
INNER_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s (?=[A-Z])")

# "Department of Trade", and "and Industry" after it.
OFFICE: Final = re.compile(
    r"(?:the )?(?:Department|Ministry|Office|Committee|Bureau|College|School|Institute|Association|Society)"
    r" (?:of|for|on)\b",
    re.IGNORECASE,
)
FURTHER_BUSINESS: Final = re.compile(r"(?:,? (?:and|&) [A-Z]\w+)+")
SECOND_HALF: Final = re.compile(r"-([A-Z]\w+)(?![\w-])")
# A full stop is a word of its own to the model.
ABBREVIATION: Final = re.compile(r"\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros)$")
CAPITALISED_WORDS: Final = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")

# "the 101st Airborne Division", "65 Air Division", "No. 18 Squadron": a unit's number is part of its name.
UNIT: Final = re.compile(r"\b(?:Division|Wing|Squadron|Brigade|Regiment|Battalion|Corps|Infantry|Cavalry|Army|Fleet)$")
UNIT_NUMBER: Final = re.compile(r"(?<![\w.,$€£-])(?:\d{1,4}(?:st|nd|rd|th|d)?|No\. ?\d{1,4}) $")
NUMBER_LABELS: Final = frozenset({"CARDINAL", "ORDINAL", "DATE", "QUANTITY"})

# 'Anna "Peaches" Cooper'
NICKNAME: Final = re.compile(
    r"(?<![\w-])[A-Z][\w-]+ (?:“{0}”|‘{0}’|\"{0}\"|\([A-Z][a-z]{{1,15}}\)) [A-Z][\w’-]+".format(
        r"[A-Z][\w-]{1,15}(?: [A-Z][\w-]{1,15})?"
    )
)
# From this confidence of the model on, a name of several words is looked for in its pieces elsewhere.
SURE_CONFIDENCE: Final = 0.5
SURE_LABELS: Final = frozenset({"PERSON", "ORG", "GPE", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})

PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})


def bounded_entities(document: ParsedDocument) -> Iterator[Entity]:
    """The entities that are names, with boundaries corrected by their own words and the words around them."""
    entities = _with_founders(document.text, _with_whole_names(document))
    for number, entity in enumerate(entities):
        if entity.label not in KIND_OF_LABEL:
            continue
        before = entities[number - 1] if number else None
        after = entities[number + 1] if number + 1 < len(entities) else None
        yield from _parts(document, _extended(document, entity, before, after))


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


def _extended(document: ParsedDocument, entity: Entity, before: Entity | None, after: Entity | None) -> Entity:
    """An entity with the words that the model left outside, as far as its neighbours leave room for them."""
    text = document.text
    floor = before.end if before else 0
    ceiling = after.start if after else len(text)
    entity = _with_words_after(document, entity, ceiling)
    # The model marks the number of a unit as a separate entity.
    number_floor = 0 if before is not None and before.label in NUMBER_LABELS else floor
    return _with_unit_number(text, entity, number_floor)


def _with_words_after(document: ParsedDocument, entity: Entity, ceiling: int) -> Entity:
    """The entity with an abbreviation's full stop, or the rest of a ministry's, a hyphenated, or a longer name."""
    text, end, label = document.text, entity.end, entity.label
    if text.startswith(".", end) and ABBREVIATION.search(text, entity.start, end):
        end += 1
    business = FURTHER_BUSINESS.match(text, end, ceiling)
    if business and label == "ORG" and OFFICE.search(text, entity.start, end):
        end = business.end()
    half = SECOND_HALF.match(text, end, ceiling)
    if half and label != "NORP" and half.group(1) not in demonyms() and half.group(1) not in countries():
        end = half.end()
    tail = CAPITALISED_WORDS.match(text, end, ceiling)
    if tail and (label == "ORG" or label in PLACE_LABELS):
        last = tail.group().split()[-1].lower()
        tags = {token.tag for _, token in document.tokens_in(end, tail.end())}
        if last in ORGANISATION_WORDS | PLACE_WORDS and tags <= {"NNP", "NNPS"}:
            end = tail.end()
    return replace(entity, end=end)


def _with_unit_number(text: str, entity: Entity, floor: int) -> Entity:
    """A military unit with its number: "101st" + "Airborne Division"."""
    if entity.label not in {"ORG", "FAC"} or not UNIT.search(text, entity.start, entity.end):
        return entity
    number = UNIT_NUMBER.search(text, max(floor, entity.start - 12), entity.start)
    return replace(entity, start=number.start(), label="ORG") if number else entity


def _parts(document: ParsedDocument, entity: Entity) -> Iterator[Entity]:
    """The names that the model took for one: "Harrison / Bridgton", "Panaji (Panjim", "Grantham, Lincolnshire"."""
    text, start = document.text, entity.start
    if entity.label == "ORG" and (match := INNER_POSSESSIVE.search(text, entity.start, entity.end)):
        owner = text[entity.start : match.start()]
        if owner in countries() or owner in places() or owner.rpartition(" ")[2].lower() in ORGANISATION_WORDS:
            yield replace(entity, start=start, end=match.start())
            start = match.end()
    for match in SEPARATOR.finditer(text, start, entity.end):
        yield replace(entity, start=start, end=match.start())
        start = match.end()
    yield replace(entity, start=start)
