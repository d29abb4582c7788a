"""What a name is: by its own words, by the words around it, by the majority within its text; the model is one voice."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import (
    CALENDAR,
    EVENT_WORDS,
    ORGANISATION_BEGINNINGS,
    ORGANISATION_ENDS,
    ORGANISATION_PAIRS,
    PLACE_WORDS,
)
from ..lexicon.name_parts import PARTICLES
from ..lexicon.outlets import is_outlet
from ..lexicon.word_lists import words
from ..records import Kind
from ..text.parsed_document import ParsedDocument
from .name_spans import NameSpan

ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&-]{1,6}s?$|(?:[A-Z]\.){2,}$|MI\d$")

# "Leonardo da Vinci", "Mary-Kate O’Hara".
PERSON_SHAPE: Final = re.compile(
    r"[^\W\d_][\w’'.-]*"
    r"(?: (?:[^\W\d_a-z][\w’'.-]*|de|da|del|della|di|du|van|von|der|den|bin|ibn|al|la|le|el|ter|dos))+$"
)

# What one look at the neighbourhood weighs against the model's vote, which counts 2. WikiGold's figure is 66.9 with 1,
# 67.7 with 3, 67.9 with 4 and 68.0 with 6: the exact value matters little.
STRONG: Final = 4
WEAK: Final = 1

# "CHAD" may be an acronym; a longer one that is a city's name is none.
MAX_ACRONYM_CHARS: Final = 4

# Last words of places that many bear as a surname.
PLACE_SURNAMES: Final = words("place_surnames")
MAX_PERSON_WORDS: Final = 3

# Events that have one word for a name.
EVENT_NAMES: Final = frozenset({"holocaust", "brexit", "eurovision", "nakba", "oktoberfest", "oscars"})

RACES: Final = ("Tour de ", "Tour of ", "Giro d", "Vuelta a ")

# What comes again is told by its year: "Budget 2020", "Expo 2025".
YEAR: Final = re.compile(r"(?:19|20)\d\d")

WORK_ENDS: Final = words("works_ends")

# "Real Zaragoza", "Dynamo Kyiv": what begins a club's name before a place.
CLUBS: Final = words("clubs")

# What is of something: "Army of the Potomac", but not "Capital of Culture" or "Church of St Mary".
HEADS: Final = (ORGANISATION_ENDS | {"house", "hall"}) - words("no_heads")

LIST_JOINTS: Final = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})
SETTLEMENT: Final = "village|town|city|suburb|municipality|commune|island|capital|port|province|district|county|region"
PLACE_BEFORE: Final = re.compile(
    r"\b(?:near|in|into|northern|southern|eastern|western|central|downtown|around|outside) $", re.IGNORECASE
)
SURE_PLACE_BEFORE: Final = re.compile(
    rf"\b(?:(?:{SETTLEMENT}|outskirts|invasion|siege|coast|mayor|governor|bishop|archbishop|population|people|residents"
    r"|battle|occupation|liberation|streets|north|south|east|west) of"
    r"|(?:fled|flew|moved|travell?ed|travel|returned|retreated?|drove|marched|sailed|exiled|trip|visit|flight|road"
    r"|way) to) $"
)
PLACE_AFTER: Final = re.compile(rf"(?: is| was|,) (?:an? |the )(?:\w+ ){{0,3}}(?:{SETTLEMENT}|river|mountain|lake)\b")
PERSON_AFTER: Final = re.compile(
    r"(?:,? (?:who|said|says|told|added|wrote|asked|replied|argued|explained|recalled|testified|tweeted)\b"
    r"|, (?:aged )?\d\d,| \((?:born|aged|\d\d)"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|lawyer|brother|sister|family|death|career|life)\b"
    r"| (?:was born|died|married|retired|resigned|himself|herself)\b)"
)
COMPANY_AFTER: Final = re.compile(
    r"(?:['’]s)? (?:CEO|CFO|COO|chief executive|shares?|stock|shareholders|customers|employees|engineers|products?"
    r"|subsidiary|headquarters|stores?|outlets|branches|factory|factories|plants?|website|workers|staff)\b"
    r"|(?:['’]s)? (?:(?:head )?coach|manager|striker|midfielder|defender|goalkeeper|winger|forward|captain|squad"
    r"|players?|board|chairman|chairwoman|bassist|drummer|frontman|guitarist|singer|vocalist|spokes\w+)\b"
    r"|,? (?:\w+ly )?(?:released|recorded|announced|launched|opened|signed|won|lost|played|began|started|is|was|has"
    r"|had) (?:its|their)\b"
)
# "Getafe have": one name with a verb in the plural is a team, a band or a company.
PLURAL_VERB: Final = re.compile(
    r" (?:(?:also|now|never|still|only|already) )?(?:have|are|were)\b(?! been called| called)"
)
NO_SUBJECT: Final = re.compile(
    r"(?:\b(?:and|or|nor|both|of|like|as|if|than|by|in|at|from|to|for|with|about|on|outside|near|over|between|against"
    r"|around|across)|[,&]) (?:the )?$",
    re.IGNORECASE,
)
PERSON_BEFORE: Final = re.compile(
    r"\b(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|President|Senator|Sen\.|Rep\.|Gov\.|Prof\.|Professor|Judge|Captain|Colonel"
    r"|General|brother|sister|wife|husband|son|daughter|father|mother|singer|actor|actress|guitarist|drummer|author"
    r"|writer|director|philosopher|pianist|née|attorney|lawyer|journalist|researcher|scientist|economist|poet|novelist"
    r"|composer|painter|photographer|footballer|striker|midfielder|goalkeeper|cyclist|swimmer|boxer|chef|spokesman"
    r"|spokeswoman|activist|historian|architect|filmmaker|comedian|musician|violinist|rapper|surgeon|playwright) $"
)
SAID_BEFORE: Final = re.compile(r"\b(?:said|says|added|adds|argued|explained|recalled|asked|warned) $")
GROUP_BEFORE: Final = re.compile(
    r"\b(?:company|band|newspaper|agency|firm|label|(?:company|firm|start-?up) called|start-?up|broadcaster|magazine"
    r"|channel|network|team|club|party|group|publisher|subsidiary|chain|retailer|airline|manufacturer"
    r"|brand|charity|union|quartet|trio|duo|ensemble|orchestra|choir|website|supermarket|carmaker|insurer|studio|giant"
    r"|bands|clubs|teams|companies) $"
)


# "the novel Loop of Jade", "a song called Veltara"; no name but a title has "A" before it within a sentence.
WORK_BEFORE: Final = re.compile(
    r"\b(?:album|song|single|film|movie|novel|book|musical|opera|poem|painting|sitcom|drama|memoir|documentary|podcast)"
    r"(?: (?:called|titled|entitled|named))? [“\"‘']?(?:The )?$|(?<=[a-z,] )A $"
)
# "Moody's, a rating agency", "Ann Lee is a former singer": what an apposition or a definition calls the name.
CALLED: Final = re.compile(
    r"(?:,| is| was) (?:an?|the) (?:[\w’'-]+ ){0,4}?(?:(?P<organisation>" + "|".join(sorted(words("companies"))) + r")"
    r"|(?P<person>" + "|".join(sorted(words("role") - {"second", "light", "head"})) + r"))\b"
)


def kinds(document: ParsedDocument, spans: Sequence[NameSpan]) -> dict[str, Kind]:
    """The kind of each surface form among `spans`, one for the whole text."""
    votes: dict[str, Counter[Kind]] = {}
    for span in spans:
        votes.setdefault(span.text, Counter()).update(_votes(document, span))
    for one, other in pairwise(spans):
        if document.text[one.end : other.start] in LIST_JOINTS:  # members of a list are of one kind
            votes[one.text][by_words(other.text) or other.kind] += WEAK
            votes[other.text][by_words(one.text) or one.kind] += WEAK
    found = {surface: by_words(surface) or _majority(surface, counted) for surface, counted in votes.items()}
    return found | _surnames(found)


def _votes(document: ParsedDocument, span: NameSpan) -> Counter[Kind]:
    text = document.text
    before = text[max(0, span.start - 30) : span.start]
    after = text[span.end : span.end + 60]
    votes: Counter[Kind] = Counter({span.kind: 2})
    votes["person"] += _for_a_person(span, before, after)
    votes["place"] += _for_a_place(span, before, after)
    votes["organisation"] += _for_an_organisation(span, before, after)
    if WORK_BEFORE.search(before) or (_is_quoted(before, after) and span.kind != "person"):
        votes["work"] += STRONG
    return votes + _called(after)


def _for_a_person(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    if span.title or PERSON_BEFORE.search(before):
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
    if _is_in_place(after) and not span.title and span.text.split()[0] not in given_names():
        weight += STRONG
    return weight


def _for_an_organisation(span: NameSpan, before: str, after: str) -> int:
    weight = 0
    acts_as_one = COMPANY_AFTER.match(after) or (PLURAL_VERB.match(after) and not NO_SUBJECT.search(before))
    if acts_as_one and span.text not in places() and span.text not in countries():
        weight += STRONG
    if GROUP_BEFORE.search(before):
        weight += STRONG
    if span.kind == "person" and re.search(r"\b[Tt]he $", before) and not re.match(r" [a-z]|['’]", after):
        weight += STRONG
    return weight


def _called(after: str) -> Counter[Kind]:
    called = CALLED.match(after)
    if called is None:
        return Counter()
    return Counter({"person" if called.lastgroup == "person" else "organisation": STRONG})


def _is_in_place(after: str) -> bool:
    """Whether a comma and a larger place follow: "Salisbury, England"."""
    match = re.match(r" ?, ((?:[A-Z][\w.]+ ?){1,3})", after)
    larger = match.group(1).rstrip(" .") if match else ""
    return larger in countries() or larger in places() or larger.split(" ")[0] in countries()


def _is_quoted(before: str, after: str) -> bool:
    return before[-1:] in {'"', "“", "‘"} and re.match(r"[,.!?]?[\"”’]", after) is not None


def by_words(surface: str) -> Kind | None:
    """The kind that the words of a name settle by themselves; None where they don't."""
    parts = surface.split()
    if surface in organisations() or is_outlet(surface):
        return "organisation"
    if surface in countries() or (surface in places() and len(parts) > 1) or _is_dateline(surface):
        return "place"
    if len(parts) == 1:
        return "event" if surface.lower() in EVENT_NAMES else None
    if ending := _by_ending(surface, parts):
        return None if ending == "place" and _may_be_a_person(surface, parts) else ending
    if parts[0] in given_names() and PERSON_SHAPE.match(surface) and len(parts) <= 4:
        return "person"
    return None


