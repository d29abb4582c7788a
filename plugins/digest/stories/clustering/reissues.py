"""Reissues: a report that its source issued twice, with another id or URL, or with changes of the headline or the text.

Newspapers often do that: a report moves to another section, its headline is improved, a live page gets a new URL with
each update. Readers should see the report once. Recurring columns and reports with new numbers are not reissues.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from zlib import crc32

from ..reports import UNDATED, Report
from .recurring_columns import NEXT_EDITION, column_key, is_round_up
from .report_genres import genre_of
from .stop_words import STOP_WORDS
from .words import tokens

WITHIN: Final = timedelta(days=4)  # after the issue before; a later report is a look back, or next week's edition
HEADLINE_SIMILARITY: Final = 0.7  # Jaccard index of the words; one or two of ten words differ
TEXT_SIMILARITY: Final = 0.6
RELATED: Final = 0.3  # the similarity of headlines that suffices for the same text or the same URL
SAME_TEXT: Final = 0.75  # the similarity of texts whose headlines differ: the web's and the paper's
LONG_TEXT_WORDS: Final = 60  # an article has as many words; a column's description of itself has fewer
NAMING_TEXT_WORDS: Final = 16  # a summary that names somebody
WITHOUT_TEXT: Final = timedelta(hours=12)  # reports without a text are compared by their headlines only for half a day
EDITIONS: Final = 3  # a headline that is used on this many days, apart from numbers and days, is a column's
MIN_TEXT_WORDS: Final = 8
TEXT_WORDS: Final = 200  # the words of a text that are compared
_BEGINNING_CHARS: Final = 240
_RUN_WORDS: Final = 4
_DRAWN_RUNS: Final = 8
_MAX_CANDIDATES: Final = 200  # reports that share a key; a key of more reports is not significant
_NUMBER: Final = re.compile(r"[0-9]{4}")
_LIVE_WORDS: Final = frozenset({"live", "update", "updates", "latest", "breaking", "blog", "liveblog", "ticker"})


def reissues(reports: Iterable[Report]) -> dict[str, str]:
    """Id of each later issue -> id of the first issue. Reports may be in any order. Undated ones are never reissues."""
    ordered = sorted((report for report in reports if report.date > UNDATED), key=_order)
    issues = [_Issue(report) for report in ordered]
    columns = _on_many_days((issue.report.source, issue.column, issue.report.date) for issue in issues)
    stock_texts = _on_many_days((issue.report.source, issue.beginning, issue.report.date) for issue in issues)
    uses = Counter(word for issue in issues for word in issue.words)
    issued: defaultdict[str, _Source] = defaultdict(_Source)
    found: dict[str, str] = {}
    for issue in issues:
        report = issue.report
        issue.is_column = (report.source, issue.column) in columns
        issue.has_stock_text = (report.source, issue.beginning) in stock_texts
        first = issued[report.source].first_issue(issue, uses)
        if first != report.id:
            found[report.id] = first
    return found


def _order(report: Report) -> tuple[datetime, int, str]:
    """Issues of one moment are in order of their files: that of the later one has a number more in its name, "fire-2"
    beside "fire". So an issue that came first stays the first one, and stays in the feeds."""
    return report.date, len(report.id), report.id


def _on_many_days(used: Iterable[tuple[str, str, datetime]]) -> set[tuple[str, str]]:
    """The pairs of source and words that are used on EDITIONS days or more: headlines of columns, and stock texts."""
    days: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for source, words, date in used:
        days[source, words].add(date.toordinal())
    return {key for key, of_words in days.items() if len(of_words) >= EDITIONS}


class _Issue:
    """A report with the things by which it is compared. The words of its text are computed only when needed."""

    __slots__ = (
        *("_text_words", "beginning", "column", "has_stock_text", "is_column", "is_live", "link", "numbers", "report"),
        "words",
    )

    def __init__(self, report: Report) -> None:
        self.report = report
        self.column = column_key(report.title)
        self.is_column = self.has_stock_text = False
        self.is_live = genre_of(report) == "live"
        headline = frozenset(tokens(report.title[:300]))
        self.words = headline - _LIVE_WORDS if self.is_live else headline
        self.numbers = frozenset(word for word in headline if word[0].isdigit())
        self.link = report.link.partition("#")[0]
        self.beginning = " ".join(report.text[:_BEGINNING_CHARS].casefold().split())
        self._text_words: frozenset[str] | None = None

    @property
    def text_words(self) -> frozenset[str]:
        if self._text_words is None:
            self._text_words = frozenset(tokens(self.report.text[: TEXT_WORDS * 8])[:TEXT_WORDS])
        return self._text_words

    @property
    def tells_something(self) -> bool:
        """Whether it is a real report, rather than a column's description: "Five things to know this morning"."""
        number = len(self.text_words)
        named = bool(self.report.actors) and not is_round_up(self.report)
        return number >= LONG_TEXT_WORDS or (named and number >= NAMING_TEXT_WORDS)

    def keys(self, uses: Mapping[str, int]) -> Iterator[Hashable]:
        """Keys of which two issues of one report share at least one.

        They are the URL, the few rarest words of the headline (see `copies`), and a few runs of words from the text's
        beginning, which are chosen by their hashes. `uses` has the number of headlines with each word.
        """
        if self.link:
            yield self.link
        words = sorted(self.words, key=lambda word: (uses[word], word))
        yield from words[: len(words) - ceil(HEADLINE_SIMILARITY * len(words)) + 1]
        text = tokens(self.beginning)
        runs = (" ".join(text[start : start + _RUN_WORDS]) for start in range(len(text) - _RUN_WORDS + 1))
        yield from sorted(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)[:_DRAWN_RUNS]


