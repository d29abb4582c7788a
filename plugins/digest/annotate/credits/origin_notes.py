"""Credits in a note on the origin of a text: "This story was first published by the Gazette"."""

import re
from collections.abc import Iterator
from typing import Final

from ..lexicon.reporting_verbs import FIRST_PUBLISHED, PUBLISHED_AGAIN
from ..lexicon.word_lists import alternatives
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .credited_name import ANY_NAME, NOT_A_PUBLISHER, credits_of_name

ORIGIN_NOTE: Final = re.compile(
    r"\b(?:[Tt]his|(?:[Aa] |[Aa]n \w+ )?(?:version|part|portion|excerpt)s? of this) "
    r"(?:story|article|piece|report|post|column|interview|essay|excerpt|investigation|dispatch|item)\b[^.\n]{0,30}?"
    rf" (?:(?:(?:was|were|is) )?(?:first|originally) (?:{alternatives(FIRST_PUBLISHED)})(?: \w+)?? "
    r"(?:by|in|on|at|with)"
    rf"|(?:was|is) (?:{alternatives(PUBLISHED_AGAIN)}) (?:here )?(?:from|with permission (?:from|of)))"
    rf" (?:the )?(?P<name>{ANY_NAME})"
)


def origin_credits(document: ParsedDocument) -> Iterator[Credit]:
    """The credits in notes that say who published the text first."""
    for match in ORIGIN_NOTE.finditer(document.text):
        if not NOT_A_PUBLISHER.match(match["name"].upper()):
            yield from credits_of_name(match.start("name"), match["name"])
