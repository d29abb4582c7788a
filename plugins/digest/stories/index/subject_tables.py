"""The subjects of days, continued from what is stored of the days before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from sqlite3 import Connection
from typing import Any, Final

from ..digests.day_subjects import Subject, subjects_of_day
from ..digests.follow_ups import MAX_AGE
from ..digests.story_subjects import MonthTerms, story_subjects
from ..digests.subject_terms import SubjectEvent, common_headline
from ..digests.week_words import WEEK, WEEKS_BEFORE, WeekWords, unknown_words
from ..reports import Report
from .event_tables import DayEvents, StoredEvent, write_by_day
from .packing import packed, unpacked
from .report_table import load_reports

_DAY: Final = timedelta(days=1)
_CACHED_EVENTS: Final = 4_096  # whose reports are in memory: those of a week of a large archive


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days from `first` to `last` on which subjects may differ."""

    first: date
    last: date


def write_words(database: Connection, of_day: DayEvents) -> DaySpan | None:
    """Writes the words of a day's events. Returns on which days subjects may differ, if anything differs."""
    day = of_day.day.isoformat()
    row = database.execute("SELECT events FROM story_day_words WHERE day = ?", (day,)).fetchone()
    before = {lead: rest for lead, *rest in unpacked(row[0])} if row else {}
    if not of_day.leads:
        for table in ("story_day_words", "story_subject_states", "story_subjects"):
            database.execute(f"DELETE FROM {table} WHERE day = ?", (day,))  # noqa: S608
        return _span(of_day.day) if row else None
    anew = {event.lead: _words(database, of_day, event, before.get(event.lead)) for event in of_day.events}
    events = tuple(anew[lead] if lead in anew else (lead, *before[lead]) for lead in of_day.leads)
    record = packed(events)
    if row == (record,):
        return None
    unknown = unknown_words(frozenset(headline) for _, _, headline, *_ in events)
    database.execute(
        "INSERT OR REPLACE INTO story_day_words VALUES (?, ?, ?, ?)",
        (day, len(events), packed(tuple(sorted(unknown.items()))), record),
    )
    only_order = {lead: rest for lead, *rest in events} == before
    return DaySpan(of_day.day, of_day.day) if only_order else _span(of_day.day)


def _span(day: date) -> DaySpan:
    return DaySpan(day, _plus(day, WEEK + WEEKS_BEFORE - _DAY))


def _plus(day: date, time: timedelta) -> date:
    try:
        return day + time
    except OverflowError:
        return date.max if time > timedelta() else date.min


def _words(
    database: Connection, of_day: DayEvents, event: StoredEvent, before: Sequence[Any] | None
) -> tuple[Any, ...]:
    """The lead of an event, a digest of its reports, the stems of its headline, its sources and followed actors."""
    basis = of_day.basis(event)
    followed = {name for article in event.articles for name in of_day.features[article].followed}
    if before and before[0] == basis:
        headline = before[1]
    else:
        reports = load_reports(database, event.articles)
        headline = tuple(sorted(common_headline([reports[article] for article in event.articles])))
    return event.lead, basis, headline, of_day.sources(event), tuple(sorted(followed))


def span_of_terms(day: date) -> DaySpan:
    """On which days subjects may differ because the terms of a day's stories do."""
    return DaySpan(day, _plus(day, MAX_AGE - _DAY))


def write_subjects(database: Connection, spans: Iterable[DaySpan]) -> None:
    """Finds the subjects of the days in `spans` again, and of the days after them as long as anything differs."""
    pending = sorted(spans, key=lambda span: (span.first, span.last))
    while pending:
        pending = _SubjectTables(database, pending[0].first).write(pending)