@dataclass(slots=True)
class _Source:
    """The issues of one source: key -> the newest issues; id of an issue -> id of its first issue."""

    by_key: defaultdict[Hashable, list[_Issue]] = field(default_factory=lambda: defaultdict(list))
    first: dict[str, str] = field(default_factory=dict)

    def first_issue(self, issue: _Issue, uses: Mapping[str, int]) -> str:
        """The id of the first issue of the report, or its own id if it is new. The result is noted for later issues."""
        oldest = issue.report.date - WITHIN
        candidates: dict[str, _Issue] = {}
        for key in set(issue.keys(uses)):
            recent = [other for other in self.by_key[key] if other.report.date >= oldest][-_MAX_CANDIDATES:]
            candidates.update((other.report.id, other) for other in recent)
            self.by_key[key] = [*recent, issue]
        newest_first = sorted(candidates.values(), key=lambda other: _order(other.report), reverse=True)
        before = next((other for other in newest_first if _is_reissue(other, issue)), None)
        first = self.first[before.report.id] if before else issue.report.id
        self.first[issue.report.id] = first
        return first


def _is_reissue(before: _Issue, issue: _Issue) -> bool:
    """Whether the later of two issues of one source is the same report as the earlier."""
    headline = _similarity(before.words, issue.words)
    apart = issue.report.date - before.report.date
    if before.link == issue.link and _is_of_one_article(before.link):
        return _is_same_page(before, issue, headline, apart)
    if before.is_column and not before.tells_something:
        return False
    if before.is_live != issue.is_live:  # the live page of a report
        return headline >= HEADLINE_SIMILARITY and before.numbers == issue.numbers and apart <= NEXT_EDITION
    fewest_words = min(len(before.text_words), len(issue.text_words))
    if fewest_words < MIN_TEXT_WORDS:  # at least one of them has no text
        return headline >= HEADLINE_SIMILARITY and before.numbers == issue.numbers and apart <= WITHOUT_TEXT
    if apart > NEXT_EDITION and before.column == issue.column and not before.tells_something:
        return False
    text = _similarity(before.text_words, issue.text_words)
    if headline >= HEADLINE_SIMILARITY:
        return text >= TEXT_SIMILARITY and before.numbers == issue.numbers
    if before.numbers and issue.numbers and not before.numbers & issue.numbers:  # "528 new cases", "690 new cases"
        return False
    alike = TEXT_SIMILARITY if headline >= RELATED else SAME_TEXT
    return bool(before.words & issue.words - STOP_WORDS) and text >= alike and not before.has_stock_text


def _is_of_one_article(link: str) -> bool:
    """Whether a URL looks like that of one article: it ends with a number or the words of a headline.

    "/weather" is the URL of a column.
    """
    path, _, query = link.partition("://")[2].partition("?")
    end = path.rstrip("/").rpartition("/")[2]
    return bool(_NUMBER.search(end) or _NUMBER.search(query)) or end.count("-") + end.count("_") >= 3


def _is_same_page(before: _Issue, issue: _Issue, headline: float, apart: timedelta) -> bool:
    """Whether two issues with the same URL are one report. Some feeds give all items the same URL."""
    if before.is_live and issue.is_live:
        return True
    if headline >= RELATED and apart <= NEXT_EDITION:
        return True
    return headline >= RELATED / 2 and _similarity(before.text_words, issue.text_words) >= TEXT_SIMILARITY


def _similarity(left: frozenset[str], right: frozenset[str]) -> float:
    """The Jaccard index of two sets of words."""
    return len(left & right) / len(left | right) if left or right else 0.0
