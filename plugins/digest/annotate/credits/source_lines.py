"""Credits in separate lines: "Source: CNN", "Via Reuters", "Originally published by Hafenbote"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..lexicon.outlets import SIGNING
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .credited_name import PICTURE_SOURCE, credits_of_name

SOURCE_LINE: Final = re.compile(
    r"^[\W_]{0,4}(?:Sources?|Via|Quelle|Fuente|Fonte|Источник|Джерело"
    r"|(?:Originally|First) published (?:by|in|on|at))\s?(?::|(?<=by)|(?<=in)|(?<=on)|(?<=at))\s?"
    r"(?P<name>[^\n:;|()\[\]<>“”\"]{2,60}?)\s?[.,;|)\]]?\s?(?:\(.*\)|\[.*\])?$",
    re.IGNORECASE,
)
MAX_LINE_CHARS: Final = 120
MAX_NAME_WORDS: Final = 6

DATE_AT_END: Final = re.compile(r",? (?:\(?\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2},)? \d{4}$|, (?:19|20)\d\d$")
LINK: Final = re.compile(r"https?://|www\.|@")


@cache  # most builds annotate nothing, and all outlets take a twentieth of a second to compile
def _several_outlets() -> re.Pattern[str]:
    """Several outlets in a line, of which the first one has the credit."""
    return re.compile(rf"(?:the )?({SIGNING})\s?(?:[,/&]|and\b)", re.IGNORECASE)


def source_line_credits(document: ParsedDocument) -> Iterator[Credit]:
    """The credits in lines that name a source, from the end of the text backwards."""
    for paragraph in reversed(document.paragraphs):
        if paragraph.end - paragraph.start > MAX_LINE_CHARS:
            continue
        match = SOURCE_LINE.match(document.text[paragraph.start : paragraph.end])
        if match is None or LINK.search(match["name"]) or PICTURE_SOURCE.search(match["name"]):
            continue
        several = _several_outlets().match(match["name"])
        name = several[1] if several else DATE_AT_END.sub("", match["name"])
        if len(name.split()) <= MAX_NAME_WORDS:
            start_in_name = several.start(1) if several else 0
            yield from credits_of_name(paragraph.start + match.start("name") + start_in_name, name)
