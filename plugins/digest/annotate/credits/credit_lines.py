"""Who the text says reported it first: a line of its own ("Source: CNN"), a dateline, a signature, an origin.

Where no such line is there, `reporting` looks for "CNN reported" and "told the BBC".
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..lexicon.gazetteers import countries, places
from ..lexicon.outlets import AGENCY, SIGNING, is_acronym
from ..quotes.spans.quotation import Quotation
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .outlet_reports import reported_by

# Any name: capitalised words, with the small ones that stand between them.
ANY: Final = r"[A-Z0-9][\w&’'-]*(?:\.\w[\w’'-]*)*(?: (?:(?:of|the|and|for|on|in|de|la) ){0,2}[A-Z0-9&][\w&’'-]*){0,5}"

SOURCE_LINE: Final = re.compile(
    r"^[\W_]{0,4}(?:Sources?|Via|Quelle|Fuente|Fonte|Источник|Джерело"
    r"|(?:Originally|First) published (?:by|in|on|at))\s?(?::|(?<=by)|(?<=in)|(?<=on)|(?<=at))\s?"
    r"(?P<name>[^\n:;|()\[\]<>“”\"]{2,60}?)\s?[.,;|)\]]?\s?(?:\(.*\)|\[.*\])?$",
    re.IGNORECASE,
)
MAX_SOURCE_LINE_CHARS: Final = 120
MAX_SOURCE_WORDS: Final = 6

# A line of words that could begin a report: "NORHAVEN, July 3", "April 23, 2020 — Lagos, Nigeria".
DATED: Final = r"(?:(?:[A-Z]|\d)[\w.’'/-]*[,:;|]?\s|(?:de|del|do|la|al|of|and|the|[-–—])\s){0,10}"
DATELINE: Final = re.compile(
    rf"{DATED}\((?P<name>{SIGNING})(?: [A-Z]\w+)?(?:[/,;&]| and )?[^()\n]{{0,40}}\)(?:\s?[-–—:]|(?=[A-Z“\"]))"
)
# Behind a place in capitals, capitals in brackets are an agency, a paper or a station that no list knows.
CAPITALS_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .’'/-]{2,40}(?:, [^()\n]{1,40})? \((?P<name>[A-Z][A-Z0-9&’'-]*(?: [A-Z0-9&’'-]+){0,3})\)\s?[-–—]"
)
MIN_CAPITALS: Final = 3
NO_PUBLISHER: Final = re.compile(
    r"(?:UPDATED?|VIDEOS?|PHOTOS?|EXCLUSIVE|OPINION|BREAKING|LIVE|WATCH|USA|PART|\w+DAY"
    r"|(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\w*)\b"
)
MAX_DATELINE_CHARS: Final = 160

SIGNATURES: Final = (
    re.compile(rf"(?<=[^\s(\[])\s?[(\[](?P<name>{SIGNING})(?:[/,;][^()\[\]\n]{{0,40}})?[)\]]\W*$"),
    re.compile(rf"(?:^|[\s.!?…”\"’)])(?:[–—]|-{{1,2}}) ?(?P<name>{SIGNING})\W*$"),
    re.compile(rf"/(?P<name>{AGENCY})/\W*$"),
    re.compile(
        r"\b(?:[Ww]ith (?:agency |additional |further )?(?:inputs?|reporting|files?|material|contributions) (?:from|by)"
        rf"|[Bb]ased on (?:reporting|reports|material) (?:by|from)) (?:the |The )?(?P<name>{SIGNING})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?P<name>{SIGNING})(?: [\w’'.,-]+){{0,12}} contributed (?:\w+ )?to this (?:report|story|article)\b"
    ),
    re.compile(rf"[(\[](?:via|h/t|hat tip:?|source:) (?:the )?(?P<name>{ANY})[)\]]\W*$", re.IGNORECASE),
)
LONE: Final = re.compile(rf"\W*(?P<name>{AGENCY})\W*$")
SIGNED_PARAGRAPHS: Final = 3
MAX_SIGNATURE_CHARS: Final = 200

ORIGIN: Final = re.compile(
    r"\b(?:[Tt]his|(?:[Aa] |[Aa]n \w+ )?(?:version|part|portion|excerpt)s? of this) "
    r"(?:story|article|piece|report|post|column|interview|essay|excerpt|investigation|dispatch|item)\b[^.\n]{0,30}?"
    r" (?:(?:(?:was|were|is) )?(?:first|originally) (?:appeared|published|ran|aired|posted|reported)(?: \w+)?? "
    r"(?:by|in|on|at|with)"
    r"|(?:was|is) (?:re-?published|reprinted|reproduced|syndicated) (?:here )?(?:from|with permission (?:from|of)))"
    rf" (?:the )?(?P<name>{ANY})"
)

# Who keeps pictures is named beside them and has reported nothing.
PICTURES: Final = re.compile(
    r"(?:Getty|Shutterstock|iStock|Unsplash|Pixabay|Pexels|Flickr|Wiki(?:media|pedia)|Alamy|Supplied|Screenshot"
    r"|Google (?:Maps|Earth)|Facebook|Twitter|Instagram|YouTube)\b",
    re.IGNORECASE,
)
SEVERAL: Final = re.compile(rf"(?:the )?({SIGNING})\s?(?:[,/&]|and\b)", re.IGNORECASE)
DATED_AT_END: Final = re.compile(r",? (?:\(?\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2},)? \d{4}$|, (?:19|20)\d\d$")

# A footnote mark glued to the name, and the names that do end in a figure.
FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*+)$")
WITH_FIGURE: Final = re.compile(
    r"(?<!\w)(?:TV|Channel|France|i|Rossiya|Kanal|Canal|Pro|RTL|Radio|N|TF|M|A|C|La|NRK|SVT|DR|Antena|Record)-?\d{1,2}$",
    re.IGNORECASE,
)
LINK: Final = re.compile(r"https?://|www\.|@")


def credit(reading: ParsedDocument, quotations: Sequence[Quotation]) -> Credit | None:
    """The credit of a text: what a line of its own says, else a signature, else who is said to have reported it."""
    own = (found for rule in (_source_line, _dateline, _signature, _origin) for found in rule(reading))
    return next(own, None) or reported_by(reading, quotations)


def _source_line(reading: ParsedDocument) -> Iterator[Credit]:
    for paragraph in reversed(reading.paragraphs):
        if paragraph.end - paragraph.start > MAX_SOURCE_LINE_CHARS:
            continue
        match = SOURCE_LINE.match(reading.text[paragraph.start : paragraph.end])
        if match is None or LINK.search(match["name"]) or PICTURES.search(match["name"]):
            continue
        several = SEVERAL.match(match["name"])
        name = several[1] if several else DATED_AT_END.sub("", match["name"])
        if len(name.split()) <= MAX_SOURCE_WORDS:
            yield from _credit(paragraph.start + match.start("name") + (several.start(1) if several else 0), name)


def _dateline(reading: ParsedDocument) -> Iterator[Credit]:
    for paragraph in reading.paragraphs[:4]:
        line = reading.text[paragraph.start : min(paragraph.end, paragraph.start + MAX_DATELINE_CHARS)]
        if match := DATELINE.match(line):
            yield from _credit(paragraph.start + match.start("name"), match["name"])
        elif match := CAPITALS_DATELINE.match(line):
            name = match["name"]
            if len(name) >= MIN_CAPITALS and not NO_PUBLISHER.match(name) and not _is_place(name):
                yield from _credit(paragraph.start + match.start("name"), name)


def _is_place(name: str) -> bool:
    return bool({name, name.title()} & (countries().keys() | places()))


def _signature(reading: ParsedDocument) -> Iterator[Credit]:
    for paragraph in reversed(reading.paragraphs[-SIGNED_PARAGRAPHS:]):
        begin = max(paragraph.start, paragraph.end - MAX_SIGNATURE_CHARS)
        line = reading.text[begin : paragraph.end]
        lone = LONE.match(line) if begin == paragraph.start else None
        for match in filter(None, (lone, *(signature.search(line) for signature in SIGNATURES))):
            if not _is_explained(line, match) and not PICTURES.match(match["name"]):
                yield from _credit(begin + match.start("name"), match["name"])


def _is_explained(line: str, match: re.Match[str]) -> bool:
    """Whether an acronym in brackets belongs to the words before it: "Ministry of Trade and Industry (MTI)"."""
    before = line[: match.start("name")].rstrip(" ([")
    if line[match.start("name") - 1] not in "([":
        return False
    if is_acronym(match["name"]) and before[-1:] not in '.!?…”"’)':
        return True
    capitals = "".join(re.findall(r"(?<!\w)[A-Z]", " ".join(before.split()[-2 * len(match["name"]) :])))
    return match["name"].isupper() and capitals.endswith(match["name"])


def _origin(reading: ParsedDocument) -> Iterator[Credit]:
    for match in ORIGIN.finditer(reading.text):
        if NO_PUBLISHER.match(match["name"].upper()):
            continue
        yield from _credit(match.start("name"), match["name"])


def _credit(start: int, name: str) -> Iterator[Credit]:
    if not WITH_FIGURE.search(name):
        name = FOOTNOTE.sub("", name).rstrip()
    if article := re.match(r"(?:the|a) (?=[a-z])", name):
        start, name = start + article.end(), name[article.end() :]
    if name == "dpa" or any(char.isupper() or not char.isascii() for char in name):
        yield Credit(name, start, start + len(name))
