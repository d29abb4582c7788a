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
from pelican.contents import Content
from pelican.utils import posixize_path
from pelican.writers import Writer

from ..content.cached_record import CachedRecord
from ..content.view_inputs import record_of
from ..errors import IncrementalError, ViewError
from ..keys.callable_keys import OpaqueError
from ..keys.code_digests import SourceUnknownError
from ..keys.fingerprint import DIGEST_BYTES, Fingerprinter, fingerprint
from ..read.source_keys import settings_digest
from ..run.build_run import Build, RenderedPage
from ..state.rows import ViewKey
from ..state.trace_state import digest_of
from .commit import files_below
from .deferred_pages import AnswerSource
from .page_groups import DeferredPage, Page, PageGroup
from .page_making import PageMaker
from .pure_views import PureView, PureViewKeys
from .questions import Subject
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
        self._pure_views = PureViewKeys()
        self._answer_source: AnswerSource | None = None
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

    def set_subject(self, subject: Subject | object) -> None:
        """Sets the object that deferred pages and groups ask. It must be called before the first of them.

        Without the members of `Subject`, all questions are asked again in each build.
        """
        self._pages.set_subject(subject)

    def write_group(self, group: PageGroup) -> None:
        """Makes the pages of a group and of all groups in it, unless they are current. They are made after all others.

        Raises:
            ViewError: there is no subject.
        """
        self._note_views()
        self._pages.add(group)

    def set_answer_source(self, answer_source: AnswerSource) -> None:
        """Sets the object that deferred pages ask. It must be called before the first deferred page."""
        self._answer_source = answer_source

    def record_of(self, content: Content) -> CachedRecord:
        """The attributes of one of Pelican's article or page objects, for views and inputs of pure views.

        In these, a record counts by a digest, for which it need not be loaded: see `CachedRecord`.
        """
        return record_of(content, self._settings_key)

    def write_view(self, save_as: str, template_name: str, view: object) -> None:
        """Makes the page `save_as` from a template that uses `view` and `site`, unless the page is current.

        The view may be a `PureView` or a `DeferredPage`. Its function is called only if the page must be rendered.

        `save_as` is relative to the output folder, with slashes. `template_name` is a file of the theme with its
        suffix: `article.html`, `feeds/atom.xml`.

        Raises:
            TypeError: the view, or an input of a pure or deferred one, isn't plain data (see `fingerprint`).
            ViewError: the path leads out of the output folder, or was written already in this build; the template is
                missing, wrong or fails (the message names path and template); or there is a `DeferredPage` but no
                answer source.
        """
        self._note_views()
        if isinstance(view, DeferredPage) and self._answer_source is None:
            self._check_path(save_as)
            self._template_key(save_as, template_name)
            self._pages.add(Page(save_as, template_name, view))
            return
        if not self._claim(save_as):
            return
        self._claimed.append(save_as)
        settle = None
        if isinstance(view, DeferredPage):
            begin = self._trace_begin(save_as, view)
            view_key = self._deferred_key(save_as, begin)
            render = partial(self._render_deferred, save_as, template_name, view, begin)
            settle = partial(self._store_trace, save_as)
        else:
            view_key = self._view_key(view, f"{save_as}: view")
            render = partial(self._render, save_as, template_name, view, view_key)
        key = self._key_of(save_as, template_name, view_key)
        if not self._build.is_current(save_as, key):
            self._templates.compile(template_name)  # before workers are forked: each of them would compile it again
            self._build.put(save_as, key, render, is_light=isinstance(view, PureView | DeferredPage), settle=settle)

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
        self._templates.compile(template_name)  # before workers are forked: each of them would compile it again
        return True

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
        return ViewKey(template_name, template_key, view_key, self._site_key, self._program_key)

    def _template_key(self, save_as: str, template_name: str) -> bytes:
        try:
            return self._templates.key(template_name)
        except TemplateNotFound as error:
            raise ViewError(f"{save_as}: there is no template {template_name}") from error
        except TemplateSyntaxError as error:
            raise ViewError(f"{save_as}: template {error.name}, line {error.lineno}: {error.message}") from error

    def _view_key(self, view: object, name: str) -> bytes:
        if not isinstance(view, PureView):
            return self._fingerprinter.fingerprint(view, name)
        try:
            return self._pure_views.key(view, name)
        except SourceUnknownError as error:
            raise TypeError(f"{name}: {error}") from error

    def _trace_begin(self, save_as: str, page: DeferredPage) -> bytes:
        if self._answer_source is None:
            raise ViewError(f"{save_as}: a DeferredPage needs set_answer_source before the first of them")
        try:
            return self._answer_source.begin(page, f"{save_as}: view")
        except SourceUnknownError as error:
            raise TypeError(f"{save_as}: view: {error}") from error

    def _deferred_key(self, save_as: str, begin: bytes) -> bytes:
        """The key of the view of the page in the output folder, if all its questions have unchanged answers.

        Otherwise b"", which is the key of no view.
        """
        key = self._build.view_key(save_as)
        trace = self._build.traces.get(save_as, key)
        return key if trace and trace.begin == begin and trace.holds(self._unchanged_answers) else b""

    def _store_trace(self, save_as: str, trace: bytes) -> bytes:
        self._build.traces.put(save_as, trace)
        return digest_of(trace)

    def _render_deferred(self, save_as: str, template_name: str, page: DeferredPage, begin: bytes) -> RenderedPage:
        assert self._answer_source
        try:
            view, trace = self._answer_source.make(page, begin)
        except Exception as error:  # the function is the site's, and can raise any error
            raise ViewError(_failure(save_as, page.function, error)) from error
        return RenderedPage(self._rendered(save_as, template_name, view), trace)

    def _render(self, save_as: str, template_name: str, view: object, view_key: bytes) -> RenderedPage:
        if isinstance(view, PureView):
            try:
                pure_view = view.view()
            except Exception as error:  # the function is the site's, and can raise any error
                raise ViewError(_failure(save_as, view.function, error)) from error
            return RenderedPage(self._rendered(save_as, template_name, pure_view))
        if self._build.jobs > 1 and self._fingerprinter.fingerprint(view) != view_key:
            raise ViewError(f"{save_as}: the view was changed after it had been handed to write_view")
        return RenderedPage(self._rendered(save_as, template_name, view))

    def _rendered(self, save_as: str, template_name: str, view: object) -> bytes:
        try:
            return self._templates.render(template_name, view, self._site).encode("utf-8")
        except Exception as error:  # the filters of a template can raise any error
            raise ViewError(f"{save_as}: template {template_name} failed: {type(error).__name__}: {error}") from error

    @cached_property
    def _settings_key(self) -> bytes:
        try:
            return settings_digest(self.settings)
        except (OpaqueError, SourceUnknownError) as error:
            logger.info("Records of changed objects are others in each build: %s", error)
            return os.urandom(DIGEST_BYTES)

    @cached_property
    def _written_by_others(self) -> frozenset[str]:
        """The files that were in the tree at the first view.

        Asking the file system for each view's path would take a tenth of a run in which nothing is rendered. A file
        that another generator writes later at a view's path replaces the view: see `commit`.
        """
        return frozenset(files_below(Path(self._tree)))

    @cached_property
    def _unchanged_answers(self) -> frozenset[int]:
        assert self._answer_source
        return self._answer_source.unchanged(self._build.traces.answers)

    @cached_property
    def _templates(self) -> ViewTemplates:
        return ViewTemplates(self.settings)

    @cached_property
    def _program_key(self) -> bytes:
        try:
            return fingerprint((self._build.program_key, self._templates.environment_key()))
        except (OpaqueError, SourceUnknownError) as error:
            logger.warning("Every view is rendered in each build, since a filter, test or global is unknown: %s", error)
            return os.urandom(DIGEST_BYTES)


def _failure(save_as: str, function: Callable[..., object], error: Exception) -> str:
    return f"{save_as}: {function.__qualname__} failed: {type(error).__name__}: {error}"
