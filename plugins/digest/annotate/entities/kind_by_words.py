"""The kind of a name that can be told from its own words, without the text around it."""

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import (
    CLUB_WORDS,
    EVENT_NAMES,
    EVENT_WORDS,
    HEADS_OF_ORGANISATIONS,
    ORGANISATION_BEGINNINGS,
    ORGANISATION_ENDS,
    ORGANISATION_PAIRS,
    PLACE_BEGINNINGS,
    PLACE_SURNAMES,
    PLACE_WORDS,
    WORK_ENDS,
)
from ..lexicon.outlets import is_outlet
from ..records import Kind

# "Leonardo da Vinci", "Mary-Kate O’Hara".
PERSON_SHAPE: Final = re.compile(
    r"[^\W\d_][\w’'.-]*"
    r"(?: (?:[^\W\d_a-z][\w’'.-]*|de|da|del|della|di|du|van|von|der|den|bin|ibn|al|la|le|el|ter|dos))+$"
)
MAX_PERSON_WORDS: Final = 4
# For a name that ends with a word of places and surnames: "Sue Park". A longer name is a place.
MAX_PLACE_SURNAME_WORDS: Final = 3

# "CHAD" may be an acronym. A city's name in capitals with more letters than this is the city.
MAX_ACRONYM_CHARS: Final = 4

# The beginnings of the names of cycle races.
RACES: Final = ("Tour de ", "Tour of ", "Giro d", "Vuelta a ")

# A recurring event has a year in its name: "Budget 2020", "Expo 2025".
YEAR: Final = re.compile(r"(?:19|20)\d\d")


def kind_by_words(surface: str) -> Kind | None:
    """The kind of a name by its own words, or None if they don't show it."""
    parts = surface.split()
    if surface in organisations() or is_outlet(surface):
        return "organisation"
    if surface in countries() or (surface in places() and len(parts) > 1) or _is_dateline(surface):
        return "place"
    if len(parts) == 1:
        return "event" if surface.lower() in EVENT_NAMES else None
    if kind := _kind_by_ending(surface, parts):
        return None if kind == "place" and _may_be_a_person(surface, parts) else kind
    if parts[0] in given_names() and PERSON_SHAPE.match(surface) and len(parts) <= MAX_PERSON_WORDS:
        return "person"
    return None


def _is_dateline(surface: str) -> bool:
    """Whether a name is a place in the capitals of a dateline: "BEIJING"."""
    is_known = surface.title() in places() or surface.title() in countries()
    return surface.isupper() and len(surface) > MAX_ACRONYM_CHARS and is_known


def _kind_by_ending(surface: str, parts: Sequence[str]) -> Kind | None:
    """The kind that the last word shows, or else the first word."""
    last, first = parts[-1].lower().rstrip("."), parts[0].lower()
    if last in EVENT_WORDS or YEAR.fullmatch(last) or surface.startswith(RACES):
        return "event"
    if last in WORK_ENDS and " of " not in surface:
        return "work"
    if last in ORGANISATION_ENDS or _is_organisation(surface, parts):
        return "organisation"
    if last in PLACE_WORDS or first in PLACE_BEGINNINGS:
        return "place"
    return None


def _is_organisation(surface: str, parts: Sequence[str]) -> bool:
    """Whether the first word, the last two words or the word before "of" are typical of organisations.

    Examples are "Banco Sol", "Rosewood Rest Home" and "House of Assembly".
    """
    small = [part.lower().rstrip(".") for part in parts]
    if small[0] in ORGANISATION_BEGINNINGS:
        return True
    if small[0] in CLUB_WORDS and " ".join(parts[1:]) in places():
        return True
    if (small[-2], small[-1]) in ORGANISATION_PAIRS:
        return True
    head, of, _ = surface.partition(" of ")
    return bool(of) and head.split()[-1].lower() in HEADS_OF_ORGANISATIONS


def _may_be_a_person(surface: str, parts: Sequence[str]) -> bool:
    """Whether a name that looks like a place may be a person's. "Sue Park" and "Victoria Park" look alike."""
    has_names_of_a_person = parts[0] in given_names() and parts[-1].lower() in PLACE_SURNAMES
    return has_names_of_a_person and len(parts) <= MAX_PLACE_SURNAME_WORDS and bool(PERSON_SHAPE.match(surface))
