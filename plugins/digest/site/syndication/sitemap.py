"""What search engines ask for: the sitemap with dates, and robots.txt, which says where it is.

https://www.sitemaps.org/protocol.html. By month, since one file may hold 50,000 addresses at most, and so that what is
past stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from ..components.site_file import SiteFile
from ..model.addresses import ROBOTS, SITEMAP, month_of, sitemap_part
from ..model.archive import Archive
from ..views.feed_views import RobotsView, SitemapIndexView, SitemapRow, SitemapView

MAX_ADDRESSES = 40_000  # of 50,000 and 50 MB


def sitemap_files(archive: Archive, pages: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """`pages` may come in any order; those that want to be listed say when they were modified."""
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
    if not archive.settings.base:  # nobody asks for it anywhere but at the root of a host
        yield SiteFile(ROBOTS, "robots.txt", RobotsView(absolute(SITEMAP)))


def _chunks(rows: list[SitemapRow]) -> Iterator[tuple[SitemapRow, ...]]:
    waiting = iter(rows)
    while chunk := tuple(islice(waiting, MAX_ADDRESSES)):
        yield chunk
