"""Archives by month, below the page of an actor, a source or a section.

By calendar, so that a new article changes the page of its own month and no other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ..archive import Archive
from ..articles import Article
from ..blocks import article_item
from ..urls import month_path
from ..views import ArchivePage, Link, Pager
from ..wording import count, month
from .output import Output, head, newest


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
        title = f"{name}, {month(first, lang)}"
        items = by_month[first]
        path = month_path(root, first)
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
                items=tuple(article_item(archive, article, date.min) for article in items),
                pager=Pager(link(index - 1), up, link(index + 1)),
            ),
            newest(items),
        )
