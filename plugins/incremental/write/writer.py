"""A writer that renders a page only if something that the page depends on has changed.

A generator gives it plain views:

    def generate_output(self, writer):
        writer.set_site(SiteView(...))
        writer.write_view("2026/11/22/index.html", "day.html", DayView(...))
"""

import logging
import os
import posixpath
import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

from jinja2 import TemplateNotFound, TemplateSyntaxError
from pelican.utils import posixize_path
from pelican.writers import Writer

from ..errors import IncrementalError, ViewError
from ..keys.fingerprint import Fingerprinter, fingerprint
from ..read.forked_work import WorkBeside
from ..run.build_run import Build, RenderedPage
from ..state.rows import ViewKey
from .commit import files_below
from .page_groups import DeferredPage, Page, PageGroup
from .page_making import PageMaker
from .questions import VersionedSubject
from .static_copies import copy_key
from .view_templates import ViewTemplates

logger = logging.getLogger(__name__)

_PLAIN_PATH: Final = re.compile(r"[^/.\0][^/\0]*(?:/[^/.\0][^/\0]*)*")  # names that don't begin with a dot


class IncrementalWriter(Writer):  # type: ignore[misc]  # pelican ships no types
    """Pelican's writer with further methods: `set_site`, `write_view` and others.

    Files that other generators write by `write_file` and `write_feed` are made in every build, and moved into the
    output folder if their bytes are new.
    """

    build: Build | None = None  # set in a subclass for each build, since Pelican creates the writer

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        if self.build is None:
            raise IncrementalError("IncrementalWriter works only in a run of Pelican that has the plugin `incremental`")
        self._build = self.build
        self._tree = posixize_path(os.path.abspath(output_path))  # noqa: PTH100  the form of Pelican's names of written files
        self._site: object = None
        self._site_key = fingerprint(None)
        self._fingerprinter = Fingerprinter()
        self._views_written = False
        self._claimed: list[str] = []  # paths of the pages and copies that were handed over one by one
        self._pages = PageMaker(self._build, self._claim_member, self._key_of, self._rendered)
        self._build.make_members = self._make_members

    def set_site(self, view: object) -> None:
        """Sets the value of `site` in the templates of all pages. It must be called before the first view.

        Raises:
            TypeError: the value isn't plain data (see `fingerprint`).
            ViewError: pages have been written already, with another value.
        """
        key = self._fingerprinter.fingerprint(view, "site")
        if key != self._site_key and self._views_written:
            raise ViewError("set_site has to come before the first write_view of a build")
        self._site, self._site_key = view, key

    def set_subject(self, subject: VersionedSubject | object) -> None:
        """Sets the object that deferred pages and groups ask. It must be called before the first of them.

        Without the members of `VersionedSubject`, all questions are asked again in each build.
        """
        self._pages.set_subject(subject)

    def ask_questions(self) -> None:
        """Asks now what else is asked when the generators have ended, so that work of other processes is waited for
        later. `set_site` and `set_subject` come before it."""
        self._note_views()
        self._pages.find_changes()

    def begin_beside(self, work: Callable[[], Any]) -> WorkBeside:
        """Begins work in a process of its own, where the build may have several. Its result, of values that `marshal`
        accepts, is None if the caller must do the work itself: no process was begun, or it failed or warned."""
        return self._build.begin_beside(work)

    def write_group(self, group: PageGroup) -> None:
        """Makes the pages of a group and of all groups in it, unless they are current. They are made after all others.

        Raises:
            ViewError: there is no subject.
        """
        self._note_views()
        self._pages.add(group)

    def write_view(self, save_as: str, template_name: str, view: object) -> None:
        """Makes the page `save_as` from a template that uses `view` and `site`, unless the page is current.

        The function of a `DeferredPage` is called only if the page must be made, after the site's generators.

        `save_as` is relative to the output folder, with slashes. `template_name` is a file of the theme with its
        suffix: `article.html`, `feeds/atom.xml`; with "" the view is the file itself, as bytes.

        Raises:
            TypeError: the view isn't plain data (see `fingerprint`).
            ViewError: the path leads out of the output folder, or was written already in this build; the template is
                missing, wrong or fails (the message names path and template); or there is a `DeferredPage` but no
                subject.
        """
        self._note_views()
        if isinstance(view, DeferredPage):
            self._check_path(save_as)
            self._template_key(save_as, template_name)
            self._pages.add(Page(save_as, template_name, view))
            return
        if not self._claim(save_as):
            return
        self._claimed.append(save_as)
        view_key = self._fingerprinter.fingerprint(view, f"{save_as}: view")
        key = self._key_of(save_as, template_name, view_key)
        if not self._build.is_current(save_as, key):
            self._compile(template_name)
            self._build.put(save_as, key, partial(self._render, save_as, template_name, view, view_key))

    def write_copy(self, save_as: str, source: Path) -> None:
        """Makes the file `save_as` a copy of `source`, which is opened only if it seems to have changed.

        Raises:
            ViewError: the path leads out of the output folder, or was written already in this build.
            OSError: there is no such file.
        """
        if not self._claim(save_as):
            return
        self._claimed.append(save_as)
        key = copy_key(source, self._build.started_ns)
        if key is None or not self._build.is_current(save_as, key):
            target = Path(self._tree, save_as)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target)
            if key:
                self._build.copied(save_as, key)

    def _claim(self, save_as: str) -> bool:
        """Whether the page may be written. Its path is then marked as written.

        It may not be written if another generator has written a page that overrides all others at this path.

        Raises:
            ViewError: `save_as` isn't a path in the output folder, or was written already.
        """
        self._check_path(save_as)
        path = f"{self._tree}/{save_as}"
        if path in self._overridden_files:
            logger.info("Not writing %s: it is overridden", save_as)
            return False
        if path in self._written_files or save_as in self._written_by_others:
            raise ViewError(f"{save_as} was written already in this build: two pages have one path")
        self._written_files.add(path)
        return True

    def _claim_member(self, save_as: str, template_name: str) -> bool:
        """Whether a page of a group may be written: see `_claim`. Its template is then ready."""
        if not self._claim(save_as):
            return False
        self._compile(template_name)
        return True

    def _compile(self, template_name: str) -> None:
        """Has the template ready before workers are forked: each of them would compile it again."""
        if template_name:
            self._templates.compile(template_name)

    def _check_path(self, save_as: str) -> None:
        """Raises ViewError if `save_as` isn't a path in the output folder."""
        if (
            not _PLAIN_PATH.fullmatch(save_as)  # true for most paths, and fast
            and (
                posixpath.normpath(save_as) != save_as
                or save_as.startswith(("/", "../", ".incremental"))  # the last is our file in the output folder
                or save_as in (".", "..")
                or "\0" in save_as
            )
        ):
            raise ViewError(f"{save_as!r} is no path of a page: expected a relative one, without . and ..")

    def _note_views(self) -> None:
        self._views_written = True
        _ = self._written_by_others  # as they are at the first view

    def _make_members(self) -> None:
        if not self._pages.make():
            return
        for save_as in self._claimed:
            if self._build.pages.has_page(save_as):
                raise ViewError(f"{save_as} was written already in this build: two pages have one path")

    def _key_of(self, save_as: str, template_name: str, view_key: bytes) -> ViewKey:
        template_key = self._template_key(save_as, template_name)
        site_key = self._site_key if template_name else b""  # which a file of bytes has no part of
        return ViewKey(template_name, template_key, view_key, site_key, self._templates.program_key)

    def _template_key(self, save_as: str, template_name: str) -> bytes:
        if not template_name:
            return b""
        try:
            return self._templates.key(template_name)
        except TemplateNotFound as error:
            raise ViewError(f"{save_as}: there is no template {template_name}") from error
        except TemplateSyntaxError as error:
            raise ViewError(f"{save_as}: template {error.name}, line {error.lineno}: {error.message}") from error

    def _render(self, save_as: str, template_name: str, view: object, view_key: bytes) -> RenderedPage:
        if self._build.jobs > 1 and self._fingerprinter.fingerprint(view) != view_key:
            raise ViewError(f"{save_as}: the view was changed after it had been handed to write_view")
        return RenderedPage(self._rendered(save_as, template_name, view))

    def _rendered(self, save_as: str, template_name: str, view: object) -> bytes:
        if not template_name:
            if not isinstance(view, bytes):
                raise ViewError(f"{save_as}: without a template its view is bytes, not {type(view).__name__}")
            return view
        try:
            return self._templates.render(template_name, view, self._site).encode("utf-8")
        except Exception as error:  # the filters of a template can raise any error
            raise ViewError(f"{save_as}: template {template_name} failed: {type(error).__name__}: {error}") from error

    @cached_property
    def _written_by_others(self) -> frozenset[str]:
        """The files that were in the tree at the first view.

        Asking the file system for each view's path would take a tenth of a run in which nothing is rendered. A file
        that another generator writes later at a view's path replaces the view: see `commit`.
        """
        return frozenset(files_below(Path(self._tree)))

    @cached_property
    def _templates(self) -> ViewTemplates:
        return ViewTemplates(self.settings, self._build.program_key, self._build.templates)
