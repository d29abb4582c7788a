"""What search engines ask for: the sitemap with dates, and robots.txt, which says where it is.

https://www.sitemaps.org/protocol.html. By month, since one file may hold 50,000 addresses at most, and so that what is
past stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from ..components.page_head import Output
from ..model.archive import Archive
from ..views.feed_views import RobotsView, SitemapIndexView, SitemapRow, SitemapView

SITEMAP = "sitemap.xml"
MAX_ADDRESSES = 40_000  # of 50,000 and 50 MB
_MONTH = re.compile(r"(?:^|/)(\d{4})/(\d{2})/")


def sitemap_files(archive: Archive, pages: Iterable[Output]) -> Iterator[Output]:
    """`pages` may come in any order; those that want to be listed say when they were modified."""
    url = archive.settings.url
    parts: dict[str, list[SitemapRow]] = defaultdict(list)
    for page in pages:
        if page.modified is not None:
            found = _MONTH.search(page.path)
            parts["-".join(found.groups()) if found else "pages"].append(
                SitemapRow(f"{url}/{page.path}", page.modified)
            )
    index = []
    for name, rows in sorted(parts.items()):
        for number, chunk in enumerate(_chunks(sorted(rows, key=lambda row: row.url)), start=1):
            path = f"sitemaps/{name}{f'-{number}' if number > 1 else ''}.xml"
            index.append(SitemapRow(f"{url}/{path}", max(row.modified for row in chunk)))
            yield Output(path, "sitemap.xml", SitemapView(chunk))
    yield Output(SITEMAP, "sitemap_index.xml", SitemapIndexView(tuple(index)))
    if not archive.settings.base:  # nobody asks for it anywhere but at the root of a host
        yield Output("robots.txt", "robots.txt", RobotsView(f"{url}/{SITEMAP}"))


def _chunks(rows: list[SitemapRow]) -> Iterator[tuple[SitemapRow, ...]]:
    waiting = iter(rows)
    while chunk := tuple(islice(waiting, MAX_ADDRESSES)):
        yield chunk
