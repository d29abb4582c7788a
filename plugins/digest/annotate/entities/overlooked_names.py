"""Names that the model did not mark: runs of proper nouns whose own words show what they name."""

import re
from collections.abc import Iterator
from typing import Final

from ..lexicon.gazetteers import places
from ..lexicon.honorifics import HONORIFICS, SURE_HONORIFICS
from ..lexicon.kind_words import CALENDAR, EVENT_WORDS, ORGANISATION_WORDS, PLACE_WORDS, STATE_WORDS
from ..lexicon.word_lists import words
from ..text.parsed_document import ParsedDocument
from .kind_by_words import kind_by_words
from .name_spans import NameSpan, trimmed

MAX_NAME_WORDS: Final = 5

# "Captain Harlow", "Mrs. Ray", "Brigadier General Otto J. Brandt Jr.".
HONORIFIC: Final = rf"(?:{'|'.join(sorted(word.capitalize() for word in SURE_HONORIFICS))})\.?"
NAME_WORD: Final = r"(?:[A-Z][\w’'-]*[a-z]|[A-Z]\.?)"
WITH_HONORIFIC: Final = re.compile(
    rf"({HONORIFIC}(?: {HONORIFIC})?) ((?:{NAME_WORD} ){{0,3}}[A-Z][\w’'-]*[a-z](?: (?:[JS]r\.?|I{{2,3}}))?)$"
)
# Words that are no surname.
NOT_SURNAMES: Final = (
    CALENDAR | PLACE_WORDS | EVENT_WORDS | STATE_WORDS | ORGANISATION_WORDS | HONORIFICS | words("no_teams")
)


def overlooked_names(document: ParsedDocument) -> Iterator[NameSpan]:
    """The names among the runs of proper nouns. The model may have marked some of them too."""
    tokens = document.tokens
    index = 0
    while index < len(tokens):
        first = index
        while index < len(tokens) and tokens[index].tag in {"NNP", "NNPS"} and tokens[index].text[0].isupper():
            index += 1
        if index > first and (span := _name(document, first, index)):
            yield span
        index = max(index, first + 1)


def _name(document: ParsedDocument, first: int, stop: int) -> NameSpan | None:
    """The tokens from `first` to before `stop` as a name, if an honorific or their words show one."""
    tokens = document.tokens
    start, end = trimmed(document.text, tokens[first].start, tokens[stop - 1].end)
    surface = document.text[start:end]
    if "\n" in surface or not surface:
        return None
    person = WITH_HONORIFIC.match(surface)
    if person and not NOT_SURNAMES & set(person.group(2).lower().split()):
        honorific = person.group(1).lower().rstrip(".")
        return NameSpan(start + person.start(2), end, person.group(2), "person", honorific)
    if len(surface.split()) > MAX_NAME_WORDS:
        return None
    if kind := "place" if surface in places() else kind_by_words(surface):
        return NameSpan(start, end, surface, kind)
    return None
