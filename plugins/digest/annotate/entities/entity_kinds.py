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
from ..lexicon.reporting_verbs import VERBS_AFTER_PERSON, VERBS_BEFORE_PERSON
from ..lexicon.word_lists import alternatives, any_of
from ..records import Kind
from ..text.parsed_document import ParsedDocument
from .kind_by_words import PERSON_SHAPE, kind_by_words
from .name_spans import NameSpan

ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&-]{1,6}s?$|(?:[A-Z]\.){2,}$|MI\d$")

# The weights of votes at one occurrence: that of the model, and of strong and weak signs in the words around the name.
# WikiGold's F1 is 66.9 with a STRONG of 1, 67.7 with 3, 67.9 with 4 and 68.0 with 6: the exact value matters little.
MODEL_WEIGHT: Final = 2
STRONG: Final = 4
WEAK: Final = 1

# How many characters before and after a name can vote.
BEFORE_CHARS: Final = 30
AFTER_CHARS: Final = 60


LIST_SEPARATORS: Final = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})

PERSON_BEFORE: Final = re.compile(rf"\b(?:{any_of('before_persons')}) $")
SAID_BEFORE: Final = re.compile(rf"\b(?:{alternatives(VERBS_BEFORE_PERSON)}) $")
PERSON_AFTER: Final = re.compile(
    rf"(?:,? (?:who|{alternatives(VERBS_AFTER_PERSON)})\b"
    r"|, (?:aged )?\d\d,| \((?:born|aged|\d\d)"
    rf"|['’]s (?:{any_of('of_persons')})\b"
    rf"| (?:{any_of('done_by_persons')})\b)"
)

PLACE_BEFORE: Final = re.compile(rf"\b(?:{any_of('before_places')}) $", re.IGNORECASE)
SURE_PLACE_BEFORE: Final = re.compile(
    rf"\b(?:(?:{any_of('settlements', 'of_places')}) of|(?:{any_of('to_places')}) to) $"
)
PLACE_AFTER: Final = re.compile(
    rf"(?: is| was|,) (?:an? |the )(?:\w+ ){{0,3}}(?:{any_of('settlements')}|river|mountain|lake)\b"
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

# "the novel Loop of Jade", "a song called Veltara". Within a sentence only a work's name has "A" before it.
WORK_BEFORE: Final = re.compile(
    rf"\b(?:{any_of('before_works')})(?: (?:called|titled|entitled|named))? [“\"‘']?(?:The )?$|(?<=[a-z,] )A $"
)

# The noun of an apposition or a definition: "Moody's, a rating agency", "Ann Lee is a former singer".
DEFINITION: Final = re.compile(
    rf"(?:,| is| was) (?:an?|the) (?:[\w’'-]+ ){{0,4}}?(?:(?P<organisation>{any_of('companies')})"
    rf"|(?P<person>{any_of('role', without={'second', 'light', 'head'})}))\b"
)


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
    return kinds | _surnames(kinds)


def _votes(document: ParsedDocument, span: NameSpan) -> Counter[Kind]:
    """The votes at one occurrence: those of the model, and of the words before and after the name."""
    before = document.text[max(0, span.start - BEFORE_CHARS) : span.start]
    after = document.text[span.end : span.end + AFTER_CHARS]
    votes: Counter[Kind] = Counter({span.kind: MODEL_WEIGHT})
    votes["person"] += _for_a_person(span, before, after)
    votes["place"] += _for_a_place(span, before, after)
    votes["organisation"] += _for_an_organisation(span, before, after)
    if WORK_BEFORE.search(before) or (_has_quotation_marks(before, after) and span.kind != "person"):
        votes["work"] += STRONG
    return votes + _by_definition(after)


def _for_a_person(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    if span.honorific or PERSON_BEFORE.search(before):
        weight += STRONG
    if SAID_BEFORE.search(before) and PERSON_SHAPE.match(span.text) and " " in span.text:
        weight += STRONG
    if PERSON_AFTER.match(after):
        weight += STRONG if span.kind in {"person", "work", "event"} else WEAK
    return weight


def _for_a_place(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    if SURE_PLACE_BEFORE.search(before) or PLACE_AFTER.match(after):
        weight += STRONG
    elif PLACE_BEFORE.search(before) and not re.match(r" [a-z]|['’]s? [a-z]", after) and not ACRONYM.match(span.text):
        weight += STRONG if span.kind == "person" else WEAK
    if span.text in places():
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


def _has_quotation_marks(before: str, after: str) -> bool:
    """Whether a name is between quotation marks."""
    return before[-1:] in {'"', "“", "‘"} and re.match(r"[,.!?]?[\"”’]", after) is not None


def _by_definition(after: str) -> Counter[Kind]:
    definition = DEFINITION.match(after)
    if definition is None:
        return Counter()
    return Counter({"person" if definition.lastgroup == "person" else "organisation": STRONG})


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
        and (surface in lasts or (surface in firsts and surface in given_names()))
        and surface not in countries()
        and surface not in organisations()
        and not ACRONYM.match(surface)
    }
