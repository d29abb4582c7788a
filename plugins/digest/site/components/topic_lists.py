"""Topics as chips of a story and as rows of an index; sources as rows of an index."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.model.topics import Topic
from ..views.shared_views import Chip, IndexRow

MAX_CHIPS = 8  # the design's limit
MAX_ROWS = 24


def chips(archive: Archive, topics: Iterable[Topic]) -> tuple[Chip, ...]:
    """The first MAX_CHIPS of the topics."""
    return tuple(
        Chip(topic.name, archive.addresses.topic(topic.slug), topic.followed) for topic in list(topics)[:MAX_CHIPS]
    )


def event_chips(archive: Archive, event: Event) -> tuple[Chip, ...]:
    return chips(archive, event_topics(archive, event))


def event_topics(archive: Archive, event: Event) -> tuple[Topic, ...]:
    """The topics of an event: followed ones first, then by how many of its articles name them."""
    counts = Counter(topic for article in event.articles for topic in archive.topics_in(article))
    return tuple(sorted(counts, key=lambda topic: (not topic.followed, -counts[topic], topic.slug)))


def topic_rows(
    archive: Archive, articles: Iterable[Article], until: date | None, *, without: str = ""
) -> tuple[IndexRow, ...]:
    """The topics that most of the articles name, most first, each with the number of articles.

    Sparklines end with the day `until`; without a day there are none. The topic with the slug `without` is left out.
    """
    counts = Counter(topic for article in articles for topic in archive.topics_in(article) if topic.slug != without)
    most_named = sorted(counts, key=lambda topic: (-counts[topic], not topic.followed, topic.slug))
    return tuple(topic_row(archive, topic, counts[topic], until) for topic in most_named[:MAX_ROWS])


def topic_row(archive: Archive, topic: Topic, count: int, until: date | None) -> IndexRow:
    return IndexRow(
        name=topic.name,
        url=archive.addresses.topic(topic.slug),
        count=count,
        spark=archive.weekly_counts(topic, until) if until else (),
    )


def source_rows(archive: Archive, articles: Iterable[Article]) -> tuple[IndexRow, ...]:
    """The sources of the articles, each with the number that it published, most first."""
    counts = Counter(article.source.slug for article in articles)
    names = {article.source.slug: article.source.name for article in articles}
    most_first = sorted(counts, key=lambda slug: (-counts[slug], names[slug]))
    return tuple(IndexRow(names[slug], archive.addresses.source(slug), counts[slug]) for slug in most_first)
