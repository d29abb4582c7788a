"""Reissues: a report that its source issued twice, with another id or URL, or with changes of the headline or the text.

Newspapers often do that: a report moves to another section, its headline is improved, a live page gets a new URL with
each update. Readers should see the report once. Recurring columns and reports with new numbers are not reissues.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import ceil
from typing import Final
from zlib import crc32

from ..reports import UNDATED, Report
from .evidence.news_rarity import ENGLISH, rarity
from .recurring_columns import NEXT_EDITION, column_key, is_round_up
from .report_genres import genre_of
from .stop_words import STOP_WORDS
from .words import tokens, words

WITHIN: Final = timedelta(days=4)  # after the issue before; a later report is a look back, or next week's edition
HEADLINE_SIMILARITY: Final = 0.7  # Jaccard index of the words; one or two of ten words differ
TEXT_SIMILARITY: Final = 0.6
RELATED: Final = 0.3  # the similarity of headlines that suffices for the same text or the same URL
SAME_TEXT: Final = 0.75  # the similarity of texts whose headlines differ: the web's and the paper's
LONG_TEXT_WORDS: Final = 60  # an article has as many words; a column's description of itself has fewer
NAMING_TEXT_WORDS: Final = 16  # a summary that names somebody
WITHOUT_TEXT: Final = timedelta(hours=12)  # reports without a text are compared by their headlines only for half a day
EDITIONS: Final = 3  # a headline that is used on this many days, apart from numbers and days, is a column's
# Before and after a report, the days that count. Of 13,786 reports of newspapers the same 160 are reissues as if all
# days counted; with 7 days, six others are taken for reissues.
EDITIONS_WITHIN: Final = timedelta(days=28)
MIN_TEXT_WORDS: Final = 8
TEXT_WORDS: Final = 200  # the words of a text that are compared
_BEGINNING_CHARS: Final = 240
_RUN_WORDS: Final = 4
_DRAWN_RUNS: Final = 8
_MAX_CANDIDATES: Final = 200  # reports that share a key; a key of more reports is not significant
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_ISSUES: Final = 2_000  # whose words are kept, of one source
_NUMBER: Final = re.compile(r"[0-9]{4}")
_LIVE_WORDS: Final = frozenset({"live", "update", "updates", "latest", "breaking", "blog", "liveblog", "ticker"})


def reissues(reports: Iterable[Report]) -> dict[str, str]:
    """Id of each later issue -> id of the first issue. Reports may be in any order. Undated ones are never reissues."""
    dated = {report.id: report for report in reports if report.date > UNDATED}
    keys = {identity: issue_keys(report) for identity, report in dated.items()}
    days: defaultdict[int, set[int]] = defaultdict(set)
    for identity, of_report in keys.items():
        for key in (of_report.column, of_report.beginning):
            days[key].add(day_number(dated[identity].date))

    def days_used(key: int, _: int) -> Collection[int]:
        return days[key]

    issued: defaultdict[str, SourceIssues] = defaultdict(lambda: SourceIssues(dated.__getitem__, days_used))
    found: dict[str, str] = {}
    for report in sorted(dated.values(), key=lambda report: issue_order(report.date, report.id)):
        first = issued[report.source].first_issue(report.id, report.date, keys[report.id])
        if first != report.id:
            found[report.id] = first
    return found


def issue_order(date: datetime, identity: str) -> tuple[datetime, int, str]:
    """The order in which a source's reports are issues of each other: of those of one moment, a shorter id is earlier,
    since a file whose name was taken gets a number behind it: `ferry.md`, `ferry-2.md`."""
    return date, len(identity), identity


def day_number(date: datetime) -> int:
    """The days from 1970 to a date, in UTC."""
    return (date - _EPOCH).days


def is_on_many_days_around(days: Collection[int], day: int) -> bool:
    """Whether a headline or the beginning of a text that a source uses on `days` is that of a column, around `day`."""
    return sum(abs(used - day) <= EDITIONS_WITHIN.days for used in days) >= EDITIONS


@dataclass(frozen=True, slots=True)
class IssueKeys:
    """The keys of a report, integers of 64 bits. Two issues of one report share at least one of `shared`.

    All editions of a column share `column`, and all reports of a source that begin with the same text `beginning`; 0
    where the report has no headline or text.
    """

    shared: tuple[int, ...]
    column: int
    beginning: int


def issue_keys(report: Report) -> IssueKeys:
    """The keys of a report.

    Those that issues share are the URL, the few rarest words of the headline (see `copies`), and a few runs of words
    from the text's beginning, which are chosen by their hashes.
    """
    issue = _Issue(report)
    keys = [f"link {issue.link}"] if issue.link else []
    rarest = sorted(issue.words, key=lambda word: (word in STOP_WORDS, -_rarity(word), word))
    keys.extend(f"word {word}" for word in rarest[: len(rarest) - ceil(HEADLINE_SIMILARITY * len(rarest)) + 1])
    text = tokens(issue.beginning)
    runs = (" ".join(text[start : start + _RUN_WORDS]) for start in range(len(text) - _RUN_WORDS + 1))
    drawn = sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:_DRAWN_RUNS]
    return IssueKeys(
        tuple(sorted({*map(_hash, keys), *drawn})),
        _hash(f"{report.source}\n{issue.column}") if issue.column else 0,
        _hash(f"{report.source}\n\n{issue.beginning}") if issue.beginning else 0,
    )


def _rarity(word: str) -> int:
    return max((rarity(ENGLISH, stem) for stem in words(word)), default=0)


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A report that a later one may be an issue of."""

    id: str
    date: datetime
    keys: IssueKeys


