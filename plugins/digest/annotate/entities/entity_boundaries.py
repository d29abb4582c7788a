"""Where the model's entities really begin and end: entities are joined, split, and extended by words left outside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.kind_words import ORGANISATION_WORDS, PLACE_WORDS
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
CAPITALISED_WORDS_BEFORE: Final = re.compile(r"(?<![\w.-])(?:[A-Z][\w-]+ (?:and )?){1,3}$")
# A full stop is a word of its own to the model.
ABBREVIATION: Final = re.compile(r"\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros)$")
CAPITALISED_WORDS: Final = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")

# "the 101st Airborne Division", "65 Air Division", "No. 18 Squadron": a unit's number is part of its name.
UNIT: Final = re.compile(r"\b(?:Division|Wing|Squadron|Brigade|Regiment|Battalion|Corps|Infantry|Cavalry|Army|Fleet)$")
UNIT_NUMBER: Final = re.compile(r"(?<![\w.,$€£-])(?:\d{1,4}(?:st|nd|rd|th|d)?|No\. ?\d{1,4}) $")
NUMBER_LABELS: Final = frozenset({"CARDINAL", "ORDINAL", "DATE", "QUANTITY"})

PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})


def bounded_entities(document: ParsedDocument) -> Iterator[Entity]:
    """The entities that are names, with boundaries corrected by their own words and the words around them."""
    entities = document.entities
    for number, entity in enumerate(entities):
        if entity.label not in KIND_OF_LABEL:
            continue
        before = entities[number - 1] if number else None
        after = entities[number + 1] if number + 1 < len(entities) else None
        yield from _parts(document, _extended(document, entity, before, after))


def _extended(document: ParsedDocument, entity: Entity, before: Entity | None, after: Entity | None) -> Entity:
    """An entity with the words that the model left outside, as far as its neighbours leave room for them."""
    text = document.text
    floor = before.end if before else 0
    ceiling = after.start if after else len(text)
    entity = _with_known_words_before(text, _with_words_after(document, entity, ceiling))
    # The model marks the number of a unit as a separate entity.
    number_floor = 0 if before is not None and before.label in NUMBER_LABELS else floor
    return _with_unit_number(text, entity, number_floor)


def _with_known_words_before(text: str, entity: Entity) -> Entity:
    """The entity with the words before it if a gazetteer has them together: "Persian" + "Gulf".

    The model marks the adjective of a people by itself, and not the name that begins with it.
    """
    before = CAPITALISED_WORDS_BEFORE.search(text, max(0, entity.start - 40), entity.start)
    if before is None:
        return entity
    words_before = before.group().split()
    for first in range(len(words_before)):
        name = " ".join([*words_before[first:], text[entity.start : entity.end]])
        if name in countries() or name in places() or name in organisations():
            return replace(entity, start=entity.start - len(" ".join(words_before[first:])) - 1)
    return entity


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
    return Entity(number.start(), entity.end, "ORG") if number else entity


def _parts(document: ParsedDocument, entity: Entity) -> Iterator[Entity]:
    """The names that the model took for one: "Harrison / Bridgton", "Panaji (Panjim", "Grantham, Lincolnshire"."""
    text, start = document.text, entity.start
    if entity.label == "ORG" and (match := INNER_POSSESSIVE.search(text, entity.start, entity.end)):
        owner = text[entity.start : match.start()]
        if owner in countries() or owner in places() or owner.rpartition(" ")[2].lower() in ORGANISATION_WORDS:
            yield Entity(start, match.start(), entity.label)
            start = match.end()
    for match in SEPARATOR.finditer(text, start, entity.end):
        yield Entity(start, match.start(), entity.label)
        start = match.end()
    yield Entity(start, entity.end, entity.label)
