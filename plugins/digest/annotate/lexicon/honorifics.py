"""Words that stand before a name and are no part of it, and words that say what a name is."""

from typing import Final

from .word_lists import Gender, words

HONORIFICS: Final[dict[str, Gender]] = {
    **dict.fromkeys(words("honorifics_m"), "m"),
    **dict.fromkeys(words("honorifics_f"), "f"),
    **dict.fromkeys(words("honorifics_x"), "x"),
}
TITLES: Final = frozenset(HONORIFICS) | words("titles")
ORGANISATION_WORDS: Final = words("organisation")
# What ends and what begins the names of bodies; the first list's words may also stand within a name of something else.
ORGANISATION_ENDS: Final = ORGANISATION_WORDS | words("organisation_more") | words("organisation_end")
ORGANISATION_PAIRS: Final = frozenset(tuple(pair.split("_")) for pair in words("organisation_pairs"))
ORGANISATION_BEGINNINGS: Final = words("organisation_begin")
PLACE_WORDS: Final = words("place")
EVENT_WORDS: Final = words("event")
STATE_WORDS: Final = words("state")
CALENDAR: Final = words("calendar")
