"""Words within a name that show its kind: an organisation, a place, an event."""

from typing import Final

from .word_lists import words

ORGANISATION_WORDS: Final = words("organisation")
# The last words of organisations' names. ORGANISATION_WORDS are among them.
ORGANISATION_ENDS: Final = ORGANISATION_WORDS | words("organisation_more") | words("organisation_end")
# The last two words of organisations' names.
ORGANISATION_PAIRS: Final = frozenset(tuple(pair.split("_")) for pair in words("organisation_pairs"))
# The first words of organisations' names.
ORGANISATION_BEGINNINGS: Final = words("organisation_begin") | words("organisation_beginnings")
# The words before "of" in organisations' names: "Army of the Potomac", but not "Capital of Culture" or "Church of St
# Mary".
HEADS_OF_ORGANISATIONS: Final = (ORGANISATION_ENDS | words("heads_beside_ends")) - words("no_heads")
# A place after one of these words is a club: "Dynamo Kyiv".
CLUB_WORDS: Final = words("clubs")
HOME_WORDS: Final = words("homes")

PLACE_WORDS: Final = words("place")
PLACE_BEGINNINGS: Final = words("place_beginnings")
# The last words of places that are common surnames too: "Park".
PLACE_SURNAMES: Final = words("place_surnames")

EVENT_WORDS: Final = words("event")
EVENT_NAMES: Final = words("event_names")
# The last words of the names of laws and works: "act", "sonata".
WORK_ENDS: Final = words("works_ends")

# Words for the offices of a state, after the adjective of the state: "Russian Foreign Ministry".
STATE_WORDS: Final = words("state")
# Days, months and seasons.
CALENDAR: Final = words("calendar")
