"""The model's names cleaned: without articles, titles, possessives and marks, and without what is no name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.reporting_verbs import INVERTED_VERBS
from ..lexicon.word_lists import words
from ..records import Kind
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument

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
AND: Final = re.compile(r"(?:,? and | & )(?=[A-Z])")
HYPHENED: Final = re.compile(r"-([A-Z]\w+)(?![\w-])")
CAPITALS: Final = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")
GIVEN: Final = re.compile(r"(?<![\w.-])([A-Z][\w-]+) $")
# "Ben He said": within a sentence no pronoun has a capital.
PRONOUN_SURNAME: Final = re.compile(r" (?:He|She|You|We|Me|They|An|So|No|Do)(?= [a-z]|['’]s|[,.;:!?]|$)")
INNER_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s (?=[A-Z])")
BUSINESS: Final = re.compile(r"(?:,? (?:and|&) [A-Z]\w+)+")

TERMS: Final = words("terms")
THINGS: Final = words("things")
# "F-16 Fighting Falcon", "CH-53": a type, not the army that flies it.
TYPE: Final = re.compile(r"[A-Z]{1,3}-\d{1,4}[A-Z]?\b")

# "United Farmers MPP", "Acme Holdings CEO": what somebody is there.
TRAILING_TERM: Final = re.compile(r"(?<=[a-z]) (?:MPs?|MEPs?|MPPs?|MLAs?|MSPs?|CEO|CFO|COO|CTO|PhD|VP)$")
# "the 101st Airborne Division", "65 Air Division", "No. 18 Squadron": a unit's number is a part of its name.
UNIT: Final = re.compile(r"\b(?:Division|Wing|Squadron|Brigade|Regiment|Battalion|Corps|Infantry|Cavalry|Army|Fleet)$")
NUMBERS: Final = frozenset({"CARDINAL", "ORDINAL", "DATE", "QUANTITY"})
UNIT_NUMBER: Final = re.compile(r"(?<![\w.,$€£-])(?:\d{1,4}(?:st|nd|rd|th|d)?|No\. ?\d{1,4}) $")
# "Army of the" before Potomac, "University of" before Leeds.
HEAD_OF: Final = re.compile(r"(?<![\w-])((?:[A-Z][\w’'-]+ ){0,3}([A-Z][\w-]+) of (?:the )?)$")
HEADS_OF: Final = words("heads_of")

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


def name_spans(document: ParsedDocument) -> tuple[NameSpan, ...]:
    """The names of the model in the order of the text, cleaned, demonyms and rubbish dropped."""
    found: list[NameSpan] = []
    entities = _joined(document)
    for number, entity in enumerate(entities):
        if entity.label not in KIND_OF_LABEL:
            continue
        before = entities[number - 1] if number else None
        after = entities[number + 1] if number + 1 < len(entities) else None
        whole = _extended(document, _with_state(document, entity, before), before, after)
        found += (span for part in _parts(document, whole) for span in _cleaned(document, part))
    return tuple(found)


def _joined(document: ParsedDocument) -> tuple[Entity, ...]:
    """The entities, with a given name and a surname that the model took for two places, or for two persons, as one."""
    found: list[Entity] = []
    for entity in document.entities:
        before = found[-1] if found else None
        surname = document.text[entity.start : entity.end]
        if (
            before is not None
            and before.label in {"GPE", "PERSON"}
            and entity.label in {"GPE", "PERSON"}
            and entity.start == before.end + 1
            and document.text[before.end] == " "
            and (given := document.text[before.start : before.end]) in given_names()
            and not {given, surname} & (places() | countries().keys())
        ):
            found[-1] = Entity(before.start, entity.end, "PERSON")
        else:
            found.append(entity)
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


def _with_state(document: ParsedDocument, entity: Entity, before: Entity | None) -> Entity:
    """An office of a state together with the adjective that names the state: "Russian" + "Foreign Ministry"."""
    if before is None or entity.label != "ORG" or document.text[before.end : entity.start] not in {" ", ""}:
        return entity
    words = document.text[entity.start : entity.end].lower().split()
    if document.text[before.start : before.end] in demonyms() and all(word in STATE_WORDS for word in words):
        return Entity(before.start, entity.end, entity.label)
    return entity


def _parts(document: ParsedDocument, entity: Entity) -> Iterator[Entity]:
    """An entity without what joins two names: "Harrison / Bridgton", "Panaji (Panjim", "Grantham, Lincolnshire"."""
    start = entity.start
    if entity.label == "ORG" and (match := INNER_POSSESSIVE.search(document.text, entity.start, entity.end)):
        owner = document.text[entity.start : match.start()]
        if owner in countries() or owner in places() or owner.split()[-1].lower() in ORGANISATION_WORDS:
            yield Entity(start, match.start(), entity.label)
            start = match.end()
    if two := _two_names(document.text, start, entity.end):
        yield Entity(start, two[0], entity.label)
        start = two[1]
    for match in JOINT.finditer(document.text, start, entity.end):
        yield Entity(start, match.start(), entity.label)
        start = match.end()
    yield Entity(start, entity.end, entity.label)


def _two_names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first of two joined names ends and the second begins, where both begin with a place or a given name:
    "Angola and Mozambique", "Rochester Rovers and Leeds Lions", "Ann Ray & Otto Brandt".

    "Portland and Leeds Railway" is one name.
    """
    joint = AND.search(text, start, end)
    if joint is None or text[start:end] in organisations() or text[start:end] in countries():
        return None
    halves = (text[start : joint.start()], text[joint.end() : end])
    known = places() | countries().keys()
    alone = [half in known for half in halves]
    if all(half.split()[0] in given_names() and " " in half for half in halves):
        return joint.span()
    if all(alone) or (not any(alone) and all(half.split()[0] in known for half in halves)):
        return joint.span()
    return None


