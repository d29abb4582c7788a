"""Companies that are named like a possession: "McDonald's said", "a branch of Sainsbury's", "at Tiffany's in Leeds"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..lexicon.gazetteers import countries, demonyms, organisations, places
from ..lexicon.honorifics import HONORIFICS
from ..lexicon.kind_words import CALENDAR, ORGANISATION_WORDS
from ..text.parsed_document import ParsedDocument, Token
from .name_spans import NameSpan

MARK: Final = frozenset({"'s", "’s"})

# "a friend of Ray's", "taller than Ray's": something of Ray's that is not said again.
ELLIPTIC: Final = frozenset({"of", "than", "like", "as", "with", "from", "to", "and", "or", "not"})
OWNED: Final = frozenset({"poss", "nmod", "compound", "amod"})


def possessive_companies(document: ParsedDocument) -> Iterator[NameSpan]:
    """Every place of each such name.

    A known one is a company wherever it stands. Another is one where it is a subject or an object with nothing that it
    could own, and the text has it nowhere without its ending: "Ray’s" is no company where a Ray speaks.
    """
    found = {surface for surface in _candidates(document) if surface in organisations()}
    unknown = {surface for surface in _standing_alone(document) if not _is_without_ending(document.text, surface)}
    for surface in sorted(found | unknown):
        for match in re.finditer(rf"(?<![\w-]){re.escape(surface)}(?!\w)", document.text):
            yield NameSpan(match.start(), match.end(), surface, "organisation")


def _marked(document: ParsedDocument) -> Iterator[tuple[int, Token]]:
    """The single capitalised words before a possessive ending."""
    tokens = document.tokens
    for index, (one, mark) in enumerate(pairwise(tokens)):
        if (
            mark.text in MARK
            and mark.tag == "POS"
            and one.tag == "NNP"
            and one.end == mark.start
            and one.text[0].isupper()
        ):
            yield index, one


def _candidates(document: ParsedDocument) -> Iterator[str]:
    return (document.text[one.start : document.tokens[index + 1].end] for index, one in _marked(document))


def _standing_alone(document: ParsedDocument) -> Iterator[str]:
    """Those with nothing that they could own, known by the parser and by the word that follows."""
    tokens = document.tokens
    for index, one in _marked(document):
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        before = tokens[index - 1] if index else None
        if (
            one.dep not in OWNED
            and (after is None or after.tag in {"VBD", "VBZ", "MD", "IN", ",", ".", "CC", "WDT"})
            and not (before and (before.text.lower() in ELLIPTIC or before.tag in {"NNP", "NNPS", "CC"}))
            and not _is_other(one.text)
        ):
            yield document.text[one.start : tokens[index + 1].end]


def _is_other(word: str) -> bool:
    small = word.lower()
    return (
        word in countries()
        or word in places()
        or word in demonyms()
        or word.isupper()
        or small in CALENDAR | HONORIFICS | ORGANISATION_WORDS
    )


def _is_without_ending(text: str, surface: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(surface[:-2])}(?!['’]s)(?!\w)", text) is not None
