"""The feeds of articles: of the site, and of each topic, source, section and public watch."""

from collections.abc import Iterator

from incremental import Page

from ...archive.model.addresses import FRONT, section_path, source_path, topic_path, watch_path
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ..components.page_head import site_feed
from ..i18n.messages import say
from ..views.feed_views import FeedView
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import article_entry, entry_inputs, entry_settings, hit_entry

MAX_ENTRIES = 30  # a day of a busy site; readers poll more often
ARCHIVE_ENTRIES = 50  # 150 KB a file; the newest document holds up to as many


def feed_pages(archive: Archive, listed: str) -> Iterator[Page]:
    """All documents of the feed of a list."""
    head = _head(archive, listed)
    kind, _, slug = listed.partition("/")
    former = archive.topics.former_slugs(slug) if kind == "topic" else ()
    yield from feed_documents(
        head.root,
        head.title,
        archive.articles.months(listed),
        articles_document,
        listed,
        shown=MAX_ENTRIES,
        size=ARCHIVE_ENTRIES,
        lang=archive.settings.lang,
        moved_from=[topic_path(slug) for slug in former],
    )


def articles_document(
    archive: Archive, listed: str, links: tuple[str, str, str, str, str], part: tuple[str, int, int, int]
) -> FeedView:
    """A document of the feed of a list; `links` are the fields of `DocumentLinks`, `part` those of `FeedPart`."""
    month, _, first, number = part
    if month:
        articles = archive.articles.part_of_month(listed, month, first, number)
    else:
        articles = archive.articles.newest(listed, number)
    settings = entry_settings(archive)
    entries = [article_entry(entry_inputs(archive, article, settings)) for article in articles]
    kind, _, slug = listed.partition("/")
    if kind == "watch":
        entries = [hit_entry(archive, slug, article, entry) for article, entry in zip(articles, entries, strict=True)]
    return feed_view(_head(archive, listed), DocumentLinks(*links), *entries)


def _head(archive: Archive, listed: str) -> FeedHead:
    """What the feed of a list says about itself.

    Raises:
        LookupError: there is no such topic, source, section or public watch.
    """
    lang, (kind, _, slug) = archive.settings.lang, listed.partition("/")
    if kind == "topic" and (topic := archive.topics.with_slug(slug)):
        root, title, subtitle = topic_path(slug), topic.name, say(lang, "Articles that name %(name)s", name=topic.name)
    elif kind == "source" and (source := archive.sources.with_slug(slug)):
        root, title, subtitle = source_path(slug), source.name, source.about
    elif kind == "section" and (section := archive.sources.section(slug)):
        root, title = section_path(slug), section
        subtitle = say(lang, "Articles of the section %(name)s", name=section)
    elif kind == "watch" and (watch := archive.watches.with_slug(slug)):
        root, title = watch_path(slug), watch.name
        subtitle = say(lang, "Articles found by the watch %(name)s", name=watch.name)
    elif listed == ALL:
        root, title, subtitle = FRONT, archive.settings.name, archive.settings.tagline
    else:
        raise LookupError(listed)
    return feed_head(archive, root, site_feed(archive, root, title).title, subtitle)
