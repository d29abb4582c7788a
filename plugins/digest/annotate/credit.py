"""Who the text says reported it first: a source line, an agency's signature, "CNN reported", "told the BBC"."""

import re
from collections.abc import Iterator
from typing import Final

from .reading import Reading
from .records import Credit
from .tables import agencies, outlets

AGENCIES: Final = "|".join(map(re.escape, agencies()))
OUTLETS: Final = "|".join(map(re.escape, (*agencies(), *outlets())))
# Newspapers and stations show by their last word: "the Lancaster Gazette", "Channel 9 News".
PAPERS: Final = (
    "Times|Post|News|Herald|Journal|Tribune|Gazette|Chronicle|Telegraph|Courier|Mail|Star|Examiner|Observer|Dispatch"
    "|Inquirer|Globe|Mercury|Standard|Magazine|Radio|TV|Television"
)
OUTLET: Final = re.compile(
    rf"(?:[Tt]he )?(?P<name>(?:{OUTLETS})(?: News)?|(?:[A-Z][\w’'.-]{{1,30}} ){{1,4}}(?:{PAPERS}))(?!\w)"
)

SOURCE_LINE: Final = re.compile(
    r"^[\W_]{0,4}(?:Sources?|Via|Credit|Quelle|Fuente|Fonte|Источник|Джерело|Courtesy of"
    r"|(?:Originally|First) published (?:by|in|on|at))\s?(?::|(?<=by)|(?<=in)|(?<=on)|(?<=at)|(?<=of))\s?"
    r"(?P<name>[^\n:;|()\[\]<>“”\"]{2,60}?)\s?[.,;|)\]]?\s?(?:\(.*\)|\[.*\])?$",
    re.IGNORECASE,
)
DATELINE: Final = re.compile(
    rf"^[^a-z\n()]{{0,10}}[A-Z][^\n()]{{0,60}}\((?P<name>{AGENCIES}|[A-Z][\w ]{{1,20}})\)\s?(?:[-–—]{{1,2}}|\u2014|:)"
)
SIGNATURE: Final = re.compile(
    rf"(?:\((?P<name>{OUTLETS})\)|/(?P<slashed>{AGENCIES})/|[—–-] ?(?P<dashed>{OUTLETS}))\W*$"
)

BEFORE: Final = re.compile(
    r"(?:told|first reported by|reported by|according to|interview with|seen by|quoted by|published (?:by|in)|on) $"
)
FIRST: Final = re.compile(r" (?:first|originally) (?:reported|revealed|published)\b")
REPORTED: Final = re.compile(
    r" (?:reports|reported|has reported|had reported|has learned|revealed|writes|wrote|said)\b"
)

# A footnote mark glued to the name, and the names that do end in a figure.
FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*+)$")
WITH_FIGURE: Final = re.compile(
    r"(?<!\w)(?:TV|Channel|France|i|Rossiya|Kanal|Canal|Pro|RTL|Radio|N|TF|M|A|C|La|NRK|SVT|DR|Antena|Record)-?\d{1,2}$",
    re.IGNORECASE,
)
LINK: Final = re.compile(r"https?://|www\.|@")


def credit(reading: Reading) -> Credit | None:
    """The credit of a text: what a line of its own says, else a signature, else who is said to have reported it."""
    return next((found for rule in (_source_line, _dateline, _signature, _reported) for found in rule(reading)), None)


def _source_line(reading: Reading) -> Iterator[Credit]:
    for paragraph in reversed(reading.paragraphs):
        if paragraph.end - paragraph.start > 120:
            continue
        line = reading.text[paragraph.start : paragraph.end]
        match = SOURCE_LINE.match(line)
        if match and not LINK.search(match.group("name")) and len(match.group("name").split()) <= 6:
            yield from _credit(reading, paragraph.start + match.start("name"), paragraph.start + match.end("name"))


def _dateline(reading: Reading) -> Iterator[Credit]:
    for paragraph in reading.paragraphs[:4]:
        match = DATELINE.match(reading.text[paragraph.start : min(paragraph.end, paragraph.start + 120)])
        if match:
            yield from _credit(reading, paragraph.start + match.start("name"), paragraph.start + match.end("name"))


def _signature(reading: Reading) -> Iterator[Credit]:
    for paragraph in reading.paragraphs[-3:]:
        begin = max(paragraph.start, paragraph.end - 60)
        match = SIGNATURE.search(reading.text[begin : paragraph.end])
        if match and match.lastgroup:
            yield from _credit(reading, begin + match.start(match.lastgroup), begin + match.end(match.lastgroup))


def _reported(reading: Reading) -> Iterator[Credit]:
    """ "CNN first reported" before "CNN reported" before "told CNN"."""
    ranked: list[tuple[int, int, int]] = []
    for match in OUTLET.finditer(reading.text):
        start, end = match.span("name")
        before = BEFORE.search(reading.text, max(0, match.start() - 24), match.start())
        if FIRST.match(reading.text, end) or (before and before.group().startswith("first")):
            ranked.append((0, start, end))
        elif (before and "by " in before.group()) or REPORTED.match(reading.text, end):
            ranked.append((1, start, end))
        elif before and before.group() in {"told ", "interview with ", "according to "}:
            ranked.append((2, start, end))
    for _, start, end in sorted(ranked)[:1]:
        yield Credit(reading.text[start:end], start, end)


def _credit(reading: Reading, start: int, end: int) -> Iterator[Credit]:
    name = reading.text[start:end]
    if not WITH_FIGURE.search(name):
        name = FOOTNOTE.sub("", name).rstrip()
    if article := re.match(r"(?:the|a) (?=[a-z])", name):
        start, name = start + article.end(), name[article.end() :]
    if name and any(char.isupper() or not char.isascii() for char in name):
        yield Credit(name, start, start + len(name))
