"""One page or file of the site, as pages and feeds hand it to the writer."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...archive.model.article import Article
from ..i18n.date_wording import iso


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A view, the name of the template that renders it, and the path below the site's root: "" and "topics/mi6/" are
    pages, "feed.xml" is a file.

    `modified` is when the content last changed, in RFC 3339, or "" where nothing says so. None keeps the path out of
    the sitemap.
    """

    path: str
    template: str
    view: object
    modified: str | None = None


def last_modified(articles: Iterable[Article]) -> str:
    """When the last of the articles came or was changed, in RFC 3339; "" where there are no articles."""
    latest = max((max(article.date, article.modified or article.date) for article in articles), default=None)
    return iso(latest) if latest else ""
