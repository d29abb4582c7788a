"""The page of a source, /sources/northern-wire/: who it is, on which terms its texts are shown, and what is new."""

from collections.abc import Iterator, Sequence

from incremental import DeferredPage

from ...archive.model.addresses import SOURCES, STATUS, section_slug, source_path
from ...archive.model.archive import Archive
from ...archive.model.article import Article, Source
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links, sources_link
from ..components.river_lines import report_days
from ..components.site_file import SiteFile, last_modified
from ..components.structured_data import collection_data
from ..components.topic_lists import topic_rows
from ..i18n.date_wording import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.shared_views import Link
from ..views.source_views import SourcePage
from .month_archive_page import month_archive_pages
from .status_page import state_name

MAX_LATEST = 20


def source_pages(archive: Archive) -> Iterator[SiteFile]:
    """The pages of every source and their archives by month. A subscription has a page before its first article; a
    source that is no longer subscribed keeps its page."""
    for source in archive.publishing.values():
        path = source_path(source.slug)
        articles = archive.articles_from(source)
        yield SiteFile(path, "source.html", DeferredPage(_source_page, source, path), last_modified(articles))
        yield from month_archive_pages(archive, path, source.name, articles, (sources_link(archive),), SOURCES)


def _source_page(archive: Archive, source: Source, path: str) -> SourcePage:
    articles = archive.articles_from(source)
    summary = _summary(archive, articles)
    feed = site_feed(archive, path, source.name)
    return SourcePage(
        head=page_head(
            archive,
            path,
            source.name,
            source.about or f"{source.name}: {summary}",
            trail=(sources_link(archive),),
            feeds=(feed,),
            current=SOURCES,
            data=collection_data(archive, path, source.name, source.about or summary, articles, publisher=source),
        ),
        name=source.name,
        about=source.about,
        home=source.home,
        section=_section(archive, source),
        summary=summary,
        terms=_terms(archive, source),
        feed=feed,
        latest=report_days(archive, articles[:MAX_LATEST]),
        months=month_links(archive, path, articles),
        actors=topic_rows(archive, articles, archive.today),
        first_reports=_first_reports(archive, source, articles),
        **_state(archive, source),
    )


def _summary(archive: Archive, articles: Sequence[Article]) -> str:
    """164 articles since 23 June 2023"""
    lang = archive.settings.lang
    if not articles:
        return say(lang, "No articles yet")
    number = count(len(articles), "article", lang)
    return say(lang, "%(articles)s since %(day)s", articles=number, day=plain_day(articles[-1].day, lang).text)


def _terms(archive: Archive, source: Source) -> str:
    lang, words = archive.settings.lang, archive.settings.excerpt_words
    if source.full:
        return say(lang, "All the text that it gives is shown here, by its terms")
    return say(lang, "Shown here up to %(words)s words of each text", words=words)


def _section(archive: Archive, source: Source) -> Link:
    """The section of the source; without an address while the section has no articles and therefore no page."""
    slug = section_slug(source.section)
    return Link(source.section, archive.addresses.section(slug) if slug in archive.sections else "")


def _first_reports(archive: Archive, source: Source, articles: Sequence[Article]) -> str:
    """Of the stories that other sources report too, how many the source reported first; "" where there are none."""
    lang = archive.settings.lang
    stories = {event.lead.id: event for event in map(archive.event_of, articles) if len(event.independent) > 1}
    if not stories:
        return ""
    first = sum(event.first.source.slug == source.slug for event in stories.values())
    shared = count(len(stories), "story", lang)
    return say(lang, "First with %(first)s of %(stories)s that others report too", first=first, stories=shared)


def _state(archive: Archive, source: Source) -> dict[str, str]:
    """The fields of the view that tell how it stands with the source's feed; none where no poll has asked it. The last
    poll is given by its day: by the minute, every poll would change the page of every source."""
    lang = archive.settings.lang
    status = archive.status_of(source)
    if status is None:
        return {}
    line = state_name(status.state, lang)
    if status.last_asked_at:
        asked = plain_day(archive.settings.local.day(status.last_asked_at), lang).text
        line = say(lang, "%(state)s, last asked on %(day)s", state=line, day=asked)
    return {"state": line, "problem": status.problem, "status_url": archive.addresses.at(STATUS)}
