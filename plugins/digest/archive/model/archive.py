"""The archive: all articles with their annotations, in memory, and the questions that pages ask.

`load.archive_assembly` makes it once in a build, and nothing changes it afterwards. Each public method is a
question whose answer `incremental` compares from build to build: a page is made again when an answer to one of its
questions has changed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from ...annotate.lexicon.outlets import outlet_key
from ...contracts.feed_status import FeedStatus, FeedStatuses
from ...stories.digests.day_subjects import Subject
from ...stories.digests.ranking import RankingFeatures, rank_stories
from ...stories.reports import Join, Report
from .actor_history import ActorHistory
from .addresses import Addresses
from .article import Article, Source
from .chart_periods import bar_end
from .events import ArticleQuote, Event, digest_order, first_events
from .settings import SiteSettings
from .speaker_roles import SpeakerRoles
from .topics import Topic, mentions_of

SPARK_WEEKS = 8  # the design's "last eight weeks"


@dataclass(frozen=True, slots=True)
class Archive:
    """`articles` are newest first, `events` by their latest report too; a report that its source issued again is there
    once, as its first issue. `now` is the moment of which the build is: no
    other clock is read."""

    settings: SiteSettings
    addresses: Addresses
    now: datetime
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    topics: Mapping[str, Topic]  # by slug, in its alphabetical order
    sources: Mapping[str, Source]  # by slug, those subscribed to; under "" the site itself
    publishing: Mapping[str, Source]  # by slug: those subscribed to, and those of articles that are here
    sections: Mapping[str, str]  # names by slug, the fullest first
    statuses: FeedStatuses  # the status of each feed after the last poll
    # Slug of a story that the editor's decisions ended -> one of its articles.
    former_stories: Mapping[str, Article]
    _article_by_id: Mapping[str, Article]
    _event_by_article: Mapping[str, Event]
    _issued_again: Mapping[str, tuple[Article, ...]]  # by the id of the first issue
    _first_issues: Mapping[str, Article]  # by the id of a later issue
    _slug_of_name: Mapping[str, str]
    _source_of_outlet: Mapping[tuple[str, ...], Source]
    _actor_of_outlet: Mapping[tuple[str, ...], str]  # slugs
    _topics_by_article: Mapping[str, tuple[Topic, ...]]
    _events_by_day: Mapping[date, tuple[Event, ...]]
    _quotes_by: Mapping[str, tuple[ArticleQuote, ...]]
    _quotes_about: Mapping[str, tuple[ArticleQuote, ...]]
    _reports: Mapping[str, Report]
    _ranking_features: Mapping[str, RankingFeatures]
    _articles_by_source: Mapping[str, tuple[Article, ...]]
    _articles_by_section: Mapping[str, tuple[Article, ...]]
    _earlier_stories: Mapping[str, tuple[Event, ...]]
    _articles_by_topic: Mapping[str, tuple[Article, ...]]
    _subjects: Mapping[date, tuple[Subject, ...]]
    _subject_by_event: Mapping[str, Subject]  # by the id of the event's lead
    _joins: Mapping[str, tuple[Join, ...]]  # by the slug of a story
    _articles_by_day: Mapping[date, tuple[Article, ...]]
    _actor_history: ActorHistory
    _speaker_roles: SpeakerRoles

    @property
    def today(self) -> date:
        return self.settings.local.day(self.now)

    @property
    def week_end(self) -> date:
        """The Sunday of today's week. Lines of coverage go up to it, so that they change with the week and not with the
        day."""
        return self.today + timedelta(days=6 - self.today.weekday())

    @property
    def first_day(self) -> date:
        """The day of the oldest article."""
        return self.articles[-1].day if self.articles else date.max

    def is_past(self, day: date) -> bool:
        return day < self.today

    def articles_from(self, source: Source) -> tuple[Article, ...]:
        """The articles of a source, newest first."""
        return self._articles_by_source.get(source.slug, ())

    def articles_in(self, section: str) -> tuple[Article, ...]:
        """The articles of the section with that slug, newest first."""
        return self._articles_by_section.get(section, ())

    def articles_on(self, day: date) -> tuple[Article, ...]:
        """The articles of a day, newest first."""
        return self._articles_by_day.get(day, ())

    def named_on(self, day: date) -> tuple[tuple[str, int], ...]:
        """The slugs of the followed actors that articles of a day name, each with the number of articles."""
        return self._actor_history.named.get(day, ())

    def first_together_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The slugs of pairs of followed actors that were named together for the first time on a day, though both had
        been named before."""
        return self._actor_history.first_together.get(day, ())

    def new_topics_on(self, day: date) -> tuple[str, ...]:
        """The slugs of the found names that got their pages on a day."""
        return self._actor_history.new_topics.get(day, ())

    def report_of(self, article: Article) -> Report:
        """The article as clustering saw it."""
        return self._reports[article.id]

    def event_of(self, article: Article) -> Event:
        """The event that an article reports."""
        return self._event_by_article[article.id]

    def issued_again(self, article: Article) -> tuple[Article, ...]:
        """The later issues of an article by its source, in order of time. They have pages, and no list has them."""
        return self._issued_again.get(article.id, ())

    def first_issue(self, article: Article) -> Article | None:
        """The first issue of an article that its source issued again; None of one that is a first issue."""
        return self._first_issues.get(article.id)

    def article_with_id(self, article: str) -> Article:
        """The article with that id.

        Raises:
            KeyError: there is none.
        """
        return self._article_by_id[article]

    def latest_events(self, topic: Topic, day: date, number: int) -> tuple[Event, ...]:
        """The newest events of a topic up to a day, at most `number` of them."""
        articles = self.articles_of(topic)
        return first_events(islice(articles, _first_by(articles, day), None), self.event_of, number)

    def status_of(self, source: Source) -> FeedStatus | None:
        """The status of the feed of a source; None if no poll has requested it."""
        return self.statuses.feeds.get(source.slug)

    def earlier_stories(self, event: Event) -> tuple[Event, ...]:
        """The earlier stories on the subject of a story of several sources, the latest first."""
        return self._earlier_stories.get(event.story.slug, ()) if event.story else ()

    def subjects_on(self, day: date) -> tuple[Subject, ...]:
        """The subjects of a day's digest. Their events are named by the ids of their leads."""
        return self._subjects.get(day, ())

    def subject_of(self, event: Event) -> Subject | None:
        """The subject of the day of an event that it is on; None if it stands by itself."""
        return self._subject_by_event.get(event.lead.id)

    def joins_of(self, event: Event) -> tuple[Join, ...]:
        """Why the reports of a story are in it; () for an event that is no story."""
        return self._joins.get(event.story.slug, ()) if event.story else ()

    def topic_of_name(self, name: str) -> Topic | None:
        """The topic of a canonical name; None if the name has no page."""
        return self.topics.get(self._slug_of_name.get(name, ""))

    def role_of(self, name: str, day: date) -> str:
        """What the texts up to a day call an actor, in their words; "" where they don't say, or where the name is a
        single word without a page, which may be somebody else in the next text."""
        if " " not in name and self._slug_of_name.get(name) not in self.topics:
            return ""
        return self._speaker_roles.usual(self._slug_of_name.get(name, name), day)

    def source_of_outlet(self, name: str) -> Source | None:
        """The source that publishes under a name. What the names of its feeds add, "World" or "Top stories", doesn't
        count."""
        return self._source_of_outlet.get(outlet_key(name))

    def topic_of_outlet(self, name: str) -> Topic | None:
        """The topic of an outlet that is credited: a followed actor under any of its names, or a found one."""
        return self.topics.get(self._actor_of_outlet.get(outlet_key(name), "")) or self.topic_of_name(name)

    def topics_in(self, article: Article) -> tuple[Topic, ...]:
        """The topics that an article names: followed ones first, then by number of mentions, then by name."""
        return self._topics_by_article[article.id]

    def articles_of(self, topic: Topic) -> tuple[Article, ...]:
        """The articles that name a topic, newest first."""
        return self._articles_by_topic[topic.slug]

    def spellings_of(self, topic: Topic) -> tuple[tuple[str, int], ...]:
        """The spellings of its name in the articles of a topic, each with how often it stands there."""
        mentions = (mention for article in self.articles_of(topic) for mention in mentions_of(article))
        own = (mention for mention in mentions if self._slug_of_name[mention.actor] == topic.slug)
        return tuple(sorted(Counter(mention.text for mention in own).items()))

    def roles_told_of(self, topic: Topic) -> tuple[str, ...]:
        """What the articles of a topic call its actor beside the name, the newest first: "spokesman of the council"."""
        roles = (role for article in self.articles_of(topic) for role in article.annotation.roles)
        return tuple(role.phrase for role in roles if self._slug_of_name.get(role.actor) == topic.slug)

    def chart_end(self, topic: Topic) -> date:
        """The last day of a topic's chart: the end of today's bar, so that the chart doesn't change every day."""
        articles = self.articles_of(topic)
        return bar_end(articles[-1].day, self.today) if articles else self.today

    @property
    def topic_pages_to_keep(self) -> dict[str, str]:
        """Slug of each page of a found name -> the same slug; former slug -> slug of the topic to which it redirects.

        `contracts.kept_pages` says what for.
        """
        leading = {slug: topic.slug for slug, topic in self.topics_by_former_slug.items()}
        return leading | {topic.slug: topic.slug for topic in self.topics.values() if not topic.followed}

    @property
    def topics_by_former_slug(self) -> dict[str, Topic]:
        """The topics by the slugs that lead to their pages without being theirs. Of two topics that share a spelling a
        followed one has its slug, else the first in the alphabet."""
        moved: dict[str, Topic] = {}
        for topic in sorted(self.topics.values(), key=lambda topic: not topic.followed):
            for slug in topic.other_slugs:
                if slug not in self.topics:
                    moved.setdefault(slug, topic)
        return moved

    def quotes_by(self, topic: Topic) -> tuple[ArticleQuote, ...]:
        """The quotes of a topic's actor, newest first."""
        return self._quotes_by.get(topic.slug, ())

    def quotes_about(self, topic: Topic) -> tuple[ArticleQuote, ...]:
        """The quotes of others that name a topic, newest first."""
        return self._quotes_about.get(topic.slug, ())

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have events, oldest first."""
        return tuple(sorted(self._events_by_day))

    def day_url(self, day: date) -> str:
        """The address of the digest of a day; "" where the day has none, since all of its reports joined stories of
        days before."""
        return self.addresses.day(day) if day in self._events_by_day else ""

    def events_on(self, day: date) -> tuple[Event, ...]:
        """The events of a day in the order of its digest."""
        return self._events_by_day.get(day, ())

    def in_the_news(self, hours: float, at_least: int) -> tuple[Event, ...]:
        """The events reported in the last `hours`, but at least the `at_least` newest, in the order of a digest of this
        moment."""
        since = self.now - timedelta(hours=hours)
        fresh = [event for number, event in enumerate(self.events) if number < at_least or event.latest.date >= since]
        events = {event.story.slug: event for event in fresh if event.story}
        stories = [event.story for event in fresh if event.story]
        ranked = rank_stories(stories, self._reports, self._ranking_features, now=self.now, weights=self.settings.rank)
        told = [replace(events[ranked_story.story.slug], rank=ranked_story) for ranked_story in ranked]
        single = [event for event in fresh if event.story is None]
        return digest_order([*told, *single], self._ranking_features)

    def lasting_stories(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """The stories among `events`, ranked without regard to who reports them now."""
        stories = {event.story.slug: event for event in events if event.story}
        told = (event.story for event in stories.values() if event.story)
        weights = replace(self.settings.rank, growth=0.0, freshness=0.0)
        ranked = rank_stories(told, self._reports, self._ranking_features, now=self.now, weights=weights)
        return tuple(stories[ranked_story.story.slug] for ranked_story in ranked)

    def weekly_counts(self, topic: Topic, until: date) -> tuple[int, ...]:
        """How many articles of a topic fall into each of the last calendar weeks up to a day, oldest first."""
        return weekly_counts(self.articles_of(topic), until)


def weekly_counts(newest_first: Sequence[Article], until: date) -> tuple[int, ...]:
    """How many articles fall into each of the last SPARK_WEEKS calendar weeks up to a day, oldest first.

    They are weeks of the calendar, so that a line changes with what is reported and not with the hour.
    """
    monday = until - timedelta(days=until.weekday())
    ends_before = (monday - timedelta(days=1 + 7 * age) for age in range(SPARK_WEEKS))
    starts = [_first_by(newest_first, day) for day in (until, *ends_before)]
    return tuple(end - start for start, end in reversed(list(pairwise(starts))))


def _first_by(newest_first: Sequence[Article], day: date) -> int:
    """The index at which the articles up to a day begin."""
    return bisect_left(newest_first, -day.toordinal(), key=lambda article: -article.day.toordinal())
