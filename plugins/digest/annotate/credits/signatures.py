"""Credits at the end of a paragraph: "(AP)", "– Reuters", "With files from CNN"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..lexicon.outlets import AGENCY, SIGNING, is_acronym
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .credited_name import ANY_NAME, PICTURE_SOURCE, credits_of_name

SIGNATURES: Final = (
    rf"(?<=[^\s(\[])\s?[(\[](?P<name>{SIGNING})(?:[/,;][^()\[\]\n]{{0,40}})?[)\]]\W*$",
    rf"(?:^|[\s.!?…”\"’)])(?:[–—]|-{{1,2}}) ?(?P<name>{SIGNING})\W*$",
    rf"/(?P<name>{AGENCY})/\W*$",
    (
        r"\b(?:[Ww]ith (?:agency |additional |further )?(?:inputs?|reporting|files?|material|contributions) (?:from|by)"
        rf"|[Bb]ased on (?:reporting|reports|material) (?:by|from)) (?:the |The )?(?P<name>{SIGNING})(?!\w)"
    ),
    rf"(?<!\w)(?P<name>{SIGNING})(?: [\w’'.,-]+){{0,12}} contributed (?:\w+ )?to this (?:report|story|article)\b",
    rf"(?i:[(\[](?:via|h/t|hat tip:?|source:) (?:the )?(?P<name>{ANY_NAME})[)\]]\W*$)",
)
# A paragraph that consists of an agency's name.
ALONE: Final = re.compile(rf"\W*(?P<name>{AGENCY})\W*$")
SIGNED_PARAGRAPHS: Final = 3
MAX_SIGNATURE_CHARS: Final = 200


@cache  # most builds annotate nothing, and these take a sixtieth of a second to compile
def _signatures() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, SIGNATURES))


def signature_credits(document: ParsedDocument) -> Iterator[Credit]:
    """The credits in signatures of the last paragraphs, from the end of the text backwards."""
    for paragraph in reversed(document.paragraphs[-SIGNED_PARAGRAPHS:]):
        begin = max(paragraph.start, paragraph.end - MAX_SIGNATURE_CHARS)
        line = document.text[begin : paragraph.end]
        alone = ALONE.match(line) if begin == paragraph.start else None
        for match in filter(None, (alone, *(signature.search(line) for signature in _signatures()))):
            if not _is_explained(line, match) and not PICTURE_SOURCE.match(match["name"]):
                yield from credits_of_name(begin + match.start("name"), match["name"])


def _is_explained(line: str, match: re.Match[str]) -> bool:
    """Whether an acronym in brackets abbreviates the words before it: "Ministry of Trade and Industry (MTI)"."""
    before = line[: match.start("name")].rstrip(" ([")
    if line[match.start("name") - 1] not in "([":
        return False
    if is_acronym(match["name"]) and before[-1:] not in '.!?…”"’)':
        return True
    capitals = "".join(re.findall(r"(?<!\w)[A-Z]", " ".join(before.split()[-2 * len(match["name"]) :])))
    return match["name"].isupper() and capitals.endswith(match["name"])
