"""The newest hits of a watch as RSS 2.0, and as posts for services that carry a feed to Mastodon.

Such services post the title of an entry and its link. So the title of an entry in the feed of posts is the whole post:
headline, source, and up to three hashtags of actors, short enough for what a server takes by default. A server counts
each link as 23 characters, however long it is.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from markupsafe import Markup

from incremental import Page

from ...archive.model.addresses import feed_stem, mastodon_path, rss_path, watch_path
from ...archive.model.article import Article, shorten
from ...archive.model.list_names import watch_list
from ...archive.questions.archive import Archive
from ..components.site_file import site_file
from ..views.feed_views import FeedEntry, FeedView, RssItem, RssView
from .article_feeds import MAX_ENTRIES, articles_document
from .feed_documents import DocumentLinks, FeedPart
from .feed_entries import xml_text

POST_CHARS: Final = 500  # that Mastodon takes by default
LINK_CHARS: Final = 23
MAX_HASHTAGS: Final = 3
MAX_HASHTAG_CHARS: Final = 40
UNLINKED_AT: Final = "@\u2060"  # a headline may not call out to anybody: a word joiner keeps "@name" from doing so
_AT: Final = re.compile("@")
_WORD: Final = re.compile(r"[^\W_]+")


def rss_pages(archive: Archive, slug: str) -> Iterator[Page]:
    """The feed of a public watch as RSS 2.0; and as posts, where the editor wants that."""
    yield site_file(rss_path(watch_path(slug)), "rss.xml", rss_view, slug)
    if archive.settings.mastodon_feeds:
        yield site_file(mastodon_path(watch_path(slug)), "rss.xml", posts_view, slug)


def rss_view(archive: Archive, slug: str) -> RssView:
    """The newest hits of the public watch with that slug."""
    feed = _newest(archive, slug)
    items = tuple(_item(entry, entry.title, entry.content) for entry in feed.entries)
    return _view(archive, feed, rss_path(watch_path(slug)), items)


def posts_view(archive: Archive, slug: str) -> RssView:
    """The newest hits of the public watch with that slug as posts."""
    feed = _newest(archive, slug)
    articles = archive.articles.newest(watch_list(slug), MAX_ENTRIES)
    posts = [xml_text(post(archive, article)) for article in articles]
    items = tuple(
        _item(entry, text, Markup("<p>{}</p>").format(text)) for entry, text in zip(feed.entries, posts, strict=True)
    )
    return _view(archive, feed, mastodon_path(watch_path(slug)), items)


def post(archive: Archive, article: Article) -> str:
    """An article as a post, without its link: headline, source, hashtags of the actors that are followed, then of
    others."""
    topics = sorted(archive.topics.in_article(article.id), key=lambda topic: not topic.followed)
    tags = [tag for topic in topics if (tag := hashtag(topic.name))]
    end = " ".join([f"({article.publisher.name})", *dict.fromkeys(tags[:MAX_HASHTAGS])])
    # A blank stands on each side of the end, and behind each "@" a character that is not seen.
    room = POST_CHARS - LINK_CHARS - len(end) - 2 - len(_AT.findall(article.headline))
    return f"{_AT.sub(UNLINKED_AT, shorten(article.headline, room))} {end}"


def hashtag(name: str) -> str:
    """A name as a hashtag, each word with a capital: "#GuildOfPilots"; "" where none can be made of it."""
    words = _WORD.findall(name.replace("’", "").replace("'", ""))
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    is_fit = joined and not joined.isdecimal() and len(joined) <= MAX_HASHTAG_CHARS
    return f"#{joined}" if is_fit else ""


def _newest(archive: Archive, slug: str) -> FeedView:
    """The feed of a watch in its Atom form, with the newest entries alone."""
    links = DocumentLinks(feed_stem(watch_path(slug)))
    return articles_document(archive, watch_list(slug), astuple(links), astuple(FeedPart("", 0, 0, MAX_ENTRIES)))


def _view(archive: Archive, feed: FeedView, path: str, items: tuple[RssItem, ...]) -> RssView:
    return RssView(
        feed.title, feed.subtitle, archive.addresses.absolute(path), feed.page, _rfc_822(feed.updated), items
    )


def _item(entry: FeedEntry, title: str, description: Markup) -> RssItem:
    published = _rfc_822(entry.published)
    return RssItem(entry.id, title, entry.url, published, entry.source, entry.categories, description)


def _rfc_822(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment))
