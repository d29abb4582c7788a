"""Everything that pages are made from: articles, topics and events, each reachable from the others.

Built once a build, never changed afterwards.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from ...annotate.lexicon.outlets import outlet_key
from ...contracts.feed_status import FeedStatus, FeedStatuses
from ...stories.digests.ranking import RankingFeatures, rank_stories
from ...stories.reports import Report
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
    """`articles` are newest first. `events` are newest first by their latest report. `now` is the build's clock."""

    settings: SiteSettings
    addresses: Addresses
    now: datetime
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    publishing: Mapping[str, Source]  # by slug: those subscribed to, and those of articles that are here
    sections: Mapping[str, str]  # names by slug, the fullest first
    statuses: FeedStatuses  # how the last poll left each feed
    # By the name of a story that the editor's decisions ended: one of its articles.
    former_stories: Mapping[str, Article]
    _article_by_id: Mapping[str, Article]
    _event_by_article: Mapping[str, Event]
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
    _subject_heads: Mapping[str, str]
    _articles_by_day: Mapping[date, tuple[Article, ...]]
    _actor_history: ActorHistory
    _speaker_roles: SpeakerRoles

    @property
    def today(self) -> date:
        return self.settings.local.day(self.now)

    @property
    def week_end(self) -> date:
        """The Sunday of today's week: what lines go up to, so that they change with the week and not with the day."""
        return self.today + timedelta(days=6 - self.today.weekday())

    @property
    def first_day(self) -> date:
        """Of the oldest article."""
        return self.articles[-1].day if self.articles else date.max

    def is_past(self, day: date) -> bool:
        return day < self.today

    def articles_from(self, source: Source) -> tuple[Article, ...]:
        return self._articles_by_source.get(source.slug, ())

    def articles_in(self, section: str) -> tuple[Article, ...]:
        """The articles of the section with that slug."""
        return self._articles_by_section.get(section, ())

    def articles_on(self, day: date) -> tuple[Article, ...]:
        """The articles of a day, newest first."""
        return self._articles_by_day.get(day, ())

    def named_on(self, day: date) -> tuple[tuple[str, int], ...]:
        """The slugs of the followed actors that a day's articles name, with how many do."""
        return self._actor_history.named.get(day, ())

    def first_together_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The slugs of followed actors that were first named together on a day, and had both been named before."""
        return self._actor_history.first_together.get(day, ())

    def new_topics_on(self, day: date) -> tuple[str, ...]:
        """The slugs of the found names that got their pages on a day."""
        return self._actor_history.new_topics.get(day, ())

    def report_of(self, article: Article) -> Report:
        """The article as clustering saw it."""
        return self._reports[article.id]

    def event_of(self, article: Article) -> Event:
        return self._event_by_article[article.id]

    def article_with_id(self, name: str) -> Article:
        """The article with that id.

        Raises:
            KeyError: there is none.
        """
        return self._article_by_id[name]

    def latest_events(self, topic: Topic, day: date, number: int) -> tuple[Event, ...]:
        """The newest events of a topic up to a day, so many at most."""
        articles = self.articles_of(topic)
        return first_events(islice(articles, _first_by(articles, day), None), self.event_of, number)

    def status_of(self, source: Source) -> FeedStatus | None:
        """How the last poll left the feed of a source; None where no poll has heard of it."""
        return self.statuses.feeds.get(source.slug)

    def earlier_stories(self, event: Event) -> tuple[Event, ...]:
        """The earlier stories that a story of several sources follows, the latest first."""
        return self._earlier_stories.get(event.story.slug, ()) if event.story else ()

    def subject_head(self, event: Event) -> str:
        """Of a story of several sources, the name of the one further up in the same day's digest that is on the same
        subject; "" where there is none."""
        return self._subject_heads.get(event.story.slug, "") if event.story else ""

    def topic_of_name(self, name: str) -> Topic | None:
        """The topic of a canonical name, where the name has a page."""
        return self.topics.get(self._slug_of_name.get(name, ""))

    def role_of(self, name: str, day: date) -> str:
        """What the texts up to a day call an actor, in their words; "" where they don't say, or where the name is a
        single word without a page, which may be somebody else in the next text."""
        known = name in self._slug_of_name and self._slug_of_name[name] in self.topics
        return self._speaker_roles.usual(self._slug_of_name.get(name, name), day) if known or " " in name else ""

    def source_of_outlet(self, name: str) -> Source | None:
        """The source that publishes under a name, whatever it adds to it for its feeds."""
        return self._source_of_outlet.get(outlet_key(name))

    def topic_of_outlet(self, name: str) -> Topic | None:
        """The topic of who is credited: a followed actor under any of its names, or a found one."""
        return self.topics.get(self._actor_of_outlet.get(outlet_key(name), "")) or self.topic_of_name(name)

    def topics_in(self, article: Article) -> tuple[Topic, ...]:
        """The topics that an article names: followed ones first, then by number of mentions, then by name."""
        return self._topics_by_article[article.id]

    def articles_of(self, topic: Topic) -> tuple[Article, ...]:
        """Newest first."""
        return self._articles_by_topic[topic.slug]

    def spellings_of(self, topic: Topic) -> tuple[tuple[str, int], ...]:
        """How its articles spell a topic's name, each with how many times."""
        mentions = (mention for article in self.articles_of(topic) for mention in mentions_of(article))
        seen = Counter(one.text for one in mentions if self._slug_of_name[one.actor] == topic.slug)
        return tuple(sorted(seen.items()))

    def roles_told_of(self, topic: Topic) -> tuple[str, ...]:
        """What its articles call a topic beside its name, the newest first: "spokesman of the council"."""
        roles = (role for article in self.articles_of(topic) for role in article.annotation.roles)
        return tuple(role.phrase for role in roles if self._slug_of_name.get(role.actor) == topic.slug)

    def chart_end(self, topic: Topic) -> date:
        """What the chart of a topic goes up to, likewise."""
        articles = self.articles_of(topic)
        return bar_end(articles[-1].day, self.today) if articles else self.today

    @property
    def topic_pages_to_keep(self) -> dict[str, str]:
        """By slug, the pages of names that no editor chose, and those that lead to another: see `kept_pages`."""
        ways = {slug: topic.slug for slug, topic in self.topics_by_former_slug.items()}
        return ways | {topic.slug: topic.slug for topic in self.topics.values() if not topic.followed}

    @property
    def topics_by_former_slug(self) -> dict[str, Topic]:
        """By the slugs at which no topic stands but the way to one; of two that share a spelling, the first in the
        alphabet has its address."""
        moved: dict[str, Topic] = {}
        for topic in self.topics.values():
            for slug in topic.other_slugs:
                if slug not in self.topics:
                    moved.setdefault(slug, topic)
        return moved

    def quotes_by(self, topic: Topic) -> tuple[ArticleQuote, ...]:
        return self._quotes_by.get(topic.slug, ())

    def quotes_about(self, topic: Topic) -> tuple[ArticleQuote, ...]:
        """Quotes of others that name the topic."""
        return self._quotes_about.get(topic.slug, ())

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have events, oldest first."""
        return tuple(sorted(self._events_by_day))

    def day_url(self, day: date) -> str:
        """Of the day's digest; "" where it has none, since all of its reports joined stories of days before."""
        return self.addresses.day(day) if day in self._events_by_day else ""

    def events_on(self, day: date) -> tuple[Event, ...]:
        """The events of a day, those of several sources and of followed actors first."""
        return self._events_by_day.get(day, ())

    def in_the_news(self, hours: float, at_least: int) -> tuple[Event, ...]:
        """The events reported in the last hours up to now, at least so many where there are; as a digest of this
        moment has them: what several sources report by rank, then the rest by followed actors and time."""
        since = self.now - timedelta(hours=hours)
        fresh = [event for number, event in enumerate(self.events) if number < at_least or event.latest.date >= since]
        events = {event.story.slug: event for event in fresh if event.story}
        stories = [event.story for event in fresh if event.story]
        ranked = rank_stories(stories, self._reports, self._ranking_features, now=self.now, weights=self.settings.rank)
        told = [replace(events[one.story.slug], rank=one) for one in ranked]
        alone = [event for event in fresh if event.story is None]
        return digest_order([*told, *alone], self._ranking_features)

    def lasting_stories(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """The stories among `events` by what is left of their rank when freshness is gone."""
        stories = {event.story.slug: event for event in events if event.story}
        told = (event.story for event in stories.values() if event.story)
        forgotten = replace(self.settings.rank, freshness=0.0)
        ranked = rank_stories(told, self._reports, self._ranking_features, now=self.now, weights=forgotten)
        return tuple(stories[one.story.slug] for one in ranked)

    def weekly_counts(self, topic: Topic, until: date) -> tuple[int, ...]:
        """How many articles of a topic fall into each of the last calendar weeks up to a day, oldest first."""
        return weekly_counts(self.articles_of(topic), until)


def weekly_counts(newest_first: Sequence[Article], until: date) -> tuple[int, ...]:
    """How many articles fall into each of the last SPARK_WEEKS calendar weeks up to a day, oldest first. Weeks of the
    calendar, so that lines change with what is reported and not with the hour."""
    monday = until - timedelta(days=until.weekday())
    befores = (monday - timedelta(days=1 + 7 * age) for age in range(SPARK_WEEKS))
    starts = [_first_by(newest_first, day) for day in (until, *befores)]
    return tuple(end - start for start, end in reversed(list(pairwise(starts))))


def _first_by(newest_first: Sequence[Article], day: date) -> int:
    """Where the articles up to a day begin."""
    return bisect_left(newest_first, -day.toordinal(), key=lambda one: -one.day.toordinal())
