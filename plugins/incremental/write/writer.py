"""A writer that renders a page only when something that it is made from has changed.

A generator hands over plain views:

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
from .commit import files_below
from .deferred_pages import AnswerSource, DeferredPage
from .pure_views import PureView, PureViewKeys
from .static_copies import copy_key
from .view_templates import ViewTemplates

logger = logging.getLogger(__name__)

_PLAIN_PATH: Final = re.compile(r"[^/.\0][^/\0]*(?:/[^/.\0][^/\0]*)*")  # names that don't begin with a dot


class IncrementalWriter(Writer):  # type: ignore[misc]  # pelican ships no types
    """Pelican's writer, and beside it `set_site` and `write_view`.

    What other generators write by `write_file` and `write_feed` is made in every build, and is put in place where its
    bytes are new.
    """

    build: Build | None = None  # set in the subclass that one build installs, since Pelican makes the writer itself

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        if self.build is None:
            raise IncrementalError("IncrementalWriter works only in a run of Pelican that has the plugin `incremental`")
        self._build = self.build
        self._tree = posixize_path(os.path.abspath(output_path))  # noqa: PTH100  as Pelican names what it has written
        self._site: object = None
        self._site_key = fingerprint(None)
        self._fingerprinter = Fingerprinter()
        self._pure_views = PureViewKeys()
        self._answer_source: AnswerSource | None = None
        self._views_written = False

    def set_site(self, view: object) -> None:
        """Gives all pages the value that their templates see as `site`; before the first view, once in a build.

        Raises:
            TypeError: the value is not plain data (see `fingerprint`).
            ViewError: pages have been made already, with another value.
        """
        key = self._fingerprinter.fingerprint(view, "site")
        if key != self._site_key and self._views_written:
            raise ViewError("set_site has to come before the first write_view of a build")
        self._site, self._site_key = view, key

    def set_answer_source(self, answer_source: AnswerSource) -> None:
        """Gives what deferred pages ask; before the first of them, once in a build."""
        self._answer_source = answer_source

    def record_of(self, content: Content) -> CachedRecord:
        """What one of Pelican's article or page objects is made of, for views and inputs of pure views.

        There it counts by a digest that needs no reading of it: see `CachedRecord`.
        """
        return record_of(content, self._settings_key)

    def write_view(self, save_as: str, template_name: str, view: object) -> None:
        """Makes the page `save_as` from a template that sees `view` and `site`, unless it would come out as it is.

        A `PureView` or a `DeferredPage` may stand for the view; its function is called only where the page has to be
        rendered.

        `save_as` is relative to the output folder, with slashes. `template_name` is a file of the theme with its
        suffix: `article.html`, `feeds/atom.xml`.

        Raises:
            TypeError: the view is not plain data (see `fingerprint`), or an input of what stands for it.
            ViewError: the path leads out of the output folder or was written already in this build, or the template is
                missing, wrong or fails; the message names path and template. Or there is a `DeferredPage` and no answer
                source.
        """
        if not self._claim(save_as):
            return
        self._views_written = True
        if isinstance(view, DeferredPage):
            begin = self._trace_begin(save_as, view)
            view_key = self._deferred_key(save_as, begin)
            render = partial(self._render_deferred, save_as, template_name, view, begin)
        else:
            view_key = self._view_key(view, f"{save_as}: view")
            render = partial(self._render, save_as, template_name, view, view_key)
        template_key = self._template_key(save_as, template_name)
        key = ViewKey(template_name, template_key, view_key, self._site_key, self._program_key)
        if not self._build.is_current(save_as, key):
            self._templates.compile(template_name)  # before workers are forked, each of which would do it again
            self._build.put(save_as, key, render, is_light=isinstance(view, PureView | DeferredPage))

    def write_copy(self, save_as: str, source: Path) -> None:
        """Makes the file `save_as` a copy of another one, which is opened only if it seems to have changed.

        Raises:
            ViewError: as `write_view`.
            OSError: there is no such file.
        """
        if not self._claim(save_as):
            return
        key = copy_key(source, self._build.started_ns)
        if key is None or not self._build.is_current(save_as, key):
            target = Path(self._tree, save_as)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target)
            if key:
                self._build.copied(save_as, key)

    def _claim(self, save_as: str) -> bool:
        """Whether the page may be written, and marks its path as taken.

        It may not be where another generator has written a page there that overrides all others.

        Raises:
            ViewError: `save_as` isn't a path in the output folder, or was written already.
        """
        if (
            not _PLAIN_PATH.fullmatch(save_as)  # what most paths are, and quicker to ask
            and (
                posixpath.normpath(save_as) != save_as
                or save_as.startswith(("/", "../", ".incremental"))  # the last is ours, in the output folder
                or save_as in (".", "..")
                or "\0" in save_as
            )
        ):
            raise ViewError(f"{save_as!r} is no path of a page: expected a relative one, without . and ..")
        path = f"{self._tree}/{save_as}"
        if path in self._overridden_files:
            logger.info("Not writing %s: it is overridden", save_as)
            return False
        if path in self._written_files or save_as in self._written_by_others:
            raise ViewError(f"{save_as} was written already in this build: two pages have one path")
        self._written_files.add(path)
        return True

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
        """The key of the view that the page in place was made from, if all its questions are answered as before.

        Else b"", which no view has.
        """
        key = self._build.view_key(save_as)
        trace = self._build.traces.get(save_as, key)
        return key if trace and trace.begin == begin and trace.holds(self._unchanged_answers) else b""

    def _render_deferred(self, save_as: str, template_name: str, page: DeferredPage, begin: bytes) -> RenderedPage:
        assert self._answer_source
        try:
            view, trace = self._answer_source.make(page, begin)
        except Exception as error:  # the function is the site's, and can raise whatever it likes
            raise ViewError(_failure(save_as, page.function, error)) from error
        return RenderedPage(self._rendered(save_as, template_name, view), trace)

    def _render(self, save_as: str, template_name: str, view: object, view_key: bytes) -> RenderedPage:
        if isinstance(view, PureView):
            try:
                pure_view = view.view()
            except Exception as error:  # the function is the site's, and can raise whatever it likes
                raise ViewError(_failure(save_as, view.function, error)) from error
            return RenderedPage(self._rendered(save_as, template_name, pure_view))
        if self._build.jobs > 1 and self._fingerprinter.fingerprint(view) != view_key:
            raise ViewError(f"{save_as}: the view was changed after it had been handed to write_view")
        return RenderedPage(self._rendered(save_as, template_name, view))

    def _rendered(self, save_as: str, template_name: str, view: object) -> bytes:
        try:
            return self._templates.render(template_name, view, self._site).encode("utf-8")
        except Exception as error:  # a template can run into whatever its filters raise
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
        """The files that were in the tree when the first view came.

        Asking the file system for each view's path would take a tenth of a run in which nothing is rendered. What
        others write at a view's path later takes the view's place: see `commit`.
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
