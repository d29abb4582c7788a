"""The index of sources, /sources/: a table of who is read, in which language, and how much came of it."""

from ...archive.model.addresses import SOURCES
from ...archive.model.archive import Archive
from ...archive.model.article import Source
from ..components.page_head import page_head
from ..components.site_file import SiteFile, last_modified
from ..i18n.date_wording import stamp
from ..i18n.messages import say
from ..i18n.nouns import count, language_name
from ..views.source_views import SourceIndexPage, SourceTableRow
from .status_page import state_name


def source_index_page(archive: Archive) -> SiteFile:
    lang = archive.settings.lang
    sources = sorted(archive.publishing.values(), key=lambda source: (source.name.casefold(), source.slug))
    description = say(lang, "Who we read: %(sources)s", sources=count(len(sources), "source", lang))
    view = SourceIndexPage(
        head=page_head(archive, SOURCES, say(lang, "Sources"), description, current=SOURCES),
        rows=tuple(_row(archive, source) for source in sources),
    )
    return SiteFile(SOURCES, "source_index.html", view, last_modified(archive.articles[:1]))


def _row(archive: Archive, source: Source) -> SourceTableRow:
    lang = archive.settings.lang
    articles = archive.articles_from(source)
    status = archive.status_of(source)
    return SourceTableRow(
        name=source.name,
        url=archive.addresses.source(source.slug),
        section=source.section,
        lang=language_name(source.lang, lang) if source.lang else "",
        articles=len(articles),
        latest=stamp(articles[0].date, archive.settings.local) if articles else None,
        state=state_name(status.state, lang) if status and status.state in ("failing", "gone") else "",
    )
