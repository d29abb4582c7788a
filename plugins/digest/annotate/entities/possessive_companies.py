"""Companies whose names have a possessive ending: "McDonald's said", "a branch of Sainsbury's".

A name that `lexicon/data/organisations.tsv` lists, such as "Sainsbury's", is always the company: to settle one company,
add a line there. The rules of this module decide on all other names.
"""

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

# "a friend of Ray's", "taller than Ray's": the noun after the possessive is omitted, so Ray is a person.
ELLIPTIC: Final = frozenset({"of", "than", "like", "as", "with", "from", "to", "and", "or", "not"})
# With one of these labels the word depends on a noun after it, so it is an owner.
OWNER_LABELS: Final = frozenset({"poss", "nmod", "compound", "amod"})


def possessive_companies(document: ParsedDocument) -> Iterator[NameSpan]:
    """Every occurrence of each such name.

    A name in the gazetteer of organisations is always a company. Any other name is a company if at least one occurrence
    is followed by nothing that it could own, and if the text never has it without the ending: "Ray’s" is not a company
    if the text also says "Ray".
    """
    known = {surface for surface in _with_ending(document) if surface in organisations()}
    unknown = {surface for surface in _without_possession(document) if not _is_without_ending(document.text, surface)}
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


def _without_possession(document: ParsedDocument) -> Iterator[str]:
    """The words with their ending that own nothing, by the parser and by the word that follows."""
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
