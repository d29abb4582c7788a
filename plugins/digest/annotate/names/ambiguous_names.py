"""Names in an archive that several actors could have, so that a page would be about all of them: "John", "Army"."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import CALENDAR, EVENT_WORDS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import words
from ..records import Kind

# Words that are the usual name of a single body in the news of its country.
USUAL_NAMES_OF_ONE_BODY: Final = frozenset(
    {"congress", "senate", "guardian", "times", "herald", "telegraph", "capital", "united"}
)
GENERIC_WORDS: Final = (
    ORGANISATION_WORDS | PLACE_WORDS | EVENT_WORDS | STATE_WORDS | CALENDAR | words("bodies") | words("generic")
) - USUAL_NAMES_OF_ONE_BODY

# A given name alone is ambiguous if at least this many persons in the archive have it.
MIN_BEARERS: Final = 2


def ambiguous_names(kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The names of one word that several actors could have. `kinds` has all canonical names of the archive."""
    persons = [name.split() for name, kind in kinds.items() if kind == "person" and len(name.split()) > 1]
    bearers = Counter(parts[0] for parts in persons)
    surnames = {parts[-1] for parts in persons}
    return frozenset(
        name for name, kind in kinds.items() if is_ambiguous(name, kind, bearers.__getitem__, surnames.__contains__)
    )


def is_ambiguous(name: str, kind: Kind, bearers: Callable[[str], int], is_surname: Callable[[str], bool]) -> bool:
    """Whether several actors could have a canonical name. `bearers` says how many persons have a given name, and
    `is_surname` whether a person has a surname, both among the full names of the archive."""
    if " " in name or _is_well_known(name):
        return False
    if name.lower() in GENERIC_WORDS:
        return True
    if name in given_names() and kind in {"person", "organisation"} and bearers(name) >= MIN_BEARERS:
        return True
    return kind == "person" and is_surname(name)


def _is_well_known(name: str) -> bool:
    return name in countries() or name in places() or name in organisations()
