"""All mentions in one text, with one name for each actor: followed actors first, then all other names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..actors.alias_matches import followed_actors
from ..lexicon.gazetteers import countries, demonyms, organisations, places, usual_places
from ..lexicon.given_names import Gender, given_names
from ..lexicon.honorifics import HONORIFICS
from ..records import Actor, Decision, Kind, Mention
from ..text.claimed_spans import ClaimedSpans
from ..text.parsed_document import ParsedDocument
from .acronyms import expanded_acronym
from .entity_kinds import entity_kinds
from .kind_by_words import MAX_ACRONYM_CHARS
from .name_occurrences import name_occurrences
from .name_spans import NameSpan
from .organisation_names import longer_names
from .person_names import PersonReference, ResolvedPersons, resolved_persons, surname

# "his daughter Yulia": relatives who share the surname. A spouse may have another one.
KINSHIP: Final = re.compile(r"\b(?:his|her|their)\b(?: \w+){0,2} (?:daughter|son|brother|sister)s?,?(?: and \w+)? $")
# How far before such a relative the text may have the full name that gives the surname.
KINSHIP_CHARS: Final = 300

WORD_BEFORE: Final = re.compile(r"(?<!\w)([A-Z]\w+)\.? $")
WORD_BEFORE_CHARS: Final = 20

FULL_NAME: Final = re.compile(r"(?=\b([A-Z][\w-]+) ((?:[A-Z]\. )?)([A-Z][\w’'-]+?)(?:['’]s)?\b)")


@dataclass(frozen=True, slots=True)
class TextNames:
    """The mentions in one text, in its order, and the genders of persons by name, as far as they can be told."""

    mentions: tuple[Mention, ...]
    genders: dict[str, Gender]


def text_names(
    document: ParsedDocument,
    followed: Sequence[Mention],
    actors: Sequence[Actor],
    headline: str = "",
    rejected: Sequence[Decision] = (),
) -> TextNames:
    """Every mention of a name.

    `followed` are the mentions of followed actors; no other mention overlaps one of them. `rejected` are the decisions
    that a name is not a followed actor's: such a name is never given to that actor, even if other rules would do so.
    """
    claimed = ClaimedSpans((mention.start, mention.end) for mention in followed)
    spans = [span for span in name_occurrences(document) if not claimed.overlaps(span.start, span.end)]
    spans = _without_families(spans)
    kinds = entity_kinds(document, spans) | {span.text: "person" for span in spans if _is_relation(document, span)}
    spans = [span for span in spans if kinds[span.text] != "work"]  # a work doesn't act; an editor may follow one
    longer = longer_names({span.text for span in spans}, kinds)
    kinds |= dict.fromkeys(longer, "organisation")
    person_spans = [span for span in spans if kinds[span.text] == "person"]
    persons = _resolved_persons(document, person_spans, followed, headline)
    full_name_by_start = dict(zip((span.start for span in person_spans), persons.names, strict=True))
    usual_forms = longer | _usual_forms(document, spans, kinds)
    actor_by_name = _actor_by_name(actors)
    rejected_starts = {(decision.actor, decision.start) for decision in rejected}
    mentions = list(followed)
    for span in spans:
        kind = kinds[span.text]
        name = full_name_by_start[span.start] if kind == "person" else usual_forms.get(span.text, span.text)
        name = usual_name(name, kind)
        if actor := actor_by_name.get(name) or actor_by_name.get(span.text):
            name, kind = actor.name, actor.kind
        if not any((name, start) in rejected_starts for start in range(span.start, span.end)):
            mentions.append(Mention(span.start, span.end, span.text, name, kind))
    return TextNames(tuple(sorted(mentions, key=lambda mention: mention.start)), persons.genders)


def _without_families(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The spans without "the Vanes" in a text on Ottoline Vane: a family is no single actor."""
    surnames = {surname(span.text.split()) for span in spans if span.kind == "person" and " " in span.text}
    families = {f"{name}{ending}" for name in surnames for ending in ("s", "es")} - surnames
    return [span for span in spans if span.kind != "person" or span.text not in families]


def _actor_by_name(actors: Sequence[Actor]) -> dict[str, Actor]:
    """Name -> the followed actor with this name.

    Aliases of a single word are left out. Their occurrences have been decided on by context before: those that are not
    mentions of the actor are somebody else's.
    """
    single_words = {
        alias.name for actor in followed_actors(tuple(actors)) for alias in actor.aliases if alias.is_single_word
    }
    by_alias = {name: actor for actor in actors for name in (actor.name, *actor.aliases) if name not in single_words}
    return by_alias | {name: actor for actor in actors for name in actor.merge}


