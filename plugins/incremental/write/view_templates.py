"""The templates of views, in Pelican's environment, and a key of everything that each template depends on."""

import logging
import marshal
import os
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from io import BytesIO
from types import CodeType
from typing import Any, Final

from jinja2 import BaseLoader, BytecodeCache, Environment, Template, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from jinja2.meta import find_referenced_templates
from jinja2.tests import TESTS
from pelican.generators import Generator

from ..keys.callable_keys import OpaqueError, describe
from ..keys.code_digests import SourceUnknownError
from ..keys.fingerprint import DIGEST_BYTES, fingerprint
from ..state.template_state import TemplateState

logger = logging.getLogger(__name__)

# The options of an environment that change the result of the same template and view.
_ENVIRONMENT_OPTIONS: Final = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "undefined",
    "finalize",
    "autoescape",
    "policies",
)
# Functions that give another result each time, which no key could show.
_RANDOM: Final = {"filters": "random", "globals": "lipsum"}


class ViewTemplates:
    """The templates of one build. Each is read once, so that rendering uses the text from which the key was made.

    `program_key` is a digest of everything that a page depends on beside its templates, its view and the site's value:
    the build's key of its plugins and packages, with the environment.
    """

    def __init__(self, settings: Mapping[str, Any], program_key: bytes, kept: TemplateState) -> None:
        self._environment = _pelican_environment(settings)
        self.program_key = _program_key(program_key, self._environment)
        self._kept = kept
        self._environment.bytecode_cache = _CompiledTemplates(kept, self.program_key)
        self._loader = _ReadOnceLoader(self._environment.loader)
        self._environment.loader = self._loader
        self._environment.template_class = _PlainTemplate
        self._closures: dict[str, bytes] = {}
        self._references: dict[str, tuple[str | None, ...]] = {}
        self._templates: dict[str, Template] = {}

    def key(self, name: str) -> bytes:
        """A digest of the template and of all templates that it extends, includes or imports, directly or indirectly.

        If a name is known only when the page is rendered, all templates of the theme count.

        Raises:
            TemplateNotFound: there is no template of that name.
            TemplateSyntaxError: the template, or one that it needs, can't be parsed.
        """
        if name not in self._closures:
            self._closures[name] = fingerprint(tuple(sorted(self._closure(name).items())))
        return self._closures[name]

    def compile(self, name: str) -> None:
        """Compiles the template and all templates that it refers to, once. Errors are raised when it is rendered."""
        if name in self._templates:
            return
        with suppress(TemplateError):
            self._templates[name] = self._environment.get_template(name)
            for reference, source in self._closure(name).items():
                if source is not None:
                    self._environment.get_template(reference)

    def render(self, name: str, view: object, site: object) -> str:
        """The page. The template can use only `view`, `site` and the environment's globals."""
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name].render(view=view, site=site)

    def _closure(self, name: str) -> dict[str, str | None]:
        """Name -> source, for the template and all templates that it refers to.

        The source is None for a name without a template, so that adding such a template changes the key.
        """
        self._loader.get_source(self._environment, name)
        sources: dict[str, str | None] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in sources:
                continue
            try:
                source, _, _ = self._loader.get_source(self._environment, current)
            except TemplateNotFound:
                sources[current] = None  # an `include … ignore missing`, or one of several choices
                continue
            sources[current] = source
            for reference in self._referred_to(current, source):
                if reference is None:
                    waiting.extend(self._environment.list_templates())
                else:
                    waiting.append(self._environment.join_path(reference, current))
        return sources

    def _referred_to(self, name: str, source: str) -> tuple[str | None, ...]:
        """The names that a template extends, includes or imports; None for a name known only at rendering."""
        if name not in self._references:
            key = fingerprint((self.program_key, source))
            content = self._kept.content(name, "references", key)
            if content is None:
                found = tuple(find_referenced_templates(self._environment.parse(source, name)))
                content = marshal.dumps(found)
                self._kept.put(name, "references", key, content)
            self._references[name] = marshal.loads(content)  # noqa: S302  the state has checked that it is ours
        return self._references[name]


class _PlainTemplate(Template):
    """A template with the environment's globals as they are when it is loaded.

    Jinja looks each of them up in a chain of tables, several times for each render and import, so that later changes
    of the environment count, of which there are none here.
    """

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        return super().from_code(environment, code, dict(globals), uptodate)


class _CompiledTemplates(BytecodeCache):
    """Keeps compiled templates for the next build.

    Jinja knows a change of a template and of its own version. A change of the environment is in `program_key`.
    """

    def __init__(self, kept: TemplateState, program_key: bytes) -> None:
        self._kept = kept
        self._program_key = program_key

    def load_bytecode(self, bucket: Bucket) -> None:
        content = self._kept.content(bucket.key, "code", self._key(bucket))
        if content is not None:
            bucket.load_bytecode(BytesIO(content))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.put(bucket.key, "code", self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return fingerprint((self._program_key, bucket.checksum))


class _ReadOnceLoader(BaseLoader):
    """Loads templates from another loader, each only once."""

    def __init__(self, loader: BaseLoader | None) -> None:
        if loader is None:
            raise TypeError("Pelican's environment has no loader")
        self._loader = loader
        self._sources: dict[str, tuple[str, str | None]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        if template not in self._sources:
            source, filename, _ = self._loader.get_source(environment, template)
            self._sources[template] = (source, filename)
        return (*self._sources[template], None)

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def _pelican_environment(settings: Mapping[str, Any]) -> Environment:
    """The environment that Pelican makes for every generator, with the user's overrides and the plugins' additions.

    Pelican's class makes it, so it can't differ from that of other generators.
    """
    generator = Generator(
        context=dict(settings),
        settings=settings,
        path=settings["PATH"],
        theme=settings["THEME"],
        output_path=settings["OUTPUT_PATH"],
    )
    environment: Environment = generator.env
    for table, name in _RANDOM.items():
        getattr(environment, table).pop(name, None)
    return environment


def _program_key(program_key: bytes, environment: Environment) -> bytes:
    """The key with that of the environment: options, filters, tests and globals that differ from Jinja's own."""
    options = {option: getattr(environment, option) for option in _ENVIRONMENT_OPTIONS}
    extensions = [type(extension) for extension in environment.extensions.values()]
    filters = _additions(environment.filters, FILTERS)
    tests = _additions(environment.tests, TESTS)
    parts = (options, extensions, filters, tests, _additions(environment.globals, DEFAULT_NAMESPACE))
    try:
        return fingerprint((program_key, *map(describe, parts)))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("Every view is rendered in each build, since a filter, test or global is unknown: %s", error)
        return os.urandom(DIGEST_BYTES)


def _additions(table: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(table.items()) if defaults.get(name) is not value}
