"""The articles of one month below the page of a topic, a source or a section: /topics/mi6/2023/07/.

Archives go by the calendar, so that a new article changes the page of its own month and no other; in a month of very
many articles, each day has a page and the new article changes the page of its own day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from incremental import DeferredPage

from ...archive.model.addresses import day_below, month_path
from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ..components.page_head import page_head
from ..components.river_lines import article_days
from ..components.site_file import SiteFile, last_modified
from ..i18n.date_wording import month, plain_day, weekday
from ..i18n.nouns import count
from ..views.frame_views import PageHead
from ..views.month_archive_views import MonthArchivePage
from ..views.shared_views import IndexRow, Link, Pager, RiverDay

MONTH_MAX = 400  # articles on a page: 25 KB compressed, half of what a page may weigh; a longer month gets pages by day
TEMPLATE = "month_archive.html"
Neighbours: TypeAlias = tuple[date | None, date | None]  # the periods before and after that have articles


@dataclass(frozen=True, slots=True)
class ParentPage:
    """The page that an archive belongs to: its path, its name, the trail down to it, the open entry of the menu."""

    root: str
    name: str
    trail: tuple[Link, ...]
    current: str


def month_archive_pages(
    archive: Archive, root: str, name: str, articles: Sequence[Article], trail: tuple[Link, ...], current: str
) -> Iterator[SiteFile]:
    """A page for each month that has articles, oldest first.

    `root` and `name` are the path and the name of the page that `articles`, newest first, belong to; `trail` leads to
    that page, and `current` is the path of the menu's entry that is open.
    """
    parent = ParentPage(root, name, (*trail, Link(name, archive.addresses.at(root))), current)
    by_month = _by_month(articles)
    for first, neighbours in _with_neighbours(sorted(by_month)):
        of_month = tuple(by_month[first])
        path, modified = month_path(root, first), last_modified(of_month)
        if len(of_month) <= MONTH_MAX:
            yield SiteFile(path, TEMPLATE, DeferredPage(_month_page, parent, first, neighbours, of_month), modified)
        else:
            by_day = _by_day(of_month)
            counts = tuple((day, len(of_day)) for day, of_day in by_day.items())
            yield SiteFile(
                path, TEMPLATE, DeferredPage(_month_of_days_page, parent, first, neighbours, counts), modified
            )
            yield from _day_pages(archive, parent, first, by_day)


def _day_pages(
    archive: Archive, parent: ParentPage, first: date, by_day: dict[date, list[Article]]
) -> Iterator[SiteFile]:
    """A page for each day of a long month, oldest first; `first` is the first day of the month."""
    month_link = Link(month(first, archive.settings.lang), archive.addresses.at(month_path(parent.root, first)))
    below = replace(parent, trail=(*parent.trail, month_link))
    for day, neighbours in _with_neighbours(sorted(by_day)):
        view = DeferredPage(_day_page, below, day, neighbours, tuple(by_day[day]))
        yield SiteFile(day_below(parent.root, day), TEMPLATE, view, last_modified(by_day[day]))


def _by_month(articles: Iterable[Article]) -> dict[date, list[Article]]:
    """Articles by the first day of their month, in the order given."""
    months: defaultdict[date, list[Article]] = defaultdict(list)
    for article in articles:
        months[article.day.replace(day=1)].append(article)
    return months


def _by_day(articles: Iterable[Article]) -> dict[date, list[Article]]:
    """Articles by their day, in the order given."""
    days: defaultdict[date, list[Article]] = defaultdict(list)
    for article in articles:
        days[article.day].append(article)
    return days


def _with_neighbours(periods: Sequence[date]) -> Iterator[tuple[date, Neighbours]]:
    before, after = [None, *periods], [*periods[1:], None]  # `before` is one longer, and its last item is not used
    yield from zip(periods, zip(before, after, strict=False), strict=False)


def _month_page(
    archive: Archive, parent: ParentPage, first: date, neighbours: Neighbours, articles: tuple[Article, ...]
) -> MonthArchivePage:
    groups = article_days(archive, articles)
    return _month_view(archive, parent, first, neighbours, groups=groups, total=len(articles))


def _month_of_days_page(
    archive: Archive, parent: ParentPage, first: date, neighbours: Neighbours, counts: tuple[tuple[date, int], ...]
) -> MonthArchivePage:
    """The page of a month that is too long for one page: the number of articles of each day, newest first."""
    days = tuple(
        IndexRow(weekday(day, archive.settings.lang), archive.addresses.at(day_below(parent.root, day)), number)
        for day, number in counts
    )
    return _month_view(archive, parent, first, neighbours, days=days, total=sum(number for _, number in counts))


def _month_view(
    archive: Archive,
    parent: ParentPage,
    first: date,
    neighbours: Neighbours,
    *,
    groups: tuple[RiverDay, ...] = (),
    days: tuple[IndexRow, ...] = (),
    total: int,
) -> MonthArchivePage:
    lang = archive.settings.lang

    def link(other: date | None) -> Link | None:
        return Link(month(other, lang), archive.addresses.at(month_path(parent.root, other))) if other else None

    title = f"{parent.name}, {month(first, lang)}"
    return MonthArchivePage(
        head=_head(archive, parent, month_path(parent.root, first), title, total),
        title=title,
        groups=groups,
        pager=Pager(link(neighbours[0]), parent.trail[-1], link(neighbours[1])),
        total=total,
        days=days,
    )


def _day_page(
    archive: Archive, parent: ParentPage, day: date, neighbours: Neighbours, articles: tuple[Article, ...]
) -> MonthArchivePage:
    lang = archive.settings.lang

    def link(other: date | None) -> Link | None:
        return Link(weekday(other, lang), archive.addresses.at(day_below(parent.root, other))) if other else None

    title = f"{parent.name}, {plain_day(day, lang).text}"
    return MonthArchivePage(
        head=_head(archive, parent, day_below(parent.root, day), title, len(articles)),
        title=title,
        groups=article_days(archive, articles),
        pager=Pager(link(neighbours[0]), parent.trail[-1], link(neighbours[1])),
        total=len(articles),
    )


def _head(archive: Archive, parent: ParentPage, path: str, title: str, total: int) -> PageHead:
    description = f"{title}: {count(total, 'article', archive.settings.lang)}"
    return page_head(archive, path, title, description, trail=parent.trail, current=parent.current)
