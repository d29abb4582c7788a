"""What search engines ask for: the sitemap (https://www.sitemaps.org/protocol.html), and robots.txt, which names it.

The sitemap has a file for each month, since one file may hold 50,000 addresses at most, and so that the files of past
months stay as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from ...archive.model.addresses import ROBOTS, SITEMAP, month_of, sitemap_part
from ...archive.model.archive import Archive
from ..components.site_file import SiteFile
from ..views.sitemap_views import RobotsView, SitemapIndexView, SitemapRow, SitemapView

MAX_ADDRESSES = 40_000  # in a file; the protocol allows 50,000 and 50 MB


def sitemap_files(archive: Archive, pages: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """The files of the sitemap, their index, and robots.txt. A page is listed unless `modified` is None; the order of
    the pages does not matter."""
    absolute = archive.addresses.absolute
    parts: dict[str, list[SitemapRow]] = defaultdict(list)
    for page in pages:
        if page.modified is not None:
            parts[month_of(page.path) or "pages"].append(SitemapRow(absolute(page.path), page.modified))
    index = []
    for name, rows in sorted(parts.items()):
        for number, chunk in enumerate(_chunks(sorted(rows, key=lambda row: row.url)), start=1):
            path = sitemap_part(name, number)
            index.append(SitemapRow(absolute(path), max(row.modified for row in chunk)))
            yield SiteFile(path, "sitemap.xml", SitemapView(chunk))
    yield SiteFile(SITEMAP, "sitemap_index.xml", SitemapIndexView(tuple(index)))
    if not archive.settings.base:  # robots.txt counts only at the root of a host
        yield SiteFile(ROBOTS, "robots.txt", RobotsView(absolute(SITEMAP)))


def _chunks(rows: list[SitemapRow]) -> Iterator[tuple[SitemapRow, ...]]:
    remaining = iter(rows)
    while chunk := tuple(islice(remaining, MAX_ADDRESSES)):
        yield chunk
