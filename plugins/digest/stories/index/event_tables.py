"""The events of days: stories and single reports, in the order of the day's digest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from sqlite3 import Connection
from typing import Any

from ..clustering.report_genres import Genre
from ..digests.day_digests import day_digests
from ..digests.ranking import RankedStory, RankingFeatures, RankingWeights
from ..reports import Report, Story
from .packing import (
    UNDATED_MOMENT,
    date_of,
    digest_of,
    features_of,
    marks,
    moment_of,
    packed,
    rank_of,
    rank_record,
    story_of,
    story_record,
    unpacked,
)
from .report_table import in_parts


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A story, or a report in no story. `articles` are ids, in order of time.

    `digest` is one of everything but the rank, which changes with the hours of its day and has a digest of its own.
    """

    lead: str
    articles: tuple[str, ...]
    story: Story | None
    rank: RankedStory | None
    pinned: bool
    genre: Genre
    several: bool  # whether several sources report it
    day: date
    latest: datetime
    digest: bytes = b""
    rank_digest: bytes = b""


@dataclass(frozen=True, slots=True)
class _DayReport:
    """A report as a digest is made of it."""

    report: Report  # without texts
    genre: Genre
    features: RankingFeatures
    digest: bytes


@dataclass(frozen=True, slots=True)
class DayEvents:
    """The events of a day, in the order of its digest, and the digests of their reports by the ids of these."""

    day: date
    events: tuple[StoredEvent, ...]
    reports: Mapping[str, Report]
    features: Mapping[str, RankingFeatures]
    digests: Mapping[str, bytes]

    def sources(self, event: StoredEvent) -> tuple[str, ...]:
        """The sources that report an event, each once, in order of time."""
        return tuple(dict.fromkeys(self.reports[article].source for article in event.articles))

    def basis(self, event: StoredEvent) -> bytes:
        """A digest of the reports of an event."""
        return digest_of(*(self.digests[article] for article in event.articles))


def write_day(database: Connection, day: date, now: datetime, tz: tzinfo, weights: RankingWeights) -> DayEvents:
    """Puts the events of a day together, and writes what differs."""
    made = _day_events(database, day, now, tz, weights)
    before = _rows_of_day(database, day)
    rows = {event.lead: _row(event) for event in made.events}
    _write_articles(database, made.events, before.keys())
    for lead in before.keys() - rows.keys():
        database.execute("DELETE FROM story_events WHERE lead = ?", (lead,))
    for lead, row in rows.items():
        if before.get(lead) != (row[7], row[9]):
            database.execute(
                "INSERT INTO story_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lead) DO UPDATE SET"
                " day = excluded.day, latest = excluded.latest, latest_id = excluded.latest_id, slug = excluded.slug,"
                " several = excluded.several,"
                " record = excluded.record, digest = excluded.digest, rank = excluded.rank,"
                " rank_digest = excluded.rank_digest",
                row,
            )
    write_by_day(database, "story_days", day, tuple(rows))
    return made


def write_by_day(database: Connection, table: str, day: date, record: tuple[Any, ...]) -> None:
    """Writes the record of a day, if it differs; an empty one is none."""
    data = packed(record)
    digest = digest_of(data)
    row = database.execute(f"SELECT digest FROM {table} WHERE day = ?", (day.isoformat(),)).fetchone()  # noqa: S608
    if row and not record:
        database.execute(f"DELETE FROM {table} WHERE day = ?", (day.isoformat(),))  # noqa: S608
    elif record and row != (digest,):
        database.execute(
            f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE"  # noqa: S608
            " SET record = excluded.record, digest = excluded.digest",
            (day.isoformat(), data, digest),
        )


def events_of(database: Connection, condition: str, parameters: Sequence[Any]) -> list[StoredEvent]:
    """The events of the rows that a condition chooses, in its order."""
    query = f"SELECT lead, day, latest, several, record, digest, rank, rank_digest FROM story_events {condition}"  # noqa: S608
    return [_event(*row) for row in database.execute(query, parameters)]


def _event(
    lead: str,
    day: str,
    latest: int,
    several: int,
    record: bytes,
    digest: bytes,
    rank: bytes | None,
    rank_digest: bytes | None,
) -> StoredEvent:
    articles, story, pinned, genre = unpacked(record)
    told = story_of(story) if story else None
    ranked = rank_of(rank, told) if rank and told else None
    return StoredEvent(
        *(lead, articles, told, ranked, pinned, genre, bool(several), date.fromisoformat(day), date_of(latest)),
        *(digest, rank_digest or b""),
    )


def _row(event: StoredEvent) -> tuple[Any, ...]:
    record = packed((event.articles, story_record(event.story) if event.story else b"", event.pinned, event.genre))
    rank = rank_record(event.rank) if event.rank else None
    latest, day, slug = moment_of(event.latest), event.day.isoformat(), event.story.slug if event.story else None
    digest = digest_of(packed((day, latest, event.articles[-1], event.several)), record)
    return (
        *(event.lead, day, latest, event.articles[-1], slug, int(event.several), record, digest),
        *(rank, digest_of(rank) if rank else None),
    )


