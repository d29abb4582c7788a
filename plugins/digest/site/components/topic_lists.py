"""Topics as chips of a story and as rows of an index; sources as rows of an index."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.model.list_names import topic_list
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from ..views.shared_views import Chip, IndexRow

MAX_CHIPS = 8  # the design's limit
MAX_ROWS = 24
MIN_ROWS = 3  # fewer are no list, and stand on the articles anyway
SPARK_MIN_WEEKS = 4  # with articles: fewer make a flat line with a step
SPARK_SHARE = 0.5  # of the rows of a list: a line or two among many rows look like a mistake


def topic_with(archive: Archive, slug: str) -> Topic:
    """The topic with a slug.

    Raises:
        LookupError: there is none.
    """
    topic = archive.topics.with_slug(slug)
    if topic is None:
        raise LookupError(slug)
    return topic


def chips(archive: Archive, topics: Iterable[Topic]) -> tuple[Chip, ...]:
    """The first MAX_CHIPS of the topics."""
    return tuple(
        Chip(topic.name, archive.addresses.topic(topic.slug), topic.followed) for topic in list(topics)[:MAX_CHIPS]
    )


def event_chips(archive: Archive, event: Event) -> tuple[Chip, ...]:
    return chips(archive, event_topics(archive, event))


def event_topics(archive: Archive, event: Event) -> tuple[Topic, ...]:
    """The topics of an event: followed ones first, then by how many of its articles name them."""
    counts = Counter(topic for article in event.articles for topic in archive.topics.in_article(article.id))
    return tuple(sorted(counts, key=lambda topic: (not topic.followed, -counts[topic], topic.slug)))


def topic_rows(
    archive: Archive, articles: Iterable[Article], until: date | None, *, at_least: int = 1, at_most: int = MAX_ROWS
) -> tuple[IndexRow, ...]:
    """The topics that most of the articles name, `at_most` of them, most first, each with the number of articles. None
    where there are fewer than `at_least`.

    Sparklines end with the day `until`; without a day there are none.
    """
    counts = Counter(topic for article in articles for topic in archive.topics.in_article(article.id))
    if len(counts) < at_least:
        return ()
    most_named = sorted(counts, key=lambda topic: (-counts[topic], not topic.followed, topic.slug))
    return rows_alike([topic_row(archive, topic, counts[topic], until) for topic in most_named[:at_most]])


def list_topic_rows(archive: Archive, name: str, until: date | None, *, at_least: int = 1) -> tuple[IndexRow, ...]:
    """The topics that most articles of a list name, as `topic_rows` has them. None where there are fewer than
    `at_least`."""
    most_named = archive.topics.most_named(name, MAX_ROWS)
    if len(most_named) < at_least:
        return ()
    return rows_alike([topic_row(archive, topic, number, until) for topic, number in most_named])


def rows_alike(rows: Sequence[IndexRow]) -> tuple[IndexRow, ...]:
    """The rows, without their sparklines where most have none."""
    if sum(bool(row.spark) for row in rows) >= SPARK_SHARE * len(rows):
        return tuple(rows)
    return tuple(replace(row, spark=()) for row in rows)


def topic_row(archive: Archive, topic: Topic, count: int, until: date | None) -> IndexRow:
    weeks = archive.articles.weekly_counts(topic_list(topic.slug), until) if until else ()
    has_line = sum(number > 0 for number in weeks) >= SPARK_MIN_WEEKS
    return IndexRow(
        topic.name,
        archive.addresses.topic(topic.slug),
        count,
        weeks if has_line else (),
        followed=topic.followed,
    )


def source_rows(archive: Archive, name: str, limit: int) -> tuple[IndexRow, ...]:
    """The sources of the articles of a list, each with the number that it published, most first."""
    rows = []
    for slug, number in archive.articles.sources(name)[:limit]:
        source = archive.sources.with_slug(slug)
        rows.append(IndexRow(source.name if source else slug, archive.addresses.source(slug), number))
    return tuple(rows)