class SourceIssues:
    """The reports of one source in their `issue_order`, and of each the first issue.

    The first issue of a report depends on the reports of WITHIN before it, on their first issues, and on the days of
    EDITIONS_WITHIN around it on which their headlines and texts are used.
    """

    def __init__(self, load: Callable[[str], Report], days_used: Callable[[int, int], Collection[int]]) -> None:
        """`load` gives a report by its id, `days_used` the days on which a `column` or `beginning` is used: at least
        those of EDITIONS_WITHIN around a day. Days are as `day_number` has them."""
        self._load, self._days_used = load, days_used
        self._by_key: defaultdict[int, list[_Candidate]] = defaultdict(list)  # the newest candidates
        self._first: dict[str, str] = {}
        self._issues: dict[str, _Issue] = {}  # of which the words are known

    def remember(self, identity: str, date: datetime, keys: IssueKeys, first: str) -> None:
        """Takes the next report, of which an earlier run found the first issue."""
        candidate = _Candidate(identity, date, keys)
        for key in keys.shared:
            self._by_key[key].append(candidate)
        self._first[identity] = first

    def first_issue(self, identity: str, date: datetime, keys: IssueKeys) -> str:
        """The id of the first issue of the next report, or its own if it is new."""
        candidates: dict[str, _Candidate] = {}
        candidate = _Candidate(identity, date, keys)
        for key in keys.shared:
            recent = [other for other in self._by_key[key] if date - other.date <= WITHIN][-_MAX_CANDIDATES:]
            candidates.update((other.id, other) for other in recent)
            self._by_key[key] = [*recent, candidate]
        newest_first = sorted(candidates.values(), key=lambda other: issue_order(other.date, other.id), reverse=True)
        before = next((other for other in newest_first if self._is_reissue(other, candidate)), None)
        first = self._first[before.id] if before else identity
        self._first[identity] = first
        return first

    def _is_reissue(self, before: _Candidate, later: _Candidate) -> bool:
        def is_on_many_days(key: int) -> bool:
            day = day_number(later.date)
            return bool(key) and is_on_many_days_around(self._days_used(key, day), day)

        return _is_reissue(self._issue(before.id), self._issue(later.id), before.keys, is_on_many_days)

    def _issue(self, identity: str) -> "_Issue":
        if identity not in self._issues:
            if len(self._issues) >= _MAX_ISSUES:
                self._issues.clear()
            self._issues[identity] = _Issue(self._load(identity))
        return self._issues[identity]


class _Issue:
    """A report with the things by which it is compared. The words of its text are computed only when needed."""

    __slots__ = (*("_text_words", "beginning", "column", "is_live", "link", "numbers", "report", "words"),)

    def __init__(self, report: Report) -> None:
        self.report = report
        self.column = column_key(report.title)
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


def _is_reissue(before: _Issue, issue: _Issue, keys: IssueKeys, is_on_many_days: Callable[[int], bool]) -> bool:
    """Whether the later of two issues of one source is the same report as the earlier, which has the `keys`."""
    headline = _similarity(before.words, issue.words)
    apart = issue.report.date - before.report.date
    if before.link == issue.link and _is_of_one_article(before.link):
        return _is_same_page(before, issue, headline, apart)
    if is_on_many_days(keys.column) and not before.tells_something:
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
    return bool(before.words & issue.words - STOP_WORDS) and text >= alike and not is_on_many_days(keys.beginning)


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
