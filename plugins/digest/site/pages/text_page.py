"""The pages that the editor wrote, /about/, those of the handbook, and the page of an address that doesn't exist."""

from datetime import date

from ...archive.model.addresses import HANDBOOK, NOT_FOUND, editor_page_path
from ...archive.model.article import shorten
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.river_lines import river_item
from ..i18n.messages import say
from ..load.editor_pages import EditorPage
from ..views.shared_views import Link, River
from ..views.text_views import NotFoundPage, TextPage

MAX_LATEST = 6
DESCRIPTION_CHARS = 200


def text_page(archive: Archive, text: EditorPage) -> TextPage:
    """The page of one of the editor's texts."""
    path = editor_page_path(text.slug)
    head = page_head(archive, path, text.title, shorten(text.summary, DESCRIPTION_CHARS), current=path)
    return TextPage(head, text.title, text.body)


def handbook_page(archive: Archive, text: EditorPage) -> TextPage:
    """A page of the handbook, which is in English whatever the language of the site is."""
    path, contents = editor_page_path(text.slug), say(archive.settings.lang, "Handbook")
    trail = () if path == HANDBOOK else (Link(contents, archive.addresses.at(HANDBOOK)),)
    description = shorten(text.summary, DESCRIPTION_CHARS)
    head = page_head(archive, path, text.title, description, trail=trail, current=HANDBOOK)
    return TextPage(head, text.title, text.body, lang="" if archive.settings.lang.startswith("en") else "en")


def not_found_page(archive: Archive) -> NotFoundPage:
    """The page that a web server sends where it finds nothing."""
    lang = archive.settings.lang
    head = page_head(archive, NOT_FOUND, say(lang, "Not found"), say(lang, "There is no page at this address"))
    latest = archive.events.latest_in(ALL, date.max, MAX_LATEST)
    return NotFoundPage(head, River(tuple(river_item(archive, event, archive.today) for event in latest)))
