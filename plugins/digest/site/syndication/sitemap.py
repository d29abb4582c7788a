"""What search engines ask for: the sitemap (https://www.sitemaps.org/protocol.html), and robots.txt, which names it.

The sitemap has a file for each month, since one file may hold 50,000 addresses at most, and so that the files of past
months stay as they are.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from incremental import Page, PageGroup

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


def sitemap_pages(archive: Archive, texts: tuple[str, ...]) -> Iterator[Page | PageGroup]:
    """The files of the sitemap, their index, and robots.txt. `texts` are the slugs of the editor's own pages."""
    yield PageGroup(sitemap_parts, "", texts)
    for month, _ in archive.articles.months(ALL):
        yield PageGroup(sitemap_parts, month, texts)
    yield site_file(SITEMAP, "sitemap_index.xml", sitemap_index, texts)
    if not archive.settings.base:  # robots.txt counts only at the root of a host
        yield site_file(ROBOTS, "robots.txt", robots)


def sitemap_parts(archive: Archive, month: str, texts: tuple[str, ...]) -> Iterator[Page]:
    """The files of a month, or with "" those of the pages that belong to none."""
    addresses = archive.articles.addresses_in(month) if month else len(_rows(archive, "", texts))
    for number in range(1, _number_of_parts(addresses) + 1):
        yield site_file(_part_path(month, number), "sitemap.xml", sitemap_document, month, number, texts)


def sitemap_document(archive: Archive, month: str, number: int, texts: tuple[str, ...]) -> SitemapView:
    """A part of the sitemap, `number` counted from 1: the pages of a month, or with "" those that belong to none."""
    rows = _rows(archive, month, texts)
    return SitemapView(tuple(rows[(number - 1) * MAX_ADDRESSES : number * MAX_ADDRESSES]))


def sitemap_index(archive: Archive, texts: tuple[str, ...]) -> SitemapIndexView:
    """The list of the parts, each with when the last page of its month was modified."""
    others = _rows(archive, "", texts)
    extents = [("", len(others), max(row.modified for row in others)), *archive.articles.sitemap_months()]
    return SitemapIndexView(
        tuple(
            SitemapRow(archive.addresses.absolute(_part_path(month, number)), modified)
            for month, addresses, modified in extents
            for number in range(1, _number_of_parts(addresses) + 1)
        )
    )


def _number_of_parts(addresses: int) -> int:
    return ceil(addresses / MAX_ADDRESSES)


def _part_path(month: str, number: int) -> str:
    return sitemap_part(month or "pages", number)


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
        if listed == QUOTES_LIST:
            yield month_path(QUOTES, first), modified
            for day, _ in archive.articles.days(listed, month):
                yield day_below(QUOTES, day), modified
        else:
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
