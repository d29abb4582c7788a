"""The articles of one month below the page of a topic, a source, a section or a watch: /topics/mi6/2023/07/.

Archives go by the calendar, so that a new article changes the page of its own month and no other; in a month of very
many articles, each day has a page and the new article changes the page of its own day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from incremental import Page, PageGroup

from ...archive.model.addresses import (
    SOURCES,
    TOPICS,
    WATCHES,
    day_below,
    month_path,
)
from ...archive.model.article import Article
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.page_links import parent_path, sources_link, topics_link, watches_link
from ..components.river_lines import article_days, hit_days
from ..components.site_file import site_file
from ..i18n.date_wording import month, plain_day, weekday
from ..i18n.nouns import count
from ..open_data.open_data_files import month_data_links
from ..views.frame_views import PageHead
from ..views.month_archive_views import MonthArchivePage
from ..views.shared_views import DataLinks, IndexRow, Link, Pager, River, RiverDay

MONTH_MAX = 400  # articles on a page: 25 KB compressed, half of what a page may weigh; a longer month gets pages by day
OPEN_LINES = 30  # from so many lines on, those of a day are shown on demand: a month of 400 is 35,000 px on a phone
TEMPLATE = "month_archive.html"
Neighbours: TypeAlias = tuple[date | None, date | None]  # the periods before and after that have articles


@dataclass(frozen=True, slots=True)
class ParentPage:
    """The page that an archive belongs to: its path, its name, the trail down to it, the open entry of the menu."""

    root: str
    name: str
    trail: tuple[Link, ...]
    current: str


def month_archive_pages(archive: Archive, listed: str) -> Iterator[Page | PageGroup]:
    """A page for each month that has articles of a list, oldest first; for a long month also one for each of its
    days."""
    months = [(date.fromisoformat(f"{month}-01"), number) for month, number in archive.articles.months(listed)]
    for (first, neighbours), (_, number) in zip(_with_neighbours([first for first, _ in months]), months, strict=True):
        path = month_path(parent_path(listed), first)
        yield site_file(path, TEMPLATE, month_page, listed, first, *neighbours, number > MONTH_MAX)
        if number > MONTH_MAX:
            yield PageGroup(day_archive_pages, listed, first)


def day_archive_pages(archive: Archive, listed: str, first: date) -> Iterator[Page]:
    """A page for each day of a long month, oldest first; `first` is the first day of the month."""
    days = [day for day, _ in archive.articles.days(listed, first.isoformat()[:7])]
    for day, neighbours in _with_neighbours(days):
        yield site_file(day_below(parent_path(listed), day), TEMPLATE, day_archive_page, listed, day, *neighbours)


def _parent(archive: Archive, listed: str) -> ParentPage:
    """The page that the archive of a list belongs to.

    Raises:
        LookupError: there is none.
    """
    kind, _, slug = listed.partition("/")
    root = parent_path(listed)
    trail: tuple[Link, ...]
    if kind == "topic":
        topic = archive.topics.with_slug(slug)
        name, trail, current = topic.name if topic else "", (topics_link(archive),), TOPICS
    elif kind == "source":
        source = archive.sources.with_slug(slug)
        name, trail, current = source.name if source else "", (sources_link(archive),), SOURCES
    elif kind == "watch":
        watch = archive.watches.with_slug(slug)
        name, trail, current = watch.name if watch else "", (watches_link(archive),), WATCHES
    else:
        name, trail, current = archive.sources.section(slug), (), root
    if not name:
        raise LookupError(listed)
    return ParentPage(root, name, (*trail, Link(name, archive.addresses.at(root))), current)


def _with_neighbours(periods: Sequence[date]) -> Iterator[tuple[date, Neighbours]]:
    before, after = [None, *periods], [*periods[1:], None]  # `before` is one longer, and its last item is not used
    yield from zip(periods, zip(before, after, strict=False), strict=False)


def month_page(
    archive: Archive,
    listed: str,
    first: date,
    before: date | None,
    after: date | None,
    by_day: bool,
) -> MonthArchivePage:
    """The page of a month. One that is too long for a page has the number of articles of each day, newest first."""
    parent, month_name = _parent(archive, listed), f"{first.isoformat()[:7]}"
    data = month_data_links(archive, listed, first)
    if not by_day:
        articles = archive.articles.of_period(listed, month_name)
        groups = _groups(archive, listed, articles)
        return _month_view(archive, parent, first, (before, after), groups=groups, total=len(articles), data=data)
    counts = archive.articles.days(listed, month_name)
    days = tuple(
        IndexRow(weekday(day, archive.settings.lang), archive.addresses.at(day_below(parent.root, day)), number)
        for day, number in reversed(counts)
    )
    total = sum(number for _, number in counts)
    return _month_view(archive, parent, first, (before, after), days=days, total=total, data=data)


def _month_view(
    archive: Archive,
    parent: ParentPage,
    first: date,
    neighbours: Neighbours,
    *,
    groups: tuple[RiverDay, ...] = (),
    days: tuple[IndexRow, ...] = (),
    total: int,
    data: DataLinks | None,
) -> MonthArchivePage:
    lang = archive.settings.lang

    def link(other: date | None) -> Link | None:
        return Link(month(other, lang), archive.addresses.at(month_path(parent.root, other))) if other else None

    title = f"{parent.name}, {month(first, lang)}"
    return MonthArchivePage(
        head=_head(archive, parent, month_path(parent.root, first), title, total),
        title=title,
        groups=_folded(groups),
        pager=Pager(link(neighbours[0]), parent.trail[-1], link(neighbours[1])),
        total=total,
        days=days,
        data=data,
    )


def day_archive_page(
    archive: Archive, listed: str, day: date, before: date | None, after: date | None
) -> MonthArchivePage:
    """The page of a day of a long month."""
    lang, of_list = archive.settings.lang, _parent(archive, listed)
    first = day.replace(day=1)
    month_link = Link(month(first, lang), archive.addresses.at(month_path(of_list.root, first)))
    parent = replace(of_list, trail=(*of_list.trail, month_link))
    articles = archive.articles.of_period(listed, day.isoformat())

    def link(other: date | None) -> Link | None:
        return Link(weekday(other, lang), archive.addresses.at(day_below(parent.root, other))) if other else None

    title = f"{parent.name}, {plain_day(day, lang).text}"
    return MonthArchivePage(
        head=_head(archive, parent, day_below(parent.root, day), title, len(articles)),
        title=title,
        groups=_folded(_groups(archive, listed, articles)),
        pager=Pager(link(before), parent.trail[-1], link(after)),
        total=len(articles),
    )


def _groups(archive: Archive, listed: str, articles: Sequence[Article]) -> tuple[RiverDay, ...]:
    """The articles by day; those of a watch with the passages that make them hits."""
    kind, _, slug = listed.partition("/")
    return hit_days(archive, slug, articles) if kind == "watch" else article_days(archive, articles)


def _folded(days: Sequence[RiverDay]) -> tuple[RiverDay, ...]:
    """The days, of which only the first show their lines, and each at most OPEN_LINES of them."""
    folded, shown = [], 0
    for day in days:
        lines = day.items.items
        open_lines = lines[:OPEN_LINES] if shown < OPEN_LINES else ()
        shown += len(open_lines)
        folded.append(replace(day, items=River(open_lines), rest=River(lines[len(open_lines) :])))
    return tuple(folded)


def _head(archive: Archive, parent: ParentPage, path: str, title: str, total: int) -> PageHead:
    description = f"{title}: {count(total, 'article', archive.settings.lang)}"
    return page_head(archive, path, title, description, trail=parent.trail, current=parent.current)
