"""The model's names cleaned: without articles, titles, possessives and marks, and without what is no name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .reading import Entity, Reading
from .records import Kind
from .tables import countries, demonyms, given_names, places, words
from .titles import CALENDAR, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS, TITLES

KINDS: Final[dict[str, Kind]] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
}

LEAD: Final = re.compile(
    r"(?:[\s\W_]+|(?:the|a|an|this|that|its|his|her|their|our|my|some|all|both)\s+)", re.IGNORECASE
)
TAIL: Final = re.compile(
    r"(?:['’]s|(?<=s)['’]|[^\w.)]+|(?<!\b[A-Z])(?<!\b(?:Co|Jr|Sr|St|Mr))(?<!\b(?:Inc|Ltd))(?<!\bCorp)\.)$"
)
FIRST_WORD: Final = re.compile(r"[\w.’'-]+")
MARKUP: Final = re.compile(r"[@#<>{}|\\=_~^*]|https?:|www\.|\.(?:com|org|net|co)\b|&\w+;")

JOINT: Final = re.compile(
    r"\s*[/;(]\s*|\s+[-–—]+\s+|,\s+(?=[A-Z])(?!Inc|Ltd|LLC|L\.P\.|Jr|Sr)|\s+(?:to|vs\.?|v\.)\s+(?=[A-Z])"
)
OFFICE: Final = re.compile(
    r"(?:the )?(?:Department|Ministry|Office|Committee|Bureau|College|School|Institute|Association|Society)"
    r" (?:of|for|on)\b",
    re.IGNORECASE,
)
HYPHENED: Final = re.compile(r"-([A-Z]\w+)(?![\w-])")
CAPITALS: Final = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")
GIVEN: Final = re.compile(r"(?<![\w.-])([A-Z][\w-]+) $")
INNER_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s (?=[A-Z])")
BUSINESS: Final = re.compile(r"(?:,? (?:and|&) [A-Z]\w+)+")

TERMS: Final = words("terms")

SMALL_TAIL: Final = re.compile(r"\s+(?:of|the|and|in|for|to|at|on|by|with|a|an|&)$")

# Longer than "the United Nations High Commissioner for Refugees" is a sentence.
MAX_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that stands in the text, with the kind that the model gave it."""

    start: int
    end: int
    text: str
    kind: Kind
    title: str = ""  # what stood before a person's name, lower case


