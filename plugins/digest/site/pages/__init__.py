"""Every page of the site, one module a kind: pure functions from the archive to (address, template, view).

`all_pages` is the site's table of contents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..load.editor_pages import EditorPage
from ..model.archive import Archive
from ..syndication.digest_feed import digest_feed_pages
from ..syndication.sitemap import sitemap_files
from ..syndication.topic_feeds import feed_pages
from .actor import actor_pages
from .article import article_pages
from .day import day_pages
from .front import front_page
from .output import Output
from .quotes import quote_pages
from .search import search_pages
from .section import section_pages
from .source import source_pages
from .status import status_pages
from .story import story_pages
from .text import text_pages
from .week import week_pages

__all__ = ["Output", "all_pages"]


def all_pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[Output]:
    """Every output of the site that is made from a view. `search_script` is a path below the site's root."""
    listed = []
    for output in _pages(archive, texts, search_script):
        if output.modified is not None:
            listed.append(replace(output, view=None))
        yield output
    yield from sitemap_files(archive, listed)


def _pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[Output]:
    yield front_page(archive)
    yield from day_pages(archive)
    yield from week_pages(archive)
    yield from article_pages(archive)
    yield from story_pages(archive)
    yield from actor_pages(archive)
    yield from source_pages(archive)
    yield from status_pages(archive)
    yield from section_pages(archive)
    yield from quote_pages(archive)
    yield from feed_pages(archive)
    yield from digest_feed_pages(archive)
    yield from search_pages(archive, search_script)
    yield from text_pages(archive, texts)
