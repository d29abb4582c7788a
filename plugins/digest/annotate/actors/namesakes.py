"""Others whose name contains a followed actor's single name: "Anna Wagner", "Chad Kellerman", "the Amazon basin"."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal

from ..lexicon.gazetteers import countries, demonyms, places
from ..lexicon.given_names import given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS, HONORIFICS
from ..lexicon.kind_words import EVENT_WORDS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.role_words import CALLINGS
from ..lexicon.word_lists import words
from ..text.parsed_document import Entity, ParsedDocument
from .alias_matches import NAME_BEFORE, WORD_BEFORE_CHARS, AliasMatch

WORD: Final = re.compile(r"[\w’'.-]+")
WORD_AFTER: Final = re.compile(r" ((?:& )?[^\W\d_][\w’'-]*)")
WORD_BEFORE: Final = re.compile(r"([\w.-]+) $")
INITIALS_BEFORE: Final = re.compile(r"(?<![\w.])((?:[A-Z]\. ?){1,3}|[A-Z]{2} )$")

# Words that can only follow a person's name: "Paris, who is 42".
SAID_OF_A_PERSON: Final = re.compile(
    r"(?:, (?:who is |aged |now )?\d\d,|, who is \d\d\b| (?:was born|died|himself|herself)\b"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|brother|sister|widow)\b)"
)

# Words after the name of a family ("Wagner Brothers"), of a river ("Amazon basin"), and of the place or person that
# something is called after ("Wagner Prize").
FAMILY_FIRMS: Final = words("firms")
GEOGRAPHY: Final = words("geography")
CALLED_AFTER: Final = words("called_after")

STORMS: Final = frozenset({"Hurricane", "Storm", "Typhoon", "Cyclone"})

# A woman whose name the model takes for a building's, a work's or an event's.
NAMES_OF_PERSONS: Final = frozenset({"FAC", "EVENT", "PRODUCT", "WORK_OF_ART"})

# Relatives, right before their names: "his wife Anna Wagner", "her father, Paul Wagner".
RELATIVE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:wife|husband|widow|widower|son|daughter|brother|sister|father|mother|uncle|aunt|cousin|nephew|niece|"
    r"(?:grand|step)(?:father|mother|son|daughter)|partner|fianc[eé]e?),? $"
)

# Parts of a city or a country that are called after it: "Paris Airport" is in Paris.
OF_A_CITY: Final = frozenset({"airport", "borough", "city", "coast", "port", "region", "station", "strip"})

Claim = Literal["", "surname", "first", "article", "noun"]


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody or something else whose name contains an actor's name. `start` is the offset of the longer name.

    `claims` says which occurrences of the single name mean the namesake:

    "surname": those after the namesake, until the actor is named in full.
    "first": those after the namesake, if the actor was not named before.
    "article": those after "the", or all if nothing in the text is evidence for the actor.
    "noun": all, if nothing in the text is evidence for the actor.
    "": none.
    """

    start: int
    name: str
    claims: Claim = ""


def namesake(document: ParsedDocument, text: str, match: AliasMatch) -> Namesake | None:
    """The namesake whose name contains the match, or None.

    `text` is the folded text of the document.
    """
    if match.never_phrase:
        return Namesake(match.start, match.never_phrase, _claim_of_phrase(match))
    return (
        _given_before(text, match)
        or _calling_before(text, match)
        or _storm_before(text, match)
        or _initials_before(text, match)
        or _in_entity(document, text, match)
        or _with_word_before(document, match)
        or _with_word_after(text, match)
    )


def _claim_of_phrase(match: AliasMatch) -> Claim:
    """The `claims` of the namesake in a never-match phrase.

    "Night Watch" claims no later "Watch". "Richard Wagner" and "Atlanta, Georgia" claim a later "Wagner" and "Georgia",
    since texts go on to call them so.
    """
    first_word, name = match.never_phrase.split()[0], match.alias.name
    if match.never_phrase.endswith(f" {name}"):
        is_person = match.followed.actor.kind == "person" or first_word in given_names()
        return "surname" if is_person or first_word.endswith(",") else ""
    is_given_name = name in given_names() and re.match(rf"{re.escape(name)} [A-Z]", match.never_phrase)
    return "first" if is_given_name else ""


def _given_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "Anna Wagner": the word before the match is a given name that is in no name of the actor."""
    before = NAME_BEFORE.search(text, max(0, match.start - WORD_BEFORE_CHARS), match.start)
    if before is None or before.group(1) not in given_names() or before.group(1) in match.followed.name_words:
        return None
    return Namesake(before.start(1), text[before.start(1) : match.end], "surname")


def _storm_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "Hurricane Florence", which a text goes on to call "Florence"."""
    before = WORD_BEFORE.search(text, max(0, match.start - WORD_BEFORE_CHARS), match.start)
    if before is None or before.group(1) not in STORMS:
        return None
    return Namesake(before.start(1), text[before.start(1) : match.end], "surname")