def _extended(document: ParsedDocument, entity: Entity, before: Entity | None, after: Entity | None) -> Entity:
    """An entity with what the model left outside: a given name, a hyphen's other half, a ministry's whole business."""
    text, start, end = document.text, entity.start, entity.end
    floor = before.end if before else 0
    ceiling = after.start if after else len(text)
    if entity.label == "ORG" and OFFICE.search(text, start, end) and (business := BUSINESS.match(text, end, ceiling)):
        end = business.end()
    if (
        (half := HYPHENED.match(text, end, ceiling))
        and half.group(1) not in {*demonyms(), *countries()}
        and entity.label != "NORP"
    ):
        end = half.end()
    if entity.label in {"GPE", "LOC", "ORG", "FAC"} and (tail := CAPITALS.match(text, end, ceiling)):
        last = tail.group().split()[-1].lower()
        tags = {token.tag for _, token in document.tokens_in(end, tail.end())}
        if last in ORGANISATION_WORDS | PLACE_WORDS and tags <= {"NNP", "NNPS"}:
            end = tail.end()
    if (
        entity.label == "PERSON"
        and (given := GIVEN.search(text, max(floor, start - 20), start))
        and given.group(1) in given_names()
    ):
        start = given.start(1)
    if entity.label == "PERSON" and text[start:end] in given_names() and (own := PRONOUN_SURNAME.match(text, end)):
        end = own.end()
    label = entity.label
    is_number = before is not None and before.label in NUMBERS
    if (
        label in {"GPE", "LOC", "FAC", "PERSON"}
        and (head := HEAD_OF.search(text, max(floor, start - 60), start))
        and head.group(2).lower() in HEADS_OF
    ):
        start, label = head.start(), "ORG"
    if (
        label in {"ORG", "FAC"}
        and UNIT.search(text, start, end)
        and (number := UNIT_NUMBER.search(text, max(0 if is_number else floor, start - 12), start))
    ):
        start, label = number.start(), "ORG"
    return Entity(start, end, label)


def _cleaned(document: ParsedDocument, entity: Entity) -> Iterator[NameSpan]:
    text = document.text
    start, end = trimmed(text, entity.start, entity.end)
    label, title = entity.label, ""
    verb = FIRST_WORD.match(text, start, end)
    announces = text.startswith(":", end) and " " in text[start:end].partition(" ")[2]
    if verb and announces and verb.group().lower() in INVERTED_VERBS:
        start, label = (
            trimmed(text, verb.end(), end)[0],
            "PERSON",
        )  # "Tweeted Ann Ray:", but not "Said Omar Hassan left"
    while (word := FIRST_WORD.match(text, start, end)) and word.end() < end:
        lowered = word.group().rstrip(".").lower()
        is_small = word.group()[0].islower() and label in {"PERSON", "ORG", "GPE", "FAC"}
        if not (is_small or (label == "PERSON" and lowered in HONORIFICS)):
            break
        title = f"{title} {lowered}".strip()
        start, end = trimmed(text, word.end(), end)
    if label == "ORG" and (trail := TRAILING_TERM.search(text[start:end])):
        end = start + trail.start()
    if label in {"GPE", "PERSON"} and (lower := re.search(r"(?: [a-z]{3,})+$", text[start:end])):
        end = start + lower.start()
    surface = text[start:end]
    if _is_name(surface, label) and not _is_common(document, start, end):
        yield NameSpan(start, end, surface, KIND_OF_LABEL[label], title)


def _is_common(document: ParsedDocument, start: int, end: int) -> bool:
    """Whether a single word is a common noun or a figure: by its tag, or since the text has it in small letters."""
    surface = document.text[start:end]
    if " " in surface or surface in countries():
        return False
    tags = {token.tag for _, token in document.tokens_in(start, end)}
    if tags and tags <= {"NNS", "CD", "VBG", "VB", "UH", "LS"}:
        return True
    small = surface.lower()
    if (
        not surface[1:].islower() or small not in document.text
    ):  # nearly all; an expression costs more to make than to use
        return False
    return re.search(rf"(?<!\w){re.escape(small)}(?!\w)", document.text) is not None


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
    if all(word in CALENDAR or word.isdigit() for word in re.split(r"[ -]", " ".join(lowered))):
        return False
    if label == "PERSON" and all(word in HONORIFICS for word in lowered):
        return False
    return (surface in organisations() or not _is_thing(surface, lowered)) and sum(
        char.isalpha() for char in surface
    ) >= 2


def _is_thing(surface: str, lowered: Sequence[str]) -> bool:
    """Whether a name is a type's, or its last word a post's, a theory's or a faith's, none of which acts."""
    last = lowered[-1]
    return (
        bool(TYPE.match(surface))
        or (len(lowered) > 1 and last in THINGS and "of" not in lowered)
        or (len(lowered) == 1 and last.endswith("ism"))
    )
