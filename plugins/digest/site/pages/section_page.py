"""The page of a section, /sections/security/: its stories, what is latest, and its actors."""

from collections.abc import Iterator

from incremental import DeferredPage

from ...archive.model.addresses import section_path, section_slug
from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ...archive.model.events import Event
from ..components.digest_sections import reported_by_several
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links
from ..components.river_lines import river_days
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import story_block
from ..components.structured_data import collection_data
from ..components.topic_lists import topic_rows
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.section_views import SectionPage
from .month_archive_page import month_archive_pages

MAX_STORIES = 6
MAX_LATEST = 20


def section_pages(archive: Archive) -> Iterator[SiteFile]:
    """The page of every section that has articles, and its archive by month."""
    for slug, name in archive.sections.items():
        path = section_path(slug)
        articles = archive.articles_in(slug)
        yield SiteFile(path, "section.html", DeferredPage(_section_page, slug, path), last_modified(articles))
        yield from month_archive_pages(archive, path, name, articles, (), path)


def _section_page(archive: Archive, slug: str, path: str) -> SectionPage:
    articles, lang, today = archive.articles_in(slug), archive.settings.lang, archive.today
    name = archive.sections[slug]
    feed = site_feed(archive, path, name)
    summary = say(
        lang,
        "%(articles)s from %(sources)s",
        articles=count(len(articles), "article", lang),
        sources=count(len({article.publisher.slug for article in articles}), "source", lang),
    )
    return SectionPage(
        head=page_head(
            archive,
            path,
            name,
            f"{name}: {summary}",
            feeds=(feed,),
            current=path,
            data=collection_data(archive, path, name, summary, articles),
        ),
        name=name,
        summary=summary,
        feed=feed,
        stories=tuple(story_block(archive, event, today, rich=True) for event in _stories(archive, slug, articles)),
        latest=river_days(archive, articles, MAX_LATEST),
        months=month_links(archive, path, articles),
        actors=topic_rows(archive, articles, today),
    )


def _stories(archive: Archive, slug: str, articles: tuple[Article, ...]) -> list[Event]:
    """The newest events that several sources report and whose lead stands in the section."""
    events: dict[str, Event] = {}
    for article in articles:
        event = archive.event_of(article)
        if section_slug(event.lead.section) == slug:
            events.setdefault(event.lead.id, event)
    return list(reported_by_several(events.values()))[:MAX_STORIES]
