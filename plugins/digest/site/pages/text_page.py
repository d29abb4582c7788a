"""The pages that the editor wrote, /about/, and the page of an address that doesn't exist, /404.html."""

from collections.abc import Iterator, Sequence

from ...archive.model.addresses import NOT_FOUND, editor_page_path
from ...archive.model.archive import Archive
from ...archive.model.article import shorten
from ..components.page_head import page_head
from ..components.river_lines import river
from ..components.site_file import SiteFile
from ..i18n.messages import say
from ..load.editor_pages import EditorPage
from ..views.text_views import NotFoundPage, TextPage

MAX_LATEST = 6
DESCRIPTION_CHARS = 200


def text_pages(archive: Archive, texts: Sequence[EditorPage]) -> Iterator[SiteFile]:
    """A page for each of the editor's texts, and the page that a web server sends where it finds nothing."""
    for text in texts:
        path = editor_page_path(text.slug)
        description = shorten(text.summary, DESCRIPTION_CHARS)
        head = page_head(archive, path, text.title, description, current=path)
        yield SiteFile(path, "text.html", TextPage(head, text.title, text.body), "")
    yield _not_found_page(archive)


def _not_found_page(archive: Archive) -> SiteFile:
    lang = archive.settings.lang
    head = page_head(archive, NOT_FOUND, say(lang, "Not found"), say(lang, "There is no page at this address"))
    latest = river(archive, archive.articles, archive.today, MAX_LATEST)
    return SiteFile(NOT_FOUND, "404.html", NotFoundPage(head, latest))
