"""Where the model's entities really begin and end: entities are joined, split, and extended by words left outside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import words
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument

# Separators between two names that the model took for one: "Harrison / Bridgton", "Grantham, Lincolnshire".
SEPARATOR: Final = re.compile(
    r"\s*[/;(]\s*|\s+[-–—]+\s+|,\s+(?=[A-Z])(?!Inc|Ltd|LLC|L\.P\.|Jr|Sr)|\s+(?:to|vs\.?|v\.)\s+(?=[A-Z])"
)
AND: Final = re.compile(r"(?:,? and | & )(?=[A-Z])")
INNER_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s (?=[A-Z])")

# "Department of Trade", and "and Industry" after it.
OFFICE: Final = re.compile(
    r"(?:the )?(?:Department|Ministry|Office|Committee|Bureau|College|School|Institute|Association|Society)"
    r" (?:of|for|on)\b",
    re.IGNORECASE,
)
FURTHER_BUSINESS: Final = re.compile(r"(?:,? (?:and|&) [A-Z]\w+)+")
SECOND_HALF: Final = re.compile(r"-([A-Z]\w+)(?![\w-])")
CAPITALISED_WORDS: Final = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")
CAPITALISED_WORD_BEFORE: Final = re.compile(r"(?<![\w.-])([A-Z][\w-]+) $")
# "Ben He said": within a sentence, pronouns have no capital.
PRONOUN_SURNAME: Final = re.compile(r" (?:He|She|You|We|Me|They|An|So|No|Do)(?= [a-z]|['’]s|[,.;:!?]|$)")

# "Army of the" before "Potomac", "University of" before "Leeds".
HEAD_OF: Final = re.compile(r"(?<![\w-])((?:[A-Z][\w’'-]+ ){0,3}([A-Z][\w-]+) of (?:the )?)$")
HEADS_OF: Final = words("heads_of")

# "the 101st Airborne Division", "65 Air Division", "No. 18 Squadron": a unit's number is part of its name.
UNIT: Final = re.compile(r"\b(?:Division|Wing|Squadron|Brigade|Regiment|Battalion|Corps|Infantry|Cavalry|Army|Fleet)$")
UNIT_NUMBER: Final = re.compile(r"(?<![\w.,$€£-])(?:\d{1,4}(?:st|nd|rd|th|d)?|No\. ?\d{1,4}) $")
NUMBER_LABELS: Final = frozenset({"CARDINAL", "ORDINAL", "DATE", "QUANTITY"})

PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})


def bounded_entities(document: ParsedDocument) -> Iterator[Entity]:
    """The entities that are names, with boundaries corrected by their own words and the words around them."""
    entities = _with_full_names(document)
    for number, entity in enumerate(entities):
        if entity.label not in KIND_OF_LABEL:
            continue
        before = entities[number - 1] if number else None
        after = entities[number + 1] if number + 1 < len(entities) else None
        yield from _parts(document, _extended(document, _with_state(document, entity, before), before, after))


def _with_full_names(document: ParsedDocument) -> list[Entity]:
    """The entities, where a given name and a surname that the model marked as two places or persons are joined."""
    joined: list[Entity] = []
    for entity in document.entities:
        before = joined[-1] if joined else None
        if before is not None and _is_full_name(document.text, before, entity):
            joined[-1] = Entity(before.start, entity.end, "PERSON")
        else:
            joined.append(entity)
    return joined


def _is_full_name(text: str, first: Entity, second: Entity) -> bool:
    """Whether two entities are a given name and the surname that follows it."""
    if {first.label, second.label} - {"GPE", "PERSON"} or text[first.end : second.start] != " ":
        return False
    given, surname = text[first.start : first.end], text[second.start : second.end]
    is_place = any(word in places() or word in countries() for word in (given, surname))
    return given in given_names() and not is_place


def _with_state(document: ParsedDocument, entity: Entity, before: Entity | None) -> Entity:
    """An office of a state together with the adjective that names the state: "Russian" + "Foreign Ministry"."""
    if before is None or entity.label != "ORG" or document.text[before.end : entity.start] not in {" ", ""}:
        return entity
    office = document.text[entity.start : entity.end].lower().split()
    if document.text[before.start : before.end] in demonyms() and all(word in STATE_WORDS for word in office):
        return replace(entity, start=before.start)
    return entity


def _extended(document: ParsedDocument, entity: Entity, before: Entity | None, after: Entity | None) -> Entity:
    """An entity with the words that the model left outside, as far as its neighbours leave room for them."""
    text = document.text
    floor = before.end if before else 0
    ceiling = after.start if after else len(text)
    entity = _with_words_after(document, entity, ceiling)
    if entity.label == "PERSON":
        entity = _with_given_name_or_surname(text, entity, floor)
    entity = _with_head(text, entity, floor)
    # The model marks the number of a unit as a separate entity.
    number_floor = 0 if before is not None and before.label in NUMBER_LABELS else floor
    return _with_unit_number(text, entity, number_floor)


def _with_words_after(document: ParsedDocument, entity: Entity, ceiling: int) -> Entity:
    """The entity with the rest of a ministry's name, of a hyphenated name, or of an organisation's or place's name."""
    text, end, label = document.text, entity.end, entity.label
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


def _with_given_name_or_surname(text: str, entity: Entity, floor: int) -> Entity:
    """A person's entity with the given name before it, or with a surname that looks like a pronoun: "Ben He"."""
    start, end = entity.start, entity.end
    given = CAPITALISED_WORD_BEFORE.search(text, max(floor, start - 20), start)
    if given and given.group(1) in given_names():
        start = given.start(1)
    if text[start:end] in given_names() and (surname := PRONOUN_SURNAME.match(text, end)):
        end = surname.end()
    return replace(entity, start=start, end=end)


def _with_head(text: str, entity: Entity, floor: int) -> Entity:
    """The organisation whose name ends with a place or a person: "University of" + "Leeds"."""
    if entity.label != "PERSON" and entity.label not in PLACE_LABELS:
        return entity
    head = HEAD_OF.search(text, max(floor, entity.start - 60), entity.start)
    if head and head.group(2).lower() in HEADS_OF:
        return Entity(head.start(), entity.end, "ORG")
    return entity


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
        if owner in countries() or owner in places() or owner.split()[-1].lower() in ORGANISATION_WORDS:
            yield Entity(start, match.start(), entity.label)
            start = match.end()
    if conjunction := _and_between_names(text, start, entity.end):
        yield Entity(start, conjunction[0], entity.label)
        start = conjunction[1]
    for match in SEPARATOR.finditer(text, start, entity.end):
        yield Entity(start, match.start(), entity.label)
        start = match.end()
    yield Entity(start, entity.end, entity.label)


def _and_between_names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the "and" between two names that both begin with a place or a given name.

    Examples are "Angola and Mozambique", "Rochester Rovers and Leeds Lions" and "Ann Ray & Otto Brandt". The result is
    None if all of it is one name: "Portland and Leeds Railway".
    """
    conjunction = AND.search(text, start, end)
    if conjunction is None or text[start:end] in organisations() or text[start:end] in countries():
        return None
    halves = (text[start : conjunction.start()], text[conjunction.end() : end])
    if all(half.split()[0] in given_names() and " " in half for half in halves):
        return conjunction.span()
    are_places = [_is_place(half) for half in halves]
    if all(are_places) or (not any(are_places) and all(_is_place(half.split()[0]) for half in halves)):
        return conjunction.span()
    return None


def _is_place(name: str) -> bool:
    return name in places() or name in countries()