def _rows_of_day(database: Connection, day: date) -> dict[str, tuple[bytes, bytes | None]]:
    rows = database.execute("SELECT lead, digest, rank_digest FROM story_events WHERE day = ?", (day.isoformat(),))
    return {lead: (digest, rank_digest) for lead, digest, rank_digest in rows}


def _write_articles(database: Connection, events: Sequence[StoredEvent], before: Iterable[str]) -> None:
    """Writes in which event each article is, later issues and all. `before` are the leads that the day had."""
    firsts = [article for event in events for article in event.articles]
    issues = defaultdict(list)
    dropped = {article for (article,) in database.execute(_DROPPED)}
    for some in in_parts(firsts):
        query = f"SELECT first, id FROM story_reissues WHERE first IN ({marks(some)}) ORDER BY id"  # noqa: S608
        for first, issue in database.execute(query, some):
            issues[first].append(issue)
    now = {
        article: event.lead
        for event in events
        for first in event.articles
        for article in (first, *(issue for issue in issues[first] if issue not in dropped))
    }
    kept: dict[str, str] = {}
    for some in in_parts({*before, *(event.lead for event in events)}):
        query = f"SELECT article, lead FROM story_event_articles WHERE lead IN ({marks(some)})"  # noqa: S608
        kept.update(database.execute(query, some))
    gone = [(article,) for article in kept if article not in now]
    new = [(article, lead) for article, lead in now.items() if kept.get(article) != lead]
    database.executemany("DELETE FROM story_event_articles WHERE article = ?", gone)
    database.executemany(
        "INSERT INTO story_event_articles VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET lead = excluded.lead", new
    )


def _day_events(database: Connection, day: date, now: datetime, tz: tzinfo, weights: RankingWeights) -> DayEvents:
    rows = database.execute("SELECT record FROM stories WHERE day = ? ORDER BY slug", (day.isoformat(),))
    stories = [story_of(record) for (record,) in rows]
    told = [article for story in stories for article in story.articles]
    found: dict[str, _DayReport] = {}
    for some in in_parts(told):
        rows = database.execute(f"{_REPORTS} WHERE id IN ({marks(some)})", some)
        found.update((row[0], _day_report(*row)) for row in rows)
    for row in database.execute(_SINGLE_REPORTS, (day.isoformat(), UNDATED_MOMENT)):
        found[row[0]] = _day_report(*row)
    reports = {identity: one.report for identity, one in found.items()}
    features = {identity: one.features for identity, one in found.items()}
    digests = {identity: one.digest for identity, one in found.items()}
    if not reports:
        return DayEvents(day, (), {}, {}, {})
    (digest,) = day_digests(stories, reports, features, now=now, tz=tz, weights=weights)
    pinned = {article for (article,) in database.execute(_PINNED)}
    events = [
        *(_new_event(ranked.story.lead, ranked, day, found, pinned) for ranked in digest.stories),
        *(_new_event(identity, None, day, found, pinned) for identity in digest.single_reports),
    ]
    return DayEvents(day, tuple(_in_order(events, features)), reports, features, digests)


def _new_event(
    lead: str, ranked: RankedStory | None, day: date, found: Mapping[str, _DayReport], pinned: set[str]
) -> StoredEvent:
    story = ranked.story if ranked else None
    articles = tuple(sorted(story.articles, key=lambda one: (found[one].report.date, one))) if story else (lead,)
    several = len({found[article].report.source for article in articles}) > 1
    return StoredEvent(
        *(lead, articles, story, ranked, not pinned.isdisjoint(articles), found[lead].genre, several, day),
        found[articles[-1]].report.date,
    )


def _in_order(events: Sequence[StoredEvent], features: Mapping[str, RankingFeatures]) -> list[StoredEvent]:
    """The events of a digest in the order in which it shows them.

    What the editor has pinned comes first, then what several sources report, in the order given. What only one source
    reports follows: reports before live pages, videos and galleries, then by the number of followed actors, then the
    latest first. Events of which no report has a date that is its own come last, since they may be years old.
    """

    single = [event for event in events if not event.several]
    single.sort(
        key=lambda event: (event.genre == "report", len(features[event.lead].followed), event.latest, event.lead),
        reverse=True,
    )

    def is_undated(event: StoredEvent) -> bool:
        return not any(features[article].is_dated for article in event.articles)

    several = [event for event in events if event.several]
    return sorted((*several, *single), key=lambda event: (not event.pinned, is_undated(event)))


def _day_report(identity: str, moment: int, source: str, genre: Genre, features: bytes, digest: bytes) -> _DayReport:
    return _DayReport(Report(identity, "", "", date_of(moment), source), genre, features_of(features), digest)


_DROPPED = "SELECT article FROM story_decided_articles WHERE decision = 'drop'"
_PINNED = "SELECT article FROM story_decided_articles WHERE decision = 'pin'"
_REPORTS = "SELECT id, moment, source, genre, features, digest FROM story_reports"
_SINGLE_REPORTS = (
    f"{_REPORTS} WHERE day = ? AND moment > ?"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM story_reissues WHERE story_reissues.id = story_reports.id)"
    " AND NOT EXISTS (SELECT 1 FROM story_articles WHERE article = story_reports.id)"
    f" AND id NOT IN ({_DROPPED})"
)
