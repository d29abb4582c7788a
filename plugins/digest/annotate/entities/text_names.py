"""All names of one text under their canonical form: followed actors first, then what the model found."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..actors.alias_matches import followed_actors
from ..lexicon.gazetteers import countries, demonyms, organisations, places, usual_places
from ..lexicon.given_names import Gender, given_names
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, EVENT_WORDS, ORGANISATION_PAIRS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.name_parts import LEGAL_FORMS
from ..lexicon.outlets import is_outlet
from ..lexicon.word_lists import words
from ..records import Actor, Decision, Kind, Mention
from ..text.claimed_spans import ClaimedSpans
from ..text.page_boilerplate import is_boilerplate, picture_credits
from ..text.parsed_document import ParsedDocument
from .acronyms import initials, is_short_for
from .entity_kinds import by_words, kinds
from .name_spans import NameSpan, name_spans, trimmed
from .person_names import PersonReference, ResolvedPersons, resolved_persons, surname
from .possessive_companies import possessive_companies

# "his daughter Yulia": relations under one surname; a spouse may have another.
KINSHIP: Final = re.compile(r"\b(?:his|her|their)\b(?: \w+){0,2} (?:daughter|son|brother|sister)s?,?(?: and \w+)? $")
GENERIC_FIRST: Final = words("generic_first")
EXPANDED: Final = re.compile(r"\s?\((?:the |or )?[\"“]?([A-Z][A-Za-z0-9&.-]{1,9})[\"”]?\)")

MAX_OVERLOOKED_WORDS: Final = 5
# "Captain Harlow", "Mrs. Ray", "Brigadier General Otto J. Brandt Jr.": a name that the model passed over has a title.
TITLE: Final = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Captain|Colonel|Major|Brigadier|General|Lieutenant|Sergeant|Inspector"
    r"|Admiral|Commodore|Commander|Justice|Judge|Senator|Professor|Prof|Sen|Gov|Sgt|Capt|Col|Gen|Lt|Maj)\.?"
)
NAME_WORD: Final = r"(?:[A-Z][\w’'-]*[a-z]|[A-Z]\.?)"
TITLED: Final = re.compile(
    rf"({TITLE}(?: {TITLE})?) ((?:{NAME_WORD} ){{0,3}}[A-Z][\w’'-]*[a-z](?: (?:[JS]r\.?|I{{2,3}}))?)$"
)
NO_TEAM: Final = (
    CALENDAR | PLACE_WORDS | EVENT_WORDS | STATE_WORDS | ORGANISATION_WORDS | HONORIFICS | words("no_teams")
)


@dataclass(frozen=True, slots=True)
class TextNames:
    """The mentions of one text, in its order, and the gender of its persons where something shows it."""

    mentions: tuple[Mention, ...]
    genders: dict[str, Gender]


def text_names(
    document: ParsedDocument,
    followed: Sequence[Mention],
    actors: Sequence[Actor],
    title: str = "",
    passed: Sequence[Decision] = (),
) -> TextNames:
    """Every mention of a name. `followed` are the mentions by alias, which win over what the model says; where the
    text has an actor's name that was `passed` over, it is somebody else's or nobody's."""
    merged = _merged(actors)
    taken = ClaimedSpans((mention.start, mention.end) for mention in followed)
    spans = [span for span in _spans(document) if not taken.overlaps(span.start, span.end)]
    found = kinds(document, spans) | {span.text: "person" for span in spans if _is_kin(document, span)}
    shorter = _short_names(spans, found)
    found |= dict.fromkeys(shorter, "organisation")
    persons = [span for span in spans if found[span.text] == "person"]
    who = _people(document, persons, followed, title)
    full = dict(zip((span.start for span in persons), who.names, strict=True))
    forms = shorter | _forms(document, spans, found)
    mentions = list(followed)
    nobody = {(one.actor, one.start) for one in passed}
    for span in spans:
        kind = found[span.text]
        name = full[span.start] if kind == "person" else forms.get(span.text, span.text)
        if kind == "place":
            name = countries().get(name) or usual_places().get(name) or _usual_case(name)
        elif kind == "organisation":
            name = organisations().get(name) or re.sub("’s$", "'s", name)
        actor = merged.get(name) or merged.get(span.text)
        if any((actor.name if actor else name, start) in nobody for start in range(span.start, span.end)):
            continue
        mentions.append(
            Mention(span.start, span.end, span.text, actor.name if actor else name, actor.kind if actor else kind)
        )
    return TextNames(tuple(sorted(mentions, key=lambda mention: mention.start)), who.genders)


def _merged(actors: Sequence[Actor]) -> dict[str, Actor]:
    """Name -> the actor whose file has it. A plain alias that stands here still was decided by its context: it names
    somebody else in this text."""
    single = {alias.name for actor in followed_actors(tuple(actors)) for alias in actor.aliases if alias.is_single_word}
    found = {form: actor for actor in actors for form in (actor.name, *actor.aliases) if form not in single}
    return found | {form: actor for actor in actors for form in actor.merge}


