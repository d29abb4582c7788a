"""The evidence in a text for and against a followed actor, for single names that have other senses.

There are two kinds of evidence: the words that the text shares with the background or the never-match phrases of the
actor's file, and the kind that the model gives the name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..lexicon.given_names import given_names
from ..lexicon.kind_words import ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import words
from ..records import Kind
from ..text.parsed_document import KIND_OF_LABEL, ParsedDocument
from .alias_matches import WORD_BEFORE_CHARS, AliasMatch, FollowedActor

# Words that show the subject of a text. They have three letters or more: car, oil, gas.
CONTENT_WORD: Final = re.compile(r"[^\W\d_]{3,}")
WORD_BEFORE: Final = re.compile(r"([\w-]+) $")
COMMON_WORDS: Final = words("common") | words("function") | words("common_short")

# Words of never-match phrases that are no evidence, since too many texts have them: "State" of Georgia, Watch "Tower".
GENERIC_WORDS: Final = ORGANISATION_WORDS | PLACE_WORDS | STATE_WORDS | {"list"}

# Another followed actor in the text counts like this many shared words, if the file of either names the other.
RELATED_WEIGHT: Final = 2

# The model can't tell a movement from an organisation.
COLLECTIVE_KINDS: Final[frozenset[Kind]] = frozenset({"group", "organisation"})


@dataclass(frozen=True, slots=True)
class SenseEvidence:
    """The things that a text shares with an actor's file.

    `shared` are the words of the file's background that the text has; `excluded` are the words of its never-match
    phrases that the text has. `related` are other followed actors in the text if the file of either names the other.
    `background` are all words of the background. `has_others` is true if the text names any other followed actor.
    """

    shared: tuple[str, ...]
    related: tuple[str, ...]
    excluded: tuple[str, ...]
    background: frozenset[str]
    has_others: bool

    def weight(self) -> int:
        """The weight of the evidence for the actor, in shared words."""
        return len(self.shared) + RELATED_WEIGHT * len(self.related)


def sense_evidence(
    document: ParsedDocument, followed: FollowedActor, matches: Sequence[AliasMatch], below: str = ""
) -> SenseEvidence:
    """The evidence of a whole text on one actor. `matches` are the names of all followed actors in it.

    For a headline, `below` is the text below it.
    """
    text_words = _content_stems(_without_never_phrases(f"{document.text}\n{below}", matches))
    background, excluded = _file_vocabulary(followed)
    others = {match.followed for match in matches if match.followed is not followed and not match.never_phrase}
    related = sorted(
        other.actor.name
        for other in others
        if other.actor.name in followed.actor.background or followed.actor.name in other.actor.background
    )
    return SenseEvidence(
        tuple(sorted(background & text_words)),
        tuple(related),
        tuple(sorted(excluded & text_words)),
        background,
        bool(others),
    )


def _without_never_phrases(text: str, matches: Iterable[AliasMatch]) -> str:
    """The text without its never-match phrases: "Night Watch" is no evidence on the next "Watch"."""
    for match in matches:
        if match.never_phrase:
            text = text.replace(match.never_phrase, " ")
    return text


@lru_cache(maxsize=4096)
def _file_vocabulary(followed: FollowedActor) -> tuple[frozenset[str], frozenset[str]]:
    """The words of an actor's background and those of its never-match phrases, both without the actor's names."""
    name_stems = _content_stems(" ".join(followed.name_words))
    phrases = " ".join(
        word for phrase in followed.never_phrases for word in phrase.name.split() if word not in given_names()
    )
    background = _content_stems(followed.actor.background) - name_stems
    return background, _content_stems(phrases) - name_stems - background - _content_stems(" ".join(GENERIC_WORDS))


def _content_stems(text: str) -> frozenset[str]:
    content_words = {word.lower() for word in CONTENT_WORD.findall(text)}
    return frozenset(_stem(word) for word in content_words - COMMON_WORDS)


def _stem(word: str) -> str:
    """A noun without the ending that differs in its plural: "mercenar" for "mercenaries" and "mercenary"."""
    return re.sub(r"(?:ies|y|es|s|e)$", "", word) if len(word) > 3 else word


def is_described(text: str, match: AliasMatch, background: frozenset[str]) -> bool:
    """Whether the word before the name is in the background of the actor's file: "Governor Moore"."""
    before = WORD_BEFORE.search(text, max(0, match.start - WORD_BEFORE_CHARS), match.start)
    return before is not None and bool(_content_stems(before.group(1)) & background)


def entity_fits(document: ParsedDocument, match: AliasMatch) -> bool:
    """Whether the model marks this occurrence of the name as one of the actor's kind."""
    kind = match.followed.actor.kind
    fitting = COLLECTIVE_KINDS if kind in COLLECTIVE_KINDS else frozenset({kind})
    return any(
        entity.start <= match.start < entity.end and KIND_OF_LABEL.get(entity.label) in fitting
        for entity in document.entities
    )


def kind_by_model(document: ParsedDocument, match: AliasMatch) -> Kind | None:
    """The kind that the model most often gives the lone alias in this text, if it never gives it the actor's kind.

    The result is None for the actor's canonical name, and for organisations and groups: those that are called by a
    surname, as the Wagner Group is, the model takes for persons.
    """
    name = match.alias.name
    if name == match.followed.actor.name or match.followed.actor.kind in COLLECTIVE_KINDS:
        return None
    labels = [entity.label for entity in document.entities if document.text[entity.start : entity.end] == name]
    kinds = [KIND_OF_LABEL[label] for label in labels if label in KIND_OF_LABEL]
    if not kinds or match.followed.actor.kind in kinds:
        return None
    return min(set(kinds), key=lambda kind: (-kinds.count(kind), kind))


def work_with_possessive(document: ParsedDocument, match: AliasMatch) -> str:
    """The longer entity that begins with an alias and a possessive: "Wagner's Ride of the Valkyries"; or ""."""
    if match.alias.name == match.followed.actor.name:
        return ""
    for entity in document.entities:
        if entity.start <= match.start and re.match(r"['’]s [A-Z]", document.text[match.end : entity.end]):
            return document.text[entity.start : entity.end]
    return ""
