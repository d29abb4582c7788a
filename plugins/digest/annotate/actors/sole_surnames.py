"""Surnames in a headline that only one followed person has: "Weller: talks go on"."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS, PLACE_WORDS
from ..lexicon.role_words import ROLE_WORDS
from ..lexicon.word_lists import words
from ..records import Actor

# A surname with fewer characters is too often a word or somebody else's: "Li", "Cox".
MIN_CHARS: Final = 4
WORDS: Final = words("common") | words("function") | CALENDAR | ORGANISATION_WORDS | PLACE_WORDS | ROLE_WORDS


def surnames_of_one(headline: str, below: str | None, actors: tuple[Actor, ...]) -> frozenset[str]:
    """The followed persons whose surname alone stands in a headline and can mean only them, by canonical name.

    `below` is the text below the headline; without it, as for a text, the result is empty.
    """
    if below is None or not any(char.islower() for char in headline):
        return frozenset()
    person_by_surname = _person_by_surname(actors)
    found = {word for word in re.findall(r"[^\W\d_][\w’'-]+", headline) if word in person_by_surname}
    return frozenset(
        person_by_surname[surname]
        for surname in found
        if not _is_anothers(surname, person_by_surname[surname], f"{headline}\n{below}")
    )


@lru_cache(maxsize=16)
def _person_by_surname(actors: tuple[Actor, ...]) -> dict[str, str]:
    """Surname -> the only followed person with it, without surnames that are words, places or names of other actors."""
    persons = [actor for actor in actors if actor.kind == "person" and " " in actor.name]
    counts = Counter(actor.name.split()[-1] for actor in persons)
    other_words = {word for actor in actors if actor.kind != "person" for word in _name_words(actor)}
    return {
        surname: actor.name
        for actor in persons
        if counts[surname := actor.name.split()[-1]] == 1 and surname not in other_words and not _is_word(surname)
    }


def _name_words(actor: Actor) -> set[str]:
    return {word for name in (actor.name, *actor.aliases) for word in name.split()}


def _is_word(surname: str) -> bool:
    is_known = any(surname in known() for known in (countries, places, demonyms, organisations, given_names))
    return is_known or len(surname) < MIN_CHARS or surname.lower() in WORDS


def _is_anothers(surname: str, person: str, text: str) -> bool:
    """Whether a text names another person with the surname: "Otto Weller" is not Anna Weller."""
    before: list[str] = re.findall(rf"(?<!\w)([A-Z][\w’'-]+) {re.escape(surname)}(?!\w)", text)
    return any(word not in person.split() and word.lower() not in HONORIFICS | ROLE_WORDS for word in before)
