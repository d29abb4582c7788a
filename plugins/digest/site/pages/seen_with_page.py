"""Who a topic is seen with, /topics/mi6/with/: for each other topic, the newest articles that name both."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote, urlencode

from ...archive.model.addresses import SEARCH, TOPICS, seen_with_anchor, seen_with_path
from ...archive.model.list_names import topic_list
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.page_links import topics_link
from ..components.river_lines import article_item
from ..components.topic_lists import list_topic_rows, topic_with
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.shared_views import IndexRow, Link, River
from ..views.topic_views import SeenWithGroup, SeenWithPage

# Articles of each pair: all articles of two dozen pairs would be too heavy for a phone, and the search has the others.
NEWEST = 10


def seen_with_page(archive: Archive, slug: str) -> SeenWithPage:
    """The page of the topic with that slug."""
    lang, topic = archive.settings.lang, topic_with(archive, slug)
    rows = seen_with_rows(archive, topic, None)  # no sparklines, which would end elsewhere each week
    title = say(lang, "%(name)s: seen with", name=topic.name)
    return SeenWithPage(
        head=page_head(
            archive,
            seen_with_path(topic.slug),
            title,
            f"{title}: {', '.join(row.name for row in rows[:5])}",
            trail=(topics_link(archive), Link(topic.name, archive.addresses.topic(topic.slug))),
            current=TOPICS,
        ),
        title=title,
        groups=tuple(_group(archive, topic, row) for row in rows),
    )


def seen_with_rows(archive: Archive, topic: Topic, until: date | None) -> tuple[IndexRow, ...]:
    """The topics that the topic is seen with, each with the number of articles that name both and the address where
    these stand.

    Sparklines end with the day `until`; without a day there are none. They count the articles that name both topics,
    so that a page with them stays the same when the other topic is reported alone.
    """
    page = archive.addresses.at(seen_with_path(topic.slug))
    rows = list_topic_rows(archive, topic_list(topic.slug), None, without=topic.slug)
    return tuple(
        replace(
            row,
            count_url=f"{page}#{seen_with_anchor(_slug(row))}",
            spark=archive.topics.weekly_counts_together(topic.slug, _slug(row), until) if until else (),
        )
        for row in rows
    )


def _slug(row: IndexRow) -> str:
    """The slug of a topic, from its address."""
    return unquote(row.url.rstrip("/").rpartition("/")[2])


def _group(archive: Archive, topic: Topic, row: IndexRow) -> SeenWithGroup:
    articles = archive.topics.newest_together(topic.slug, _slug(row), NEWEST)
    return SeenWithGroup(
        name=Link(row.name, row.url),
        anchor=row.count_url.partition("#")[2],
        total=count(row.count, "article", archive.settings.lang),
        # With the day and no clock, so that a line doesn't change when the day is over.
        items=River(tuple(article_item(archive, article, date.min) for article in articles)),
        more=_search_url(archive, topic, row.name) if row.count > NEWEST else "",
    )


def _search_url(archive: Archive, topic: Topic, name: str) -> str:
    query = urlencode({"q": f'"{name}"', "actor": topic.name})
    return f"{archive.addresses.at(SEARCH)}?{query}"
