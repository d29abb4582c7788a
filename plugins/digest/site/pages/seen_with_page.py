"""Who a topic is seen with, /topics/mi6/with/: for each other topic, the newest articles that name both."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from ...archive.model.addresses import SEARCH, TOPICS, seen_with_anchor, seen_with_path
from ...archive.model.archive import Archive, weekly_counts
from ...archive.model.article import Article
from ...archive.model.topics import Topic
from ..components.page_head import page_head
from ..components.page_links import topics_link
from ..components.river_lines import article_item
from ..components.topic_lists import topic_rows
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.shared_views import IndexRow, Link, River
from ..views.topic_views import SeenWithGroup, SeenWithPage

# Articles of each pair: all articles of two dozen pairs would be too heavy for a phone, and the search has the others.
NEWEST = 10


def seen_with_page(archive: Archive, topic: Topic) -> SeenWithPage:
    lang = archive.settings.lang
    rows = seen_with_rows(archive, topic, None)  # no sparklines, which would end elsewhere each week
    articles = _articles_by_address(archive, archive.articles_of(topic))
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
        groups=tuple(_group(archive, topic, row, articles[row.url]) for row in rows),
    )


def seen_with_rows(archive: Archive, topic: Topic, until: date | None) -> tuple[IndexRow, ...]:
    """The topics that the topic is seen with, each with the number of articles that name both and the address where
    these stand.

    Sparklines end with the day `until`; without a day there are none. They count the articles that name both topics,
    so that a page with them stays the same when the other topic is reported alone.
    """
    articles = archive.articles_of(topic)
    by_address = _articles_by_address(archive, articles if until else ())
    page = archive.addresses.at(seen_with_path(topic.slug))
    return tuple(
        replace(
            row,
            count_url=f"{page}#{seen_with_anchor(row.url.rstrip('/').rpartition('/')[2])}",
            spark=weekly_counts(by_address[row.url], until) if until else (),
        )
        for row in topic_rows(archive, articles, None, without=topic.slug)
    )


def _articles_by_address(archive: Archive, articles: Iterable[Article]) -> dict[str, list[Article]]:
    """For the address of each topic, those of the articles that name it, in the order given."""
    by_address: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for topic in archive.topics_in(article):
            by_address[archive.addresses.topic(topic.slug)].append(article)
    return by_address


def _group(archive: Archive, topic: Topic, row: IndexRow, articles: list[Article]) -> SeenWithGroup:
    return SeenWithGroup(
        name=Link(row.name, row.url),
        anchor=row.count_url.partition("#")[2],
        total=count(row.count, "article", archive.settings.lang),
        # With the day and no clock, so that a line doesn't change when the day is over.
        items=River(tuple(article_item(archive, article, date.min) for article in articles[:NEWEST])),
        more=_search_url(archive, topic, row.name) if row.count > NEWEST else "",
    )


def _search_url(archive: Archive, topic: Topic, name: str) -> str:
    query = urlencode({"q": f'"{name}"', "actor": topic.name})
    return f"{archive.addresses.at(SEARCH)}?{query}"
