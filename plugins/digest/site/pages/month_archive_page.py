"""Archives by month, below the page of an actor, a source or a section.

By calendar, so that a new article changes the page of its own month, or of its own day in a month of very many, and no
other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from incremental import DeferredPage

from ..components.page_head import Output, head, newest
from ..components.story_blocks import article_days
from ..i18n.wording import count, month, plain_day, weekday
from ..model.addresses import day_below, month_path
from ..model.archive import Archive
from ..model.article import Article
from ..views.frame_views import Head
from ..views.shared_views import ActorRow, Link, Pager, RiverDay
from ..views.topic_views import ArchivePage

MONTH_MAX = 400  # articles on a page: 25 KB compressed, half of what a page may weigh; a longer month gets pages by day


def archive_pages(
    archive: Archive, root: str, name: str, articles: Sequence[Article], trail: tuple[Link, ...], current: str
) -> Iterator[Output]:
    """A page for each month that has articles, oldest first. `articles` are newest first; `root` is the path of the
    page that they belong to."""
    lang = archive.settings.lang
    by_month: dict[date, list[Article]] = defaultdict(list)
    for article in articles:
        by_month[article.day.replace(day=1)].append(article)
    months = sorted(by_month)
    place = Place(root, name, (*trail, Link(name, archive.addresses.at(root))), current)
    for first, around in _with_neighbours(months):
        items = tuple(by_month[first])
        path = month_path(root, first)
        if len(items) <= MONTH_MAX:
            yield Output(path, "archive.html", DeferredPage(_month_page, place, first, around, items), newest(items))
            continue
        by_day = by_day_of(items)
        numbers = tuple((day, len(by_day[day])) for day in by_day)
        yield Output(path, "archive.html", DeferredPage(_days_page, place, first, around, numbers), newest(items))
        here = Link(month(first, lang), archive.addresses.at(path))
        below = replace(place, trail=(*place.trail, here))
        for day, beside in _with_neighbours(sorted(by_day)):
            view = DeferredPage(_day_page, below, day, beside, tuple(by_day[day]))
            yield Output(day_below(root, day), "archive.html", view, newest(by_day[day]))


@dataclass(frozen=True, slots=True)
class Place:
    """What the archive is of: the path and the name of its page, the way there, and the menu's open entry."""

    root: str
    name: str
    trail: tuple[Link, ...]
    current: str


Around: TypeAlias = tuple[date | None, date | None]  # the period before, and the one after


def _with_neighbours(periods: Sequence[date]) -> Iterator[tuple[date, Around]]:
    before, after = [None, *periods], [*periods[1:], None]  # as long as the periods, or longer
    yield from zip(periods, zip(before, after, strict=False), strict=False)


def by_day_of(articles: Iterable[Article]) -> defaultdict[date, list[Article]]:
    """Articles by their day, in the order given."""
    days: defaultdict[date, list[Article]] = defaultdict(list)
    for article in articles:
        days[article.day].append(article)
    return days


def _month_page(
    archive: Archive, place: Place, first: date, around: Around, articles: tuple[Article, ...]
) -> ArchivePage:
    groups = article_days(archive, articles)
    return _of_month(archive, place, first, around, groups=groups, total=len(articles))


def _days_page(
    archive: Archive, place: Place, first: date, around: Around, numbers: tuple[tuple[date, int], ...]
) -> ArchivePage:
    """Of a month that is too long for one page: how many articles each of its days has, newest first."""
    days = tuple(
        ActorRow(weekday(day, archive.settings.lang), archive.addresses.at(day_below(place.root, day)), number)
        for day, number in numbers
    )
    return _of_month(archive, place, first, around, days=days, total=sum(number for _, number in numbers))


def _of_month(
    archive: Archive,
    place: Place,
    first: date,
    around: Around,
    *,
    groups: tuple[RiverDay, ...] = (),
    days: tuple[ActorRow, ...] = (),
    total: int,
) -> ArchivePage:
    lang = archive.settings.lang

    def link(there: date | None) -> Link | None:
        return Link(month(there, lang), archive.addresses.at(month_path(place.root, there))) if there else None

    title = f"{place.name}, {month(first, lang)}"
    return ArchivePage(
        head=_head(archive, place, month_path(place.root, first), title, total),
        title=title,
        groups=groups,
        pager=Pager(link(around[0]), place.trail[-1], link(around[1])),
        total=total,
        days=days,
    )


def _day_page(archive: Archive, place: Place, day: date, around: Around, articles: tuple[Article, ...]) -> ArchivePage:
    lang = archive.settings.lang

    def link(there: date | None) -> Link | None:
        return Link(weekday(there, lang), archive.addresses.at(day_below(place.root, there))) if there else None

    title = f"{place.name}, {plain_day(day, lang).text}"
    return ArchivePage(
        head=_head(archive, place, day_below(place.root, day), title, len(articles)),
        title=title,
        groups=article_days(archive, articles),
        pager=Pager(link(around[0]), place.trail[-1], link(around[1])),
        total=len(articles),
    )


def _head(archive: Archive, place: Place, path: str, title: str, total: int) -> Head:
    description = f"{title}: {count(total, 'article', archive.settings.lang)}"
    return head(archive, path, title, description, trail=place.trail, current=place.current)
