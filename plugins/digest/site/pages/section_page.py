"""The page of each section, and its archive by month."""

from collections.abc import Iterator

from incremental import DeferredPage

from ..components.digest_sections import reported_by_several
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links
from ..components.river_lines import river_days
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import story_block
from ..components.structured_data import collection
from ..components.topic_lists import topic_rows
from ..i18n.messages import say
from ..i18n.nouns import count
from ..model.addresses import section_path, section_slug
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event
from ..views.text_views import SectionPage
from .month_archive_page import month_archive_pages

STORIES = 6
LATEST = 20


def section_pages(archive: Archive) -> Iterator[SiteFile]:
    for slug, name in archive.sections.items():
        root = section_path(slug)
        articles = archive.articles_in(slug)
        yield SiteFile(root, "section.html", DeferredPage(_section_page, slug, root), last_modified(articles))
        yield from month_archive_pages(archive, root, name, articles, (), root)


def _section_page(archive: Archive, slug: str, root: str) -> SectionPage:
    articles = archive.articles_in(slug)
    name = archive.sections[slug]
    today = archive.today
    feed = site_feed(archive, root, name)
    lang = archive.settings.lang
    summary = say(
        lang,
        "%(articles)s from %(sources)s",
        articles=count(len(articles), "article", lang),
        sources=count(len({one.source.slug for one in articles}), "source", lang),
    )
    return SectionPage(
        head=page_head(
            archive,
            root,
            name,
            f"{name}: {summary}",
            feeds=(feed,),
            current=root,
            data=collection(archive, root, name, summary, articles),
        ),
        name=name,
        summary=summary,
        feed=feed,
        stories=tuple(story_block(archive, event, today, rich=True) for event in _top(archive, slug, articles)),
        latest=river_days(archive, articles, LATEST),
        months=month_links(archive, root, articles),
        actors=topic_rows(archive, articles, today),
    )


def _top(archive: Archive, slug: str, articles: tuple[Article, ...]) -> list[Event]:
    """The newest events that several sources report and whose lead stands in the section."""
    events: dict[str, Event] = {}
    for article in articles:
        event = archive.event_of(article)
        if section_slug(event.lead.section) == slug:
            events.setdefault(event.lead.id, event)
    return list(reported_by_several(events.values()))[:STORIES]
