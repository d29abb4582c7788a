"""The kind of each name in one text: by the name's own words, or else by a vote of all its occurrences.

At each occurrence the model votes, and so do the words before and after the name. A name has the same kind in the whole
text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import CALENDAR
from ..lexicon.name_parts import PARTICLES
from ..lexicon.word_lists import any_of
from ..records import Kind
from ..text.parsed_document import ParsedDocument
from .kind_by_words import MAX_ACRONYM_CHARS, kind_by_words
from .name_spans import NameSpan

ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&-]{1,6}s?$|(?:[A-Z]\.){2,}$|MI\d$")

# The weights of votes at one occurrence: that of the model, and of strong and weak signs in the words around the name.
# WikiGold's F1 is 66.9 with a STRONG of 1, 67.7 with 3, 67.9 with 4 and 68.0 with 6: the exact value matters little.
MODEL_WEIGHT: Final = 2
STRONG: Final = 4
WEAK: Final = 1

# From this confidence of the model on, the gazetteer of places doesn't vote against "person" and "organisation":
# Amazon, Phoenix, Orlando. Worldwide newswire gains 0.5 F1, tweets 0.2, WikiGold nothing; with 0.8 it is the same,
# with 0.7 WikiGold loses.
SURE_CONFIDENCE: Final = 0.9

# How many characters before and after a name can vote.
BEFORE_CHARS: Final = 30
AFTER_CHARS: Final = 60


LIST_SEPARATORS: Final = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})

PLACE_BEFORE: Final = re.compile(rf"\b(?:{any_of('before_places')}) $", re.IGNORECASE)
SURE_PLACE_BEFORE: Final = re.compile(
    rf"\b(?:(?:{any_of('settlements', 'of_places')}) of|(?:{any_of('to_places')}) to) $"
)
PLACE_AFTER: Final = re.compile(
    rf"(?: is| was|,) (?:an? |the )(?:\w+ ){{0,3}}(?:{any_of('settlements')}|river|mountain|lake)\b"
)
# "CONCORD, N.H. (AP) -", "NORTH HARBOUR, March 3 —"
DATELINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)? ?(?:\([^)\n]{2,30}\) ?)?(?:[—–]|--? )"
)
LARGER_PLACE_AFTER: Final = re.compile(r" ?, ((?:[A-Z][\w.]+ ?){1,3})")

ORGANISATION_BEFORE: Final = re.compile(rf"\b(?:{any_of('before_organisations')}) $")
ORGANISATION_AFTER: Final = re.compile(
    rf"(?:['’]s)? (?:{any_of('of_organisations')}|spokes\w+)\b"
    rf"|,? (?:\w+ly )?(?:{any_of('done_by_organisations')}) (?:its|their)\b"
)
# "Getafe have": one name with a verb in the plural is a team, a band or a company.
PLURAL_VERB: Final = re.compile(
    r" (?:(?:also|now|never|still|only|already) )?(?:have|are|were)\b(?! been called| called)"
)
# After these words a name is not the subject of the verb that follows it.
NOT_A_SUBJECT: Final = re.compile(rf"(?:\b(?:{any_of('before_objects')})|[,&]) (?:the )?$", re.IGNORECASE)


def entity_kinds(document: ParsedDocument, spans: Sequence[NameSpan]) -> dict[str, Kind]:
    """The kind of each surface form among `spans`, which are in the order of the text."""
    votes: dict[str, Counter[Kind]] = {}
    for span in spans:
        votes.setdefault(span.text, Counter()).update(_votes(document, span))
    for span, next_span in pairwise(spans):
        if document.text[span.end : next_span.start] in LIST_SEPARATORS:  # members of a list are of one kind
            votes[span.text][kind_by_words(next_span.text) or next_span.kind] += WEAK
            votes[next_span.text][kind_by_words(span.text) or span.kind] += WEAK
    kinds = {surface: kind_by_words(surface) or _majority(surface, counted) for surface, counted in votes.items()}
    datelines = {span.text for span in spans if span.text.isupper() and is_in_dateline(document.text, span.start)}
    return kinds | _surnames(kinds) | dict.fromkeys(datelines, "place")


def is_in_dateline(text: str, start: int) -> bool:
    """Whether a name that starts there is the place of a dateline, which opens a line and ends with a dash."""
    dateline = DATELINE.match(text, text.rfind("\n", 0, start) + 1)
    return dateline is not None and dateline.start("place") <= start < dateline.end("place")


def _votes(document: ParsedDocument, span: NameSpan) -> Counter[Kind]:
    """The votes at one occurrence: those of the model, and of the words before and after the name."""
    before = document.text[max(0, span.start - BEFORE_CHARS) : span.start]
    after = document.text[span.end : span.end + AFTER_CHARS]
    votes: Counter[Kind] = Counter({span.kind: MODEL_WEIGHT})
    votes["place"] += _for_a_place(span, before, after)
    votes["organisation"] += _for_an_organisation(span, before, after)
    return votes


def _for_a_place(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    if SURE_PLACE_BEFORE.search(before) or PLACE_AFTER.match(after):
        weight += STRONG
    elif PLACE_BEFORE.search(before) and not re.match(r" [a-z]|['’]s? [a-z]", after) and not ACRONYM.match(span.text):
        weight += STRONG if span.kind == "person" else WEAK
    if span.text in places() and not (span.kind in {"person", "organisation"} and span.confidence >= SURE_CONFIDENCE):
        weight += STRONG
    if _has_larger_place(after) and not span.honorific and span.text.split()[0] not in given_names():
        weight += STRONG
    return weight


def _has_larger_place(after: str) -> bool:
    """Whether a comma and a larger place follow: "Salisbury, England"."""
    match = LARGER_PLACE_AFTER.match(after)
    larger = match.group(1).rstrip(" .") if match else ""
    return larger in countries() or larger in places() or larger.split(" ")[0] in countries()


def _for_an_organisation(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    acts_as_one = ORGANISATION_AFTER.match(after) or (PLURAL_VERB.match(after) and not NOT_A_SUBJECT.search(before))
    if acts_as_one and span.text not in places() and span.text not in countries():
        weight += STRONG
    if ORGANISATION_BEFORE.search(before):
        weight += STRONG
    if span.kind == "person" and re.search(r"\b[Tt]he $", before) and not re.match(r" [a-z]|['’]", after):
        weight += STRONG
    return weight


def _majority(surface: str, votes: Counter[Kind]) -> Kind:
    """The kind with most votes, except for acronyms and lone given names.

    An acronym counts as an organisation, unless it is a known place that isn't voted a person, work or group. A lone
    given name that is voted an organisation, work or group counts as a person.
    """
    best, _ = min(votes.items(), key=lambda item: (-item[1], item[0]))
    if ACRONYM.match(surface) and (best in {"person", "work", "group"} or surface not in places()):
        return "organisation"
    is_given_name = " " not in surface and surface in given_names() and surface.lower() not in CALENDAR
    if is_given_name and best in {"organisation", "work", "group"}:
        return "person"
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
