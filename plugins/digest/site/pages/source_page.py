"""The page of a source, /sources/northern-wire/: who it is, on which terms its texts are shown, and what is new."""

from ...archive.model.addresses import SOURCES, STATUS, section_slug, source_path
from ...archive.model.article import Source
from ...archive.model.list_names import source_list
from ...archive.questions.archive import Archive
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links, sources_link
from ..components.river_lines import report_days
from ..components.structured_data import MAX_ITEMS, collection_data
from ..components.topic_lists import MIN_ROWS, list_topic_rows
from ..i18n.date_wording import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..open_data.open_data_files import newest_data_links
from ..views.shared_views import Link
from ..views.source_views import SourcePage
from .status_page import state_name

MAX_LATEST = 20


def source_with(archive: Archive, slug: str) -> Source:
    """The source with a slug.

    Raises:
        LookupError: there is none.
    """
    source = archive.sources.with_slug(slug)
    if source is None:
        raise LookupError(slug)
    return source


def source_page(archive: Archive, slug: str) -> SourcePage:
    """The page of the source with that slug. A subscription has a page before its first article; a source that is no
    longer subscribed keeps its page."""
    source, path, listed = source_with(archive, slug), source_path(slug), source_list(slug)
    summary = _summary(archive, listed)
    feed = site_feed(archive, path, source.name)
    newest = archive.articles.newest(listed, MAX_ITEMS)
    return SourcePage(
        head=page_head(
            archive,
            path,
            source.name,
            source.about or f"{source.name}: {summary}",
            trail=(sources_link(archive),),
            feeds=(feed,),
            current=SOURCES,
            data=collection_data(archive, path, source.name, source.about or summary, newest, publisher=source),
        ),
        name=source.name,
        about=source.about,
        home=source.home,
        section=_section(archive, source),
        summary=summary,
        terms=_terms(archive, source),
        feed=feed,
        latest=report_days(archive, newest[:MAX_LATEST]),
        months=month_links(archive, path, listed),
        actors=list_topic_rows(archive, listed, archive.today, at_least=MIN_ROWS),
        first_reports=_first_reports(archive, source),
        data=newest_data_links(archive, listed),
        **_state(archive, source),
    )


def _summary(archive: Archive, listed: str) -> str:
    """164 articles since 23 June 2023"""
    lang, first_day = archive.settings.lang, archive.articles.first_day(listed)
    if first_day is None:
        return say(lang, "No articles yet")
    number = count(archive.articles.count(listed), "article", lang)
    return say(lang, "%(articles)s since %(day)s", articles=number, day=plain_day(first_day, lang).text)


def _terms(archive: Archive, source: Source) -> str:
    lang, words = archive.settings.lang, archive.settings.excerpt_words
    if source.full:
        return say(lang, "Its texts are shown here in full")
    return say(lang, "Up to %(words)s words of each text are shown here", words=words)


def _section(archive: Archive, source: Source) -> Link:
    """The section of the source; without an address while the section has no articles and therefore no page."""
    slug = section_slug(source.section)
    return Link(source.section, archive.addresses.section(slug) if archive.sources.section(slug) else "")


def _first_reports(archive: Archive, source: Source) -> str:
    """Of the stories that other sources report too, how many the source reported first; "" where there are none."""
    lang = archive.settings.lang
    shared, first = archive.events.first_reported(source.slug)
    if not shared:
        return ""
    stories = count(shared, "story", lang)
    return say(lang, "First to report %(first)s of %(stories)s shared with other sources", first=first, stories=stories)


def _state(archive: Archive, source: Source) -> dict[str, str]:
    """The fields of the view that tell how it stands with the source's feed; none where no poll has asked it. The last
    poll is given by its day: by the minute, every poll would change the page of every source."""
    lang = archive.settings.lang
    status = archive.sources.status_of(source.slug)
    if status is None:
        return {}
    line = state_name(status.state, lang)
    if status.last_asked_at:
        asked = plain_day(archive.settings.local.day(status.last_asked_at), lang).text
        line = say(lang, "%(state)s, last checked on %(day)s", state=line, day=asked)
    return {"state": line, "problem": status.problem, "status_url": archive.addresses.at(STATUS)}
