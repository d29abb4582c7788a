"""What speaks, in a text, for and against a followed actor whose single name has other senses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..entities.name_spans import KIND_OF_LABEL
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import words
from ..records import Kind
from ..text.parsed_document import ParsedDocument
from .alias_matches import AliasMatch, FollowedActor

# Words by which a text shows what it is about: of four letters or more, since shorter ones are in every text.
CONTENT_WORD: Final = re.compile(r"[^\W\d_]{4,}")
WORD_BEFORE: Final = re.compile(r"([\w-]+) $")
COMMON: Final = words("common") | words("function") | words("common_short")

# "State of Georgia", "Watch Tower": of what these words stand for there is one in every text.
GENERIC: Final = ORGANISATION_WORDS | PLACE_WORDS | STATE_WORDS | {"list"}

# An actor that the same text names and that either's file speaks of is worth as much as two words.
RELATED_WEIGHT: Final = 2

# The model can't tell a movement from an organisation.
BODIES: Final[frozenset[Kind]] = frozenset({"group", "organisation"})

# "US" and "us", "IT" and "it": no noun is so short.
MAX_PRONOUN_CHARS: Final = 2

DETERMINERS: Final = frozenset({"a", "an", "each", "every", "their", "his", "her", "my", "your", "our", "its"})
# "the Shell of a turtle": a part of something. "the Apple of the nineties", "the Tesla of phones": of the company.
OF_ONE: Final = re.compile(r" of (?:an?|his|her|its|their|each|every|my|your|our) ", re.IGNORECASE)
NO_NOUN: Final = frozenset({"VB", "VBD", "VBG", "VBP", "VBZ", "MD", "RB", "UH"})
ATTRIBUTED: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "POS", "FW"})


@dataclass(frozen=True, slots=True)
class SenseEvidence:
    """What a text has in common with an actor's file, and with the phrases that the file says are others.

    `related` are followed actors in the text of whom its file speaks, or theirs of it; `beside` is that there are any.
    """

    own: tuple[str, ...]
    related: tuple[str, ...]
    other: tuple[str, ...]
    background: frozenset[str]
    beside: bool

    def weight(self) -> int:
        """How much speaks for the actor, in words."""
        return len(self.own) + RELATED_WEIGHT * len(self.related)


def sense_evidence(document: ParsedDocument, followed: FollowedActor, found: Sequence[AliasMatch]) -> SenseEvidence:
    """What the whole text says. `found` are all names of followed actors in it."""
    said = _stems(_without(document.text, [match for match in found if match.never]))
    own, other = _vocabulary(followed)
    names = {match.followed for match in found if match.followed is not followed and not match.never}
    related = sorted(
        one.actor.name
        for one in names
        if one.actor.name in followed.actor.background or followed.actor.name in one.actor.background
    )
    return SenseEvidence(tuple(sorted(own & said)), tuple(related), tuple(sorted(other & said)), own, bool(names))


def _without(text: str, phrases: Sequence[AliasMatch]) -> str:
    """The text without the never-match phrases that stand in it: "Night Watch" says nothing about the next "Watch"."""
    for match in phrases:
        text = text.replace(match.never, " ")
    return text


@lru_cache(maxsize=4096)
def _vocabulary(followed: FollowedActor) -> tuple[frozenset[str], frozenset[str]]:
    """The words of an actor's background, and those of its never-match phrases; not the actor's own."""
    own = _stems(" ".join(followed.words))
    phrases = " ".join(word for one in followed.never for word in one.name.split() if word not in given_names())
    background = _stems(followed.actor.background) - own
    return background, _stems(phrases) - own - background - _stems(" ".join(GENERIC))


def _stems(text: str) -> frozenset[str]:
    found = {word.lower() for word in CONTENT_WORD.findall(text)}
    return frozenset(_stem(word) for word in found - COMMON)


def _stem(word: str) -> str:
    """A noun's singular, roughly: "mercenaries" and "mercenary", "phones" and "phone"."""
    return re.sub(r"(?:ies|y|es|s|e)$", "", word) if len(word) > 4 else word


def described(text: str, match: AliasMatch, background: frozenset[str]) -> bool:
    """Whether the word before the name is one by which the actor's file describes it: "Governor Moore"."""
    before = WORD_BEFORE.search(text, max(0, match.start - 30), match.start)
    return before is not None and bool(_stems(before.group(1)) & background)


