"""Makes the archive from annotated articles, once in a build."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from ...annotate.lexicon.outlets import outlet_key
from ...annotate.records import Actor
from ...archive.model.actor_history import actor_history
from ...archive.model.addresses import Addresses, section_slug
from ...archive.model.archive import Archive
from ...archive.model.article import Article, Source, sources_by_outlet
from ...archive.model.events import quotes_of
from ...archive.model.settings import SiteSettings
from ...archive.model.speaker_roles import speaker_roles
from ...archive.model.topic_slugs import NO_SLUGS, TopicSlugs
from ...archive.model.topics import NO_KEPT_PAGES, Topic, mentions_of
from ...contracts.feed_status import NOTHING_POLLED, FeedStatuses
from ...stories.clustering.reissues import reissues
from ...stories.digests.ranking import RankingFeatures
from ...stories.reports import Report
from .event_index import index_events
from .quote_index import index_quotes
from .story_cache import cached_stories
from .story_decisions import NO_DECISIONS, EditorDecisions, apply_decisions
from .topic_index import index_topics

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the clock of a site without articles
K = TypeVar("K")


def build_archive(
    annotated_articles: Sequence[Article],
    actors: Sequence[Actor],
    sources: Mapping[str, Source],
    settings: SiteSettings,
    decisions: EditorDecisions = NO_DECISIONS,
    statuses: FeedStatuses = NOTHING_POLLED,
    slugs: TopicSlugs = NO_SLUGS,
    kept: Mapping[str, str] = NO_KEPT_PAGES,
) -> Archive:
    """The archive of annotated articles, which may come in any order.

    `actors` are those that the editor follows, `sources` are as `sources_of` has them, `slugs` are those of found
    names. `kept` has the pages of found names that stay, as `contracts.kept_pages` reads them.
    """
    all_reports = {article.id: _report(article) for article in annotated_articles}
    first_issues = reissues(all_reports.values())
    stories = cached_stories(
        (report for report in all_reports.values() if report.id not in first_issues), settings.cache
    )
    decided = apply_decisions(decisions, stories, annotated_articles, all_reports, first_issues)
    on_site = _newest_first(article for article in annotated_articles if article.id not in decided.dropped)
    articles = tuple(article for article in on_site if article.id not in first_issues)
    again = _grouped(
        (article for article in reversed(on_site) if first_issues.get(article.id, "") not in {"", *decided.dropped}),
        lambda article: first_issues[article.id],
    )
    by_id = {article.id: article for article in articles}
    reports = {article.id: all_reports[article.id] for article in articles}
    now = settings.now or (articles[0].date if articles else EPOCH)

    issued_again = [article for issues in again.values() for article in issues]
    topics = index_topics(articles, actors, settings, slugs, kept, issued_again)
    features = {article.id: _features(article, topics.by_article[article.id]) for article in articles}
    events = index_events(by_id, decided, reports, features, now, settings)
    quotes = index_quotes(articles, topics)
    by_section = _grouped(articles, lambda article: section_slug(article.section))
    publishing = _publishing(sources, articles)
    return Archive(
        settings=settings,
        addresses=Addresses(settings.url, settings.base, settings.host),
        now=now,
        articles=articles,
        events=events.newest_first,
        topics=topics.by_slug,
        sources=sources,
        publishing=publishing,
        sections=_section_names(by_section),
        statuses=statuses,
        former_stories={slug: by_id[article] for slug, article in decided.former.items() if article in by_id},
        _article_by_id=by_id | {article.id: article for article in issued_again},
        _event_by_article={
            article.id: event
            for event in events.newest_first
            for first in event.articles
            for article in (first, *again.get(first.id, ()))
        },
        _issued_again=again,
        _first_issues={article.id: by_id[first] for first, issues in again.items() for article in issues},
        _slug_of_name=topics.slug_of_name,
        _source_of_outlet=sources_by_outlet(publishing.values()),
        _actor_of_outlet=_actors_by_outlet(actors),
        _topics_by_article=topics.by_article,
        _events_by_day=events.by_day,
        _quotes_by=quotes.by_speaker,
        _quotes_about=quotes.about,
        _reports=reports | {article.id: all_reports[article.id] for article in issued_again},
        _ranking_features=features,
        _articles_by_source=_grouped(articles, lambda article: article.source.slug),
        _articles_by_section=by_section,
        _earlier_stories=events.earlier_stories,
        _articles_by_topic={topic.slug: named_in for topic, named_in in topics.articles.items()},
        _subjects=events.subjects,
        _joins=events.joins,
        _subject_by_event={
            identity: subject
            for subjects in events.subjects.values()
            for subject in subjects
            for identity in subject.events
        },
        _articles_by_day=_grouped(articles, lambda article: article.day),
        _actor_history=actor_history(articles, topics.by_article, topics.articles, settings),
        _speaker_roles=speaker_roles(articles, lambda name: topics.slug_of_name.get(name, name)),
    )


def _report(article: Article) -> Report:
    """The article as clustering sees it."""
    return Report(
        id=article.id,
        title=article.headline,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.publisher.slug,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
        lang=article.lang,
    )


def _newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: (article.date, article.id), reverse=True))


def _features(article: Article, topics: Iterable[Topic]) -> RankingFeatures:
    """The ranking features of an article."""
    return RankingFeatures(
        followed=tuple(topic.name for topic in topics if topic.followed),
        quotes=sum(quote.quote.speaker is not None for quote in quotes_of(article)),
        is_dated=article.is_dated,
    )


def _grouped(articles: Iterable[Article], key: Callable[[Article], K]) -> dict[K, tuple[Article, ...]]:
    """Articles by a key, in the order given."""
    groups: dict[K, list[Article]] = defaultdict(list)
    for article in articles:
        groups[key(article)].append(article)
    return {value: tuple(group) for value, group in groups.items()}


def _section_names(by_section: Mapping[str, Sequence[Article]]) -> dict[str, str]:
    """The name of each section by its slug, the fullest section first. The newest article says how it is written."""
    fullest_first = sorted(by_section, key=lambda slug: (-len(by_section[slug]), slug))
    return {slug: by_section[slug][0].section for slug in fullest_first}


def _publishing(sources: Mapping[str, Source], articles: Iterable[Article]) -> dict[str, Source]:
    """By slug, the sources that are subscribed and those of the articles that are here."""
    subscribed = {source.slug: source for key, source in sources.items() if key}
    return subscribed | {article.source.slug: article.source for article in articles}


def _actors_by_outlet(actors: Sequence[Actor]) -> dict[tuple[str, ...], str]:
    """The slugs of followed actors by each of their names, read as that of an outlet; of two that share one, the
    first."""
    return {outlet_key(name): actor.slug for actor in reversed(actors) for name in (*actor.aliases, actor.name)}
