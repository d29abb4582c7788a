"""The index of sources."""

from ..components.page_head import page_head
from ..i18n.date_formats import stamp
from ..i18n.messages import say
from ..i18n.nouns import count, language_name
from ..model.addresses import SOURCES
from ..model.archive import Archive
from ..views.source_views import SourceIndexPage, SourceTableRow
from .status_page import state_name


def _sources_page(archive: Archive) -> SourceIndexPage:
    lang = archive.settings.lang
    rows = []
    for source in sorted(archive.publishing.values(), key=lambda one: (one.name.casefold(), one.slug)):
        articles = archive.articles_from(source)
        status = archive.status_of(source)
        rows.append(
            SourceTableRow(
                name=source.name,
                url=archive.addresses.source(source.slug),
                section=source.section,
                lang=language_name(source.lang, archive.settings.lang) if source.lang else "",
                articles=len(articles),
                latest=stamp(articles[0].date, archive.settings.local) if articles else None,
                state=state_name(status.state, lang) if status and status.state in ("failing", "gone") else "",
            )
        )
    return SourceIndexPage(
        head=page_head(
            archive,
            SOURCES,
            say(archive.settings.lang, "Sources"),
            say(
                archive.settings.lang,
                "Who we read: %(sources)s",
                sources=count(len(rows), "source", archive.settings.lang),
            ),
            current=SOURCES,
        ),
        rows=tuple(rows),
    )
