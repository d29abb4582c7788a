"""Which reports their sources issued again, kept up to date by source."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from sqlite3 import Connection
from typing import Any, Final

from ..clustering.reissues import (
    EDITIONS,
    EDITIONS_WITHIN,
    WITHIN,
    IssueKeys,
    SourceIssues,
    day_number,
    is_on_many_days_around,
)
from .packing import DAY_US, UNDATED_MOMENT, date_of, microseconds
from .report_table import Place, ReportKeys, load_report

_WITHIN: Final = microseconds(WITHIN)
_LONGEST_SPAN: Final = 7 * _WITHIN  # what is known of a span's reports is in memory
Span = tuple[int, int]  # moments: the first and the last one


def write_reissues(database: Connection, changed: Iterable[ReportKeys]) -> list[Place]:
    """Judges again what the changed reports may make another report's issue, and returns the places of the reports of
    which the first issue changed. Reports that are gone are left out of the table."""

    @cache
    def days_used(key: int, day: int) -> Collection[int]:
        return _days_used(database, key, day, EDITIONS_WITHIN.days)

    def begin() -> SourceIssues:
        return SourceIssues(lambda identity: load_report(database, identity), days_used)

    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for keys in changed:
        database.execute(
            "DELETE FROM story_reissues WHERE id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM story_reports WHERE id = ?1 AND moment > ?2)",
            (keys.place[1], UNDATED_MOMENT),
        )
        spans[keys.source].extend(_spans(database, keys))
    places: list[Place] = []
    for source, of_source in spans.items():
        places.extend(_write_source(database, source, of_source, begin))
    return places


def _spans(database: Connection, keys: ReportKeys) -> Iterator[Span]:
    """When reports are judged otherwise because of a changed one: for some days from it on, and where its headline or
    text becomes that of a column, or no longer is."""
    moment = keys.place[0]
    if moment == UNDATED_MOMENT:
        return
    yield moment, moment + _WITHIN
    day, reach = day_number(date_of(moment)), EDITIONS_WITHIN.days
    for key in filter(None, (keys.column, keys.beginning)):
        others = _days_used(database, key, day, 2 * reach) - {day}
        if len(others) >= EDITIONS - 1:
            crossing = [
                near
                for near in range(day - reach, day + reach + 1)
                if is_on_many_days_around(others | {day}, near) != is_on_many_days_around(others, near)
            ]
            if crossing:
                yield crossing[0] * DAY_US, (crossing[-1] + 1) * DAY_US


def _days_used(database: Connection, key: int, day: int, reach: int) -> frozenset[int]:
    """The days around a day on which a source uses a headline or the beginning of a text."""
    span = ((day - reach) * DAY_US, (day + reach + 1) * DAY_US - 1)
    rows = database.execute(
        "SELECT moment FROM story_reports WHERE column_key = ? AND moment BETWEEN ? AND ?"
        " UNION ALL SELECT moment FROM story_reports WHERE beginning_key = ? AND moment BETWEEN ? AND ?",
        (key, *span, key, *span),
    )
    return frozenset(moment // DAY_US for (moment,) in rows)


def _write_source(
    database: Connection, source: str, spans: Iterable[Span], begin_judging: Callable[[], SourceIssues]
) -> list[Place]:
    """Judges the reports of a source in all spans, the earliest first. Where the first issue of a report changes, those
    that may be issues of it are judged too."""
    places: list[Place] = []
    done = UNDATED_MOMENT
    for begin, end in _merged(spans):
        start, stop = max(begin, done), end
        if stop <= done:
            continue
        judged = begin_judging()
        firsts: list[tuple[str, str]] = []
        for identity, moment, shared, column, beginning, known in _rows(database, source, start - _WITHIN):
            if moment > stop:
                break
            keys = IssueKeys(tuple(array("q", shared)), column, beginning)
            if moment < start:
                judged.remember(identity, date_of(moment), keys, known or identity)
                continue
            first = judged.first_issue(identity, date_of(moment), keys)
            if first != (known or identity):
                places.append((moment, identity))
                firsts.append((identity, first))
                stop = max(stop, moment + _WITHIN)
        done = stop
        for identity, first in firsts:
            if first == identity:
                database.execute("DELETE FROM story_reissues WHERE id = ?", (identity,))
            else:
                database.execute("INSERT OR REPLACE INTO story_reissues VALUES (?, ?)", (identity, first))
    return places


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap in longer ones: what was read of reports serves all of a span."""
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1] and end - merged[-1][0] <= _LONGEST_SPAN:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


def _rows(database: Connection, source: str, since: int) -> Iterator[tuple[Any, ...]]:
    return database.execute(
        "SELECT story_reports.id, moment, issue_keys, column_key, beginning_key, story_reissues.first"
        " FROM story_reports LEFT JOIN story_reissues ON story_reissues.id = story_reports.id"
        " WHERE source = ? AND moment >= ? AND moment > ? ORDER BY moment, length(story_reports.id), story_reports.id",
        (source, since, UNDATED_MOMENT),
    )