def _may_be_a_person(surface: str, parts: Sequence[str]) -> bool:
    """Whether a place's last word may be a surname: the text decides between "Sue Park" and "Victoria Park"."""
    is_called = parts[0] in given_names() and parts[-1].lower() in PLACE_SURNAMES
    return is_called and len(parts) <= MAX_PERSON_WORDS and bool(PERSON_SHAPE.match(surface))


def _by_ending(surface: str, parts: Sequence[str]) -> Kind | None:
    last, first = parts[-1].lower().rstrip("."), parts[0].lower()
    if last in EVENT_WORDS or YEAR.fullmatch(last) or surface.startswith(RACES):
        return "event"
    if last in WORK_ENDS and " of " not in surface:
        return "work"
    if last in ORGANISATION_ENDS or _is_body(surface, parts) or _is_team(parts, last):
        return "organisation"
    if last in PLACE_WORDS or first in {"lake", "mount", "cape", "fort", "gulf"}:
        return "place"
    return None


def _is_body(surface: str, parts: Sequence[str]) -> bool:
    """Whether the first words, the last two or the head before "of" are those of a body: "Banco Sol", "Rest Home",
    "House of Assembly"."""
    small = [part.lower().rstrip(".") for part in parts]
    if small[0] in {"university", "ministry", "bank", "institute", "department"} | ORGANISATION_BEGINNINGS:
        return True
    if small[0] in CLUBS and " ".join(parts[1:]) in places():
        return True
    if (small[-2], small[-1]) in ORGANISATION_PAIRS:
        return True
    head, of, _ = surface.partition(" of ")
    return bool(of) and head.split()[-1].lower() in HEADS


