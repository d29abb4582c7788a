"""The feeds of articles: of the site, and of each topic, source and section."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from incremental import DeferredPage

from ...archive.model.addresses import FRONT, section_path, source_path, topic_path
from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ..components.page_head import site_feed
from ..components.site_file import SiteFile
from ..i18n.messages import say
from ..views.feed_views import FeedView
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import article_entry, entry_inputs, entry_settings

MAX_ENTRIES = 30  # a day of a busy site; readers poll more often
ARCHIVE_ENTRIES = 50  # 150 KB a file; the newest document holds up to as many


def article_feeds(archive: Archive) -> Iterator[SiteFile]:
    """All documents of all feeds of articles."""
    lang = archive.settings.lang
    yield from _feed(archive, (FRONT,), archive.settings.name, archive.settings.tagline, archive.articles)
    former_paths: dict[str, list[str]] = defaultdict(list)
    for slug, topic in archive.topics_by_former_slug.items():
        former_paths[topic.slug].append(topic_path(slug))
    for topic in archive.topics.values():
        subtitle = say(lang, "Articles that name %(name)s", name=topic.name)
        roots = (topic_path(topic.slug), *former_paths[topic.slug])
        yield from _feed(archive, roots, topic.name, subtitle, archive.articles_of(topic))
    for source in archive.publishing.values():
        roots = (source_path(source.slug),)
        yield from _feed(archive, roots, source.name, source.about, archive.articles_from(source))
    for slug, section in archive.sections.items():
        subtitle = say(lang, "Articles of the section %(name)s", name=section)
        yield from _feed(archive, (section_path(slug),), section, subtitle, archive.articles_in(slug))


def _feed(
    archive: Archive, roots: Sequence[str], title: str, subtitle: str, articles: Sequence[Article]
) -> Iterator[SiteFile]:
    """The documents of one feed. `articles` are newest first; `roots` are the path of the page that the feed belongs
    to, and the paths that this page had before."""
    root, *moved_from = roots
    yield from feed_documents(
        feed_head(archive, root, site_feed(archive, root, title).title, subtitle),
        articles,
        [article.day for article in articles],
        shown=MAX_ENTRIES,
        size=ARCHIVE_ENTRIES,
        lang=archive.settings.lang,
        view=partial(DeferredPage, articles_document),
        moved_from=moved_from,
    )


def articles_document(archive: Archive, head: FeedHead, links: DocumentLinks, *articles: Article) -> FeedView:
    """The document of a feed that has entries for these articles."""
    settings = entry_settings(archive)
    return feed_view(head, links, *(article_entry(entry_inputs(archive, article, settings)) for article in articles))
