"""Every page and file of the site that is made from a view: pure functions from the archive to `SiteFile`s.

`all_pages` is the site's table of contents. Each module makes the pages of one kind; most views are deferred, so that
a page whose questions to the archive are answered as before is not made again (see `incremental.DeferredPage`).

    module                address                         template           view
    front_page            /                               front              FrontPage
    day_page              /2026/11/22/                    day                DayPage
    digest_index_page     /digests/                       digest_index       DigestIndexPage
    week_page             /2026/w47/                      week               WeekPage
    article_page          /2026/11/22/<slug>/             article            ArticlePage
    story_page            /stories/<slug>/                story              StoryPage
                            a former address of a story     moved              MovedPage
    topic_page            /topics/<slug>/                 topic              TopicPage
                            a former address of a topic     moved              MovedPage
      seen_with_page        /topics/<slug>/with/            seen_with          SeenWithPage
    topic_index_page      /topics/                        topic_index        TopicIndexPage
    source_page           /sources/<slug>/                source             SourcePage
    source_index_page     /sources/                       source_index       SourceIndexPage
    section_page          /sections/<slug>/               section            SectionPage
    month_archive_page    2026/11/, 2026/11/22/ below     month_archive      MonthArchivePage
                            a topic, source or section
    quotes_page           /quotes/, /quotes/2026/11/22/   quotes             QuotesPage
                          /quotes/2026/11/                quotes_month       QuotesMonthPage
    subscribe_page        /subscribe/                     subscribe          SubscribePage
    status_page           /status/                        status             StatusPage
    search_page           /search/                        search             SearchPage
    text_page             /<slug>/ of the editor's page   text               TextPage
                          /404.html                       404                NotFoundPage

`syndication` makes the feeds, the OPML lists, the sitemap and robots.txt. Paths come from `model.addresses`; what
several pages show comes from `components`; the records that templates get stand in `views`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...archive.model.archive import Archive
from ..components.site_file import SiteFile
from ..load.editor_pages import EditorPage
from ..syndication.article_feeds import article_feeds
from ..syndication.digest_feed import digest_feed_pages
from ..syndication.opml_lists import opml_files
from ..syndication.sitemap import sitemap_files
from .article_page import article_pages
from .day_page import day_pages
from .digest_index_page import digest_index_page
from .front_page import front_page
from .quotes_page import quote_pages
from .search_page import search_page
from .section_page import section_pages
from .source_index_page import source_index_page
from .source_page import source_pages
from .status_page import status_pages
from .story_page import story_pages
from .subscribe_page import subscribe_page
from .text_page import text_pages
from .topic_index_page import topic_index_page
from .topic_page import topic_pages
from .week_page import week_pages

__all__ = ["all_pages"]


def all_pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[SiteFile]:
    """Every page and file of the site that is made from a view, the sitemap last. `texts` are the editor's own pages;
    `search_script` is a path below the site's root."""
    in_sitemap = []
    for file in _pages(archive, texts, search_script):
        if file.modified is not None:
            in_sitemap.append(replace(file, view=None))  # without views, which are large
        yield file
    yield from sitemap_files(archive, in_sitemap)


def _pages(archive: Archive, texts: Sequence[EditorPage], search_script: str) -> Iterator[SiteFile]:
    yield front_page(archive)
    yield from day_pages(archive)
    yield digest_index_page(archive)
    yield from week_pages(archive)
    yield from article_pages(archive)
    yield from story_pages(archive)
    yield topic_index_page(archive)
    yield from topic_pages(archive)
    yield source_index_page(archive)
    yield from source_pages(archive)
    yield from status_pages(archive)
    yield from section_pages(archive)
    yield from quote_pages(archive)
    yield from article_feeds(archive)
    yield from opml_files(archive)
    yield subscribe_page(archive)
    yield from digest_feed_pages(archive)
    yield search_page(archive, search_script)
    yield from text_pages(archive, texts)