def _initials_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "J. Moore", if the actor is Philippa Moore."""
    before = INITIALS_BEFORE.search(text, max(0, match.start - 10), match.start)
    if before is None or match.followed.actor.kind != "person" or before.group(1).strip().lower() in HONORIFICS:
        return None
    if _is_own(before.group(1)[0], match.followed.name_words):
        return None
    return Namesake(before.start(1), text[before.start(1) : match.end], "surname")


def _calling_before(text: str, match: AliasMatch) -> Namesake | None:
    """ "Composer Wagner" and "Mr. Jordan", if the actor isn't a person."""
    before = WORD_BEFORE.search(text, max(0, match.start - WORD_BEFORE_CHARS), match.start)
    if before is None or match.followed.actor.kind == "person":
        return None
    word = before.group(1)
    if word.lower() in CALLINGS or (word[0].isupper() and word.lower().rstrip(".") in HONORIFIC_GENDERS):
        return Namesake(before.start(1), text[before.start(1) : match.end], "surname")
    return None


def _in_entity(document: ParsedDocument, text: str, match: AliasMatch) -> Namesake | None:
    """A longer entity that the model marked around the match: "Wagner Opera", "University of Georgia"."""
    entity = _longer_entity(document, match)
    if entity is None:
        return None
    actor_words = match.followed.name_words
    before = [word for word in _capitalised(text[entity.start : match.start]) if not _is_own(word, actor_words)]
    after = [word for word in _capitalised(text[match.end : entity.end]) if word not in actor_words]
    name = " ".join(text[entity.start : entity.end].split())
    kind = match.followed.actor.kind
    if entity.label == "PERSON":
        if before and (kind == "person" or not _describes(before[0])):
            return Namesake(entity.start, name, "surname")
        if after and (kind == "person" or match.alias.name in given_names()):
            return Namesake(entity.start, name, "surname" if kind == "person" else "first")
        return None
    last = (after or before or [""])[-1].lower()
    if entity.label in NAMES_OF_PERSONS and after and not before and match.alias.name in given_names():
        return Namesake(entity.start, name, "first") if last not in PLACE_WORDS | EVENT_WORDS else None
    if kind == "person" and any(word.lower() in ORGANISATION_WORDS for word in before + after):
        return Namesake(entity.start, name)
    if kind == "place" and after and last in ORGANISATION_WORDS - STATE_WORDS:
        return Namesake(entity.start, name)
    if kind == "place" and before and not after and not _describes(before[-1]):
        return Namesake(entity.start, name)
    return None


def _longer_entity(document: ParsedDocument, match: AliasMatch) -> Entity | None:
    """The model's entity that contains the match and more."""
    position = bisect_right([entity.start for entity in document.entities], match.start) - 1
    if position < 0:
        return None
    entity = document.entities[position]
    return entity if entity.end >= match.end and (entity.start, entity.end) != (match.start, match.end) else None


def _capitalised(part: str) -> list[str]:
    """The words with a capital, without honorifics."""
    return [word for word in WORD.findall(part) if word[0].isupper() and word.lower().rstrip(".") not in HONORIFICS]


def _is_own(word: str, actor_words: frozenset[str]) -> bool:
    """Whether a word is one of the words of the actor's names, or the initial of one."""
    is_initial = len(word.rstrip(".")) == 1
    return any(name.startswith(word[0]) for name in actor_words) if is_initial else word in actor_words


def _describes(word: str) -> bool:
    """Whether a word before a name only describes it: "Russian Wagner", "Moscow Apple"."""
    return word in demonyms() or word in countries() or word in places() or word.lower() in ORGANISATION_WORDS


def _with_word_before(document: ParsedDocument, match: AliasMatch) -> Namesake | None:
    """The longer name of a street, lake or hotel, with the word before the match: "Orchard Lane", "Hotel Jordan"."""
    index = document.first_token_at(match.start)
    if match.followed.actor.kind not in {"person", "place"} or not 0 < index < len(document.tokens):
        return None
    before = document.tokens[index - 1]
    word = before.text
    if before.tag != "NNP" or before.head != index or before.end + 1 != match.start or not word[0].isupper():
        return None
    small = word.lower().rstrip(".")
    is_description = small in HONORIFICS | CALLINGS or word in demonyms() or word in countries()
    if is_description or _is_own(word, match.followed.name_words):
        return None
    return Namesake(before.start, document.text[before.start : match.end])


def _with_word_after(text: str, match: AliasMatch) -> Namesake | None:
    """A longer name with the word after the match: "Wagner Brothers", "Moore & Sons", "Apple Day", "Amazon basin"."""
    after = WORD_AFTER.match(text, match.end)
    kind = match.followed.actor.kind
    if after is None or after.group(1) in match.followed.name_words:
        return None
    word, name = after.group(1), text[match.start : after.end()]
    if word.lower().removeprefix("& ") in FAMILY_FIRMS and kind != "place":
        return Namesake(match.start, name, "first")
    if word.lower() in GEOGRAPHY and kind != "place":
        return Namesake(match.start, name, "article")
    if word[0].isupper() and word.lower() in PLACE_WORDS - OF_A_CITY and kind == "place":
        return Namesake(match.start, name)
    if word[0].isupper() and word.lower() in EVENT_WORDS | CALLED_AFTER and kind != "event":
        return Namesake(match.start, name)
    return None


def is_relative(text: str, other: Namesake) -> bool:
    """Whether a namesake is introduced as a relative of somebody."""
    return RELATIVE_BEFORE.search(text, max(0, other.start - WORD_BEFORE_CHARS), other.start) is not None


def is_said_of_a_person(text: str, match: AliasMatch) -> bool:
    """Whether the words after the name can only follow a person's name, but the actor isn't a person."""
    return match.followed.actor.kind not in {"person", "group"} and SAID_OF_A_PERSON.match(text, match.end) is not None
