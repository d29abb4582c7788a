"""Names of an archive that name nobody in particular, so that a page would be about several: "John", "Army"."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from ..lexicon.honorifics import CALENDAR, EVENT_WORDS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import countries, given_names, organisations, places, words
from ..records import Kind

# Words that are the usual name of one body in news of its country.
BODIES: Final = frozenset({"congress", "senate", "guardian", "times", "herald", "telegraph", "capital", "united"})
GENERIC: Final = (
    ORGANISATION_WORDS | PLACE_WORDS | EVENT_WORDS | STATE_WORDS | CALENDAR | words("bodies") | words("generic")
) - BODIES

# A given name is several people's where so many persons of the archive have it.
MIN_BEARERS: Final = 2


def ambiguous_names(kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The names, of one word each, that could be several bearers'. `kinds` are all canonical names with their kinds."""
    full = [name.split() for name, kind in kinds.items() if kind == "person" and len(name.split()) > 1]
    given = Counter(parts[0] for parts in full)
    surnames = {parts[-1] for parts in full}
    return frozenset(
        name
        for name, kind in kinds.items()
        if " " not in name
        and not _is_known(name)
        and (
            name.lower() in GENERIC
            or (name in given_names() and kind in {"person", "organisation"} and given[name] >= MIN_BEARERS)
            or (kind == "person" and name in surnames)
        )
    )


def _is_known(name: str) -> bool:
    return name in countries() or name in places() or name in organisations()
