"""The page of each source, its archive by month, and the index of sources."""

from collections.abc import Iterator, Sequence

from incremental import DeferredPage

from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links, sources_link
from ..components.river_lines import river_days
from ..components.site_file import SiteFile, last_modified
from ..components.structured_data import collection
from ..components.topic_lists import topic_rows
from ..i18n.date_formats import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..model.addresses import SOURCES, STATUS, section_slug, source_path
from ..model.archive import Archive
from ..model.article import Article, Source
from ..views.shared_views import Link
from ..views.source_views import SourcePage
from .month_archive_page import month_archive_pages
from .source_index_page import _sources_page
from .status_page import state_name

LATEST = 20


def source_pages(archive: Archive) -> Iterator[SiteFile]:
    """Every subscription has a page, also before its first article; so has a source that is no longer subscribed."""
    yield SiteFile(SOURCES, "source_index.html", _sources_page(archive), last_modified(archive.articles[:1]))
    for source in archive.publishing.values():
        root = source_path(source.slug)
        articles = archive.articles_from(source)
        yield SiteFile(root, "source.html", DeferredPage(_source_page, source, root), last_modified(articles))
        yield from month_archive_pages(archive, root, source.name, articles, (sources_link(archive),), SOURCES)


def _source_page(archive: Archive, source: Source, root: str) -> SourcePage:
    articles = archive.articles_from(source)
    today = archive.today
    lang = archive.settings.lang
    summary = say(lang, "No articles yet")
    if articles:
        number = count(len(articles), "article", lang)
        summary = say(lang, "%(articles)s since %(day)s", articles=number, day=plain_day(articles[-1].day, lang).text)
    feed = site_feed(archive, root, source.name)
    words = archive.settings.excerpt_words
    return SourcePage(
        head=page_head(
            archive,
            root,
            source.name,
            source.about or f"{source.name}: {summary}",
            trail=(sources_link(archive),),
            feeds=(feed,),
            current=SOURCES,
            data=collection(archive, root, source.name, source.about or summary, articles, publisher=source),
        ),
        name=source.name,
        about=source.about,
        home=source.home,
        section=_section(archive, source),
        summary=summary,
        terms=say(lang, "Shown here in full, by its terms")
        if source.full
        else say(lang, "Shown here up to %(words)s words of each text", words=words),
        feed=feed,
        latest=river_days(archive, articles, LATEST),
        months=month_links(archive, root, articles),
        actors=topic_rows(archive, articles, today),
        first_reports=_first_reports(archive, source, articles),
        **_state(archive, source),
    )


def _section(archive: Archive, source: Source) -> Link:
    """Where its articles stand; without an address as long as nobody's does, since there is no such page then."""
    slug = section_slug(source.section)
    return Link(source.section, archive.addresses.section(slug) if slug in archive.sections else "")


def _first_reports(archive: Archive, source: Source, articles: Sequence[Article]) -> str:
    """Its share of first reports: of the stories that others tell as well, how many it told first."""
    lang = archive.settings.lang
    stories = {event.lead.id: event for event in map(archive.event_of, articles) if len(event.independent) > 1}
    if not stories:
        return ""
    first = sum(event.first.source.slug == source.slug for event in stories.values())
    shared = count(len(stories), "story", lang)
    return say(lang, "First with %(first)s of %(stories)s that others report too", first=first, stories=shared)


def _state(archive: Archive, source: Source) -> dict[str, str]:
    """By the day and not by the minute, or every source's page would be another one after every poll."""
    lang = archive.settings.lang
    status = archive.status_of(source)
    if status is None:
        return {}
    line = state_name(status.state, lang)
    if status.asked:
        asked = plain_day(archive.settings.local.day(status.asked), lang).text
        line = say(lang, "%(state)s, last asked on %(day)s", state=line, day=asked)
    return {"state": line, "problem": status.problem, "status_url": archive.addresses.at(STATUS)}
