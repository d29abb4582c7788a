"""The model's entities, cleaned: without articles, honorifics, possessive endings and marks; non-names are dropped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS
from ..lexicon.word_lists import words
from ..records import Kind
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument
from .entity_boundaries import bounded_entities

# Characters and words that don't belong to a name: before it, after it, and the small words after it.
LEAD: Final = re.compile(
    r"(?:[\s\W_]+|(?:the|a|an|this|that|its|his|her|their|our|my|some|all|both)\s+)", re.IGNORECASE
)
TAIL: Final = re.compile(
    r"(?:['’]s|(?<=s)['’]|[^\w.)]+|(?<!\b[A-Z])(?<!\b(?:Co|Jr|Sr|St|Mr))(?<!\b(?:Inc|Ltd))(?<!\bCorp)\.)$"
)
SMALL_TAIL: Final = re.compile(r"\s+(?:of|the|and|in|for|to|at|on|by|with|a|an|&)$")
SMALL_WORDS_TAIL: Final = re.compile(r"(?: [a-z]{3,})+$")
# "@annaweller", "#Election": handles and hashtags of social media.
MARKS_OF_HANDLES: Final = frozenset("@#")

FIRST_WORD: Final = re.compile(r"[\w.’'-]+")
MARKUP: Final = re.compile(r"[@#<>{}|\\=_~^*]|https?:|www\.|\.(?:com|org|net|co)\b|&\w+;")

FUNCTION_WORDS: Final = words("function")
TERMS: Final = words("terms")
THINGS: Final = words("things")
# "F-16 Fighting Falcon", "CH-53": types of aircraft and vehicles.
TYPE_CODE: Final = re.compile(r"[A-Z]{1,3}-\d{1,4}[A-Z]?\b")

# "United Nations High Commissioner for Refugees" has six words. An entity with more than eight is a sentence.
MAX_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class NameSpan:
    """An occurrence of a name in the text, with the kind that the model gave it.

    `honorific` is the honorific before a person's name, in lower case without full stops: "brig gen". `confidence` says
    how sure the model is of name and kind, from 0 to 1; it is 0 if the model did not mark this occurrence.
    """

    start: int
    end: int
    text: str
    kind: Kind
    honorific: str = ""
    confidence: float = 0.0


def name_spans(document: ParsedDocument) -> tuple[NameSpan, ...]:
    """The model's entities that are names, in the order of the text, without demonyms."""
    spans = (_cleaned(document, entity) for entity in bounded_entities(document))
    return tuple(span for span in spans if span is not None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without articles and marks at its beginning, and without possessives, marks and small words at its end."""
    while start < end and (lead := LEAD.match(text, start, end)):
        start = lead.end()
    while start < end and (tail := TAIL.search(text[start:end])):
        end = start + tail.start()
    while tail := SMALL_TAIL.search(text[start:end]):
        end = start + tail.start()
    if text[start:end].count("(") < text[start:end].count(")"):
        end = start + text[start:end].rindex(")")
    return start, end


def _cleaned(document: ParsedDocument, entity: Entity) -> NameSpan | None:
    """The name in an entity, or None if it contains no name."""
    text = document.text
    start, end = trimmed(text, entity.start, entity.end)
    label = entity.label
    start, end, honorific = _without_honorifics(text, start, end, label)
    if label in {"GPE", "PERSON"} and (tail := SMALL_WORDS_TAIL.search(text[start:end])):
        end = start + tail.start()
    surface = text[start:end]
    before = text[max(0, start - 1) : start]
    if not _is_name(surface, label) or before in MARKS_OF_HANDLES:
        return None
    return NameSpan(start, end, surface, KIND_OF_LABEL[label], honorific, entity.confidence)


def _without_honorifics(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    """A span without a person's honorifics and without small words before any name; and the words that were dropped."""
    dropped: list[str] = []
    while (word := FIRST_WORD.match(text, start, end)) and word.end() < end:
        lowered = word.group().rstrip(".").lower()
        is_small = word.group()[0].islower() and label in {"PERSON", "ORG", "GPE", "FAC"}
        if not (is_small or (label == "PERSON" and lowered in HONORIFICS)):
            break
        dropped.append(lowered)
        start, end = trimmed(text, word.end(), end)
    return start, end, " ".join(dropped).strip()


def _is_name(surface: str, label: str) -> bool:
    """Whether a cleaned entity can be a name at all."""
    parts = surface.split()
    if not parts or len(parts) > MAX_WORDS or MARKUP.search(surface):
        return False
    if surface in countries():
        return True
    if len(surface) < 2 or not any(char.isupper() for char in surface) or not surface[0].isalnum():
        return False
    is_function_word = surface.lower() in FUNCTION_WORDS and not surface.isupper()
    is_demonym = surface in demonyms() or all(word in demonyms() for word in re.split(r"[\s-]", surface))
    if surface in TERMS or is_function_word or is_demonym:
        return False
    if label == "NORP" and not any(word.lower() in ORGANISATION_WORDS for word in parts):
        return False  # peoples, faiths and followers: groups that don't act as one
    lowered = [word.strip(".,").lower() for word in parts]
    if all(word in CALENDAR or word.isdigit() for word in re.split(r"[ -]", " ".join(lowered))):
        return False
    if label == "PERSON" and all(word in HONORIFICS for word in lowered):
        return False
    if surface not in organisations() and _is_thing(surface, lowered):
        return False
    return sum(char.isalpha() for char in surface) >= 2


def _is_thing(surface: str, lowered: Sequence[str]) -> bool:
    """Whether a name is a type of aircraft or the like, or ends with a post, a theory or a faith."""
    last = lowered[-1]
    if TYPE_CODE.match(surface) or (len(lowered) == 1 and last.endswith("ism")):
        return True
    return len(lowered) > 1 and last in THINGS and "of" not in lowered
