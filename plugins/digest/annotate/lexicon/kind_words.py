"""Words within a name that show of what kind it is: an organisation, a place, an event."""

from typing import Final

from .word_lists import words

ORGANISATION_WORDS: Final = words("organisation")
# The last words of organisations' names. Those of ORGANISATION_WORDS may also stand within the name of something else.
ORGANISATION_ENDS: Final = ORGANISATION_WORDS | words("organisation_more") | words("organisation_end")
# The last two words of such names.
ORGANISATION_PAIRS: Final = frozenset(tuple(pair.split("_")) for pair in words("organisation_pairs"))
# The first words of such names.
ORGANISATION_BEGINNINGS: Final = words("organisation_begin")
PLACE_WORDS: Final = words("place")
EVENT_WORDS: Final = words("event")
# The offices of a state that its adjective names: "Russian Foreign Ministry".
STATE_WORDS: Final = words("state")
# Days, months and seasons.
CALENDAR: Final = words("calendar")
