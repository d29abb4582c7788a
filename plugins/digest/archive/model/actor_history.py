"""The actors named on each day, from which pages show the changes from one day or week to the next."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from .article import Article
from .settings import SiteSettings
from .topics import Topic


@dataclass(frozen=True, slots=True)
class ActorHistory:
    """What each day brought, in slugs of topics.

    `named` has the followed actors that articles of the day name, each with the number of articles.
    `first_together` has pairs of followed actors that an article names together for the first time, though each had
    been named on an earlier day. `new_topics` has the found names that were in enough articles on that day to get a
    page.
    """

    named: Mapping[date, tuple[tuple[str, int], ...]]
    first_together: Mapping[date, tuple[tuple[str, str], ...]]
    new_topics: Mapping[date, tuple[str, ...]]


def actor_history(
    newest: Sequence[Article],
    topics_of: Mapping[str, Sequence[Topic]],
    articles_of: Mapping[Topic, Sequence[Article]],
    settings: SiteSettings,
) -> ActorHistory:
    """The history of all articles, which are `newest` first, as are those of each topic. `topics_of` has the topics of
    an article by its id."""
    named: dict[date, Counter[str]] = defaultdict(Counter)
    first_named: dict[str, date] = {}
    together: set[tuple[str, str]] = set()
    first_together: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for article in reversed(newest):
        slugs = sorted(topic.slug for topic in topics_of[article.id] if topic.followed)
        named[article.day].update(slugs)
        for slug in slugs:
            first_named.setdefault(slug, article.day)
        for pair in combinations(slugs, 2):
            if pair not in together:
                together.add(pair)
                if max(first_named[slug] for slug in pair) < article.day:
                    first_together[article.day].append(pair)
    new_topics: dict[date, list[str]] = defaultdict(list)
    for topic, articles in articles_of.items():
        day = None if topic.followed else _arrival(articles, settings)
        if day:
            new_topics[day].append(topic.slug)
    return ActorHistory(
        named={day: tuple(sorted(counts.items())) for day, counts in named.items()},
        first_together={day: tuple(pairs) for day, pairs in first_together.items()},
        new_topics={day: tuple(slugs) for day, slugs in new_topics.items()},
    )


def _arrival(articles: Sequence[Article], settings: SiteSettings) -> date | None:
    """The day on which a found name had been in enough articles of enough sources for a page; None where there never
    were enough, and an earlier page is kept."""
    sources: set[str] = set()
    for number, article in enumerate(reversed(articles), start=1):
        sources.add(article.publisher.slug)
        if number >= settings.topic_min_articles and len(sources) >= settings.topic_min_sources:
            return article.day
    return None
