"""Events: by article and by day, in the order of digests; their stories, subjects and follow-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Final

from incremental import QuestionGroup, question

from ...stories.clustering.evidence.report_features import report_features
from ...stories.clustering.lead_report import current_lead
from ...stories.digests.day_subjects import Subject
from ...stories.digests.ranking import RankedStory, RankingFeatures, RankingWeights, rank_stories
from ...stories.index.packing import date_of, moment_of
from ...stories.index.story_index import StoryIndex
from ...stories.reports import Join, Report
from ..model.article import Article
from ..model.events import Event, digest_order, newsrooms_of
from ..updating.calendar_sums import TOLD_DAYS, TOLD_STORIES, span_of_month
from ..updating.stories import report_of
from .stored import StoredRecords

MAX_MONTHS: Final = 12  # of a list that a question names one by one
MAX_REPORTS: Final = 50  # of one event, among the newest articles of a list


class EventQuestions(QuestionGroup):
    """The events of the archive: stories of several reports, and single reports."""

    def __init__(self, records: StoredRecords, now: datetime, weights: RankingWeights) -> None:
        self._records = records
        self._index = records.index
        self._now = now
        self._weights = weights

    @question(lambda _, article_id: (f"event/{article_id}",))
    def of(self, article_id: str) -> Event:
        """The event that an article reports.

        Raises:
            LookupError: there is no such article.
        """
        lead = self._index.value("SELECT lead FROM story_event_articles WHERE article = ?", (article_id,))
        if lead is None:
            raise LookupError(article_id)
        return self._records.event(lead)

    @question(lambda _, day: (f"day/{day}",))
    def on(self, day: date) -> tuple[Event, ...]:
        """The events of a day in the order of its digest."""
        return self._records.events(self._stories.leads_of_day(day))

    @question(lambda _, day: (f"day/{day}",))
    def outline(self, day: date) -> tuple[int, int, str]:
        """How many events of a day several sources report, how many only one, and the headline of the first."""
        numbers = "SELECT coalesce(sum(several), 0), coalesce(sum(NOT several), 0) FROM story_events WHERE day = ?"
        ((stories, single_reports),) = self._index.rows(numbers, (str(day),))
        first = self._records.events(self._stories.leads_of_day(day)[:1])
        return stories, single_reports, first[0].lead.headline if first else ""

    @question(lambda self, day: (f"search/{day}", *(f"event/{lead}" for lead in self._told_again(day))))
    def going_on(self, day: date) -> tuple[Event, ...]:
        """The stories of days before on which several newsrooms have reports of a day; those with the most of them
        first."""
        events = self._records.events(self._told_again(day))
        newsrooms = {event.lead.id: len(newsrooms_of(event.reports_of(day))) for event in events}
        several = [event for event in events if newsrooms[event.lead.id] > 1]
        return tuple(sorted(several, key=lambda event: (-newsrooms[event.lead.id], event.lead.id)))

    @question(lambda _: ("days",))
    def days(self) -> tuple[date, ...]:
        """The days that have events, oldest first."""
        return tuple(reversed(self._stories.days()))

    @question(lambda _, month: (f"days/{month}",))
    def days_of_month(self, month: str) -> tuple[date, ...]:
        """The days of a month ("2026-11") that have events, oldest first."""
        rows = self._index.rows(
            "SELECT day FROM story_days WHERE day >= ? AND day < ? ORDER BY day", (month, f"{month}~")
        )
        return tuple(date.fromisoformat(day) for (day,) in rows)

    @question(lambda _, _day: ("days",))
    def has_day(self, day: date) -> bool:
        """Whether a day has events: where all of its reports joined stories of days before, it has none."""
        return self._index.value("SELECT 1 FROM story_days WHERE day = ?", (str(day),)) is not None

    @question(lambda _, first, last: tuple(f"day/{day}" for day in _days(first, last)))
    def counts(self, first: date, last: date) -> tuple[tuple[date, int], ...]:
        """The days from the first to the last one that have events, each with their number, oldest first."""
        rows = self._index.rows(
            "SELECT day, count(*) FROM story_events WHERE day >= ? AND day <= ? GROUP BY day ORDER BY day",
            (str(first), str(last)),
        )
        return tuple((date.fromisoformat(day), number) for day, number in rows)

    @question(lambda _, _number: ("events",))
    def newest(self, number: int) -> tuple[Event, ...]:
        """The events with the latest reports, at most `number` of them, the latest first."""
        rows = self._index.rows("SELECT lead FROM story_events ORDER BY latest DESC, latest_id DESC LIMIT ?", (number,))
        return self._records.events(lead for (lead,) in rows)

    @question(lambda self, name, day, number: self.keys_of_latest(name, day, number))
    def latest_in(self, name: str, day: date, number: int) -> tuple[Event, ...]:
        """The events that the newest articles of a list report, up to a day; at most `number` of them."""
        return self._records.events(lead for lead, _ in self._latest(name, day, number))

    def in_the_news(self, hours: float, at_least: int) -> tuple[Event, ...]:
        """The events reported in the last `hours` up to the latest report, but at least the `at_least` newest, in the
        order of a digest of this moment."""
        newest = self._index.value("SELECT max(latest) FROM story_events WHERE latest <= ?", (moment_of(self._now),))
        until = date_of(newest) if newest else self._now  # polls may have failed since
        since = moment_of(until - timedelta(hours=hours))
        rows = self._index.rows(
            "SELECT lead FROM story_events WHERE latest >= ? ORDER BY latest DESC, latest_id DESC", (since,)
        )
        if len(rows) < at_least:
            rows = self._index.rows(
                "SELECT lead FROM story_events ORDER BY latest DESC, latest_id DESC LIMIT ?", (at_least,)
            )
        fresh = self._records.events(lead for (lead,) in rows)
        events = {event.story.slug: event for event in fresh if event.story}
        features = self._features(fresh)
        reports = _reports(fresh)
        ranked = rank_stories(
            [event.story for event in events.values() if event.story],
            reports,
            features,
            now=self._now,
            weights=self._weights,
        )
        told = [
            _with_current_lead(_with_rank(events[ranked_story.story.slug], ranked_story), reports)
            for ranked_story in ranked
        ]
        single = [event for event in fresh if event.story is None]
        return digest_order([*told, *single], features)

    def editions(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the leads that are editions of a column, such as a daily briefing: their headlines tell no event."""
        return tuple(sorted(self._stories.editions(leads)))

    @question(lambda _, leads: tuple(f"event/{lead}" for lead in leads))
    def lasting(self, leads: tuple[str, ...]) -> tuple[Event, ...]:
        """The stories among the events with these leads, ranked without regard to who reports them now."""
        events = self._records.events(leads)
        stories = {event.story.slug: event for event in events if event.story}
        ranked = rank_stories(
            [event.story for event in stories.values() if event.story],
            _reports(events),
            self._features(events),
            now=max((event.latest.date for event in events), default=self._now),
            weights=replace(self._weights, growth=0.0, freshness=0.0),
        )
        return tuple(stories[ranked_story.story.slug] for ranked_story in ranked)

    @question(lambda _, month: (f"told/{month}",))
    def modified_in(self, month: str) -> tuple[tuple[date, str], ...]:
        """The days of a month ("2026-11") that have events, each with when the last of their articles came or was
        changed, in RFC 3339."""
        rows = self._index.rows(TOLD_DAYS, span_of_month(month))
        return tuple((date.fromisoformat(day), modified) for day, modified in rows)

    @question(lambda _, month: (f"told/{month}",))
    def stories_in(self, month: str) -> tuple[tuple[str, str], ...]:
        """The slugs of the stories of several sources that stand in the digests of a month, each with when the last of
        their articles came or was changed."""
        return tuple(self._index.rows(TOLD_STORIES, span_of_month(month)))

    @question(lambda _, name, month: (f"list/{name}/{month}",))
    def story_slugs(self, name: str, month: str) -> tuple[tuple[str, str], ...]:
        """The ids of the articles of a month in a list that are part of stories of several sources, each with the slug
        of its story."""
        return tuple(
            self._index.rows(
                "SELECT id, slug FROM listed JOIN story_event_articles ON article = id JOIN story_events USING (lead) "
                "WHERE list = ? AND place >= ? AND place < ? AND several AND slug IS NOT NULL ORDER BY place",
                (name, month, f"{month}~"),
            )
        )

    @question(lambda _, day: (f"search/{day}",))
    def stories_told_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The ids of the articles of a day that are part of a story of several sources, each with the story's slug."""
        return tuple(
            self._index.rows(
                "SELECT article, slug FROM listed JOIN story_event_articles ON article = id "
                "JOIN story_events USING (lead) "
                "WHERE list = 'all' AND place >= ? AND place < ? AND several AND slug IS NOT NULL ORDER BY article",
                (str(day), f"{day}~"),
            )
        )

    @question(lambda self, slug: self.keys_of_earlier(slug))
    def earlier(self, slug: str) -> tuple[Event, ...]:
        """The earlier stories on the subject of a story, the latest first."""
        return self._records.events(self._earlier_leads(slug))

    @question(lambda _, day: (f"subjects/{day}",))
    def subjects_on(self, day: date) -> tuple[Subject, ...]:
        """The subjects of a day's digest. Their events are named by the ids of their leads."""
        return self._stories.subjects_on(day)

    @question(lambda self, lead: (f"event/{lead}", f"subjects/{self.day_of(lead)}"))
    def subject_of(self, lead: str) -> Subject | None:
        """The subject of the day that the event with that lead is on; None if it stands by itself."""
        day = self.day_of(lead)
        subjects = self._stories.subjects_on(date.fromisoformat(day)) if day else ()
        return next((subject for subject in subjects if lead in subject.events), None)

    @question(lambda _, slug: (f"joins/{slug}",))
    def joins_of(self, slug: str) -> tuple[Join, ...]:
        """Why the reports of a story are in it."""
        return self._stories.joins_of(slug)

    @question(lambda _, month: (f"former/{month}",))
    def former_slugs(self, month: str) -> tuple[tuple[str, str], ...]:
        """The slugs under which no story stands any more, each with the id of an article of that month that leads to
        where it went."""
        return tuple(
            self._index.rows(
                "SELECT slug, id FROM former_stories former WHERE place >= ? AND place < ? AND NOT EXISTS "
                "(SELECT 1 FROM story_events story WHERE story.slug = former.slug AND several) AND NOT EXISTS "
                "(SELECT 1 FROM former_stories other WHERE other.slug = former.slug AND "
                "(other.rank, other.place) < (former.rank, former.place)) ORDER BY slug",
                (month, f"{month}~"),
            )
        )

    @question(lambda _, source: (f"shared/{source}",))
    def first_reported(self, source: str) -> tuple[int, int]:
        """Of the events that several independent sources report, how many a source reports, and how many it reported
        first."""
        sums = "SELECT coalesce(sum(shared), 0), coalesce(sum(first), 0) FROM shared_stories WHERE source = ?"
        ((shared, first),) = self._index.rows(sums, (source,))
        return shared, first

    def keys_of_earlier(self, slug: str) -> tuple[str, ...]:
        """The keys of the stories that a story follows, and of their events."""
        earlier = (f"earlier/{before}" for before in self._stories.earlier(slug))  # it may come back with that slug
        return (f"earlier/{slug}", *earlier, *(f"event/{lead}" for lead in self._earlier_leads(slug)))

    def _earlier_leads(self, slug: str) -> list[str]:
        stories = self._stories
        return [event.lead for before in stories.earlier(slug) if (event := stories.event_of_story(before))]

    @property
    def _stories(self) -> StoryIndex:
        return StoryIndex(self._index.connection)

    def day_of(self, lead: str) -> str:
        """The day of the event with that lead; "" where there is none."""
        return self._index.value("SELECT day FROM story_events WHERE lead = ?", (lead,)) or ""

    def _told_again(self, day: date) -> list[str]:
        """The leads of stories of days before that have reports of a day."""
        rows = self._index.rows(
            "SELECT DISTINCT lead FROM listed JOIN story_event_articles ON article = id JOIN story_events USING (lead) "
            "WHERE list = 'all' AND place >= ? AND place < ? AND several AND day < ? ORDER BY lead",
            (str(day), f"{day}~", str(day)),
        )
        return [lead for (lead,) in rows]

    def keys_of_latest(self, name: str, day: date, number: int) -> tuple[str, ...]:
        """The keys of the months from which these events are; of the whole list where it has no more of them."""
        latest = self._latest(name, day, number)
        if len(latest) < number:
            return (f"list/{name}",)
        oldest = date.fromisoformat(latest[-1][1][:10])
        count = 12 * (day.year - oldest.year) + day.month - oldest.month + 1
        if count > MAX_MONTHS:
            return (f"list/{name}",)
        months = (divmod(12 * oldest.year + oldest.month - 1 + number, 12) for number in range(count))
        return tuple(f"list/{name}/{year:04}-{month + 1:02}" for year, month in months)

    def _latest(self, name: str, day: date, number: int) -> list[tuple[str, str]]:
        """The leads of the events that the newest articles of a list report, each with the place of the newest."""
        latest: dict[str, str] = {}
        for lead, place in self._index.each_row(
            "SELECT lead, place FROM listed JOIN story_event_articles ON article = id WHERE list = ? AND place < ? "
            "ORDER BY place DESC LIMIT ?",
            (name, f"{day}~", MAX_REPORTS * number),
        ):
            latest.setdefault(lead, place)
            if len(latest) == number:
                break
        return list(latest.items())

    def _features(self, events: Iterable[Event]) -> dict[str, RankingFeatures]:
        return {article.id: self._ranking_features(article) for event in events for article in event.articles}

    def _ranking_features(self, article: Article) -> RankingFeatures:
        named = self._index.rows(
            "SELECT DISTINCT topics.name FROM named JOIN topics USING (slug) WHERE id = ? AND followed", (article.id,)
        )
        quotes = sum(quote.direct and quote.speaker is not None for quote in article.annotation.quotes)
        return RankingFeatures(tuple(sorted(name for (name,) in named)), quotes, is_dated=article.is_dated)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _with_rank(event: Event, rank: RankedStory) -> Event:
    digest = blake2b(event.digest, digest_size=len(event.digest))
    digest.update(repr((rank.score, rank.points)).encode())
    return replace(event, rank=rank, digest=digest.digest())


def _with_current_lead(event: Event, reports: Mapping[str, Report]) -> Event:
    """The event with the report that says where it is now; its page and its digest keep their lead. What an editor had
    lead does so everywhere."""
    if not event.story or event.story.is_led or len(event.sources) < 2:
        return event
    of_event = [reports[article.id] for article in event.articles]
    current = current_lead(of_event, [report_features(report) for report in of_event], event.story.copies)
    article = next((article for article in event.articles if article.id == current), None)
    if article is None or article == event.lead:
        return event
    digest = blake2b(event.digest + article.digest, digest_size=len(event.digest)).digest()
    return replace(event, current_lead=article, digest=digest)


def _reports(events: Iterable[Event]) -> dict[str, Report]:
    return {article.id: report_of(article) for event in events for article in event.articles}
