"""Who else a text names by a followed actor's single name: "Anna Wagner", "Chad Kellerman", "the Amazon basin"."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, places
from ..lexicon.given_names import given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS, HONORIFICS
from ..lexicon.kind_words import EVENT_WORDS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.role_words import CALLINGS
from ..lexicon.word_lists import words
from ..text.parsed_document import Entity, ParsedDocument
from .alias_matches import NAME_BEFORE, AliasMatch

WORD: Final = re.compile(r"[\w’'.-]+")
WORD_AFTER: Final = re.compile(r" ((?:& )?[^\W\d_][\w’'-]*)")
WORD_BEFORE: Final = re.compile(r"([\w.-]+) $")

OF_A_PERSON: Final = re.compile(
    r"(?:, (?:who is |aged |now )?\d\d,|, who is \d\d\b| (?:was born|died|himself|herself)\b"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|brother|sister|widow)\b)"
)

# What follows the name of a family, and what follows the name of a river.
FIRMS: Final = words("firms")
GEOGRAPHY: Final = words("geography")

CALLED_AFTER: Final = words("called_after")
INITIALS: Final = re.compile(r"(?<![\w.])((?:[A-Z]\. ?){1,3}|[A-Z]{2} )$")

# What a city or a country has, so that its own name goes before it: "Paris Airport" is in Paris.
OF_A_CITY: Final = frozenset({"airport", "borough", "city", "coast", "port", "region", "station", "strip"})


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody else. `claims` says how much of the name that stands alone afterwards is meant to be this one.

    "surname": all of it, till the actor is named in full. "first": all of it, where the actor was not named before.
    "article": the name wherever it has an article. "noun": all of it, where nothing speaks for the actor.
    """

    start: int
    name: str
    claims: str = ""


def namesake(document: ParsedDocument, text: str, match: AliasMatch) -> Namesake | None:
    """The other whose name the match is, or is a part of; None where it stands for itself."""
    if match.never:
        return Namesake(match.start, match.never, _claims_of_phrase(match))
    return (
        _given_before(text, match)
        or _calling_before(text, match)
        or _initials_before(text, match)
        or _in_entity(document, text, match)
        or _before(document, match)
        or _after(text, match)
    )


def _claims_of_phrase(match: AliasMatch) -> str:
    """What a never-match phrase claims. "Night Watch" leaves the watch alone; "Richard Wagner" and "Atlanta, Georgia"
    are whom the text goes on to call Wagner and Georgia."""
    first, plain = match.never.split()[0], match.form.name
    if match.never.endswith(f" {plain}"):
        person = match.followed.actor.kind == "person" or first in given_names()
        return "surname" if person or first.endswith(",") else ""
    return "first" if plain in given_names() and re.match(rf"{re.escape(plain)} [A-Z]", match.never) else ""


def _given_before(text: str, match: AliasMatch) -> Namesake | None:
    before = NAME_BEFORE.search(text, max(0, match.start - 30), match.start)
    if before is None or before.group(1) not in given_names() or before.group(1) in match.followed.words:
        return None
    return Namesake(before.start(1), text[before.start(1) : match.end], "surname")


def _initials_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "J. Moore", where Philippa Moore is followed."""
    before = INITIALS.search(text, max(0, match.start - 10), match.start)
    if before is None or match.followed.actor.kind != "person" or before.group(1).strip().lower() in HONORIFICS:
        return None
    if _is_own(before.group(1)[0], match.followed.words):
        return None
    return Namesake(before.start(1), text[before.start(1) : match.end], "surname")


def _calling_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "Composer Wagner", "Mr. Jordan", where no person is followed."""
    before = WORD_BEFORE.search(text, max(0, match.start - 30), match.start)
    if before is None or match.followed.actor.kind == "person":
        return None
    word = before.group(1)
    if word.lower() in CALLINGS or (word[0].isupper() and word.lower().rstrip(".") in HONORIFIC_GENDERS):
        return Namesake(before.start(1), text[before.start(1) : match.end], "surname")
    return None


