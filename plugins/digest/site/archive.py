"""Everything that pages are made from: articles, topics and events, each reachable from the others.

Built once a build, never changed afterwards.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

from slugify import slugify

from ..annotate.outlets import outlet_key
from ..annotate.records import Actor
from ..feed_status import NOTHING_POLLED, FeedStatus, FeedStatuses
from ..stories.digests import day_digests
from ..stories.forms import form_of
from ..stories.ranking import Facts, rank
from ..stories.records import Report
from ..stories.sagas import agreed_terms, one_subject
from .addresses import NO_ADDRESSES, Addresses, topic_slug
from .articles import Article, Source
from .chart import bar_end
from .decisions import NONE, Decided, Decisions, decide
from .events import Event, Said, first_events, quotes_of
from .history import History, history
from .joining import joined, sagas
from .roles import Roles, roles_of
from .settings import SiteSettings
from .topics import Topic, countries_meant, followed_countries, mentions_of, topics_of
from .urls import Urls, folder

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the clock of a site without articles
K = TypeVar("K")
SPARK_WEEKS = 8  # the design's "last eight weeks"


@dataclass(frozen=True, slots=True)
class Archive:
    """`articles` are newest first. `events` are newest first by their latest report. `now` is the build's clock."""

    settings: SiteSettings
    urls: Urls
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
    _by_id: Mapping[str, Article]
    _event_of: Mapping[str, Event]
    _slug_of_name: Mapping[str, str]
    _source_of_outlet: Mapping[tuple[str, ...], Source]
    _actor_of_outlet: Mapping[tuple[str, ...], str]  # slugs
    _topics_of: Mapping[str, tuple[Topic, ...]]
    _days: Mapping[date, tuple[Event, ...]]
    _said_by: Mapping[str, tuple[Said, ...]]
    _said_about: Mapping[str, tuple[Said, ...]]
    _reports: Mapping[str, Report]
    _facts: Mapping[str, Facts]
    _by_source: Mapping[str, tuple[Article, ...]]
    _by_section: Mapping[str, tuple[Article, ...]]
    _earlier: Mapping[str, tuple[Event, ...]]
    _articles_of: Mapping[str, tuple[Article, ...]]
    _subject: Mapping[str, str]
    _by_day: Mapping[date, tuple[Article, ...]]
    _history: History
    _roles: Roles

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

    def is_over(self, day: date) -> bool:
        return day < self.today

    def section_slug(self, name: str) -> str:
        return section_slug(name)

    def articles_from(self, source: Source) -> tuple[Article, ...]:
        return self._by_source.get(source.slug, ())

    def articles_in(self, section: str) -> tuple[Article, ...]:
        """The articles of the section with that slug."""
        return self._by_section.get(section, ())

    def articles_on(self, day: date) -> tuple[Article, ...]:
        """The articles of a day, newest first."""
        return self._by_day.get(day, ())

    def named_on(self, day: date) -> tuple[tuple[str, int], ...]:
        """The slugs of the followed actors that a day's articles name, with how many do."""
        return self._history.named.get(day, ())

    def met_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """The slugs of followed actors that were first named together on a day, and had both been named before."""
        return self._history.met.get(day, ())

    def arrived_on(self, day: date) -> tuple[str, ...]:
        """The slugs of the found names that got their pages on a day."""
        return self._history.arrived.get(day, ())

    def report(self, article: Article) -> Report:
        """The article as clustering saw it."""
        return self._reports[article.id]

    def event_of(self, article: Article) -> Event:
        return self._event_of[article.id]

    def article(self, name: str) -> Article:
        """The article with that id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[name]

    def lately(self, topic: Topic, day: date, number: int) -> tuple[Event, ...]:
        """The newest events of a topic up to a day, so many at most."""
        articles = self.articles_of(topic)
        return first_events(islice(articles, _first_by(articles, day), None), self.event_of, number)

    def status_of(self, source: Source) -> FeedStatus | None:
        """How the last poll left the feed of a source; None where no poll has heard of it."""
        return self.statuses.feeds.get(source.slug)

    def earlier(self, event: Event) -> tuple[Event, ...]:
        """The earlier stories that a story of several sources follows, the latest first."""
        return self._earlier.get(event.story.story, ()) if event.story else ()

    def subject(self, event: Event) -> str:
        """Of a story of several sources, the name of the one further up in the same day's digest that is on the same
        subject; "" where there is none."""
        return self._subject.get(event.story.story, "") if event.story else ""

    def topic_of_name(self, name: str) -> Topic | None:
        """The topic of a canonical name, where the name has a page."""
        return self.topics.get(self._slug_of_name.get(name, ""))

    def role_of(self, name: str, day: date) -> str:
        """What the texts up to a day call an actor, in their words; "" where they don't say, or where the name is a
        single word without a page, which may be somebody else in the next text."""
        known = name in self._slug_of_name and self._slug_of_name[name] in self.topics
        return self._roles.usual(self._slug_of_name.get(name, name), day) if known or " " in name else ""

    def source_of_outlet(self, name: str) -> Source | None:
        """The source that publishes under a name, whatever it adds to it for its feeds."""
        return self._source_of_outlet.get(outlet_key(name))

    def topic_of_outlet(self, name: str) -> Topic | None:
        """The topic of who is credited: a followed actor under any of its names, or a found one."""
        return self.topics.get(self._actor_of_outlet.get(outlet_key(name), "")) or self.topic_of_name(name)

    def topics_in(self, article: Article) -> tuple[Topic, ...]:
        """The topics that an article names: followed ones first, then by number of mentions, then by name."""
        return self._topics_of[article.id]

    def articles_of(self, topic: Topic) -> tuple[Article, ...]:
        """Newest first."""
        return self._articles_of[topic.slug]

    def spelled(self, topic: Topic) -> tuple[tuple[str, int], ...]:
        """How its articles spell a topic's name, each with how many times."""
        mentions = (mention for article in self.articles_of(topic) for mention in mentions_of(article))
        seen = Counter(one.text for one in mentions if self._slug_of_name[one.actor] == topic.slug)
        return tuple(sorted(seen.items()))

    def called(self, topic: Topic) -> tuple[str, ...]:
        """What its articles call a topic beside its name, the newest first: "spokesman of the council"."""
        roles = (role for article in self.articles_of(topic) for role in article.annotation.roles)
        return tuple(role.phrase for role in roles if self._slug_of_name.get(role.actor) == topic.slug)

    def chart_end(self, topic: Topic) -> date:
        """What the chart of a topic goes up to, likewise."""
        articles = self.articles_of(topic)
        return bar_end(articles[-1].day, self.today) if articles else self.today

    def said_by(self, topic: Topic) -> tuple[Said, ...]:
        return self._said_by.get(topic.slug, ())

    def said_about(self, topic: Topic) -> tuple[Said, ...]:
        """Quotes of others that name the topic."""
        return self._said_about.get(topic.slug, ())

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have events, oldest first."""
        return tuple(sorted(self._days))

    def day_url(self, day: date) -> str:
        """Of the day's digest; "" where it has none, since all of its reports joined stories of days before."""
        return self.urls.day(day) if day in self._days else ""

    def events_on(self, day: date) -> tuple[Event, ...]:
        """The events of a day, those of several sources and of followed actors first."""
        return self._days.get(day, ())

    def in_the_news(self, hours: float, at_least: int) -> tuple[Event, ...]:
        """The events reported in the last hours up to now, at least so many where there are; as a digest of this
        moment has them: what several sources report by rank, then the rest by followed actors and time."""
        since = self.now - timedelta(hours=hours)
        fresh = [event for number, event in enumerate(self.events) if number < at_least or event.latest.date >= since]
        events = {event.story.story: event for event in fresh if event.story}
        stories = [event.story for event in fresh if event.story]
        ranked = rank(stories, self._reports, self._facts, now=self.now, weights=self.settings.rank)
        told = [replace(events[one.story.story], rank=one) for one in ranked]
        alone = [event for event in fresh if event.story is None]
        return _in_order([*told, *alone], self._facts)

    def lasting(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """The stories among `events` by what is left of their rank when freshness is gone."""
        stories = {event.story.story: event for event in events if event.story}
        told = (event.story for event in stories.values() if event.story)
        forgotten = replace(self.settings.rank, freshness=0.0)
        ranked = rank(told, self._reports, self._facts, now=self.now, weights=forgotten)
        return tuple(stories[one.story.story] for one in ranked)

    def weeks(self, topic: Topic, until: date) -> tuple[int, ...]:
        """How many articles of a topic fall into each of the last calendar weeks up to a day, oldest first."""
        return weekly(self.articles_of(topic), until)


def weekly(newest_first: Sequence[Article], until: date) -> tuple[int, ...]:
    """How many articles fall into each of the last SPARK_WEEKS calendar weeks up to a day, oldest first. Weeks of the
    calendar, so that lines change with what is reported and not with the hour."""
    monday = until - timedelta(days=until.weekday())
    befores = (monday - timedelta(days=1 + 7 * age) for age in range(SPARK_WEEKS))
    starts = [_first_by(newest_first, day) for day in (until, *befores)]
    return tuple(end - start for start, end in reversed(list(pairwise(starts))))


def _first_by(newest_first: Sequence[Article], day: date) -> int:
    """Where the articles up to a day begin."""
    return bisect_left(newest_first, -day.toordinal(), key=lambda one: -one.day.toordinal())


def build_archive(
    articles: Sequence[Article],
    actors: Sequence[Actor],
    sources: Mapping[str, Source],
    settings: SiteSettings,
    decisions: Decisions = NONE,
    statuses: FeedStatuses = NOTHING_POLLED,
    addresses: Addresses = NO_ADDRESSES,
) -> Archive:
    """The archive of annotated articles, which may come in any order."""
    reports = {article.id: _report(article) for article in articles}
    decided = decide(decisions, joined(reports.values(), settings.cache), articles, reports)
    kept = [article for article in articles if article.id not in decided.dropped]
    newest = tuple(sorted(kept, key=lambda article: (article.date, article.id), reverse=True))
    reported = topics_of(newest, actors, settings, addresses)
    topics = {topic.slug: topic for topic in reported}
    slug_of_name = {
        mention.actor: addresses.of(mention.actor) for article in newest for mention in mentions_of(article)
    }
    slug_of_name |= {actor.name: actor.slug for actor in actors}
    country = followed_countries(actors)
    topics_by_article = {article.id: _topics_in(article, topics, slug_of_name, country) for article in newest}
    now = settings.now or (newest[0].date if newest else EPOCH)
    reports = {article.id: reports[article.id] for article in newest}
    facts = {article.id: _facts(article, topics_by_article[article.id]) for article in newest}
    by_id = {article.id: article for article in newest}
    events, days = _events(by_id, decided, reports, facts, now, settings)
    said_by, said_about = _quotes(newest, topics, slug_of_name)
    by_source = _grouped(newest, lambda article: article.source.slug)
    by_section = _grouped(newest, lambda article: section_slug(article.section))
    fullest = sorted(by_section, key=lambda slug: (-len(by_section[slug]), slug))
    told = {event.story.story: event for event in events if event.story and len(event.sources) > 1}
    agreed = agreed_terms((event.story for event in told.values() if event.story), reports)
    subscribed = {source.slug: source for key, source in sources.items() if key}
    publishing = subscribed | {article.source.slug: article.source for article in newest}
    articles_of = {topic: tuple(by_id[one] for one in ids) for topic, ids in reported.items()}
    return Archive(
        settings=settings,
        urls=Urls(settings.base),
        now=now,
        articles=newest,
        events=events,
        topics=topics,
        sources=sources,
        publishing=publishing,
        sections={slug: by_section[slug][0].section for slug in fullest},
        statuses=statuses,
        former_stories={name: by_id[one] for name, one in decided.former.items() if one in by_id},
        _by_id=by_id,
        _event_of={article.id: event for event in events for article in event.articles},
        _slug_of_name=slug_of_name,
        _source_of_outlet=_by_outlet(publishing.values()),
        _actor_of_outlet={
            outlet_key(form): actor.slug for actor in reversed(actors) for form in (*actor.aliases, actor.name)
        },
        _topics_of=topics_by_article,
        _days=days,
        _said_by=said_by,
        _said_about=said_about,
        _reports=reports,
        _facts=facts,
        _by_source=by_source,
        _by_section=by_section,
        _earlier=_earlier(told, reports, agreed, settings.cache),
        _articles_of={topic.slug: ones for topic, ones in articles_of.items()},
        _subject=_subjects(days, agreed),
        _by_day=_grouped(newest, lambda article: article.day),
        _history=history(newest, topics_by_article, articles_of, settings),
        _roles=roles_of(newest, lambda name: slug_of_name.get(name, name)),
    )


def section_slug(name: str) -> str:
    return folder(slugify(name) or name) or "news"


def _by_outlet(sources: Iterable[Source]) -> dict[tuple[str, ...], Source]:
    """Sources by outlet; of several feeds of one, that with the shortest name."""
    longest_first = sorted(sources, key=lambda source: (-len(source.name), source.slug))
    return {outlet_key(source.name): source for source in longest_first}


def _grouped(newest: Iterable[Article], key: Callable[[Article], K]) -> dict[K, tuple[Article, ...]]:
    groups: dict[K, list[Article]] = defaultdict(list)
    for article in newest:
        groups[key(article)].append(article)
    return {name: tuple(group) for name, group in groups.items()}


def _topics_in(
    article: Article, topics: Mapping[str, Topic], slug_of_name: Mapping[str, str], country: Mapping[str, str]
) -> tuple[Topic, ...]:
    counts = Counter(slug_of_name[mention.actor] for mention in mentions_of(article))
    counts.update(country[name] for name in countries_meant(article) if name in country)
    found = [topics[slug] for slug in counts if slug in topics]
    return tuple(sorted(found, key=lambda topic: (not topic.followed, -counts[topic.slug], topic.name)))


def _events(
    by_id: Mapping[str, Article],
    decided: Decided,
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    now: datetime,
    settings: SiteSettings,
) -> tuple[tuple[Event, ...], dict[date, tuple[Event, ...]]]:
    """All events, newest first, and those of each day in the order of its digest. A story is shown on the day of its
    first report."""
    digests = day_digests(decided.stories, reports, facts, now=now, tz=settings.local.tz, weights=settings.rank)
    days = {}
    for digest in digests:
        events = [
            Event(
                by_id[ranked.story.lead],
                tuple(sorted((by_id[one] for one in ranked.story.articles), key=lambda one: (one.date, one.id))),
                ranked.story,
                ranked,
                form=form_of(reports[ranked.story.lead]),
            )
            for ranked in digest.stories
        ]
        events += [Event(by_id[one], (by_id[one],), None, form=form_of(reports[one])) for one in digest.single]
        events = [
            replace(event, pinned=True) if decided.pinned & {one.id for one in event.articles} else event
            for event in events
        ]
        days[digest.day] = _in_order(events, facts)
    in_order = sorted(
        (event for on_day in days.values() for event in on_day),
        key=lambda event: (event.latest.date, event.latest.id),
        reverse=True,
    )
    return tuple(in_order), days


def _in_order(events: Sequence[Event], facts: Mapping[str, Facts]) -> tuple[Event, ...]:
    """What several sources report, in the order given; then what one source reports: first what tells an event, by the
    followed actors in it and by time. What the editor has pinned comes before all."""
    several = [event for event in events if len(event.sources) > 1]
    single = [event for event in events if len(event.sources) == 1]
    single.sort(
        key=lambda one: (one.told, len(facts[one.lead.id].followed), one.latest.date, one.lead.id), reverse=True
    )
    return tuple(sorted((*several, *single), key=lambda one: not one.pinned))


def _earlier(
    told: Mapping[str, Event], reports: Mapping[str, Report], agreed: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[Event, ...]]:
    """Among the stories that have a page."""
    found = sagas((event.story for event in told.values() if event.story), reports, agreed, cache)
    return {name: tuple(told[one] for one in names) for name, names in found.items()}


def _subjects(days: Mapping[date, Sequence[Event]], agreed: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """As above, within each day."""
    names = ([event.story.story for event in days[day] if event.story] for day in sorted(days))
    return one_subject(([name for name in day if name in agreed] for day in names), agreed)


def _report(article: Article) -> Report:
    return Report(
        id=article.id,
        title=article.title,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.source.slug,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
    )


def _facts(article: Article, topics: Iterable[Topic]) -> Facts:
    said = quotes_of(article)
    return Facts(
        followed=tuple(topic.name for topic in topics if topic.followed),
        quotes=sum(one.quote.speaker is not None for one in said),
    )


def _quotes(
    newest: Sequence[Article], topics: Mapping[str, Topic], slug_of_name: Mapping[str, str]
) -> tuple[dict[str, tuple[Said, ...]], dict[str, tuple[Said, ...]]]:
    """Direct quotes by the topic that said them, and by the topics that they name; newest first."""
    said_by: dict[str, list[Said]] = defaultdict(list)
    said_about: dict[str, list[Said]] = defaultdict(list)
    for article in newest:
        for said in quotes_of(article):
            speaker = slug_of_name.get(said.quote.speaker or "") or topic_slug(said.quote.speaker or "-")
            if said.quote.speaker and speaker in topics:
                said_by[speaker].append(said)
            named = {
                slug_of_name[mention.actor]
                for mention in article.annotation.mentions
                for segment in said.quote.segments
                if segment.start <= mention.start and mention.end <= segment.end
            }
            for slug in sorted(named - {speaker}):
                if slug in topics:
                    said_about[slug].append(said)
    return (
        {slug: tuple(said) for slug, said in said_by.items()},
        {slug: tuple(said) for slug, said in said_about.items()},
    )