def usual_name(name: str, kind: Kind) -> str:
    """The usual name of a place or an organisation that has several names; any other name unchanged."""
    if kind == "place":
        usual = usual_places().get(name) or usual_places().get(f"{name}.")  # the full stop may be the sentence's
        return countries().get(name) or usual or _without_dateline_capitals(name)
    if kind == "organisation":
        return organisations().get(name) or re.sub("’s$", "'s", name)
    return name


def _without_dateline_capitals(place: str) -> str:
    """A place without the capitals of a dateline: "SINGAPORE", "LOS ANGELES"."""
    usual = place.title()
    is_acronym = len(place) <= MAX_ACRONYM_CHARS and usual not in countries() and usual not in places()
    return countries().get(usual, usual) if place.isupper() and not is_acronym else place


def _resolved_persons(
    document: ParsedDocument, spans: Sequence[NameSpan], followed: Sequence[Mention], headline: str
) -> ResolvedPersons:
    """The full names of the persons at `spans`, in that order, and the genders of all persons in the text."""
    known = {mention.actor for mention in followed if mention.kind == "person"}
    surnames = {surname(span.text.split()) for span in spans if " " in span.text}
    references = [
        PersonReference(
            span.start, _words(span.text, surnames), span.honorific or _honorific_before(document.text, span)
        )
        for span in spans
    ]
    for index, reference in enumerate(references):
        if _is_relation(document, spans[index]):
            before = [other for other in references[:index] if len(other.words) > 1]
            if before and reference.start - before[-1].start < KINSHIP_CHARS:
                words = (*reference.words, surname(before[-1].words))
                references[index] = PersonReference(reference.start, words, reference.honorific)
    lone_words = {reference.words[0] for reference in references if len(reference.words) == 1}
    persons = resolved_persons([*references, *_from_headline(headline, lone_words)], known)
    return ResolvedPersons(persons.names[: len(spans)], persons.genders)


def _words(name: str, surnames: Collection[str]) -> tuple[str, ...]:
    """The words of a name; a surname in capitals as the text has it elsewhere."""
    small = name.title()
    return (small,) if name.isupper() and small in surnames else tuple(name.split())


def _honorific_before(text: str, span: NameSpan) -> str:
    """The honorific right before a name, in lower case without its full stop: "mrs"; "" if there is none."""
    word = WORD_BEFORE.search(text, max(0, span.start - WORD_BEFORE_CHARS), span.start)
    small = word.group(1).lower() if word else ""
    return small if small in HONORIFICS else ""


def _from_headline(headline: str, surnames: set[str]) -> Iterator[PersonReference]:
    """Full names that only the headline gives: "Founder Jane Roe resigns" over a text that says "Ms. Roe"."""
    for match in FULL_NAME.finditer(headline):
        given, initial, last = match.groups()
        if given in given_names() and last in surnames:
            yield PersonReference(len(headline) + match.start(), (given, *initial.split(), last))


def _is_relation(document: ParsedDocument, span: NameSpan) -> bool:
    """Whether a single name is that of somebody's child, brother or sister."""
    return " " not in span.text and KINSHIP.search(document.text, max(0, span.start - 60), span.start) is not None


def _usual_forms(document: ParsedDocument, spans: Sequence[NameSpan], kinds: dict[str, Kind]) -> dict[str, str]:
    """Surface forms -> the usual form of the same name.

    The surface forms are acronyms that the text expands, names that differ by capitals, and offices without the
    adjective of their state.
    """
    forms: dict[str, str] = {}
    for span in spans:
        if kinds[span.text] != "person" and (acronym := expanded_acronym(document.text, span.end, span.text)):
            forms[acronym] = span.text
    forms |= _without_capitals([span.text for span in spans])
    for span in spans:
        adjective, _, office = span.text.partition(" ")
        if office and adjective in demonyms() and kinds[span.text] == "organisation":
            forms.setdefault(office, span.text)
    return forms


def _without_capitals(surfaces: Sequence[str]) -> dict[str, str]:
    """Names that differ by capitals only -> the first of them that is not all capitals: "INTEL" beside "Intel"."""
    usual: dict[str, str] = {}
    for surface in sorted(surfaces, key=str.isupper):
        usual.setdefault(surface.casefold(), surface)
    return {surface: usual[surface.casefold()] for surface in surfaces if usual[surface.casefold()] != surface}
