"""Archives by month, below the page of an actor, a source or a section.

By calendar, so that a new article changes the page of its own month, or of its own day in a month of very many, and no
other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..archive import Archive
from ..articles import Article
from ..blocks import article_item
from ..urls import day_path, month_path
from ..views.actors import ArchivePage
from ..views.parts import ActorRow, Link, Pager
from ..wording import count, month, plain_day, weekday
from .output import Output, head, newest

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

    def link(at: int) -> Link | None:
        if not 0 <= at < len(months):
            return None
        return Link(month(months[at], lang), archive.urls.at(month_path(root, months[at])))

    up = Link(name, archive.urls.at(root))
    for index, first in enumerate(months):
        items = by_month[first]
        path = month_path(root, first)
        by_day = _by_day(items) if len(items) > MONTH_MAX else {}
        title = f"{name}, {month(first, lang)}"
        yield Output(
            path,
            "archive.html",
            ArchivePage(
                head=head(
                    archive,
                    path,
                    title,
                    f"{title}: {count(len(items), 'article', lang)}",
                    trail=(*trail, up),
                    current=current,
                ),
                title=title,
                # No clock: on a page that never changes there is no "today".
                items=() if by_day else tuple(article_item(archive, article, date.min) for article in items),
                pager=Pager(link(index - 1), up, link(index + 1)),
                total=len(items),
                days=tuple(
                    ActorRow(weekday(day, lang), archive.urls.at(f"{root}{day_path(day)}"), len(by_day[day]))
                    for day in by_day
                ),
            ),
            newest(items),
        )
        here = Link(month(first, lang), archive.urls.at(path))
        yield from _day_pages(archive, root, name, by_day, (*trail, up, here), current)


def _by_day(articles: Iterable[Article]) -> dict[date, list[Article]]:
    """In the order given."""
    days: dict[date, list[Article]] = defaultdict(list)
    for article in articles:
        days[article.day].append(article)
    return days


def _day_pages(
    archive: Archive,
    root: str,
    name: str,
    by_day: Mapping[date, Sequence[Article]],
    trail: tuple[Link, ...],
    current: str,
) -> Iterator[Output]:
    """The days of a month that is too long for one page; `by_day` is newest first, and so is each day."""
    lang = archive.settings.lang
    days = sorted(by_day)

    def link(at: int) -> Link | None:
        if not 0 <= at < len(days):
            return None
        return Link(weekday(days[at], lang), archive.urls.at(f"{root}{day_path(days[at])}"))

    for index, day in enumerate(days):
        title = f"{name}, {plain_day(day, lang).text}"
        items = by_day[day]
        path = f"{root}{day_path(day)}"
        yield Output(
            path,
            "archive.html",
            ArchivePage(
                head=head(
                    archive,
                    path,
                    title,
                    f"{title}: {count(len(items), 'article', lang)}",
                    trail=trail,
                    current=current,
                ),
                title=title,
                items=tuple(article_item(archive, article, day) for article in items),
                pager=Pager(link(index - 1), trail[-1], link(index + 1)),
                total=len(items),
            ),
            newest(items),
        )
