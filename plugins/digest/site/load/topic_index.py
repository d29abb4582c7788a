"""All topics, and the articles that name each of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...annotate.records import Actor
from ...archive.model.article import Article
from ...archive.model.settings import SiteSettings
from ...archive.model.topic_slugs import TopicSlugs
from ...archive.model.topics import Topic, countries_meant, followed_countries, mentions_of, topics_of


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """`slug_of_name` has every name that an article or a followed actor has, also where no topic stands at the slug.
    `by_article` has the topics of each article by its id: followed ones first, then by number of mentions, then by
    name. `articles` has those of each topic, newest first."""

    by_slug: Mapping[str, Topic]
    slug_of_name: Mapping[str, str]
    by_article: Mapping[str, tuple[Topic, ...]]
    articles: Mapping[Topic, tuple[Article, ...]]


def index_topics(
    articles: Sequence[Article],
    actors: Sequence[Actor],
    settings: SiteSettings,
    slugs: TopicSlugs,
    kept: Mapping[str, str],
    issued_again: Sequence[Article] = (),
) -> TopicIndex:
    """The topics of `articles`, which are newest first. `issued_again` are issues of their reports that no topic
    counts. The other parameters are those of `build_archive`."""
    topics = topics_of(articles, actors, settings, slugs, kept)
    by_slug = {topic.slug: topic for topic in topics}
    by_id = {article.id: article for article in articles}
    every = (*articles, *issued_again)
    slug_of_name = {mention.actor: slugs.of(mention.actor) for article in every for mention in mentions_of(article)}
    slug_of_name |= {actor.name: actor.slug for actor in actors}
    country_slugs = followed_countries(actors)
    return TopicIndex(
        by_slug=by_slug,
        slug_of_name=slug_of_name,
        by_article={article.id: _topics_in(article, by_slug, slug_of_name, country_slugs) for article in every},
        articles={topic: tuple(by_id[article] for article in ids) for topic, ids in topics.items()},
    )


def _topics_in(
    article: Article, topics: Mapping[str, Topic], slug_of_name: Mapping[str, str], country_slugs: Mapping[str, str]
) -> tuple[Topic, ...]:
    counts = Counter(slug_of_name[mention.actor] for mention in mentions_of(article))
    counts.update(country_slugs[name] for name in countries_meant(article) if name in country_slugs)
    named = [topics[slug] for slug in counts if slug in topics]
    return tuple(sorted(named, key=lambda topic: (not topic.followed, -counts[topic.slug], topic.name)))
