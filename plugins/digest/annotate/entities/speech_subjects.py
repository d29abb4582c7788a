"""Names that speech shows: who stands beside a verb of saying is somebody, whatever the model took the words for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..lexicon.given_names import given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS, HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.reporting_verbs import REPORTING_VERBS, VERBS_BEFORE_NAME
from ..lexicon.role_words import RANKS, ROLE_WORDS
from ..lexicon.word_lists import alternatives
from ..text.parsed_document import Entity, ParsedDocument

BEFORE_PERSONS: Final = RANKS | ROLE_WORDS | frozenset(HONORIFIC_GENDERS)

# A name has so many words at most: "Maria del Carmen Ortega".
MAX_NAME_WORDS: Final = 4

WORD: Final = re.compile(r"[^\W\d_][\w’'-]*\.?")
INVERTED: Final = re.compile(rf"(?:{alternatives(verb.capitalize() for verb in VERBS_BEFORE_NAME)}) (?=[A-Z])")

# What the model takes persons for when it errs; dates, amounts and languages are never persons.
MISTAKEN: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT", "NORP", "LAW"})


def with_speech_subjects(document: ParsedDocument) -> ParsedDocument:
    """The document with the persons among its entities that speech, titles and full names show to be persons."""
    if not document.english:
        return document
    entities = [_mended(document, entity) for entity in document.entities]
    entities += _missed(document, entities)
    surnames = {_words(document, entity)[-1] for entity in entities if _is_full_name(document, entity)}
    alone = {
        document.text[entity.start : entity.end]
        for entity in entities
        if entity.label == "PERSON" and len(_words(document, entity)) == 1
    }
    alone |= set(_lone_subjects(document, entities))
    entities = list(_full_names(document, entities, alone - surnames))
    return replace(document, entities=tuple(sorted(entities, key=lambda entity: entity.start)))


def _words(document: ParsedDocument, entity: Entity) -> list[str]:
    return WORD.findall(document.text[entity.start : entity.end]) or [""]


def _is_full_name(document: ParsedDocument, entity: Entity) -> bool:
    return entity.label == "PERSON" and len(_words(document, entity)) > 1


def _mended(document: ParsedDocument, entity: Entity) -> Entity:
    """An entity without the verb before a name, and a person where a title or a given name begins it."""
    inverted = INVERTED.match(document.text, entity.start, entity.end)
    if inverted:
        entity = Entity(inverted.end(), entity.end, "PERSON")
    if entity.label not in MISTAKEN:
        return entity
    found = _words(document, entity)
    ranked = found[0].lower().rstrip(".") in BEFORE_PERSONS
    own = found[1:] if ranked else found
    if not 2 <= len(own) <= MAX_NAME_WORDS or not _could_name_a_person(own):
        return entity
    if ranked or own[0] not in given_names():
        named = ranked and not {one.lower() for one in own} & HONORIFICS
        return replace(_without_rank(document, entity), label="PERSON") if named else entity
    if any(_speaks(document, index) for index, _ in document.tokens_in(entity.start, entity.end)):
        return replace(entity, label="PERSON")
    return entity


def _without_rank(document: ParsedDocument, entity: Entity) -> Entity:
    """The entity without a rank that is no title elsewhere: titles are read, and then dropped, with the name."""
    rank = _words(document, entity)[0]
    if rank.lower().rstrip(".") in HONORIFICS:
        return entity
    return replace(entity, start=entity.start + len(rank) + 1)


def _could_name_a_person(own: Sequence[str]) -> bool:
    known = ORGANISATION_WORDS | PLACE_WORDS | STATE_WORDS
    return all(word[0].isupper() and not word.isupper() and word.lower() not in known for word in own)


def _speaks(document: ParsedDocument, index: int) -> bool:
    """Whether a token is the subject of a verb of saying."""
    token = document.tokens[index]
    verb = document.tokens[token.head]
    return token.dep == "nsubj" and verb.text.lower() in REPORTING_VERBS and verb.tag.startswith("VB")


def _missed(document: ParsedDocument, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Names that the model left out though they speak: a given name or initials with a surname, or a surname alone."""
    surnames = {_words(document, entity)[-1] for entity in entities if _is_full_name(document, entity)}
    covered = bytearray(len(document.text))
    for entity in entities:
        covered[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    for index, token in enumerate(document.tokens):
        if token.tag != "NNP" or covered[token.start] or not _speaks(document, index):
            continue
        first = index
        while first and index - first < MAX_NAME_WORDS - 1 and _joins(document, first - 1, covered):
            first -= 1
        while first < index and document.tokens[first].text.lower().rstrip(".") in HONORIFICS:
            first += 1
        start, own = document.tokens[first].start, WORD.findall(document.text[document.tokens[first].start : token.end])
        named = own and (own[0] in given_names() or re.fullmatch(r"(?:[A-Z]\.)+", own[0]))
        if (len(own) > 1 and named and _could_name_a_person(own[1:])) or (len(own) == 1 and own[0] in surnames):
            yield Entity(start, token.end, "PERSON")


def _joins(document: ParsedDocument, index: int, covered: bytearray) -> bool:
    """Whether a token is a further word of the name that follows it."""
    token, following = document.tokens[index], document.tokens[index + 1]
    return token.tag == "NNP" and not covered[token.start] and 0 <= following.start - token.end <= 1


def _lone_subjects(document: ParsedDocument, entities: Sequence[Entity]) -> Iterator[str]:
    """Single names that the model left out though they are subjects: only persons are called by their last word."""
    starts = {entity.start for entity in entities}
    tokens = document.tokens
    for index, token in enumerate(tokens):
        if (
            token.tag != "NNP"
            or token.dep != "nsubj"
            or token.start in starts
            or not _could_name_a_person([token.text])
        ):
            continue
        beside = {tokens[at].tag for at in (index - 1, index + 1) if 0 <= at < len(tokens)}
        if "NNP" not in beside and token.text.lower() not in CALENDAR:
            yield token.text


def _full_names(document: ParsedDocument, entities: Sequence[Entity], surnames: set[str]) -> Iterator[Entity]:
    """The entities, with the full name of those who are elsewhere in the text known by surname only.

    The model reads "For eleven years Marguerite Stahl kept" without a name in it, and finds Stahl in the next sentence.
    """
    spans: list[Entity] = []
    for surname in sorted(surnames - {""}):
        if surname in given_names() or surname.lower() in HONORIFIC_GENDERS:
            continue
        matches = [*re.finditer(rf"(?<![\w-])([A-Z][\w-]+) {re.escape(surname)}(?![\w-])", document.text)]
        matches = [match for match in matches if _is_given(document, match)]
        if len({match.group(1) for match in matches}) == 1:
            spans += (Entity(match.start(), match.end(), "PERSON") for match in matches)
    yield from spans
    for entity in entities:
        if not any(span.start < entity.end and entity.start < span.end for span in spans):
            yield entity


def _is_given(document: ParsedDocument, match: re.Match[str]) -> bool:
    """Whether the word before a surname is a given name: a known one, or a name that is no title and no first word."""
    word = match.group(1)
    if word in given_names():
        return True
    index = document.first_token_at(match.start())
    token = document.tokens[index]
    first = document.sentence_span(document.sentence_of(match.start()))[0] == match.start()
    known = HONORIFICS | ROLE_WORDS | CALENDAR | ORGANISATION_WORDS
    return token.tag == "NNP" and not first and not word.isupper() and word.lower() not in known
