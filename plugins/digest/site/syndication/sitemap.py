"""What search engines ask for: the sitemap (https://www.sitemaps.org/protocol.html), and robots.txt, which names it.

The sitemap has a file for each month, since one file may hold 50,000 addresses at most, and so that the files of past
months stay as they are.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from incremental import Page

from ...archive.model.addresses import (
    CHANGES,
    DIGESTS,
    FRONT,
    QUOTES,
    ROBOTS,
    SEARCH,
    SITEMAP,
    SOURCES,
    STATUS,
    SUBSCRIBE,
    TOPICS,
    WATCHES,
    day_below,
    day_path,
    editor_page_path,
    month_path,
    section_path,
    seen_with_path,
    sitemap_part,
    source_path,
    story_path,
    topic_path,
    watch_path,
    week_path,
)
from ...archive.model.list_names import ALL, section_list, source_list, watch_list
from ...archive.model.list_names import QUOTES as QUOTES_LIST
from ...archive.questions.archive import Archive
from ..components.page_links import parent_path
from ..components.site_file import site_file
from ..views.sitemap_views import RobotsView, SitemapIndexView, SitemapRow, SitemapView

MAX_ADDRESSES = 40_000  # in a file; the protocol allows 50,000 and 50 MB


def sitemap_pages(archive: Archive, texts: tuple[str, ...]) -> Iterator[Page]:
    """The files of the sitemap, their index, and robots.txt. `texts` are the slugs of the editor's own pages."""
    index = []
    for name in ("", *(month for month, _ in archive.articles.months(ALL))):
        rows = _rows(archive, name, texts)
        for number, chunk in enumerate(_chunks(rows), start=1):
            path = sitemap_part(name or "pages", number)
            index.append((path, max(row.modified for row in chunk)))
            yield site_file(path, "sitemap.xml", sitemap_document, name, number, texts)
    yield site_file(SITEMAP, "sitemap_index.xml", sitemap_index, tuple(index))
    if not archive.settings.base:  # robots.txt counts only at the root of a host
        yield site_file(ROBOTS, "robots.txt", robots)


def sitemap_document(archive: Archive, month: str, number: int, texts: tuple[str, ...]) -> SitemapView:
    """A part of the sitemap, `number` counted from 1: the pages of a month, or with "" those that belong to none."""
    return SitemapView(list(_chunks(_rows(archive, month, texts)))[number - 1])


def sitemap_index(archive: Archive, parts: tuple[tuple[str, str], ...]) -> SitemapIndexView:
    """The list of the parts, which are given by their paths and by when the last page in each was modified."""
    return SitemapIndexView(tuple(SitemapRow(archive.addresses.absolute(path), modified) for path, modified in parts))


def robots(archive: Archive) -> RobotsView:
    return RobotsView(archive.addresses.absolute(SITEMAP))


def _rows(archive: Archive, month: str, texts: tuple[str, ...]) -> list[SitemapRow]:
    """The pages of a month, or with "" those that belong to none, by address."""
    pages = _month_pages(archive, month) if month else _other_pages(archive, texts)
    return sorted((SitemapRow(archive.addresses.absolute(path), when) for path, when in pages), key=lambda row: row.url)


def _month_pages(archive: Archive, month: str) -> Iterator[tuple[str, str]]:
    """The pages of a month as (path, when modified): articles whose canonical address is here, digests of days and
    the stories in them, and the archives of the month."""
    first = date.fromisoformat(f"{month}-01")
    yield from archive.articles.canonical_in(month)
    for day, modified in archive.events.modified_in(month):
        yield day_path(day), modified
    for slug, modified in archive.events.stories_in(month):
        yield story_path(slug), modified
    for listed, modified in archive.articles.lists_in(month):
        kind, _, slug = listed.partition("/")
        if listed == QUOTES_LIST:
            yield month_path(QUOTES, first), modified
            for day, _ in archive.articles.days(listed, month):
                yield day_below(QUOTES, day), modified
        elif kind in ("source", "section", "watch") or (kind == "topic" and archive.topics.with_slug(slug)):
            yield month_path(parent_path(listed), first), modified


def _other_pages(archive: Archive, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    latest = archive.articles.modified(ALL, "")
    for path in (FRONT, DIGESTS, TOPICS, SOURCES, QUOTES):
        yield path, latest
    for path in (SUBSCRIBE, STATUS, SEARCH, *map(editor_page_path, texts)):
        yield path, ""
    for monday in sorted({day - timedelta(days=day.weekday()) for day in archive.events.days()}):
        yield week_path(monday), ""
    for slug, modified, is_seen_with in archive.topics.modified():
        yield topic_path(slug), modified
        if is_seen_with:
            yield seen_with_path(slug), modified
    for source in archive.sources.all():
        yield source_path(source.slug), archive.articles.modified(source_list(source.slug), "")
    for slug, _ in archive.sources.sections():
        yield section_path(slug), archive.articles.modified(section_list(slug), "")
    watches = archive.watches.all()
    if watches:
        yield WATCHES, ""
    if archive.changes.any():
        yield CHANGES, ""
    for watch in watches:
        yield watch_path(watch.slug), archive.articles.modified(watch_list(watch.slug), "")


def _chunks(rows: list[SitemapRow]) -> Iterator[tuple[SitemapRow, ...]]:
    remaining = iter(rows)
    while chunk := tuple(islice(remaining, MAX_ADDRESSES)):
        yield chunk
