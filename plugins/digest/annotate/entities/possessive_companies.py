"""Companies whose names have a possessive ending: "McDonald's said", "a branch of Sainsbury's"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS
from ..text.parsed_document import ParsedDocument, Token
from .name_spans import NameSpan

ENDING: Final = frozenset({"'s", "’s"})

# "a friend of Ray's", "taller than Ray's": what Ray has is left out.
ELLIPTIC: Final = frozenset({"of", "than", "like", "as", "with", "from", "to", "and", "or", "not"})
# The word depends on a noun that follows: it is an owner.
OWNER_LABELS: Final = frozenset({"poss", "nmod", "compound", "amod"})


def possessive_companies(document: ParsedDocument) -> Iterator[NameSpan]:
    """Every place of each such name.

    A known name is a company wherever it stands. An unknown one is a company if somewhere it has nothing that it
    could own, and nowhere without its ending: "Ray’s" is no company where a Ray speaks.
    """
    known = {surface for surface in _with_ending(document) if surface in organisations()}
    unknown = {surface for surface in _standing_alone(document) if not _is_without_ending(document.text, surface)}
    for surface in sorted(known | unknown):
        for match in re.finditer(rf"(?<![\w-]){re.escape(surface)}(?!\w)", document.text):
            yield NameSpan(match.start(), match.end(), surface, "organisation")


def _before_ending(document: ParsedDocument) -> Iterator[tuple[int, Token]]:
    """The capitalised words before a possessive ending, each with the index of its token."""
    tokens = document.tokens
    for index, (word, ending) in enumerate(pairwise(tokens)):
        has_ending = ending.text in ENDING and ending.tag == "POS" and word.end == ending.start
        if has_ending and word.tag == "NNP" and word.text[0].isupper():
            yield index, word


def _with_ending(document: ParsedDocument) -> Iterator[str]:
    """The capitalised words with their possessive ending."""
    return (document.text[word.start : document.tokens[index + 1].end] for index, word in _before_ending(document))


def _standing_alone(document: ParsedDocument) -> Iterator[str]:
    """The words with their ending that have nothing to own: by the parser, and by the word that follows."""
    tokens = document.tokens
    for index, word in _before_ending(document):
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        before = tokens[index - 1] if index else None
        if (
            word.dep not in OWNER_LABELS
            and (after is None or after.tag in {"VBD", "VBZ", "MD", "IN", ",", ".", "CC", "WDT"})
            and not (before and (before.text.lower() in ELLIPTIC or before.tag in {"NNP", "NNPS", "CC"}))
            and not _is_of_another_kind(word.text)
        ):
            yield document.text[word.start : tokens[index + 1].end]


def _is_of_another_kind(word: str) -> bool:
    """Whether a word is a place, a people, an acronym or a common word."""
    small = word.lower()
    return (
        word in countries()
        or word in places()
        or word in demonyms()
        or word.isupper()
        or small in CALENDAR | HONORIFICS | ORGANISATION_WORDS
    )


def _is_without_ending(text: str, surface: str) -> bool:
    """Whether the text also has the name without its possessive ending."""
    return re.search(rf"(?<![\w-]){re.escape(surface[:-2])}(?!['’]s)(?!\w)", text) is not None
