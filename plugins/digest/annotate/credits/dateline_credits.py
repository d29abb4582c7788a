"""Credits in a dateline: "NORHAVEN, July 3 (Reuters) - The harbour closed."."""

import re
from collections.abc import Iterator
from typing import Final

from ..lexicon.gazetteers import countries, places
from ..lexicon.outlets import SIGNING
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .credited_name import NOT_A_PUBLISHER, credits_of_name

# Words that can begin a report: "NORHAVEN, July 3", "April 23, 2020 — Lagos, Nigeria".
DATED: Final = r"(?:(?:[A-Z]|\d)[\w.’'/-]*[,:;|]?\s|(?:de|del|do|la|al|of|and|the|[-–—])\s){0,10}"
DATELINE: Final = re.compile(
    rf"{DATED}\((?P<name>{SIGNING})(?: [A-Z]\w+)?(?:[/,;&]| and )?[^()\n]{{0,40}}\)(?:\s?[-–—:]|(?=[A-Z“\"]))"
)
# After a place in capitals, capitals in brackets are an agency, paper or station, even if it is in no list.
CAPITALS_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .’'/-]{2,40}(?:, [^()\n]{1,40})? \((?P<name>[A-Z][A-Z0-9&’'-]*(?: [A-Z0-9&’'-]+){0,3})\)\s?[-–—]"
)
MIN_CAPITALS: Final = 3
MAX_DATELINE_CHARS: Final = 160

# The dateline may come after a headline, a summary and a byline.
DATELINE_PARAGRAPHS: Final = 4


def dateline_credits(document: ParsedDocument) -> Iterator[Credit]:
    """The credits in datelines of the first paragraphs."""
    for paragraph in document.paragraphs[:DATELINE_PARAGRAPHS]:
        line = document.text[paragraph.start : min(paragraph.end, paragraph.start + MAX_DATELINE_CHARS)]
        if match := DATELINE.match(line):
            yield from credits_of_name(paragraph.start + match.start("name"), match["name"])
        elif match := CAPITALS_DATELINE.match(line):
            name = match["name"]
            if len(name) >= MIN_CAPITALS and not NOT_A_PUBLISHER.match(name) and not _is_place(name):
                yield from credits_of_name(paragraph.start + match.start("name"), name)


def _is_place(name: str) -> bool:
    return bool({name, name.title()} & (countries().keys() | places()))
