"""Every page of the site, one module a kind: pure functions from the archive to (address, template, view).

`all_pages` is the site's table of contents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..components.site_file import SiteFile
from ..load.editor_pages import EditorPage
from ..model.archive import Archive
from ..syndication.digest_feed import digest_feed_pages
from ..syndication.sitemap import sitemap_files
from ..syndication.topic_feeds import feed_pages
from .article_page import article_pages
from .day_page import day_pages
from .front_page import front_page
from .quotes_page import quote_pages
from .search_page import search_pages
from .section_page import section_pages
from .source_page import source_pages
from .status_page import status_pages
from .story_page import story_pages
from .text_page import text_pages
from .topic_page import topic_pages
from .week_page import week_pages

__all__ = ["Output", "all_pages"]


def all_pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[SiteFile]:
    """Every output of the site that is made from a view. `search_script` is a path below the site's root."""
    listed = []
    for output in _pages(archive, texts, search_script):
        if output.modified is not None:
            listed.append(replace(output, view=None))
        yield output
    yield from sitemap_files(archive, listed)


def _pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[SiteFile]:
    yield front_page(archive)
    yield from day_pages(archive)
    yield from week_pages(archive)
    yield from article_pages(archive)
    yield from story_pages(archive)
    yield from topic_pages(archive)
    yield from source_pages(archive)
    yield from status_pages(archive)
    yield from section_pages(archive)
    yield from quote_pages(archive)
    yield from feed_pages(archive)
    yield from digest_feed_pages(archive)
    yield from search_pages(archive, search_script)
    yield from text_pages(archive, texts)