def _in_entity(document: ParsedDocument, text: str, match: AliasMatch) -> Namesake | None:
    """A longer name that the model found around it."""
    entity = _around(document, match)
    if entity is None:
        return None
    own = match.followed.words
    before = [word for word in _capitalised(text[entity.start : match.start]) if not _is_own(word, own)]
    after = [word for word in _capitalised(text[match.end : entity.end]) if word not in own]
    name = " ".join(text[entity.start : entity.end].split())
    kind = match.followed.actor.kind
    if entity.label == "PERSON":
        if before and (kind == "person" or not _describes(before[0])):
            return Namesake(entity.start, name, "surname")
        if after and (kind == "person" or match.form.name in given_names()):
            return Namesake(entity.start, name, "surname" if kind == "person" else "first")
        return None
    last = (after or before or [""])[-1].lower()
    if kind == "person" and any(word.lower() in ORGANISATION_WORDS for word in before + after):
        return Namesake(entity.start, name)
    if kind == "place" and after and last in ORGANISATION_WORDS - STATE_WORDS:
        return Namesake(entity.start, name)
    if kind == "place" and before and not after and not _describes(before[-1]):
        return Namesake(entity.start, name)
    return None


def _around(document: ParsedDocument, match: AliasMatch) -> Entity | None:
    position = bisect_right([entity.start for entity in document.entities], match.start) - 1
    if position < 0:
        return None
    entity = document.entities[position]
    return entity if entity.end >= match.end and (entity.start, entity.end) != (match.start, match.end) else None


def _capitalised(part: str) -> list[str]:
    return [word for word in WORD.findall(part) if word[0].isupper() and word.lower().rstrip(".") not in HONORIFICS]


def _is_own(word: str, own: frozenset[str]) -> bool:
    initial = len(word.rstrip(".")) == 1
    return any(other.startswith(word[0]) for other in own) if initial else word in own


def _describes(word: str) -> bool:
    """Whether a word before a name says whose or where it is: "Russian Wagner", "Moscow Apple"."""
    return word in demonyms() or word in countries() or word in places() or word.lower() in ORGANISATION_WORDS


def _before(document: ParsedDocument, match: AliasMatch) -> Namesake | None:
    """A longer name that the word before makes, of a street, a lake or a hotel: "Orchard Lane", "Hotel Jordan"."""
    index = document.first_token_at(match.start)
    if match.followed.actor.kind not in {"person", "place"} or not 0 < index < len(document.tokens):
        return None
    before = document.tokens[index - 1]
    word = before.text
    if before.tag != "NNP" or before.head != index or before.end + 1 != match.start or not word[0].isupper():
        return None
    small = word.lower().rstrip(".")
    is_description = small in HONORIFICS | CALLINGS or word in demonyms() or word in countries()
    if is_description or _is_own(word, match.followed.words):
        return None
    return Namesake(before.start, document.text[before.start : match.end])


def _after(text: str, match: AliasMatch) -> Namesake | None:
    """A longer name that the next word makes: "Wagner Brothers", "Moore & Sons", "Apple Day", "Amazon basin"."""
    after = WORD_AFTER.match(text, match.end)
    kind = match.followed.actor.kind
    if after is None or after.group(1) in match.followed.words:
        return None
    word, name = after.group(1), text[match.start : after.end()]
    if word.lower().removeprefix("& ") in FIRMS and kind != "place":
        return Namesake(match.start, name, "first")
    if word.lower() in GEOGRAPHY and kind != "place":
        return Namesake(match.start, name, "article")
    if word[0].isupper() and word.lower() in PLACE_WORDS - OF_A_CITY and kind == "place":
        return Namesake(match.start, name)
    if word[0].isupper() and word.lower() in EVENT_WORDS | CALLED_AFTER and kind != "event":
        return Namesake(match.start, name)
    return None


def is_person(text: str, match: AliasMatch) -> bool:
    """Whether what follows can only be said of a person, where none is followed: "Paris, who is 42"."""
    return match.followed.actor.kind not in {"person", "group"} and OF_A_PERSON.match(text, match.end) is not None
