"""Pelican's content objects from a record, without what their constructor computes.

The seam is `Readers.read_file`. What it makes of a file depends on the file, the reader, the settings and the plugins;
so the attributes that an object has when it is made are stored, and given to an object of the same class that is made
without `__init__`. Its body stays in the state until somebody asks for it. The record is taken before the signal
`content_object_init`, which is then sent for every object, restored or new; where a plugin listens to the signal that
lets it change metadata, no record is used.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Final, Protocol

from pelican.contents import Content
from pelican.urlwrappers import Author, Category, Tag

from .fingerprint import DIGEST_BYTES
from .metadata import dump_value, load_value
from .stored_body import StoredBody

_BOUND: Final = ("settings", "_context", "_content", "source_path", "metadata", "translations")
_SAME: Final = "="  # in place of a value: the attribute is the very object that the metadata holds


class Bodies(Protocol):
    """Where the body of a source is found."""

    def __call__(self, source_path: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a restored object beside its attributes. `links` are to static files. `urls` are its address
    and its path as the settings give them, true while `is_as_made`."""

    source_path: str
    relative: str
    body_digest: bytes
    links: tuple[str, ...]
    urls: Mapping[str, str]
    metadata: Mapping[str, Any]
    made_of: tuple[Any, ...]

    def is_as_made(self, content: Any) -> bool:
        """Whether nobody has changed what addresses are made of."""
        return self.made_of == _parts_of_address(content) and self.metadata == content.metadata


def _parts_of_address(content: Any) -> tuple[Any, ...]:
    """All that `Content.url_format` and `_expand_settings` read, but the metadata."""
    get = vars(content).get
    author, category = get("author"), get("category")
    return (
        get("source_path"),
        get("slug"),
        get("lang"),
        get("date"),
        get("_status"),
        author and author._slug,  # None where somebody has given it another name since
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


def dump_content(content: Content, body_digest: bytes) -> str:
    """The record of an object that Pelican has just made.

    Raises:
        NotStorableError: an attribute would not come back as it was.
    """
    attributes = vars(content)
    metadata = attributes["metadata"]
    kept = [
        [name, [_SAME] if name in metadata and metadata[name] is value else dump_value(value)]
        for name, value in attributes.items()
        if name not in _BOUND
    ]
    return json.dumps(
        [
            body_digest.hex(),
            content.relative_source_path,
            sorted(content.get_static_links()),
            _urls(content),
            [[name, dump_value(value)] for name, value in metadata.items()],
            kept,
        ],
        separators=(",", ":"),
    )


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
        self._slugs: dict[tuple[type, str], str] = {}

    def restore(self, record: str, kind: type, source_path: str, context: Any) -> Any:
        """The object, and nothing done that its constructor would do. `source_path` is absolute.

        Raises:
            ValueError, TypeError, KeyError, IndexError: it is no record.
        """
        body, relative, links, urls, stored, kept = json.loads(record)
        if kind not in self._classes:
            self._classes[kind] = restored_class(kind, self._bodies)
        metadata = {name: self._value(value) if type(value) is list else value for name, value in stored}
        content: Any = object.__new__(self._classes[kind])
        attributes = vars(content)
        attributes["settings"] = self._settings
        attributes["_context"] = context
        attributes["translations"] = []
        for name, value in kept:
            if type(value) is not list:
                attributes[name] = value
            else:
                attributes[name] = metadata[name] if value[0] == _SAME else self._value(value)
        attributes["metadata"] = metadata
        attributes["source_path"] = source_path
        made_of = _parts_of_address(content)
        content._own_content = None
        content._origin = Origin(
            source_path, relative, bytes.fromhex(body), tuple(links), urls, dict(metadata), made_of
        )
        return content

    def _value(self, value: list[Any]) -> Any:
        loaded = load_value(value, self._settings)
        for one in loaded if type(loaded) is list else (loaded,):
            if type(one) in (Tag, Category, Author):
                self._give_slug(one)
        return loaded

    def _give_slug(self, wrapper: Any) -> None:
        """Making a slug takes 30 µs, and ten thousand articles share a few thousand names."""
        key = (type(wrapper), wrapper.name)
        if key not in self._slugs:
            self._slugs[key] = wrapper.slug
        wrapper._slug = self._slugs[key] or None  # one that can't be made is complained of by each, as ever


def body_of(content: Any) -> StoredBody:
    """The body of one of Pelican's article or page objects, before links in it are replaced: for views and recipes."""
    if isinstance(content, Restored) and not content._own_content:
        return StoredBody(content._origin.body_digest, lambda: content._content or "")
    text: str = content._content or ""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return StoredBody(digest, lambda: text)


def absolute(base_path: str, path: str) -> str:
    """As Pelican names a source."""
    return os.path.abspath(os.path.join(base_path, path))  # noqa: PTH100, PTH118  as Pelican does