class _SubjectTables:
    """The tables while the subjects of some days in a row are found."""

    def __init__(self, database: Connection, first: date) -> None:
        """`first` is the first of the days."""
        self._database = database
        self._load = lru_cache(_CACHED_EVENTS)(partial(_stored_reports, database))
        self._week, self._month = WeekWords(), MonthTerms()
        week, before, month = (_plus(first, -time) for time in (WEEK, WEEK + WEEKS_BEFORE, MAX_AGE))
        for day, event_count, unknown in database.execute(
            "SELECT day, event_count, unknown FROM story_day_words WHERE day > ? AND day <= ? ORDER BY day",
            _texts(before, week),
        ):
            self._week.add_before(date.fromisoformat(day), event_count, dict(unpacked(unknown)))
        query = "SELECT day, events FROM story_day_words WHERE day > ? AND day < ? ORDER BY day"
        for day, record in database.execute(query, _texts(week, first)):
            self._week.add(date.fromisoformat(day), self._events(date.fromisoformat(day), record))
        self._week.go_on(_going_on(database, first))
        days: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        query = "SELECT day, terms FROM story_terms WHERE day > ? AND day < ? ORDER BY day"
        for day, terms in database.execute(query, _texts(month, first)):
            days[day].append(frozenset(unpacked(terms)))
        for day, of_day in days.items():
            self._month.add(date.fromisoformat(day), of_day)
        query = "SELECT day, record FROM story_subjects WHERE day >= ? AND day < ?"
        rows = database.execute(query, _texts(week, first))
        self._subjects = {date.fromisoformat(day): _with_key_words(record) for day, record in rows}

    def write(self, spans: list[DaySpan]) -> list[DaySpan]:
        """Writes the subjects of the days of the first of `spans`, which are in order, and of those that touch it.
        Returns the spans that are left."""
        left = list(spans)
        last = date.min
        query = "SELECT day, events FROM story_day_words WHERE day >= ? ORDER BY day"
        for text, record in self._database.execute(query, (left[0].first.isoformat(),)):
            day = date.fromisoformat(text)
            while left and left[0].first <= day:
                last = max(last, left.pop(0).last)
            if day > last:
                return left
            if self._write_day(day, self._events(day, record)):
                last = max(last, _plus(day, WEEK))
        return []

    def _write_day(self, day: date, events: Sequence[SubjectEvent]) -> bool:
        """Writes the subjects of the next day. Returns whether anything differs on which later days depend."""
        found = subjects_of_day(self._week, day, events, self._subjects)
        self._subjects[day] = found
        query = "SELECT slug, terms FROM story_terms WHERE day = ?"
        rows = self._database.execute(query, (day.isoformat(),))
        terms = {slug: frozenset(unpacked(of_story)) for slug, of_story in rows}
        self._month.add(day, list(terms.values()))
        further = self._further(day, events, {identity for subject in found for identity in subject.events}, terms)
        record = tuple(_subject_record(subject) for subject in (*found, *further))
        state = packed(
            tuple(sorted((word, last.isoformat(), peak) for word, (last, peak) in self._week.going_on.items()))
        )
        before = self._database.execute(
            "SELECT story_subject_states.record, story_subjects.record FROM story_subject_states"
            " LEFT JOIN story_subjects ON story_subjects.day = story_subject_states.day"
            " WHERE story_subject_states.day = ?",
            (day.isoformat(),),
        ).fetchone()
        self._database.execute("INSERT OR REPLACE INTO story_subject_states VALUES (?, ?)", (day.isoformat(), state))
        write_by_day(self._database, "story_subjects", day, record)
        return bool(before != (state, packed(record) if record else None))

    def _further(
        self, day: date, events: Sequence[SubjectEvent], grouped: set[str], terms: Mapping[str, frozenset[str]]
    ) -> Iterator[Subject]:
        """The subjects of stories that are in no subject yet."""
        query = "SELECT lead, slug FROM story_events WHERE day = ? AND slug IS NOT NULL"
        slugs = dict(self._database.execute(query, (day.isoformat(),)))
        by_slug = {
            slugs[event.id]: event
            for event in events
            if event.id in slugs and slugs[event.id] in terms and event.id not in grouped
        }
        return story_subjects(by_slug, by_slug, terms, self._month.weights)

    def _events(self, day: date, record: bytes) -> list[SubjectEvent]:
        return [
            SubjectEvent(lead, day, sources, frozenset(headline), frozenset(followed), partial(self._load, lead))
            for lead, _, headline, sources, followed in unpacked(record)
        ]


def _stored_reports(database: Connection, lead: str) -> list[Report]:
    """The reports of an event."""
    (record,) = database.execute("SELECT record FROM story_events WHERE lead = ?", (lead,)).fetchone()
    articles = unpacked(record)[0]
    reports = load_reports(database, articles)
    return [reports[article] for article in articles]


def _going_on(database: Connection, day: date) -> dict[str, tuple[date, float]]:
    """The key words of the week before a day, as `WeekWords.go_on` takes them."""
    query = "SELECT record FROM story_subject_states WHERE day < ? ORDER BY day DESC LIMIT 1"
    row = database.execute(query, (day.isoformat(),)).fetchone()
    return {word: (date.fromisoformat(last), peak) for word, last, peak in unpacked(row[0])} if row else {}


def _texts(*days: date) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in days)


def _subject_record(subject: Subject) -> tuple[Any, ...]:
    earlier = subject.earlier.isoformat() if subject.earlier else ""
    return subject.name, subject.events, subject.key_words, earlier


def subjects_of(record: bytes) -> tuple[Subject, ...]:
    return tuple(
        Subject(name, events, key_words, date.fromisoformat(earlier) if earlier else None)
        for name, events, key_words, earlier in unpacked(record)
    )


def _with_key_words(record: bytes) -> tuple[Subject, ...]:
    """The subjects that the words of headlines tell, which a later one may go on from."""
    return tuple(subject for subject in subjects_of(record) if subject.key_words)
