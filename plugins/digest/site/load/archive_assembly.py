"""The archive of annotated articles, put together once a build."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from ...annotate.lexicon.outlets import outlet_key
from ...annotate.records import Actor
from ...contracts.feed_status import NOTHING_POLLED, FeedStatuses
from ...stories.clustering.report_genres import genre_of
from ...stories.digests.day_digests import day_digests
from ...stories.digests.follow_ups import agreed_terms, subject_heads
from ...stories.digests.ranking import RankingFeatures
from ...stories.reports import Report
from ..model.actor_history import actor_history
from ..model.addresses import Addresses, section_slug, topic_slug
from ..model.archive import Archive
from ..model.article import Article, Source
from ..model.events import ArticleQuote, Event, digest_order, quotes_of
from ..model.settings import SiteSettings
from ..model.speaker_roles import speaker_roles
from ..model.topic_slugs import NO_SLUGS, TopicSlugs
from ..model.topics import NOTHING_KEPT, Topic, countries_meant, followed_countries, mentions_of, topics_of
from .story_cache import cached_follow_ups, cached_stories
from .story_decisions import NO_DECISIONS, DecidedStories, EditorDecisions, decide

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the clock of a site without articles
K = TypeVar("K")


def build_archive(
    articles: Sequence[Article],
    actors: Sequence[Actor],
    sources: Mapping[str, Source],
    settings: SiteSettings,
    decisions: EditorDecisions = NO_DECISIONS,
    statuses: FeedStatuses = NOTHING_POLLED,
    slugs: TopicSlugs = NO_SLUGS,
    kept: Mapping[str, str] = NOTHING_KEPT,
) -> Archive:
    """The archive of annotated articles, which may come in any order. `kept` are the pages that names had before:
    see `kept_pages`."""
    reports = {article.id: _report(article) for article in articles}
    decided = decide(decisions, cached_stories(reports.values(), settings.cache), articles, reports)
    shown = [article for article in articles if article.id not in decided.dropped]
    newest = tuple(sorted(shown, key=lambda article: (article.date, article.id), reverse=True))
    reported = topics_of(newest, actors, settings, slugs, kept)
    topics = {topic.slug: topic for topic in reported}
    slug_of_name = {mention.actor: slugs.of(mention.actor) for article in newest for mention in mentions_of(article)}
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
    told = {event.story.slug: event for event in events if event.story and len(event.sources) > 1}
    agreed = agreed_terms((event.story for event in told.values() if event.story), reports)
    subscribed = {source.slug: source for key, source in sources.items() if key}
    publishing = subscribed | {article.source.slug: article.source for article in newest}
    articles_of = {topic: tuple(by_id[one] for one in ids) for topic, ids in reported.items()}
    return Archive(
        settings=settings,
        addresses=Addresses(settings.url, settings.base, settings.host),
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
        _quotes_by=said_by,
        _quotes_about=said_about,
        _reports=reports,
        _facts=facts,
        _by_source=by_source,
        _by_section=by_section,
        _earlier=_earlier(told, reports, agreed, settings.cache),
        _articles_of={topic.slug: ones for topic, ones in articles_of.items()},
        _subject=_subjects(days, agreed),
        _by_day=_grouped(newest, lambda article: article.day),
        _history=actor_history(newest, topics_by_article, articles_of, settings),
        _roles=speaker_roles(newest, lambda name: slug_of_name.get(name, name)),
    )


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
    decided: DecidedStories,
    reports: Mapping[str, Report],
    facts: Mapping[str, RankingFeatures],
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
                genre=genre_of(reports[ranked.story.lead]),
            )
            for ranked in digest.stories
        ]
        events += [Event(by_id[one], (by_id[one],), None, genre=genre_of(reports[one])) for one in digest.single]
        events = [
            replace(event, pinned=True) if decided.pinned & {one.id for one in event.articles} else event
            for event in events
        ]
        days[digest.day] = digest_order(events, facts)
    newest_first = sorted(
        (event for on_day in days.values() for event in on_day),
        key=lambda event: (event.latest.date, event.latest.id),
        reverse=True,
    )
    return tuple(newest_first), days


def _earlier(
    told: Mapping[str, Event], reports: Mapping[str, Report], agreed: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[Event, ...]]:
    """Among the stories that have a page."""
    found = cached_follow_ups((event.story for event in told.values() if event.story), reports, agreed, cache)
    return {name: tuple(told[one] for one in names) for name, names in found.items()}


def _subjects(days: Mapping[date, Sequence[Event]], agreed: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """As above, within each day."""
    names = ([event.story.slug for event in days[day] if event.story] for day in sorted(days))
    return subject_heads(([name for name in day if name in agreed] for day in names), agreed)


def _report(article: Article) -> Report:
    return Report(
        id=article.id,
        title=article.headline,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.source.slug,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
    )


def _facts(article: Article, topics: Iterable[Topic]) -> RankingFeatures:
    said = quotes_of(article)
    return RankingFeatures(
        followed=tuple(topic.name for topic in topics if topic.followed),
        quotes=sum(one.quote.speaker is not None for one in said),
    )


def _quotes(
    newest: Sequence[Article], topics: Mapping[str, Topic], slug_of_name: Mapping[str, str]
) -> tuple[dict[str, tuple[ArticleQuote, ...]], dict[str, tuple[ArticleQuote, ...]]]:
    """Direct quotes by the topic that said them, and by the topics that they name; newest first."""
    said_by: dict[str, list[ArticleQuote]] = defaultdict(list)
    said_about: dict[str, list[ArticleQuote]] = defaultdict(list)
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
