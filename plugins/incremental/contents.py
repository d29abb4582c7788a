"""Pelican's content objects from a record, without what their constructor computes.

The seam is `Readers.read_file`. What it makes of a file depends on the file, the reader, the settings and the plugins;
so the attributes that an object has when it is made are stored, and given to an object of the same class that is made
without `__init__`. Its body stays in the state until somebody asks for it. The record is taken before the signal
`content_object_init`, which is then sent for every object, restored or new; where a plugin listens to the signal that
lets it change metadata, no record is used.
"""

import marshal
import os
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple, Protocol

from pelican.contents import Content
from pelican.urlwrappers import Author, Category, Tag

from .fingerprint import DIGEST_BYTES
from .metadata import dump_value, load_value
from .stored_body import StoredBody

_BOUND: Final = ("settings", "_context", "_content", "source_path", "metadata", "translations")
_WRAPPERS: Final = {kind.__name__: kind for kind in (Tag, Category, Author)}
_OF_A_WRAPPER: Final = {"settings", "_name", "_slug", "_slug_from_name"}


class Bodies(Protocol):
    """Where the body of a source is found."""

    def __call__(self, source_path: str) -> str: ...


class Origin(NamedTuple):
    """What is known of a restored object beside its attributes. `links` are to static files. `urls` are its address
    and its path as the settings give them, true while `is_as_made`."""

    source_path: str
    relative: str
    body_digest: bytes
    links: list[str]
    urls: Mapping[str, str]
    metadata: Mapping[str, Any]
    made_of: tuple[Any, ...]

    def is_as_made(self, content: Any) -> bool:
        """Whether nobody has changed what addresses are made of."""
        attributes = content.__dict__
        return self.made_of == _parts_of_address(attributes) and self.metadata == attributes.get("metadata")


def _parts_of_address(attributes: Mapping[str, Any]) -> tuple[Any, ...]:
    """All that `Content.url_format` and `_expand_settings` read of an object, but the metadata."""
    get = attributes.get
    author, category = get("author"), get("category")
    return (
        get("source_path"),
        get("slug"),
        get("lang"),
        get("date"),
        get("_status"),
        # A slug is None where somebody has given the author or category another name since.
        author and author._slug,
        category and category._slug,
    )


class Restored:
    """The part of a restored object's class that knows its record."""

    __slots__ = ("_origin", "_own_content")
    _origin: Origin
    _own_content: tuple[str | None] | None  # what somebody has put in place of the body
    _bodies: Bodies
    source_path: str | None

    @property
    def _content(self) -> str | None:
        if self._own_content:
            return self._own_content[0]
        # Not kept: ten thousand of them are most of what a build would hold in memory.
        return type(self)._bodies(self._origin.source_path)

    @_content.setter
    def _content(self, content: str | None) -> None:
        self._own_content = (content,)

    def get_static_links(self) -> set[str]:
        if self._own_content:
            return super().get_static_links()  # type: ignore[misc, no-any-return]  # of the content class beside it
        return set(self._origin.links)

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        if not source_path and self.source_path == self._origin.source_path:
            return self._origin.relative
        return super().get_relative_source_path(source_path)  # type: ignore[misc, no-any-return]

    def _expand_settings(self, key: str, *klass: Any) -> str:
        if not klass and key in self._origin.urls and self._origin.is_as_made(self):
            return self._origin.urls[key]
        return super()._expand_settings(key, *klass)  # type: ignore[misc, no-any-return]

    def _has_valid_save_as(self) -> bool:
        origin = self._origin
        path = origin.urls.get("save_as")
        if path is not None and not hasattr(self, "override_save_as") and origin.is_as_made(self) and _is_inside(path):
            return True
        return super()._has_valid_save_as()  # type: ignore[misc, no-any-return]


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path and "\\" not in path


def restored_class(kind: type, bodies: Bodies) -> type:
    """A class that can't be told from `kind` by its name, which Pelican makes the names of settings from."""
    members = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "_bodies": staticmethod(bodies)}
    return type(kind.__name__, (Restored, kind), members)


def dump_content(content: Content, body_digest: bytes) -> bytes:
    """The record of an object that Pelican has just made.

    Raises:
        NotStorableError: an attribute would not come back as it was.
    """
    attributes = vars(content)
    metadata = attributes["metadata"]
    own = {name: value for name, value in attributes.items() if name not in _BOUND}
    same = tuple(name for name, value in own.items() if name in metadata and metadata[name] is value)
    kept = {name: dump_value(value) for name, value in own.items() if name not in same}
    dumped = {name: dump_value(value) for name, value in metadata.items()}
    urls = _urls(content)
    shape = Shape(tuple(urls), tuple(dumped), _not_scalar(dumped), same, tuple(kept), _not_scalar(kept))
    return marshal.dumps(
        (
            marshal.dumps(tuple(shape), 2),  # which writes no references, so that articles of one shape share its bytes
            body_digest,
            content.relative_source_path,
            sorted(content.get_static_links()),
            tuple(urls.values()),
            tuple(dumped.values()),
            tuple(kept.values()),
        )
    )