def _usual_case(place: str) -> str:
    """A place without the capitals of a dateline: "SINGAPORE", "LOS ANGELES"."""
    usual = place.title()
    return countries().get(usual, usual) if place.isupper() and (usual in countries() or usual in places()) else place


def _spans(document: ParsedDocument) -> list[NameSpan]:
    """The model's names and their repetitions that it missed, outside the page's furniture."""
    furniture = (paragraph for paragraph in document.paragraphs if is_boilerplate(document, paragraph))
    taken = ClaimedSpans((*((one.start, one.end) for one in furniture), *picture_credits(document.text)))
    spans: list[NameSpan] = []
    for found in (possessive_companies, name_spans, _overlooked):
        for span in found(document):
            if not taken.overlaps(span.start, span.end):
                taken.add(span.start, span.end)
                spans.append(span)
    spans += [span for span in _repeated(document.text, spans) if not taken.overlaps(span.start, span.end)]
    return sorted(spans, key=lambda span: span.start)


def _overlooked(document: ParsedDocument) -> Iterator[NameSpan]:
    """Runs of proper nouns that the model passed over, where their own words say what they name."""
    index = 0
    tokens = document.tokens
    while index < len(tokens):
        first = index
        while index < len(tokens) and tokens[index].tag in {"NNP", "NNPS"} and tokens[index].text[0].isupper():
            index += 1
        if index > first:
            yield from _told(document, first, index)
        index = max(index, first + 1)


def _told(document: ParsedDocument, first: int, stop: int) -> Iterator[NameSpan]:
    """The name that a run of proper nouns is, where its words, a title or a plural with an article tell its kind."""
    tokens = document.tokens
    start, end = trimmed(document.text, tokens[first].start, tokens[stop - 1].end)
    surface = document.text[start:end]
    if "\n" in surface or not surface:
        return
    titled = TITLED.match(surface)
    if titled and not NO_TEAM & set(titled.group(2).lower().split()):
        yield NameSpan(start + titled.start(2), end, titled.group(2), "person", titled.group(1).lower().rstrip("."))
    elif len(surface.split()) > MAX_OVERLOOKED_WORDS:
        return
    elif kind := "place" if surface in places() else by_words(surface):
        yield NameSpan(start, end, surface, kind)
    elif (
        first
        and tokens[first - 1].text in {"the", "The"}
        and tokens[stop - 1].tag == "NNPS"
        and not (stop < len(tokens) and tokens[stop].tag == "CD")
        and _is_team(surface)
    ):
        yield NameSpan(start, end, surface, "organisation")


def _is_team(surface: str) -> bool:
    """Whether a plural can be a team's or a band's name, and is none of a people, a holiday or a set of things."""
    *before, last = surface.split()
    return (
        len(before) < 2
        and last.endswith("s")
        and not last.endswith("ians")
        and not surface.isupper()
        and last not in demonyms()
        and last.lower() not in NO_TEAM
        and last.lower().removesuffix("s") not in NO_TEAM
    )


