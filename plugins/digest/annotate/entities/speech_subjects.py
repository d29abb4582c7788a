"""The model's entities, corrected by speech: the subject of a reporting verb is a person.

The model marks some speakers as organisations or places, and overlooks others.
"""

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

# Words before a person's name.
BEFORE_PERSONS: Final = RANKS | ROLE_WORDS | frozenset(HONORIFIC_GENDERS)

# The most words in a person's name: "Maria del Carmen Ortega".
MAX_NAME_WORDS: Final = 4

WORD: Final = re.compile(r"[^\W\d_][\w’'-]*\.?")
INITIALS: Final = re.compile(r"(?:[A-Z]\.)+")
# A reporting verb that the model took for part of the name: "Said Ann Ray".
VERB_BEFORE: Final = re.compile(rf"(?:{alternatives(verb.capitalize() for verb in VERBS_BEFORE_NAME)}) (?=[A-Z])")

# Words that are never part of a person's name.
WORDS_OF_OTHER_KINDS: Final = ORGANISATION_WORDS | PLACE_WORDS | STATE_WORDS

NOT_GIVEN_NAMES: Final = HONORIFICS | ROLE_WORDS | CALENDAR | ORGANISATION_WORDS

# The labels that the model may give a person by mistake. Dates, amounts and languages are never persons.
MISTAKEN_LABELS: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT", "NORP", "LAW"})


def with_speech_subjects(document: ParsedDocument) -> ParsedDocument:
    """The document with more persons among its entities: those that speech, honorifics and full names show."""
    if not document.english:
        return document
    entities = [_corrected(document, entity) for entity in document.entities]
    entities += _overlooked_speakers(document, entities)
    surnames = {_words(document, entity)[-1] for entity in entities if _is_full_name(document, entity)}
    single_names = {
        document.text[entity.start : entity.end]
        for entity in entities
        if entity.label == "PERSON" and len(_words(document, entity)) == 1
    }
    single_names |= set(_single_subjects(document, entities))
    entities = list(_with_full_names(document, entities, single_names - surnames))
    return replace(document, entities=tuple(sorted(entities, key=lambda entity: entity.start)))


def _words(document: ParsedDocument, entity: Entity) -> list[str]:
    return WORD.findall(document.text[entity.start : entity.end]) or [""]


def _is_full_name(document: ParsedDocument, entity: Entity) -> bool:
    return entity.label == "PERSON" and len(_words(document, entity)) > 1


def _corrected(document: ParsedDocument, entity: Entity) -> Entity:
    """An entity without the verb before the name; a person if it begins with an honorific or a given name."""
    if verb := VERB_BEFORE.match(document.text, entity.start, entity.end):
        entity = Entity(verb.end(), entity.end, "PERSON")
    if entity.label not in MISTAKEN_LABELS:
        return entity
    entity_words = _words(document, entity)
    has_rank = entity_words[0].lower().rstrip(".") in BEFORE_PERSONS
    name_words = entity_words[1:] if has_rank else entity_words
    if not 2 <= len(name_words) <= MAX_NAME_WORDS or not _could_name_a_person(name_words):
        return entity
    if has_rank or name_words[0] not in given_names():
        is_person = has_rank and not {word.lower() for word in name_words} & HONORIFICS
        return replace(_without_rank(document, entity), label="PERSON") if is_person else entity
    if any(_speaks(document, index) for index, _ in document.tokens_in(entity.start, entity.end)):
        return replace(entity, label="PERSON")
    return entity


def _without_rank(document: ParsedDocument, entity: Entity) -> Entity:
    """The entity without its rank. Ranks in HONORIFICS stay: `name_spans` removes them and notes them with the name."""
    rank = _words(document, entity)[0]
    if rank.lower().rstrip(".") in HONORIFICS:
        return entity
    return replace(entity, start=entity.start + len(rank) + 1)


def _could_name_a_person(words: Sequence[str]) -> bool:
    """Whether only the first letter of each word is a capital, and no word belongs to another kind of name."""
    return all(word[0].isupper() and not word.isupper() and word.lower() not in WORDS_OF_OTHER_KINDS for word in words)


def _speaks(document: ParsedDocument, index: int) -> bool:
    """Whether a token is the subject of a reporting verb."""
    token = document.tokens[index]
    verb = document.tokens[token.head]
    return token.dep == "nsubj" and verb.text.lower() in REPORTING_VERBS and verb.tag.startswith("VB")


def _overlooked_speakers(document: ParsedDocument, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Speakers whom the model did not mark: a given name or initials with a surname, or a surname that is known."""
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
        start = document.tokens[first].start
        words = WORD.findall(document.text[start : token.end])
        has_given_name = words and (words[0] in given_names() or INITIALS.fullmatch(words[0]))
        is_full_name = len(words) > 1 and has_given_name and _could_name_a_person(words[1:])
        if is_full_name or (len(words) == 1 and words[0] in surnames):
            yield Entity(start, token.end, "PERSON")


def _joins(document: ParsedDocument, index: int, covered: bytearray) -> bool:
    """Whether a token belongs to the name that begins with the next token."""
    token, next_token = document.tokens[index], document.tokens[index + 1]
    return token.tag == "NNP" and not covered[token.start] and 0 <= next_token.start - token.end <= 1


def _single_subjects(document: ParsedDocument, entities: Sequence[Entity]) -> Iterator[str]:
    """Single names that are subjects and that the model did not mark.

    They may be surnames: only persons are called by the last word of their name.
    """
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


def _with_full_names(document: ParsedDocument, entities: Sequence[Entity], surnames: set[str]) -> Iterator[Entity]:
    """The entities, with the full names of persons whom the text elsewhere names by their surname alone.

    The model finds no name in "For eleven years Marguerite Stahl kept", but marks Stahl in the next sentence.
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
    """Whether the word before a surname is a given name: a known one, or a proper noun within a sentence."""
    word = match.group(1)
    if word in given_names():
        return True
    index = document.first_token_at(match.start())
    token = document.tokens[index]
    begins_sentence = document.sentence_span(document.sentence_of(match.start()))[0] == match.start()
    is_proper_noun = token.tag == "NNP" and not word.isupper() and word.lower() not in NOT_GIVEN_NAMES
    return is_proper_noun and not begins_sentence
