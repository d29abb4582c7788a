"""The texts that name an actor together with another one, for each of those that it is seen with."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from ..components.page_head import page_head
from ..components.river_lines import article_item
from ..i18n.messages import say
from ..i18n.nouns import count
from ..model.addresses import SEARCH
from ..model.archive import Archive
from ..model.article import Article
from ..model.topics import Topic
from ..views.shared_views import IndexRow, Link, River
from ..views.topic_views import SeenWithGroup, SeenWithPage

# Of each pair: a page of all texts of two dozen pairs would be too heavy for a phone, and the search has the others.
NEWEST = 10


def seen_with_view(
    archive: Archive,
    topic: Topic,
    path: str,
    rows: Sequence[IndexRow],
    trail: tuple[Link, ...],
    current: str,
) -> SeenWithPage:
    """`rows` are those that the topic is seen with."""
    lang = archive.settings.lang
    texts: dict[str, list[Article]] = defaultdict(list)
    wanted = {row.url for row in rows}
    for article in archive.articles_of(topic):
        for other in archive.topics_in(article):
            url = archive.addresses.topic(other.slug)
            if url in wanted and other.slug != topic.slug:
                texts[url].append(article)
    title = say(lang, "%(name)s: seen with", name=topic.name)
    return SeenWithPage(
        head=page_head(
            archive,
            path,
            title,
            f"{title}: {', '.join(row.name for row in rows[:5])}",
            trail=trail,
            current=current,
        ),
        title=title,
        groups=tuple(
            SeenWithGroup(
                name=Link(row.name, row.url),
                anchor=row.count_url.partition("#")[2],
                total=count(row.count, "article", lang),
                # With the day and no clock: what stands here doesn't change when the day is over.
                items=River(tuple(article_item(archive, article, date.min) for article in texts[row.url][:NEWEST])),
                more=_search(archive, topic, row.name) if row.count > NEWEST else "",
            )
            for row in rows
        ),
    )


def _search(archive: Archive, topic: Topic, name: str) -> str:
    query = urlencode({"q": f'"{name}"', "actor": topic.name})
    return f"{archive.addresses.at(SEARCH)}?{query}"
