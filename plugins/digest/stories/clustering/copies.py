"""Copies: reports that print the text of another one, such as several sources with one agency's report."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from ..reports import Report
from .datelines import without_dateline
from .words import tokens

SHINGLE_WORDS: Final = 5  # two people don't write the same five words in a row by chance
# The share of the shorter text's shingles that the longer one has too: many print the first sentences only.
CONTAINED: Final = 0.8
# The same where a report says that its text is the other source's, or both say that it is one agency's: a newsroom
# shortens such a text and adds to it.
CONTAINED_BY_CREDIT: Final = 0.2
MIN_SHINGLES: Final = 6  # a text with fewer than 10 words is a headline or a stock phrase
MIN_SHARED: Final = 6
MIN_SHARED_BY_CREDIT: Final = 4
MAX_WORDS: Final = 2_000
_READ_CHARS: Final = 160
# "By RNZ", "By Amy Williams for RNZ", "From Reuters": whom a text is from, at its beginning.
_BYLINE: Final = re.compile(
    r"\s*(?:[Bb]y|[Ff]rom)\s+(?:[^\n.,:;]{0,50}?,?\s*(?:of|for|from)\s+)?(?P<name>(?:[A-Z][\w&'’-]*\s?){1,4})[\s.,:–—-]*"
)
# "(Reuters) -", "(AP) —": an agency after a dateline; "(dpa)": one at the end of a text.
_AGENCY: Final = re.compile(r"\((?P<name>[^\W\d_][\w&'’ -]{1,40})\)\s*[-–—]")
_AGENCY_AT_END: Final = re.compile(r"\((?P<name>[^\W\d_][\w&'’ -]{1,40})\)\W*$")


@dataclass(frozen=True, slots=True)
class _Text:
    """A report as texts are compared. `credits` are the sources that its text says it is from, as slugs."""

    report: Report
    shingles: frozenset[int]
    credits: frozenset[str]


def copy_groups(reports: Iterable[Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids of reports, of which the first was printed by the others.

    `reports` are in order of time. The first of a group is the earliest, or the one of the source that others say they
    have it from. Headlines don't count, since every newsroom puts its own headline above an agency's text, and neither
    do bylines and datelines.
    """
    groups: list[list[_Text]] = []
    groups_with: dict[int, list[int]] = {}  # shingle -> indexes of the groups whose first text has it
    for report in reports:
        text = _text(report)
        if len(text.shingles) < MIN_SHINGLES:
            continue
        shared = Counter(group for shingle in text.shingles for group in groups_with.get(shingle, ()))
        group = next((group for group in sorted(shared) if _is_copy(text, groups[group][0], shared[group])), None)
        if group is not None:
            groups[group].append(text)
            continue
        for shingle in text.shingles:
            groups_with.setdefault(shingle, []).append(len(groups))
        groups.append([text])
    return tuple(tuple(text.report.id for text in _origin_first(group)) for group in groups if len(group) > 1)


def _text(report: Report) -> _Text:
    beginning = report.text[:_READ_CHARS]
    byline = _BYLINE.match(beginning)
    names = [
        match["name"]
        for match in (byline, _AGENCY.search(beginning), _AGENCY_AT_END.search(report.text[-60:]))
        if match
    ]
    body = without_dateline(report.text[byline.end() if byline else 0 :])
    return _Text(report, _shingles(body), frozenset(filter(None, map(slugify, names))))


def _is_copy(text: _Text, first: _Text, shared: int) -> bool:
    contained = shared / min(len(text.shingles), len(first.shingles))
    if contained >= CONTAINED:
        return shared >= MIN_SHARED
    credited = (
        text.report.source in first.credits
        or first.report.source in text.credits
        or not text.credits.isdisjoint(first.credits)
    )
    return credited and contained >= CONTAINED_BY_CREDIT and shared >= MIN_SHARED_BY_CREDIT


def _origin_first(group: list[_Text]) -> list[_Text]:
    """A group with the report first that the others have their text from; else in its order."""
    credited = frozenset[str]().union(*(text.credits for text in group))
    return sorted(group, key=lambda text: text.report.source not in credited)


def _shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of SHINGLE_WORDS words in a text."""
    text_words = tokens(text[: MAX_WORDS * 12])[:MAX_WORDS]
    starts = range(len(text_words) - SHINGLE_WORDS + 1)
    return frozenset(hash(tuple(text_words[start : start + SHINGLE_WORDS])) for start in starts)