def name_spans(reading: Reading) -> tuple[NameSpan, ...]:
    """The names of the model in the order of the text, cleaned, demonyms and rubbish dropped."""
    found: list[NameSpan] = []
    entities = reading.entities
    for number, entity in enumerate(entities):
        if entity.label not in KINDS:
            continue
        before = entities[number - 1] if number else None
        after = entities[number + 1] if number + 1 < len(entities) else None
        whole = _extended(reading, _with_state(reading, entity, before), before, after)
        found += (span for part in _parts(reading, whole) for span in _cleaned(reading, part))
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without leading articles and marks, trailing possessives and marks."""
    while start < end and (match := LEAD.match(text, start, end)):
        start = match.end()
    while start < end and (tail := TAIL.search(text[start:end])):
        end = start + tail.start()
    while small := SMALL_TAIL.search(text[start:end]):
        end = start + small.start()
    if text[start:end].count("(") < text[start:end].count(")"):
        end = start + text[start:end].rindex(")")
    return start, end


def _with_state(reading: Reading, entity: Entity, before: Entity | None) -> Entity:
    """An office of a state together with the adjective that names the state: "Russian" + "Foreign Ministry"."""
    if before is None or entity.label != "ORG" or reading.text[before.end : entity.start] not in {" ", ""}:
        return entity
    words = reading.text[entity.start : entity.end].lower().split()
    if reading.text[before.start : before.end] in demonyms() and all(word in STATE_WORDS for word in words):
        return Entity(before.start, entity.end, entity.label)
    return entity


def _parts(reading: Reading, entity: Entity) -> Iterator[Entity]:
    """An entity without what joins two names: "Harrison / Bridgton", "Panaji (Panjim", "Grantham, Lincolnshire"."""
    start = entity.start
    if entity.label == "ORG" and (match := INNER_POSSESSIVE.search(reading.text, entity.start, entity.end)):
        owner = reading.text[entity.start : match.start()]
        if owner in countries() or owner in places() or owner.split()[-1].lower() in ORGANISATION_WORDS:
            yield Entity(start, match.start(), entity.label)
            start = match.end()
    for match in JOINT.finditer(reading.text, start, entity.end):
        yield Entity(start, match.start(), entity.label)
        start = match.end()
    yield Entity(start, entity.end, entity.label)


def _extended(reading: Reading, entity: Entity, before: Entity | None, after: Entity | None) -> Entity:
    """An entity with what the model left outside: a given name, a hyphen's other half, a ministry's whole business."""
    text, start, end = reading.text, entity.start, entity.end
    floor = before.end if before else 0
    ceiling = after.start if after else len(text)
    if entity.label == "ORG" and OFFICE.match(text, start, end) and (business := BUSINESS.match(text, end, ceiling)):
        end = business.end()
    if (
        (half := HYPHENED.match(text, end, ceiling))
        and half.group(1) not in {*demonyms(), *countries()}
        and entity.label != "NORP"
    ):
        end = half.end()
    if entity.label in {"GPE", "LOC", "ORG", "FAC"} and (tail := CAPITALS.match(text, end, ceiling)):
        last = tail.group().split()[-1].lower()
        tags = {token.tag for _, token in reading.tokens_in(end, tail.end())}
        if last in ORGANISATION_WORDS | PLACE_WORDS and tags <= {"NNP", "NNPS"}:
            end = tail.end()
    if (
        entity.label == "PERSON"
        and (given := GIVEN.search(text, max(floor, start - 20), start))
        and given.group(1) in given_names()
    ):
        start = given.start(1)
    return Entity(start, end, entity.label)


def _cleaned(reading: Reading, entity: Entity) -> Iterator[NameSpan]:
    text = reading.text
    start, end = trimmed(text, entity.start, entity.end)
    title = ""
    while (word := FIRST_WORD.match(text, start, end)) and word.end() < end:
        lowered = word.group().rstrip(".").lower()
        is_small = word.group()[0].islower() and entity.label in {"PERSON", "ORG", "GPE", "FAC"}
        if not (is_small or (entity.label == "PERSON" and lowered in TITLES)):
            break
        title = f"{title} {lowered}".strip()
        start, end = trimmed(text, word.end(), end)
    if entity.label in {"GPE", "PERSON"} and (lower := re.search(r"(?: [a-z]{3,})+$", text[start:end])):
        end = start + lower.start()
    surface = text[start:end]
    if _is_name(surface, entity.label) and not _is_common(reading, start, end):
        yield NameSpan(start, end, surface, KINDS[entity.label], title)


def _is_common(reading: Reading, start: int, end: int) -> bool:
    """Whether a single word is a common noun or a figure: by its tag, or since the text has it in small letters."""
    surface = reading.text[start:end]
    if " " in surface or surface in countries():
        return False
    tags = {token.tag for _, token in reading.tokens_in(start, end)}
    if tags and tags <= {"NNS", "CD", "VBG", "VB", "UH", "LS"}:
        return True
    small = surface.lower()
    if (
        not surface[1:].islower() or small not in reading.text
    ):  # nearly all; an expression costs more to make than to use
        return False
    return re.search(rf"(?<!\w){re.escape(small)}(?!\w)", reading.text) is not None


def _is_name(surface: str, label: str) -> bool:
    parts = surface.split()
    if not parts or len(parts) > MAX_WORDS or MARKUP.search(surface):
        return False
    if surface in countries():
        return True
    if len(surface) < 2 or not any(char.isupper() for char in surface) or not surface[0].isalnum():
        return False
    if surface in TERMS:
        return False
    if surface in demonyms() or all(word in demonyms() for word in re.split(r"[\s-]", surface)):
        return False
    if label == "NORP" and not any(word.lower() in ORGANISATION_WORDS for word in parts):
        return False  # peoples, faiths and followers: nobody in particular
    lowered = [word.strip(".,").lower() for word in parts]
    if all(word in CALENDAR or word.isdigit() for word in lowered):
        return False
    if label == "PERSON" and all(word in TITLES for word in lowered):
        return False
    return sum(char.isalpha() for char in surface) >= 2
