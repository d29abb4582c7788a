"""Names in an archive that several actors could have, so that a page would be about all of them: "John", "Army"."""

from collections import Counter
from collections.abc import Mapping
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
    full_names = [name.split() for name, kind in kinds.items() if kind == "person" and len(name.split()) > 1]
    bearers = Counter(parts[0] for parts in full_names)
    surnames = {parts[-1] for parts in full_names}
    return frozenset(
        name
        for name, kind in kinds.items()
        if " " not in name
        and not _is_well_known(name)
        and (
            name.lower() in GENERIC_WORDS
            or (name in given_names() and kind in {"person", "organisation"} and bearers[name] >= MIN_BEARERS)
            or (kind == "person" and name in surnames)
        )
    )


def _is_well_known(name: str) -> bool:
    return name in countries() or name in places() or name in organisations()
