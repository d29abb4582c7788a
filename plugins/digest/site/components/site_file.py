"""One page or file of the site, as pages and feeds hand it to the writer."""

from collections.abc import Callable, Iterable

from incremental import DeferredPage, Page

from ...archive.model.addresses import output_file
from ...archive.model.article import Article
from ..i18n.date_wording import iso


def site_file(path: str, template: str, function: Callable[..., object], *inputs: object) -> Page:
    """The page or file at a path below the site's root, made by the view `function(archive, *inputs)`: "" and
    "topics/mi6/" are pages, "feed.xml" is a file."""
    return Page(output_file(path), template, DeferredPage(function, *inputs))


def last_modified(articles: Iterable[Article]) -> str:
    """When the last of the articles came or was changed, in RFC 3339; "" where there are no articles."""
    latest = max((max(article.date, article.modified or article.date) for article in articles), default=None)
    return iso(latest) if latest else ""
