"""Copies: reports that print the text of another one, such as several sources with one agency's report."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from ..reports import Report
from .datelines import without_dateline
from .words import tokens

SHINGLE_WORDS: Final = 5  # two people don't write the same five words in a row by chance
# The share of the shorter text's shingles that the longer one has too: many print the first sentences only.
CONTAINED: Final = 0.8
# The same of a summary of two or three lines, in which one word that was put in breaks five shingles. Of 11,146 items
# of eight newsrooms and of the labelled windows, all pairs of two newsrooms that share so much are copies; the next
# pair below, with 0.57, quotes one announcement.
CONTAINED_SUMMARY: Final = 0.6
SUMMARY_SHINGLES: Final = 40
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
# "By RNZ's Eleisha Foon": the newsroom of which the author is.
_BYLINE_OF: Final = re.compile(r"\s*(?:[Bb]y|[Ff]rom)\s+(?P<name>(?:[A-Z][\w&-]*\s){0,3}[A-Z][\w&-]*)['’]s\s+[A-Z]")
# "(Reuters) -", "(AP) —": an agency after a dateline; "(dpa)", "– AAP": one at the end of a text.
_AGENCY: Final = re.compile(r"\((?P<name>[^\W\d_][\w&'’ -]{1,40})\)\s*[-–—]")
_AGENCY_AT_END: Final = re.compile(
    r"(?:\((?P<name>[^\W\d_][\w&'’ -]{1,40})\)|[–—©]\s*(?P<sign>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,2}))\W*$"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A report as texts are compared.

    `credits` are those that its text says it is from, as slugs; `sources` are the sources that may be meant, since a
    text can begin right after a byline: "By RNZ The government".
    """

    report: Report
    shingles: frozenset[int]
    credits: frozenset[str]
    sources: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """By what a credit may name the report's source: itself, or the first part of its domain."""
        return frozenset((self.report.source, self.report.source.partition(".")[0]))


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
    at_end = _AGENCY_AT_END.search(report.text[-60:])
    matches = byline, _BYLINE_OF.match(beginning), _AGENCY.search(beginning), at_end
    names = [name for match in matches if match for name in match.groups() if name]
    named = frozenset(filter(None, map(slugify, names)))
    body = without_dateline(report.text[byline.end() if byline else 0 :])
    return _Text(report, _shingles(body), credits=named, sources=named.union(*map(_beginnings, named)))


def _beginnings(slug: str) -> Iterator[str]:
    """A slug without its last word, its last two words, and so on."""
    while "-" in slug:
        slug = slug.rpartition("-")[0]
        yield slug


def _is_copy(text: _Text, first: _Text, shared: int) -> bool:
    shorter = min(len(text.shingles), len(first.shingles))
    contained = shared / shorter
    if contained >= (CONTAINED_SUMMARY if shorter <= SUMMARY_SHINGLES else CONTAINED):
        return shared >= MIN_SHARED
    credited = (
        not text.names.isdisjoint(first.sources)
        or not first.names.isdisjoint(text.sources)
        or not text.credits.isdisjoint(first.credits)
    )
    return credited and contained >= CONTAINED_BY_CREDIT and shared >= MIN_SHARED_BY_CREDIT


def _origin_first(group: list[_Text]) -> list[_Text]:
    """A group with the report first that the others have their text from; else in its order."""
    credited = frozenset[str]().union(*(text.sources for text in group))
    return sorted(group, key=lambda text: text.names.isdisjoint(credited))


def _shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of SHINGLE_WORDS words in a text."""
    text_words = tokens(text[: MAX_WORDS * 12])[:MAX_WORDS]
    starts = range(len(text_words) - SHINGLE_WORDS + 1)
    return frozenset(hash(tuple(text_words[start : start + SHINGLE_WORDS])) for start in starts)