def _repeated(text: str, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Every place where the text has one of the names again."""
    surfaces = _short_forms(text, spans)
    surfaces |= {span.text: span.kind for span in spans if len(span.text) > 3 or span.text.isupper()}
    if not surfaces:
        return
    longest_first = sorted(surfaces, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
    for match in pattern.finditer(text):
        yield NameSpan(match.start(), match.end(), match.group(), surfaces[match.group()])


def _short_forms(text: str, spans: Sequence[NameSpan]) -> dict[str, Kind]:
    """Surnames of full names, and the acronyms that the text gives for its organisations."""
    found: dict[str, Kind] = {}
    for span in spans:
        last = surname(span.text.split())
        by_model = span.kind == "person" and (by_words(span.text) or "person") == "person"
        if by_model and " " in span.text and len(last) > 3 and last.lower() not in CALENDAR and last[0].isupper():
            found[last] = "person"
            continue
        match = EXPANDED.match(text, span.end)
        if match and span.kind != "person" and is_short_for(match.group(1), span.text):
            found[match.group(1)] = span.kind
    return found


def _people(
    document: ParsedDocument, persons: Sequence[NameSpan], followed: Sequence[Mention], title: str
) -> ResolvedPersons:
    known = {mention.actor for mention in followed if mention.kind == "person"}
    called = [PersonReference(span.start, tuple(span.text.split()), span.title) for span in persons]
    for index, one in enumerate(called):
        if _is_kin(document, persons[index]):
            before = [other for other in called[:index] if len(other.words) > 1]
            if before and one.start - before[-1].start < 300:
                called[index] = PersonReference(one.start, (*one.words, surname(before[-1].words)), one.title)
    called += _called_in_title(title, {one.words[0] for one in called if len(one.words) == 1})
    result = resolved_persons(called, known)
    return ResolvedPersons(result.names[: len(persons)], result.genders)


def _called_in_title(title: str, surnames: set[str]) -> list[PersonReference]:
    """Full names that only the headline gives: "Founder Jane Roe resigns" over a text that says "Ms. Roe"."""
    found = []
    for match in re.finditer(r"(?=\b([A-Z][\w-]+) ((?:[A-Z]\. )?)([A-Z][\w’'-]+?)(?:['’]s)?\b)", title):
        if match.group(1) in given_names() and match.group(3) in surnames:
            words = (match.group(1), *match.group(2).split(), match.group(3))
            found.append(PersonReference(len(title) + match.start(), words))
    return found


def _is_kin(document: ParsedDocument, span: NameSpan) -> bool:
    return " " not in span.text and KINSHIP.search(document.text, max(0, span.start - 60), span.start) is not None


def _forms(document: ParsedDocument, spans: Sequence[NameSpan], found: dict[str, Kind]) -> dict[str, str]:
    """Acronyms that the text expands, short forms of places and offices -> the form to use."""
    forms: dict[str, str] = {}
    for span in spans:
        match = EXPANDED.match(document.text, span.end)
        if match and found[span.text] != "person" and is_short_for(match.group(1), span.text):
            forms[match.group(1)] = span.text
    forms |= _in_usual_case(span.text for span in spans) | _bodies_again(spans, found)
    for span in spans:
        adjective, _, rest = span.text.partition(" ")
        if rest and adjective in demonyms() and found[span.text] == "organisation":
            forms.setdefault(rest, span.text)
    return forms


def _in_usual_case(surfaces: Iterable[str]) -> dict[str, str]:
    """Names that differ by capitals only -> the first of them that is not all capitals: "INTEL" beside "Intel"."""
    usual: dict[str, str] = {}
    every = list(surfaces)
    for surface in sorted(every, key=str.isupper):
        usual.setdefault(surface.casefold(), surface)
    return {surface: usual[surface.casefold()] for surface in every if usual[surface.casefold()] != surface}


def _bodies_again(spans: Sequence[NameSpan], found: dict[str, Kind]) -> dict[str, str]:
    """A body by its last word -> the one name before it that ends so: "the Commission"."""
    forms: dict[str, str] = {}
    longer: dict[str, set[str]] = {}
    for span in spans:
        name = span.text
        if " " in name and found[name] == "organisation":
            longer.setdefault(name.split()[-1], set()).add(name)
        elif name.lower() in ORGANISATION_WORDS and len(longer.get(name, ())) == 1:
            (forms[name],) = longer[name]
    return forms


def _short_names(spans: Sequence[NameSpan], found: dict[str, Kind]) -> dict[str, str]:
    """Short names of organisations -> the one longer name in the text that they can stand for, without legal form.

    "Paxar" and "Paxar Corp" are Paxar; "Dominion" is Dominion Textile where no other name begins so; "NYSE" has the
    initials of one.
    """
    surfaces = {span.text for span in spans}
    bare = {name: _without_legal_form(name) for name in surfaces if found[name] == "organisation" and " " in name}
    shorter = {name: own for name, own in bare.items() if own != name and own not in places()}
    full = {own for own in bare.values() if " " in own}
    companies = {own for name, own in bare.items() if own != name}
    # "Rosewood" beside "Rosewood Rest Home" is nobody; "Trump" stays a man beside "Trump Hotel".
    longer_of: dict[Kind, set[str]] = {
        "organisation": full,
        "person": companies | {own for name, own in bare.items() if _is_home(name)},
    }
    for name in surfaces - full:
        if (
            name in shorter
            or name in countries()
            or name in places()
            or name in given_names()
            or name in organisations()
        ):
            continue
        if name.isupper() and name.isalpha():
            longer = {own for own in full if initials(own) == name}
        elif name.lower() not in GENERIC_FIRST:
            # "Kent" may be a man or a county beside "Kent State"; beside "Kent Corp" it is the company.
            longer = {own for own in longer_of.get(found[name], companies) if own.startswith(f"{name} ")}
            longer = {own for own in longer if not own.startswith(f"{name} of ")}
        else:
            continue
        if len(longer) == 1:
            shorter[name] = longer.pop()
    return shorter


def _is_home(name: str) -> bool:
    *_, before, last = name.lower().split()
    return (before, last) in ORGANISATION_PAIRS or last in {"hospice", "hospital", "surgery", "kindergarten"}


def _without_legal_form(name: str) -> str:
    parts = name.split()
    if is_outlet(name) or name in organisations():
        return name
    while len(parts) > 1 and parts[-1].lower().strip(".,") in LEGAL_FORMS:
        parts.pop()
    return " ".join(parts).rstrip(",&") if parts[-1].lower() != "and" else name
