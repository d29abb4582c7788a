"""Words that stand before a name and are no part of it, and words that say what a name is."""

from typing import Final

from .tables import Gender, words

HONORIFICS: Final[dict[str, Gender]] = {
    **dict.fromkeys(words("honorifics_m"), "m"),
    **dict.fromkeys(words("honorifics_f"), "f"),
    **dict.fromkeys(words("honorifics_x"), "x"),
}
TITLES: Final = frozenset(HONORIFICS) | words("titles")
ORGANISATION_WORDS: Final = words("organisation")
PLACE_WORDS: Final = words("place")
EVENT_WORDS: Final = words("event")
STATE_WORDS: Final = words("state")
CALENDAR: Final = words("calendar")
