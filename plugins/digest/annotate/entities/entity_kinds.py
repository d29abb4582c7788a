"""The kind of each name in one text: by the name's own words, or else by a vote of all its occurrences.

At each occurrence the model votes, and for a known place the gazetteer does. A name has the same kind in the whole
text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.name_parts import PARTICLES
from ..records import Kind
from ..text.parsed_document import ParsedDocument
from .kind_by_words import MAX_ACRONYM_CHARS, kind_by_words
from .name_spans import NameSpan

ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&-]{1,6}s?$|(?:[A-Z]\.){2,}$|MI\d$")

# The weights of votes at one occurrence: that of the model, and that of the gazetteer of places.
MODEL_WEIGHT: Final = 1
PLACE_WEIGHT: Final = 2

# From this confidence of the model on, the gazetteer of places doesn't vote against "person" and "organisation":
# Amazon, Phoenix, Orlando. Worldwide newswire gains 0.5 F1, tweets 0.2, WikiGold nothing; with 0.8 it is the same,
# with 0.7 WikiGold loses.
SURE_CONFIDENCE: Final = 0.9

# "CONCORD, N.H. (AP) -", "NORTH HARBOUR, March 3 —"
DATELINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)? ?(?:\([^)\n]{2,30}\) ?)?(?:[—–]|--? )"
)


def entity_kinds(document: ParsedDocument, spans: Sequence[NameSpan]) -> dict[str, Kind]:
    """The kind of each surface form among `spans`, which are in the order of the text."""
    votes: dict[str, Counter[Kind]] = {}
    for span in spans:
        votes.setdefault(span.text, Counter()).update(_votes(span))
    kinds = {surface: kind_by_words(surface) or _majority(surface, counted) for surface, counted in votes.items()}
    datelines = {span.text for span in spans if span.text.isupper() and is_in_dateline(document.text, span.start)}
    return kinds | _surnames(kinds) | dict.fromkeys(datelines, "place")


def is_in_dateline(text: str, start: int) -> bool:
    """Whether a name that starts there is the place of a dateline, which opens a line and ends with a dash."""
    dateline = DATELINE.match(text, text.rfind("\n", 0, start) + 1)
    return dateline is not None and dateline.start("place") <= start < dateline.end("place")


def _votes(span: NameSpan) -> Counter[Kind]:
    """The votes at one occurrence: that of the model, and that of the gazetteer of places."""
    votes: Counter[Kind] = Counter({span.kind: MODEL_WEIGHT})
    if span.text in places() and not (span.kind in {"person", "organisation"} and span.confidence >= SURE_CONFIDENCE):
        votes["place"] += PLACE_WEIGHT
    return votes


def _majority(surface: str, votes: Counter[Kind]) -> Kind:
    """The kind with most votes, except for acronyms.

    An acronym counts as an organisation, unless it is a known place that isn't voted a person, work or group.
    """
    best, _ = min(votes.items(), key=lambda item: (-item[1], item[0]))
    if ACRONYM.match(surface) and (best in {"person", "work", "group"} or surface not in places()):
        return "organisation"
    return best


def _surnames(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """The names that are part of a person's full name in the text -> "person".

    Such a part is the last word of a full name, with or without its particle, or the first word if it is a given name.
    """
    people = {surface for surface, kind in kinds.items() if kind == "person" and " " in surface}
    lasts = {surface.split()[-1] for surface in people}
    lasts |= {" ".join(surface.split()[-2:]) for surface in people if surface.split()[-2].lower() in PARTICLES}
    firsts = {surface.split()[0] for surface in people}
    return {
        surface: "person"
        for surface, kind in kinds.items()
        if kind != "person"
        and (surface in lasts or (surface in firsts and surface in given_names()) or _in_small(surface) in lasts)
        and surface not in countries()
        and surface not in organisations()
        and (not ACRONYM.match(surface) or _in_small(surface) in lasts)
    }


def _in_small(surface: str) -> str:
    """A surname in capitals, as before what is said in an interview, as a text has it elsewhere: "VANE" -> "Vane"."""
    return surface.title() if surface.isupper() and len(surface) > MAX_ACRONYM_CHARS else surface
