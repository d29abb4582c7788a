"""The earlier stories that each story of several sources follows."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Final

from ..digests.follow_ups import MAX_AGE, FollowUps, agreed_terms
from .event_tables import DayEvents, StoredEvent
from .packing import date_of, digest_of, microseconds, moment_of, packed, unpacked
from .report_table import load_reports

_MAX_AGE: Final = microseconds(MAX_AGE)


def write_terms(database: Connection, of_day: DayEvents) -> set[int]:
    """Writes the terms of a day's stories of several sources. Returns the moments at which stories are or were begun
    whose terms differ, or that came or went."""
    moments: set[int] = set()
    several = [event for event in of_day.events if event.story and event.several]
    day = of_day.day.isoformat()
    query = "SELECT slug FROM story_events WHERE day = ? AND several AND slug IS NOT NULL"
    slugs = {slug for (slug,) in database.execute(query, (day,))}
    for slug, begun in database.execute("SELECT slug, begun FROM story_terms WHERE day = ?", (day,)).fetchall():
        if slug not in slugs:
            moments.add(begun)
            for table in ("story_terms", "story_earlier"):
                database.execute(f"DELETE FROM {table} WHERE slug = ?", (slug,))  # noqa: S608
    for event in several:
        begun = moment_of(of_day.reports[event.articles[0]].date)
        moments |= _write_terms(database, event, day, of_day.basis(event), begun)
    return moments


def _write_terms(database: Connection, event: StoredEvent, day: str, basis: bytes, begun: int) -> set[int]:
    if event.story is None:
        return set()
    slug = event.story.slug
    row = database.execute("SELECT day, begun, basis, terms FROM story_terms WHERE slug = ?", (slug,)).fetchone()
    if row and row[:3] == (day, begun, basis):
        return set()
    reports = load_reports(database, event.articles)
    terms = packed(tuple(sorted(agreed_terms([event.story], reports)[slug])))
    database.execute("INSERT OR REPLACE INTO story_terms VALUES (?, ?, ?, ?, ?)", (slug, day, begun, basis, terms))
    if row and (row[0], row[1], row[3]) == (day, begun, terms):
        return set()
    return {begun, row[1]} if row else {begun}


def write_earlier(database: Connection, moments: Iterable[int]) -> None:
    """Finds again what the stories follow that were begun in MAX_AGE from each of `moments` on, and writes what
    differs."""
    for begin, end in _spans(moments):
        follow_ups = FollowUps()
        for slug, begun, terms in _rows(database, begin - _MAX_AGE, end):
            agreed = frozenset(unpacked(terms))
            if begun >= begin:
                _write(database, slug, follow_ups.followed_by(date_of(begun), agreed))
            follow_ups.add(slug, date_of(begun), agreed)


def _spans(moments: Iterable[int]) -> Iterator[tuple[int, int]]:
    """MAX_AGE from each moment on, without overlaps."""
    begin: int | None = None
    end = 0
    for moment in sorted(moments):
        if begin is None or moment > end:
            if begin is not None:
                yield begin, end
            begin = moment
        end = moment + _MAX_AGE
    if begin is not None:
        yield begin, end


def _rows(database: Connection, begin: int, end: int) -> Iterator[tuple[str, int, bytes]]:
    return database.execute(
        "SELECT slug, begun, terms FROM story_terms WHERE begun BETWEEN ? AND ? ORDER BY begun, slug", (begin, end)
    )


def _write(database: Connection, slug: str, earlier: tuple[str, ...]) -> None:
    record = packed(earlier)
    digest = digest_of(record)
    row = database.execute("SELECT digest FROM story_earlier WHERE slug = ?", (slug,)).fetchone()
    if row and not earlier:
        database.execute("DELETE FROM story_earlier WHERE slug = ?", (slug,))
    elif earlier and row != (digest,):
        database.execute(
            "INSERT INTO story_earlier VALUES (?, ?, ?) ON CONFLICT (slug) DO UPDATE"
            " SET record = excluded.record, digest = excluded.digest",
            (slug, record, digest),
        )
