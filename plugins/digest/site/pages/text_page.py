"""The editor's own pages, and the page of an address that doesn't exist."""

from collections.abc import Iterator, Sequence

from ..components.page_head import page_head
from ..components.river_lines import river
from ..components.site_file import SiteFile
from ..i18n.messages import say
from ..load.editor_pages import EditorPage
from ..model.addresses import NOT_FOUND, editor_page_path
from ..model.archive import Archive
from ..model.article import shorten
from ..views.text_views import NotFoundPage, TextPage

LATEST = 6


def text_pages(archive: Archive, texts: Sequence[EditorPage]) -> Iterator[SiteFile]:
    for text in texts:
        path = editor_page_path(text.slug)
        shared = page_head(archive, path, text.title, shorten(text.summary, 200), current=path)
        yield SiteFile(path, "text.html", TextPage(shared, text.title, text.body), "")
    lang = archive.settings.lang
    missing = page_head(archive, NOT_FOUND, say(lang, "Not found"), say(lang, "There is no page at this address"))
    latest = river(archive, archive.articles, archive.today, LATEST)
    yield SiteFile(NOT_FOUND, "404.html", NotFoundPage(missing, latest))
