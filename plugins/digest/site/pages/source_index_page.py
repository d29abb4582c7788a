"""The index of sources, /sources/: a table of who is read, in which language, and how much came of it."""

from ...archive.model.addresses import SOURCES
from ...archive.model.article import Source
from ...archive.model.list_names import source_list
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..i18n.date_wording import stamp
from ..i18n.messages import say
from ..i18n.nouns import count, language_name
from ..views.source_views import SourceIndexPage, SourceTableRow
from .status_page import state_name


def source_index_page(archive: Archive) -> SourceIndexPage:
    lang = archive.settings.lang
    sources = sorted(archive.sources.all(), key=lambda source: (source.name.casefold(), source.slug))
    description = say(lang, "The sources that we follow: %(sources)s", sources=count(len(sources), "source", lang))
    return SourceIndexPage(
        head=page_head(archive, SOURCES, say(lang, "Sources"), description, current=SOURCES),
        rows=tuple(_row(archive, source) for source in sources),
    )


def _row(archive: Archive, source: Source) -> SourceTableRow:
    lang = archive.settings.lang
    listed = source_list(source.slug)
    newest = archive.articles.newest(listed, 1)
    status = archive.sources.status_of(source.slug)
    return SourceTableRow(
        name=source.name,
        url=archive.addresses.source(source.slug),
        section=source.section,
        lang=language_name(source.lang, lang) if source.lang else "",
        articles=archive.articles.count(listed),
        latest=stamp(newest[0].date, archive.settings.local) if newest else None,
        state=state_name(status.state, lang) if status and status.state in ("failing", "gone") else "",
    )