class Shape(NamedTuple):
    """The names of what a record holds, of which a site has a few: reading them with each record takes longer than
    reading the rest. `same` are attributes that are values of the metadata too; the others tell which values are not
    scalars."""

    urls: tuple[str, ...]
    metadata: tuple[str, ...]
    metadata_others: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]
    kept_others: tuple[str, ...]


def _not_scalar(dumped: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in dumped.items() if type(value) is list)


def _urls(content: Any) -> dict[str, str]:
    keys = ("url", "save_as") if content.in_default_lang else ("lang_url", "lang_save_as")
    try:
        known: Any = object.__new__(_with_known_fields(content.__class__))
        vars(known).update(vars(content), known_fields=content.url_format)
        return {key: known._expand_settings(key) for key in keys}
    except (KeyError, IndexError, ValueError, AttributeError):
        return {}  # Pelican will say so where it matters


@cache  # as many as there are classes of contents
def _with_known_fields(kind: type) -> type:
    """A class that works the fields of addresses out once, not for each address."""
    members = {"__module__": kind.__module__, "url_format": property(lambda self: self.known_fields)}
    return type(kind.__name__, (kind,), members)


class Restorer:
    """Makes objects of the classes of one build from records."""

    def __init__(self, settings: Mapping[str, Any], bodies: Bodies) -> None:
        self._settings = settings
        self._bodies = bodies
        self._classes: dict[type, type] = {}
        self._shapes: dict[bytes, Shape] = {}
        # Of tags, categories and authors by name; "" where none can be made, of which each complains, as ever.
        self._slugs: dict[str, dict[str, str]] = {kind: {} for kind in _WRAPPERS}

    def restore(self, record: bytes, kind: type, source_path: str, context: Any) -> Any:
        """The object, and nothing done that its constructor would do. `source_path` is absolute, and the record one
        that `dump_content` has made."""
        names, body, relative, links, addresses, values, kept = marshal.loads(record)  # noqa: S302  as said
        shape = self._shapes.get(names)
        if shape is None:
            shape = self._shapes[names] = Shape(*marshal.loads(names))  # noqa: S302  as said
        metadata = dict(zip(shape.metadata, values, strict=True))
        for name in shape.metadata_others:
            metadata[name] = self._value(metadata[name])
        if kind not in self._classes:
            self._classes[kind] = restored_class(kind, self._bodies)
        content: Any = object.__new__(self._classes[kind])
        attributes = content.__dict__
        attributes["settings"] = self._settings
        attributes["_context"] = context
        attributes["translations"] = []
        for name in shape.same:
            attributes[name] = metadata[name]
        attributes.update(zip(shape.kept, kept, strict=True))
        for name in shape.kept_others:
            attributes[name] = self._value(attributes[name])
        attributes["metadata"] = metadata
        attributes["source_path"] = source_path
        content._own_content = None
        urls = dict(zip(shape.urls, addresses, strict=True))
        made_of = _parts_of_address(attributes)
        content._origin = Origin(source_path, relative, body, links, urls, metadata.copy(), made_of)
        return content

    def _value(self, value: list[Any]) -> Any:
        kind = value[0]
        if kind in self._slugs:
            return self._wrapper(kind, value[1])
        if kind == "list":
            return [self._value(one) if type(one) is list else one for one in value[1:]]
        return load_value(value, self._settings)

    def _wrapper(self, kind: str, name: str) -> Any:
        """Making a slug takes 30 µs, and ten thousand articles share a few thousand names. Attributes that are set one
        by one are kept without a dict of their own, in half the time and room."""
        slug = self._slugs[kind].get(name)
        if slug is None:
            first = load_value([kind, name], self._settings)
            if first._name != name or vars(first).keys() != _OF_A_WRAPPER:
                return first
            slug = self._slugs[kind][name] = first.slug
        made: Any = object.__new__(_WRAPPERS[kind])
        made.settings = self._settings
        made._name = name
        made._slug = slug or None
        made._slug_from_name = True
        return made


def body_of(content: Any) -> StoredBody:
    """The body of one of Pelican's article or page objects, before links in it are replaced: for views and recipes."""
    if isinstance(content, Restored) and not content._own_content:
        return StoredBody(content._origin.body_digest, lambda: content._content or "")
    text: str = content._content or ""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return StoredBody(digest, lambda: text)


def absolute(base_path: str, path: str) -> str:
    """As Pelican names a source."""
    joined = os.path.join(base_path, path)  # noqa: PTH118  as Pelican does
    if os.sep == joined[:1] == "/":  # else the current folder counts
        return os.path.normpath(joined)
    return os.path.abspath(joined)  # noqa: PTH100  as Pelican does
