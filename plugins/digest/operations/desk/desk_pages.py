"""The pages of the desk, and what its forms do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from pathlib import Path
from re import fullmatch
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ...archive.index_file import INDEX_FILE, IndexFile, existing_index
from ...archive.model.settings import SiteSettings
from ...archive.questions.archive import Archive
from ...errors import DigestError
from ...site.appearance.accent_colour import accent
from ..command_line import os_fault
from ..preview.live_pages import LivePages
from .content_changes import ContentChange, change_of
from .day_stories import story_list
from .desk_cards import DeskLinks, DeskList
from .desk_decisions import DeskDecisions, DeskFields, DeskQuestion
from .desk_journal import DeskJournal, WrittenLine
from .new_articles import article_list
from .new_names import name_list
from .seen_articles import add_seen, seen_marks

VIEWS: Final = {"articles": "Articles", "names": "Names", "stories": "Stories"}
_HERE: Final = Path(__file__).parent
_THEME: Final = Path(__file__).parents[4] / "theme" / "static"
_BACK: Final = r"(?:articles|names|stories)(?:\?[\w=&%+.~-]*)?"
_ANCHOR: Final = r"[a-z0-9-]*"
_NOT_CARRIED: Final = ("token", "state")  # of the fields of a form


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page as it is sent."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"


class Desk:
    """The desk of one run, at `root`; the site is shown at `site_url`. The index that it reads is the last build's."""

    def __init__(self, settings: SiteSettings, live_pages: LivePages, *, root: str, site_url: str) -> None:
        """
        Raises:
            ConfigurationError: the accent colour of the settings can't be read.
        """
        self._settings = settings
        self._content = _shortened(settings.content)
        self._style = _style(settings)
        self._live_pages = live_pages
        self._links = DeskLinks(root, site_url)
        self.journal = DeskJournal()

    def page(self, name: str, fields: DeskFields, query: str) -> DeskPage | None:
        """The page at a name below the root, asked for with these fields, which are those of `query`; None where there
        is none."""
        if name == "desk.css":
            return DeskPage(self._style, content_type="text/css; charset=utf-8")
        if name == "desk.js":
            return DeskPage((_HERE / name).read_bytes(), content_type="text/javascript; charset=utf-8")
        if name == "desk.svg":
            return DeskPage((_THEME / "icon.svg").read_bytes(), content_type="image/svg+xml")
        if name == "decide":
            return self._question(fields)
        if (name or "articles") not in VIEWS:
            return None
        return self._list(name or "articles", fields, query)

    def submit(self, name: str, fields: DeskFields) -> DeskPage | str | None:
        """What a form does: the address to go on at, or a page where it can't be done; None where there is no such
        form."""
        try:
            if name == "write":
                return self._write(fields)
            if name == "undo":
                self.journal.undo()
            elif name == "seen":
                add_seen(self._settings.cache, fields.all.get("mark", ()))
            else:
                return None
        except DigestError as error:
            self.journal.fail(str(error))
        except OSError as error:
            self.journal.fail(os_fault(error))
        return self._way_back(fields)

    def _write(self, fields: DeskFields) -> DeskPage | str:
        try:
            with self._archive() as archive:
                question = self._decisions(archive).question(fields)
        except (sqlite3.Error, LookupError) as error:
            raise DigestError("the site is being built: nothing was written; press the key again") from error
        if question.line is None:
            return self._question(fields)
        change = change_of(self._content, question.line)
        if change.state != fields.one("state"):
            return self._question(fields, "The file has changed meanwhile. This is the line as it would stand now.")
        self.journal.write(WrittenLine(change, question.title, fields.one("item"), self._live_pages.shown.version))
        return self._way_back(fields)

    def _list(self, view: str, fields: DeskFields, query: str) -> DeskPage:
        back = f"{view}?{query}" if query else view
        links = replace(self._links, back=back, decided=self.journal.items(self._live_pages.shown.version))
        try:
            with self._archive() as archive:
                shown = self._cards(view, archive, links, fields)
        except (sqlite3.Error, LookupError):
            return self._waiting()
        except DigestError as error:
            return self._waiting(str(error))
        return self._rendered("list.html", links=links, list=shown, back=back)

    def _cards(self, view: str, archive: Archive, links: DeskLinks, fields: DeskFields) -> DeskList:
        number = fields.one("first")
        first = int(number) if fullmatch(r"[0-9]{1,6}", number) else 0
        if view == "names":
            return name_list(archive, links, first)
        if view == "stories":
            return story_list(archive, links, fields.one("day"), fields.one("join"))
        seen = frozenset(seen_marks(self._settings.cache))
        return article_list(archive, links, seen, also_seen=bool(fields.one("all")), first=first)

    def _question(self, fields: DeskFields, note: str = "") -> DeskPage:
        question: DeskQuestion | None = None
        change: ContentChange | None = None
        try:
            with self._archive() as archive:
                question = self._decisions(archive).question(fields)
            change = change_of(self._content, question.line) if question.line else None
        except DigestError as error:
            note = str(error)
        except (sqlite3.Error, LookupError):
            return self._waiting()
        carried = [(name, text) for name, texts in fields.all.items() if name not in _NOT_CARRIED for text in texts]
        return self._rendered(
            "decide.html",
            status=HTTPStatus.CONFLICT if note else HTTPStatus.OK,
            question=question,
            change=change,
            note=note,
            carried=carried,
            leave=self._way_back(fields),
        )

    def _waiting(self, note: str = "") -> DeskPage:
        return self._rendered("waiting.html", status=HTTPStatus.SERVICE_UNAVAILABLE, note=note)

    def _decisions(self, archive: Archive) -> DeskDecisions:
        return DeskDecisions(archive, self._content, self._links)

    @contextmanager
    def _archive(self) -> Iterator[Archive]:
        """The archive of the last build, as it is at this moment, though another build goes on.

        Raises:
            LookupError: there is none yet.
        """
        index = existing_index(self._settings.cache / INDEX_FILE)
        if index is None:
            raise LookupError(INDEX_FILE)
        try:
            index.connection.execute("BEGIN")
            yield Archive(index, self._settings)
        finally:
            _close(index)

    def _way_back(self, fields: DeskFields) -> str:
        """The page from which something was decided, at the item."""
        back, item = fields.one("back"), fields.one("item")
        page = back if fullmatch(_BACK, back) else "articles"
        return f"{self._links.root}{page}#{item if fullmatch(_ANCHOR, item) else ''}"

    def _rendered(self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> DeskPage:
        page = (
            _environment()
            .get_template(template)
            .render(
                {
                    "root": self._links.root,
                    "site": self._settings,
                    "site_url": self._links.site,
                    "views": VIEWS,
                    "journal": self.journal,
                    "failure": self._live_pages.shown.failure,
                    **values,
                }
            )
        )
        return DeskPage(page.encode("utf-8", "replace"), status)


def _shortened(folder: Path) -> Path:
    """The folder as a person would name it, from where the command runs."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _close(index: IndexFile) -> None:
    index.connection.rollback()
    index.close()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _style(settings: SiteSettings) -> bytes:
    """The colours and letters of the theme, in the editor's accent colour, then the desk's own rules.

    Raises:
        ConfigurationError: the accent colour can't be read.
    """
    tokens, elements = ((_THEME / "css" / name).read_bytes() for name in ("tokens.css", "elements.css"))
    own = accent(settings.accent, tokens.decode()) if settings.accent else b""
    return b"\n".join((tokens, elements, own, (_HERE / "desk.css").read_bytes()))
