"""Feeds of the site, of each actor, source and section, as Atom and as JSON; and the page that explains them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from incremental import DeferredPage

from ..components.page_head import page_head, site_feed
from ..components.page_links import digest_feed
from ..components.site_file import SiteFile
from ..i18n.messages import say
from ..model.addresses import (
    FEEDS_OPML,
    FRONT,
    SUBSCRIBE,
    SUBSCRIPTIONS_OPML,
    atom_path,
    json_path,
    section_path,
    source_path,
    topic_path,
)
from ..model.archive import Archive
from ..model.article import Article
from ..views.feed_views import FeedView
from ..views.shared_views import SiteFeed
from ..views.text_views import SubscribePage
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import article_entry, entry_inputs, entry_settings
from .feed_lists import opml_files

ENTRIES = 30  # a day of a busy site; readers poll more often
ARCHIVE_ENTRIES = 50  # 150 KB a file; the newest document has up to so many


def feed_pages(archive: Archive) -> Iterator[SiteFile]:
    lang = archive.settings.lang
    yield from _feed(archive, (FRONT,), archive.settings.name, archive.settings.tagline, archive.articles)
    moved: dict[str, list[str]] = defaultdict(list)
    for slug, topic in archive.topics_by_former_slug.items():
        moved[topic.slug].append(topic_path(slug))
    for topic in archive.topics.values():
        about = say(lang, "Articles that name %(name)s", name=topic.name)
        articles, roots = archive.articles_of(topic), (topic_path(topic.slug), *moved[topic.slug])
        yield from _feed(archive, roots, topic.name, about, articles)
    for source in archive.publishing.values():
        roots = (source_path(source.slug),)
        yield from _feed(archive, roots, source.name, source.about, archive.articles_from(source))
    for slug, section in archive.sections.items():
        about = say(lang, "Articles of the section %(name)s", name=section)
        yield from _feed(archive, (section_path(slug),), section, about, archive.articles_in(slug))
    yield from opml_files(archive)
    yield SiteFile(SUBSCRIBE, "subscribe.html", _subscribe_page(archive), "")


def _feed(
    archive: Archive, roots: Sequence[str], title: str, subtitle: str, articles: Sequence[Article]
) -> Iterator[SiteFile]:
    """`articles` are newest first; `roots` are where the feed stands, and where it stood."""
    root, *moved_from = roots
    yield from feed_documents(
        feed_head(archive, root, site_feed(archive, root, title).title, subtitle),
        articles,
        [article.day for article in articles],
        shown=ENTRIES,
        size=ARCHIVE_ENTRIES,
        lang=archive.settings.lang,
        view=partial(DeferredPage, articles_document),
        moved_from=moved_from,
    )


def articles_document(archive: Archive, head: FeedHead, links: DocumentLinks, *articles: Article) -> FeedView:
    """A document of a feed, which has those articles."""
    site = entry_settings(archive)
    return feed_view(head, links, *(article_entry(entry_inputs(archive, article, site)) for article in articles))


def _subscribe_page(archive: Archive) -> SubscribePage:
    def links(roots: Iterable[tuple[str, str]]) -> tuple[SiteFeed, ...]:
        return tuple(
            SiteFeed(
                title,
                archive.addresses.at(atom_path(root)),
                archive.addresses.at(json_path(root)),
            )
            for root, title in roots
        )

    lang = archive.settings.lang
    topics = sorted(archive.topics.values(), key=lambda topic: (topic.name.casefold(), topic.slug))
    sources = sorted(archive.publishing.values(), key=lambda source: (source.name.casefold(), source.slug))
    return SubscribePage(
        head=page_head(
            archive,
            SUBSCRIBE,
            say(lang, "Subscribe"),
            say(lang, "A feed for the site, each section, each actor and each source"),
            current=SUBSCRIBE,
        ),
        site=site_feed(archive, FRONT, archive.settings.name),
        digest=digest_feed(archive),
        ours=archive.addresses.at(FEEDS_OPML),
        followed=archive.addresses.at(SUBSCRIPTIONS_OPML),
        sections=links((section_path(slug), name) for slug, name in archive.sections.items()),
        actors=links((topic_path(topic.slug), topic.name) for topic in topics),
        sources=links((source_path(source.slug), source.name) for source in sources),
    )
