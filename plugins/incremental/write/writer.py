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

from ..errors import IncrementalError, ViewError
from ..keys.callable_keys import OpaqueError
from ..keys.code_digests import SourceUnknownError
from ..keys.fingerprint import DIGEST_BYTES, fingerprint
from ..read.cached_record import CachedRecord
from ..read.content_objects import record_of
from ..read.source_cache import settings_digest
from ..run.build_run import Build, Page
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
        self._recipes = PureViewKeys()
        self._facts: AnswerSource | None = None
        self._views_written = False

    def set_site(self, view: object) -> None:
        """Gives all pages the value that their templates see as `site`; before the first view, once in a build.

        Raises:
            TypeError: the value is not plain data (see `fingerprint`).
            ViewError: pages have been made already, with another value.
        """
        key = fingerprint(view, "site")
        if key != self._site_key and self._views_written:
            raise ViewError("set_site has to come before the first write_view of a build")
        self._site, self._site_key = view, key

    def set_answer_source(self, facts: AnswerSource) -> None:
        """Gives what traced views ask; before the first of them, once in a build."""
        self._facts = facts

    def record_of(self, content: Content) -> CachedRecord:
        """What one of Pelican's article or page objects is made of, for views and recipes, where it counts by a digest
        that needs no reading of it; see `CachedRecord`."""
        return record_of(content, self._settings_key)

    def write_view(self, save_as: str, template_name: str, view: object) -> None:
        """Makes the page `save_as` from a template that sees `view` and `site`, unless it would come out as it is.

        In place of the view there may be a `PureView` or a `DeferredPage`, whose function is called only where the page
        has to be rendered.

        `save_as` is relative to the output folder, with slashes. `template_name` is a file of the theme with its
        suffix: `article.html`, `feeds/atom.xml`.

        Raises:
            TypeError: the view is not plain data (see `fingerprint`), or an input of what stands for it.
            ViewError: the path leads out of the output folder or was written already in this build, or the template is
                missing, wrong or fails; the message names path and template. Or the view is traced, and there are no
                facts.
        """
        if not self._claim(save_as):
            return
        self._views_written = True
        if isinstance(view, DeferredPage):
            begun = self._begun(save_as, view)
            view_key = self._traced_key(save_as, begun)
        else:
            view_key = self._view_key(view, f"{save_as}: view")
        template_key = self._template_key(save_as, template_name)
        key = ViewKey(template_name, template_key, view_key, self._site_key, self._program_key)
        if not self._build.is_current(save_as, key):
            self._templates.compile(template_name)  # before workers are forked, each of which would do it again
            if isinstance(view, DeferredPage):
                page = partial(self._trace, save_as, template_name, view, begun)
            else:
                page = partial(self._render, save_as, template_name, view, view_key)
            self._build.put(save_as, key, page, is_light=isinstance(view, PureView | DeferredPage))

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
        """Whether the path is free; not where a page that overrides all others was written before.

        Raises:
            ViewError: it isn't a path in the output folder, or it was written already.
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
        if path in self._written_files or save_as in self._there:
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
            return fingerprint(view, name)
        try:
            return self._recipes.key(view, name)
        except SourceUnknownError as error:
            raise TypeError(f"{name}: {error}") from error

    def _begun(self, save_as: str, traced: DeferredPage) -> bytes:
        if self._facts is None:
            raise ViewError(f"{save_as}: a DeferredPage needs set_answer_source before the first of them")
        try:
            return self._facts.begin(traced, f"{save_as}: view")
        except SourceUnknownError as error:
            raise TypeError(f"{save_as}: view: {error}") from error

    def _traced_key(self, save_as: str, begun: bytes) -> bytes:
        """The key of the view that the page in place was made from, if it would be made from the same today; else b"",
        which no view has."""
        assert self._facts
        known = self._build.view_key(save_as)
        asked = self._build.traces.get(save_as, known)
        return known if asked and asked.begin == begun and asked.holds(self._holding) else b""

    def _trace(self, save_as: str, template_name: str, traced: DeferredPage, begun: bytes) -> Page:
        assert self._facts
        try:
            view, trace = self._facts.made(traced, begun)
        except Exception as error:  # as below
            raise ViewError(_failed(save_as, traced.function, error)) from error
        return Page(self._rendered(save_as, template_name, view), trace)

    def _render(self, save_as: str, template_name: str, view: object, view_key: bytes) -> Page:
        if isinstance(view, PureView):
            try:
                made = view.view()
            except Exception as error:  # it is the site's function, and can raise whatever it likes
                raise ViewError(_failed(save_as, view.function, error)) from error
            return Page(self._rendered(save_as, template_name, made))
        if self._build.jobs > 1 and fingerprint(view) != view_key:
            raise ViewError(f"{save_as}: the view was changed after it had been handed to write_view")
        return Page(self._rendered(save_as, template_name, view))

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
    def _there(self) -> frozenset[str]:
        """What others had written when the first view came: asking for each view's path costs a tenth of a run in which
        nothing is rendered. What others write at a view's path later takes its place, see `commit`."""
        return frozenset(files_below(Path(self._tree)))

    @cached_property
    def _holding(self) -> frozenset[int]:
        assert self._facts
        return self._facts.holding(self._build.traces.answers)

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


def _failed(save_as: str, function: Callable[..., object], error: Exception) -> str:
    return f"{save_as}: {function.__qualname__} failed: {type(error).__name__}: {error}"