def is_read_as(document: ParsedDocument, match: AliasMatch) -> bool:
    """Whether the model takes the name for nothing else at this place."""
    fitting = _fitting(match.followed.actor.kind)
    here = (KIND_OF_LABEL.get(one.label) for one in document.entities if one.start <= match.start < one.end)
    return all(kind in fitting for kind in here)


def taken_for(document: ParsedDocument, match: AliasMatch) -> Kind | None:
    """Another kind for which the model takes every place where an alias stands alone; it can't tell groups."""
    name = match.form.name
    if name == match.followed.actor.name or match.followed.actor.kind == "group":
        return None
    labels = [entity.label for entity in document.entities if document.text[entity.start : entity.end] == name]
    said = [KIND_OF_LABEL[label] for label in labels if label in KIND_OF_LABEL]
    fitting = _fitting(match.followed.actor.kind)
    if not said or any(kind in fitting for kind in said):
        return None
    return min(set(said), key=lambda kind: (-said.count(kind), kind))


def work_of(document: ParsedDocument, match: AliasMatch) -> str:
    """The longer name that the model reads where an alias has a possessive: "Wagner's Ride of the Valkyries"."""
    if match.form.name == match.followed.actor.name:
        return ""
    for one in document.entities:
        if one.start <= match.start and re.match(r"['’]s [A-Z]", document.text[match.end : one.end]):
            return document.text[one.start : one.end]
    return ""


def _fitting(kind: Kind) -> frozenset[Kind]:
    return BODIES if kind in BODIES else frozenset({kind})


def common_noun(document: ParsedDocument, match: AliasMatch) -> str:
    """The words that make the name a common one here: "a Turkey of six kilos", with an article of its own; "Watch"."""
    kind = match.followed.actor.kind
    index = document.first_token_at(match.start)
    if index < len(document.tokens) and document.tokens[index].tag in NO_NOUN:
        return document.text[match.start : match.end + 20].rpartition(" ")[0]
    if kind == "group" or not document.english or not 0 < index < len(document.tokens):
        return ""
    before = document.tokens[index - 1]
    after = document.tokens[index + 1] if index + 1 < len(document.tokens) else None
    if (
        before.text.lower() == "the"
        and kind == "organisation"
        and OF_ONE.match(document.text, document.tokens[index].end)
        and document.tokens[index].end == match.end
    ):
        return document.text[before.start : match.end]
    if before.text.lower() not in DETERMINERS | ({"the"} if kind == "person" else set()) or before.tag == "IN":
        return ""
    if document.tokens[index].end != match.end or (after and after.tag in ATTRIBUTED):
        return ""
    return document.text[before.start : match.end]


def capitals(document: ParsedDocument, match: AliasMatch) -> str:
    """The line in capitals, or the same word in small letters, that makes an acronym doubtful: "EVERY CAR", "a car"."""
    name = match.form.name
    if not name.isalpha() or not name.isupper() or name != document.text[match.start : match.end]:
        return ""
    paragraph = document.paragraphs[document.paragraph_of(match.start)]
    line = document.text[paragraph.start : paragraph.end]
    small = name.lower()
    if _is_in_capitals(document, match) and (small in COMMON or _stands_in(small, document.text)):
        return f"a line in capitals: {line[:60]!r}"
    if small not in COMMON and len(small) > MAX_PRONOUN_CHARS and _stands_in(small, document.text):
        return f"the text has the word {small!r}"
    return ""


def small_letters(match: AliasMatch, title: str, text: str) -> str:
    """The name's word in small letters, where the text has it and a headline writes every word with a capital."""
    words = re.findall(r"[^\W\d_]{4,}", title)
    small = match.form.name.lower()
    in_title_case = bool(words) and sum(word[0].isupper() for word in words) >= len(words) - 1
    return small if in_title_case and small != match.form.name and _stands_in(small, text) else ""


def _is_in_capitals(document: ParsedDocument, match: AliasMatch) -> bool:
    """Whether the words beside it in its sentence are in capitals too."""
    start, end = document.sentence_span(document.sentence_of(match.start))
    words = [word for word in re.findall(r"[^\W\d_]{2,}", document.text[start:end]) if word != match.form.name]
    beside = re.findall(r"[^\W\d_]{2,}", document.text[max(0, match.start - 25) : match.end + 25])
    beside = [word for word in beside[1:-1] if word != match.form.name]
    return bool(words) and (all(map(str.isupper, words)) or (len(beside) > 1 and all(map(str.isupper, beside))))


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text) is not None
