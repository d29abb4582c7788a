"""The index of stories: what articles tell together, in tables that are brought up to date by what changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from sqlite3 import Connection
from typing import Literal

from ..clustering.evidence.sentence_vectors import SentenceEncoder
from ..clustering.recurring_columns import FORGOTTEN, NEXT_EDITION
from ..digests.day_digests import end_of
from ..digests.day_subjects import Subject
from ..digests.ranking import DEFAULT_WEIGHTS, RankingWeights
from ..reports import Join
from .clustered_table import clustered_anew, editions_after, texts_to_encode, write_clustered
from .decided_table import StoryDecisions, write_decided
from .event_tables import ChangedEvents, RankingMoment, StoredEvent, changed_events, events_of, write_day
from .follow_up_table import write_earlier, write_terms
from .packing import date_of, joins_of, marks, microseconds, moment_of, unpacked
from .reissue_table import write_reissues
from .report_table import Place, StoryInput, in_parts, keys_of, put_to_days, write_reports
from .subject_tables import DaySpan, span_of_terms, subjects_of, write_subjects, write_words

Standing = Literal["shown", "issued again", "dropped"]


@dataclass(frozen=True, slots=True)
class _UpdateSettings:
    """What the results of an update depend on beside articles and decisions."""

    now: str  # a moment
    tz: str
    weights: str
    evidence: str


class StoryIndex:
    """The stories, events, days and subjects of all articles.

    The tables of `story_schema.SCHEMA` are in `database`, whose transactions are the caller's. What they hold follows
    from the articles, the decisions and the arguments of the last update alone.
    """

    def __init__(self, database: Connection) -> None:
        self._database = database

    def update(
        self,
        changes: Iterable[tuple[str, StoryInput | None]],
        *,
        decisions: StoryDecisions,
        now: datetime,
        tz: tzinfo,
        weights: RankingWeights = DEFAULT_WEIGHTS,
        encoder: SentenceEncoder | None = None,
    ) -> set[str]:
        """Takes articles by their ids, None for one that is gone, and writes the rows that differ because of them.

        An article that is as it was may be among them. Days begin and end in the time zone `tz`. The ranking of a day
        that isn't over is that at the moment `now`. Without an `encoder` stories are joined by words alone.

        Returns the ids of the articles that may have another `standing` than before.
        """
        database = self._database
        dropped = self._dropped()
        evidence = "words" if encoder is None else "words and vectors"
        settings = _UpdateSettings(str(moment_of(now)), str(tz), repr(weights), evidence)
        before = self._replace_settings(settings)
        changed = write_reports(database, changes, tz)
        if encoder:
            encoder.expect(texts_to_encode(database, changed))
        reissued = write_reissues(database, changed.keys)
        keys = [*changed.keys, *keys_of(database, (identity for _, identity in reissued))]
        places: list[Place] = [*(of_report.place for of_report in keys), *reissued, *editions_after(database, keys)]
        if before.evidence == settings.evidence:
            clustered = write_clustered(database, places, encoder)
        else:
            clustered = clustered_anew(database, encoder)
        days = {date.fromisoformat(day) for day in changed.days}
        if before.tz != settings.tz:
            put_to_days(database, tz)
            clustered |= {
                slug: clustered.get(slug, set()) for (slug,) in database.execute("SELECT slug FROM story_clustered")
            }
        affected = changed.ids | {identity for _, identity in reissued}
        affected |= write_decided(database, clustered, decisions, tz)
        moving = self._days_not_over(before, settings, tz)
        if (before.tz, before.weights) != (settings.tz, settings.weights):
            moving = self._all_days()
        events = changed_events(database, affected)
        days |= self._days_of(events.articles) | moving
        moment = RankingMoment(now, tz, weights)
        self._write_days(days, moving, None if before.tz != settings.tz else events, moment)
        decided = dropped ^ self._dropped()
        issues = (issue for article in decided for issue in self._issues(article))
        return changed.ids | {identity for _, identity in reissued} | decided | set(issues)

    def _write_days(
        self, days: Iterable[date], moving: Collection[date], events: ChangedEvents | None, moment: RankingMoment
    ) -> None:
        """Writes the changed events of days, and all stories of those that are `moving`, with what follows from them:
        subjects, and the stories that stories follow."""
        moments: set[int] = set()
        spans: list[DaySpan] = []
        for day in sorted(days):
            of_day = write_day(self._database, day, events, moment, all_stories=day in moving)
            if begun := write_terms(self._database, of_day):
                moments |= begun
                spans.append(span_of_terms(day))
            if span := write_words(self._database, of_day):
                spans.append(span)
        write_earlier(self._database, moments)
        write_subjects(self._database, spans)

    def _replace_settings(self, settings: _UpdateSettings) -> _UpdateSettings:
        """The settings of the last update; those of this one, if it is the first."""
        kept = dict(self._database.execute("SELECT name, value FROM story_settings"))
        before = _UpdateSettings(**kept) if kept else settings
        for name in ("now", "tz", "weights", "evidence"):
            value = getattr(settings, name)
            if kept.get(name) != value:
                self._database.execute("INSERT OR REPLACE INTO story_settings VALUES (?, ?)", (name, value))
        return before

    def _all_days(self) -> set[date]:
        """The days that have events, and those on which there are reports."""
        query = "SELECT day FROM story_days UNION SELECT day FROM story_reports"
        return {date.fromisoformat(day) for (day,) in self._database.execute(query)}

    def _days_of(self, articles: Iterable[str]) -> set[date]:
        """The days of the events in which articles were, and of those in which they will be."""
        days: set[str] = set()
        for some in in_parts(articles):
            for query in (
                "SELECT day FROM story_event_articles JOIN story_events USING (lead) WHERE article IN ({})",
                "SELECT day FROM story_articles JOIN stories USING (slug) WHERE article IN ({})",
                "SELECT day FROM story_reports WHERE id IN ({})",
            ):
                days.update(day for (day,) in self._database.execute(query.format(marks(some)), some))
        return set(map(date.fromisoformat, days))

    def _days_not_over(self, before: _UpdateSettings, settings: _UpdateSettings, tz: tzinfo) -> set[date]:
        """The days that weren't over at the last update, or aren't over now, if the clock has moved."""
        if before.now == settings.now:
            return set()
        earlier = date_of(min(int(before.now), int(settings.now)))
        since = (earlier - timedelta(days=2)).date() if earlier.year > 1 else date.min
        rows = self._database.execute("SELECT day FROM story_days WHERE day >= ?", (since.isoformat(),))
        days = {date.fromisoformat(day) for (day,) in rows}
        return {day for day in days if end_of(day, tz) > earlier}

    def _dropped(self) -> set[str]:
        rows = self._database.execute("SELECT article FROM story_decided_articles WHERE decision = 'drop'")
        return {article for (article,) in rows}

    def _issues(self, first: str) -> list[str]:
        """The ids of the later issues of a report, in order of time."""
        query = "SELECT id FROM story_reissues JOIN story_reports USING (id) WHERE first = ? ORDER BY moment, id"
        return [identity for (identity,) in self._database.execute(query, (first,))]

    def standing(self, article: str) -> Standing:
        """How an article stands on the site. A later issue of a dropped report is dropped."""
        first = self.first_issue(article)
        query = "SELECT 1 FROM story_decided_articles WHERE decision = 'drop' AND article IN (?, ?)"
        if self._database.execute(query, (article, first or article)).fetchone():
            return "dropped"
        return "issued again" if first else "shown"

    def days(self) -> list[date]:
        """The days that have events, the newest first."""
        rows = self._database.execute("SELECT day FROM story_days ORDER BY day DESC")
        return [date.fromisoformat(day) for (day,) in rows]

    def leads_of_day(self, day: date) -> tuple[str, ...]:
        """The leads of a day's events, in the order of its digest."""
        row = self._database.execute("SELECT record FROM story_days WHERE day = ?", (day.isoformat(),)).fetchone()
        return tuple(unpacked(row[0])) if row else ()

    def events_of_day(self, day: date) -> tuple[StoredEvent, ...]:
        """The events of a day, in the order of its digest."""
        events = {event.lead: event for event in events_of(self._database, "WHERE day = ?", (day.isoformat(),))}
        return tuple(events[lead] for lead in self.leads_of_day(day))

    def leads_between(self, first: date, last: date) -> tuple[str, ...]:
        """The leads of the events of the days from `first` to `last`, the newest day first, each in its order."""
        query = "SELECT record FROM story_days WHERE day BETWEEN ? AND ? ORDER BY day DESC"
        rows = self._database.execute(query, (first.isoformat(), last.isoformat()))
        return tuple(lead for (record,) in rows for lead in unpacked(record))

    def event(self, lead: str) -> StoredEvent | None:
        """The event that an article leads."""
        return next(iter(events_of(self._database, "WHERE lead = ?", (lead,))), None)

    def event_of_article(self, article: str) -> StoredEvent | None:
        """The event of an article, be it a later issue of a report; None for one that is dropped or has no date."""
        condition = "WHERE lead = (SELECT lead FROM story_event_articles WHERE article = ?)"
        return next(iter(events_of(self._database, condition, (article,))), None)

    def event_of_story(self, slug: str) -> StoredEvent | None:
        return next(iter(events_of(self._database, "WHERE slug = ?", (slug,))), None)

    def newest_events(self, number: int) -> list[StoredEvent]:
        """So many events at most, those with the latest reports first."""
        return events_of(self._database, "ORDER BY latest DESC, latest_id DESC LIMIT ?", (number,))

    def events_since(self, moment: datetime) -> list[StoredEvent]:
        """The events with a report of a moment or later, those with the latest reports first."""
        condition = "WHERE latest >= ? ORDER BY latest DESC, latest_id DESC"
        return events_of(self._database, condition, (moment_of(moment),))

    def subjects_on(self, day: date) -> tuple[Subject, ...]:
        row = self._database.execute("SELECT record FROM story_subjects WHERE day = ?", (day.isoformat(),)).fetchone()
        return subjects_of(row[0]) if row else ()

    def earlier(self, slug: str) -> tuple[str, ...]:
        """The slugs of the earlier stories that a story follows, the latest first."""
        row = self._database.execute("SELECT record FROM story_earlier WHERE slug = ?", (slug,)).fetchone()
        return tuple(unpacked(row[0])) if row else ()

    def joins_of(self, slug: str) -> tuple[Join, ...]:
        """Why the reports of a story are in it."""
        row = self._database.execute("SELECT record FROM story_joins WHERE slug = ?", (slug,)).fetchone()
        return joins_of(row[0]) if row else ()

    def former_story(self, slug: str) -> str | None:
        """The id of the article to which the address of a story leads that is no more."""
        row = self._database.execute("SELECT article FROM story_former WHERE slug = ?", (slug,)).fetchone()
        return str(row[0]) if row else None

    def former_stories(self) -> dict[str, str]:
        return dict(self._database.execute("SELECT slug, article FROM story_former"))

    def first_issue(self, article: str) -> str | None:
        """The id of the first issue of a report that was issued again; None if it is no later issue."""
        row = self._database.execute("SELECT first FROM story_reissues WHERE id = ?", (article,)).fetchone()
        return str(row[0]) if row else None

    def editions(self, reports: Iterable[str]) -> set[str]:
        """Those of the reports, by their ids, that are editions of a column: their source had the same headline, but
        for dates and numbers, some days before or after."""
        found: set[str] = set()
        span = (microseconds(NEXT_EDITION), microseconds(FORGOTTEN))
        for some in in_parts(reports):
            query = (
                f"SELECT id FROM story_reports AS report WHERE id IN ({marks(some)}) AND column_key != 0 AND EXISTS"  # noqa: S608
                " (SELECT 1 FROM story_reports AS other WHERE other.column_key = report.column_key"
                " AND abs(other.moment - report.moment) > ? AND abs(other.moment - report.moment) <= ?)"
            )
            found.update(identity for (identity,) in self._database.execute(query, (*some, *span)))
        return found

    def later_issues(self, first: str) -> tuple[str, ...]:
        """The ids of the later issues of a report that aren't dropped, in order of time."""
        dropped = self._dropped()
        return tuple(issue for issue in self._issues(first) if issue not in dropped)
