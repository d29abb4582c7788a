"""The events of days: stories and single reports, in the order of the day's digest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from sqlite3 import Connection
from typing import Any, Final

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

MANY: Final = 1_000  # changed articles, for which all events of a day are put together


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
    independent: int  # how many sources report it in words of their own
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
    """A day after an update: its `leads` in the order of its digest, and the `events` that were put together anew, with
    their reports, the ranking features and the digests of these by their ids."""

    day: date
    leads: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class ChangedEvents:
    """`leads` are those of the events in which changed articles are or were, `articles` all articles of these events
    and of those in which the changed ones will be."""

    leads: frozenset[str]
    articles: frozenset[str]


def changed_events(database: Connection, articles: Iterable[str]) -> ChangedEvents:
    """The events that may differ because of `articles`, before any of them is written."""
    changed = set(articles)
    for some in in_parts(changed):
        query = f"SELECT first FROM story_reissues WHERE id IN ({marks(some)})"  # noqa: S608
        changed.update(first for (first,) in database.execute(query, some))
    leads: set[str] = set()
    for some in in_parts(changed):
        query = f"SELECT lead FROM story_event_articles WHERE article IN ({marks(some)})"  # noqa: S608
        leads.update(lead for (lead,) in database.execute(query, some))
    for some in in_parts(leads):
        query = f"SELECT article FROM story_event_articles WHERE lead IN ({marks(some)})"  # noqa: S608
        changed.update(article for (article,) in database.execute(query, some))
    return ChangedEvents(frozenset(leads), frozenset(changed))


@dataclass(frozen=True, slots=True)
class RankingMoment:
    """What the ranks of stories depend on beside their reports."""

    now: datetime
    tz: tzinfo
    weights: RankingWeights


def write_day(
    database: Connection, day: date, changed: ChangedEvents | None, moment: RankingMoment, *, all_stories: bool
) -> DayEvents:
    """Puts the `changed` events of a day together, all of them for None, and writes what differs.

    With `all_stories` the ranks of all of the day's stories may have changed.
    """
    row = database.execute("SELECT record FROM story_places WHERE day = ?", (day.isoformat(),)).fetchone()
    places: dict[str, Any] = dict(unpacked(row[0])) if row else {}
    if changed and len(changed.articles) > MANY:
        changed = None
    found, events = _day_events(database, day, changed, moment, all_stories=all_stories)
    features = {identity: one.features for identity, one in found.items()}
    made = {event.lead: event for event in events}
    gone = [lead for lead in places if lead not in made and (changed is None or lead in changed.leads)]
    _write_events(database, day, events, gone)
    for lead in gone:
        del places[lead]
    places |= {event.lead: _place(event, features) for event in events}
    leads = tuple(sorted(sorted(places, reverse=True), key=places.__getitem__))
    write_by_day(database, "story_days", day, leads)
    write_by_day(database, "story_places", day, tuple((lead, places[lead]) for lead in leads))
    reports = {identity: one.report for identity, one in found.items()}
    digests = {identity: one.digest for identity, one in found.items()}
    return DayEvents(day, leads, events, reports, features, digests)


def _write_events(database: Connection, day: date, events: Sequence[StoredEvent], gone: Sequence[str]) -> None:
    """Writes events of a day that differ, and takes out those with the leads of `gone` that are not of another day
    now."""
    before: dict[str, tuple[bytes, bytes | None]] = {}
    for some in in_parts(event.lead for event in events):
        query = f"SELECT lead, digest, rank_digest FROM story_events WHERE lead IN ({marks(some)})"  # noqa: S608
        before.update((lead, (digest, rank_digest)) for lead, digest, rank_digest in database.execute(query, some))
    taken_out: list[str] = []
    for some in in_parts(gone):
        query = f"SELECT lead FROM story_events WHERE day = ? AND lead IN ({marks(some)})"  # noqa: S608
        taken_out.extend(lead for (lead,) in database.execute(query, (day.isoformat(), *some)))
    _write_articles(database, events, taken_out)
    database.executemany("DELETE FROM story_events WHERE lead = ?", [(lead,) for lead in taken_out])
    for row in map(_row, events):
        if before.get(row[0]) != (row[7], row[9]):
            database.execute(
                "INSERT INTO story_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lead) DO UPDATE SET"
                " day = excluded.day, latest = excluded.latest, latest_id = excluded.latest_id, slug = excluded.slug,"
                " several = excluded.several, record = excluded.record, digest = excluded.digest,"
                " rank = excluded.rank, rank_digest = excluded.rank_digest, first = excluded.first,"
                " independent = excluded.independent",
                row,
            )


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
    columns = "lead, day, latest, several, record, digest, rank, rank_digest, independent"
    query = f"SELECT {columns} FROM story_events {condition}"  # noqa: S608
    return [_event(row) for row in database.execute(query, parameters)]


def _event(row: tuple[Any, ...]) -> StoredEvent:
    lead, day, latest, several, record, digest, rank, rank_digest, independent = row
    articles, story, pinned, genre = unpacked(record)
    told = story_of(story) if story else None
    ranked = rank_of(rank, told) if rank and told else None
    return StoredEvent(
        *(lead, articles, told, ranked, pinned, genre, bool(several), date.fromisoformat(day), date_of(latest)),
        *(independent, digest, rank_digest or b""),
    )


def _row(event: StoredEvent) -> tuple[Any, ...]:
    record = packed((event.articles, story_record(event.story) if event.story else b"", event.pinned, event.genre))
    rank = rank_record(event.rank) if event.rank else None
    latest, day, slug = moment_of(event.latest), event.day.isoformat(), event.story.slug if event.story else None
    digest = digest_of(packed((day, latest, event.articles[-1], event.several, event.independent)), record)
    return (
        *(event.lead, day, latest, event.articles[-1], slug, int(event.several), record, digest),
        *(rank, digest_of(rank) if rank else None, event.articles[0], event.independent),
    )


def _write_articles(database: Connection, events: Sequence[StoredEvent], gone: Iterable[str]) -> None:
    """Writes in which event each article is, later issues and all. `gone` are the leads of events that are no more."""
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
    for some in in_parts({*gone, *(event.lead for event in events)}):
        query = f"SELECT article, lead FROM story_event_articles WHERE lead IN ({marks(some)})"  # noqa: S608
        kept.update(database.execute(query, some))
    left = [(article, lead) for article, lead in kept.items() if article not in now]
    new = [(article, lead) for article, lead in now.items() if kept.get(article) != lead]
    database.executemany("DELETE FROM story_event_articles WHERE article = ? AND lead = ?", left)
    database.executemany(
        "INSERT INTO story_event_articles VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET lead = excluded.lead", new
    )


def _day_events(
    database: Connection, day: date, changed: ChangedEvents | None, moment: RankingMoment, *, all_stories: bool
) -> tuple[dict[str, _DayReport], tuple[StoredEvent, ...]]:
    """The events of a day that are to be put together, and their reports by ids."""
    found: dict[str, _DayReport] = {}
    single = (day.isoformat(), UNDATED_MOMENT)
    if changed is None:
        found.update((row[0], _day_report(*row)) for row in database.execute(_SINGLE_REPORTS, single))
    else:
        for some in in_parts(changed.articles):
            rows = database.execute(f"{_SINGLE_REPORTS} AND id IN ({marks(some)})", (*single, *some))
            found.update((row[0], _day_report(*row)) for row in rows)
    rows = database.execute("SELECT record FROM stories WHERE day = ? ORDER BY slug", (day.isoformat(),))
    stories = [story_of(record) for (record,) in rows]
    if changed and not all_stories:
        stories = [story for story in stories if not changed.articles.isdisjoint(story.articles)]
    for some in in_parts(article for story in stories for article in story.articles):
        rows = database.execute(f"{_REPORTS} WHERE id IN ({marks(some)})", some)
        found.update((row[0], _day_report(*row)) for row in rows)
    reports = {identity: one.report for identity, one in found.items()}
    features = {identity: one.features for identity, one in found.items()}
    pinned = {article for (article,) in database.execute(_PINNED)}
    digests = day_digests(
        stories, reports, features, now=moment.now, tz=moment.tz, weights=moment.weights
    )  # of this day alone, or of none
    return found, tuple(
        _new_event(lead, ranked, day, found, pinned)
        for digest in digests
        for lead, ranked in (
            *((ranked.story.lead, ranked) for ranked in digest.stories),
            *((identity, None) for identity in digest.single_reports),
        )
    )


def _new_event(
    lead: str, ranked: RankedStory | None, day: date, found: Mapping[str, _DayReport], pinned: set[str]
) -> StoredEvent:
    story = ranked.story if ranked else None
    articles = tuple(sorted(story.articles, key=lambda one: (found[one].report.date, one))) if story else (lead,)
    copies = {copy for _, *copied in story.copies for copy in copied} if story else set()
    several = len({found[article].report.source for article in articles}) > 1
    independent = {found[article].report.source for article in articles if article not in copies}
    return StoredEvent(
        *(lead, articles, story, ranked, not pinned.isdisjoint(articles), found[lead].genre, several, day),
        *(found[articles[-1]].report.date, len(independent)),
    )


def _place(event: StoredEvent, features: Mapping[str, RankingFeatures]) -> tuple[Any, ...]:
    """What the place of an event in its digest follows from: events are in the order of these, and those that are
    equal in the reverse order of their leads.

    What the editor has pinned comes first, then what several sources report, by rank. What only one source reports
    follows: reports before live pages, videos and galleries, then by the number of followed actors, then the latest
    first. Events of which no report has a date that is its own come last, since they may be years old.
    """
    is_undated = not any(features[article].is_dated for article in event.articles)
    if event.several and event.rank:
        rank = event.rank
        return not event.pinned, is_undated, False, -rank.score, -rank.latest.timestamp(), rank.story.slug
    followed = len(features[event.lead].followed)
    return not event.pinned, is_undated, True, event.genre != "report", -followed, -moment_of(event.latest)


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