def _is_dateline(surface: str) -> bool:
    """Whether a place stands in the capitals of a dateline: "BEIJING"."""
    return (
        surface.isupper()
        and len(surface) > MAX_ACRONYM_CHARS
        and (surface.title() in places() or surface.title() in countries())
    )


def _is_team(parts: Sequence[str], last: str) -> bool:
    """Whether a plural follows a place: "Pittsburgh Pirates", "New South Wales Waratahs"."""
    before = " ".join(parts[:-1])
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in PLACE_WORDS
    return plural and (before in places() or before in countries()) and " ".join(parts) not in places()


def _majority(surface: str, votes: Counter[Kind]) -> Kind:
    best, _ = min(votes.items(), key=lambda item: (-item[1], item[0]))
    if ACRONYM.match(surface) and (best in {"person", "work", "group"} or surface not in places()):
        return "organisation"
    given = " " not in surface and surface in given_names() and surface.lower() not in CALENDAR
    if given and best in {"organisation", "work", "group"}:
        return "person"
    return best


def _surnames(found: dict[str, Kind]) -> dict[str, Kind]:
    """A word that ends or begins a person's full name in the text is that person, whatever the model said; so is a
    surname with its particle."""
    people = {surface for surface, kind in found.items() if kind == "person" and " " in surface}
    lasts = {surface.split()[-1] for surface in people}
    lasts |= {" ".join(surface.split()[-2:]) for surface in people if surface.split()[-2].lower() in PARTICLES}
    firsts = {surface.split()[0] for surface in people}
    return {
        surface: "person"
        for surface, kind in found.items()
        if kind != "person"
        and (surface in lasts or (surface in firsts and surface in given_names()))
        and surface not in countries()
        and surface not in organisations()
        and not ACRONYM.match(surface)
    }
