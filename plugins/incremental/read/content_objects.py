"""Pelican's content objects from a record, without what their constructor computes.

The seam is `Readers.read_file`. What it makes of a file depends on the file, the reader, the settings and the plugins;
so the attributes that an object has when it is made are stored, and given to an object of the same class that is made
without `__init__`. Its body stays in the state until somebody asks for it. The record is taken before the signal
`content_object_init`, which is then sent for every object, restored or new; where a plugin listens to the signal that
lets it change metadata, no record is used.
"""

import marshal
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy, deepcopy
from functools import cache, partial
from hashlib import blake2b
from itertools import chain
from operator import attrgetter, is_
from typing import Any, Final, NamedTuple, Protocol

from pelican.contents import Content
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from ..keys.fingerprint import DIGEST_BYTES
from ..state.rows import ContentRow
from .cached_body import CachedBody
from .cached_record import CachedRecord
from .metadata_codec import NotStorableError, dump_value, load_value

_BOUND: Final = ("settings", "_context", "_content", "source_path", "metadata", "translations")
_WRAPPERS: Final = {kind.__name__: kind for kind in (Tag, Category, Author)}
_FLAT: Final = frozenset({*_WRAPPERS, "Markup", "date", "datetime", "SafeDatetime", "ZoneInfo"})


class Bodies(Protocol):
    """Where the body of a source is found."""

    def __call__(self, source_path: str) -> str: ...


class Origin(NamedTuple):
    """What is known of a restored object beside its attributes. `links` are to static files. `urls` are its address
    and its path as the settings give them, and `is_valid` says that Pelican takes it; true while nobody has changed
    what they are made of. `rest` is of the attributes that nobody has asked for yet. What comes after it is what the
    object had when it was made."""

    row: ContentRow
    shape: "Shape"
    body_digest: bytes
    source_path: str
    relative: str
    links: list[str]
    urls: tuple[str, ...]
    is_valid: bool
    rest: bytes
    attributes: dict[str, Any]
    metadata: dict[str, Any]  # while there is no `rest`
    lists: list[list[Any]]
    parts: list[Any]  # all of these, as `_parts` has them
    wrappers: list[Any]  # all tags, categories and authors

    def are_parts_of(self, attributes: dict[str, Any]) -> bool:
        """Whether attributes, metadata, lists and the tags, categories and authors are as they were."""
        metadata = {} if self.rest else attributes.get("metadata")
        return type(metadata) is dict and _are_same(_parts(attributes, metadata, self.lists, self.wrappers), self.parts)


def _parts(
    attributes: dict[str, Any], metadata: dict[str, Any], lists: list[list[Any]], wrappers: list[Any]
) -> list[Any]:
    """Names and values of attributes and metadata, what is in the lists, and names and slugs of the wrappers."""
    return [
        *attributes,
        *attributes.values(),
        *metadata,
        *metadata.values(),
        *chain.from_iterable(lists),
        *map(_NAME, wrappers),
        *map(_SLUG, wrappers),
    ]


_NAME: Final = attrgetter("_name")
_SLUG: Final = attrgetter("_slug")
_OF_AN_ADDRESS: Final = ("source_path", "slug", "lang", "date", "_status", "author", "category", "metadata")
# What Pelican asks of every object while it sorts them, and what addresses and orders are mostly made of.
_FIRST: Final = (
    "title",
    "date",
    "category",
    "tags",
    "authors",
    "_status",
    "slug",
    "lang",
    "in_default_lang",
    "locale_date",
)


def _are_same(values: list[Any], others: list[Any]) -> bool:
    """By identity, since two tags with one slug are equal, and so are 1 and True; strings by what they say."""
    if len(values) != len(others):
        return False
    return all(map(is_, values, others)) or all(
        one is other or (type(one) is type(other) is str and one == other)
        for one, other in zip(values, others, strict=True)
    )


class Restored:
    """The part of a restored object's class that knows its record. Most attributes come from it when they are first
    asked for: a build in which little has changed asks few objects for more than Pelican does of each."""

    __slots__ = ("_origin", "_own_content", "_record")
    _origin: Origin
    _record: CachedRecord | None
    _own_content: tuple[str | None] | None  # what somebody has put in place of the body
    _bodies: Bodies
    _restorer: "Restorer"
    source_path: str | None

    def __getattr__(self, name: str) -> Any:
        origin = _origin_of(self)  # which does not come back here where there is none, as in a copy that is being made
        if origin.rest and (name in origin.shape.names or name == "metadata"):
            self._load_rest()
            return getattr(self, name)
        raise AttributeError(name, name=name, obj=self)

    def __delattr__(self, name: str) -> None:
        self._load_rest()
        super().__delattr__(name)

    def _load_rest(self) -> None:
        if self._origin.rest:
            self._origin = self._restorer.load_rest(self._origin, _attributes_of(self))

    @property
    def _content(self) -> str | None:
        if self._own_content:
            return self._own_content[0]
        # Not kept: ten thousand of them are most of what a build would hold in memory.
        return type(self)._bodies(self._origin.source_path)

    @_content.setter
    def _content(self, content: str | None) -> None:
        self._own_content = (content,)

    def has(self, name: str) -> bool:
        """As `hasattr` of an attribute that most objects don't have, at a fifth of its time."""
        return name in self._origin.shape.names or name in _attributes_of(self)

    def is_as_made(self) -> bool:
        """Whether nobody has changed an attribute or what belongs to one, or the body."""
        origin = self._origin
        return origin.shape.is_flat and not self._own_content and origin.are_parts_of(_attributes_of(self))

    def has_address_as_made(self) -> bool:
        """Whether nobody has changed what `Content.url_format` and `_expand_settings` read."""
        if self.is_as_made():
            return True
        now, then = _attributes_of(self), self._origin.attributes
        return all(now.get(name) is then.get(name) for name in _OF_AN_ADDRESS) and self._origin.are_parts_of(then)

    def get_static_links(self) -> set[str]:
        if self._own_content:
            return super().get_static_links()  # type: ignore[misc, no-any-return]  # of the content class beside it
        return set(self._origin.links)

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        if not source_path and self.source_path == self._origin.source_path:
            return self._origin.relative
        return super().get_relative_source_path(source_path)  # type: ignore[misc, no-any-return]

    def refresh_metadata_intersite_links(self) -> None:
        shape, origin = self._origin.shape, self._origin
        fields = self._restorer.formatted_fields
        if origin.rest and "_summary" not in shape.names and fields.isdisjoint(shape.metadata):
            return  # it would read the metadata and find nothing in it to change
        super().refresh_metadata_intersite_links()  # type: ignore[misc]

    def _expand_settings(self, key: str, *klass: Any) -> str:
        names = self._origin.shape.urls
        if not klass and key in names and self.has_address_as_made():
            return self._origin.urls[names.index(key)]
        return super()._expand_settings(key, *klass)  # type: ignore[misc, no-any-return]

    def _has_valid_save_as(self) -> bool:
        origin = self._origin
        if (
            len(origin.urls) == 2
            and not self.has("override_save_as")
            and _is_inside(origin.urls[1])
            and self.has_address_as_made()
        ):
            return True
        return super()._has_valid_save_as()  # type: ignore[misc, no-any-return]


_origin_of: Final[Callable[[Any], Origin]] = vars(Restored)["_origin"].__get__
# The attributes themselves, of an object whose `__dict__` gets the rest of them first.
_attributes_of: Final[Callable[[Any], dict[str, Any]]] = vars(Content)["__dict__"].__get__


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path and "\\" not in path


def restored_class(kind: type, bodies: Bodies, restorer: "Restorer") -> type:
    """A class that can't be told from `kind` by its name, which Pelican makes the names of settings from."""
    members = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "_bodies": staticmethod(bodies),
        "_restorer": restorer,
        "__dict__": property(_all_attributes_of),  # in this class itself, which would get one of its own
    }
    return type(kind.__name__, (Restored, kind), members)


def _all_attributes_of(content: Restored) -> dict[str, Any]:
    """As `vars` and `copy` see them."""
    content._load_rest()
    return _attributes_of(content)


def dump_content(content: Content, body_digest: bytes) -> bytes:
    """The record of an object that Pelican has just made.

    Raises:
        NotStorableError: an attribute would not come back as it was.
    """
    attributes = vars(content)
    metadata = attributes["metadata"]
    own = {name: value for name, value in attributes.items() if name not in _BOUND}
    first = {name: dump_value(own[name]) for name in _FIRST if name in own}
    shared = [name for name in first if name in metadata and metadata[name] is own[name]]
    dumped = {name: None if name in shared else dump_value(value) for name, value in metadata.items()}
    same = [name for name in own if name not in first and name in metadata and metadata[name] is own[name]]
    kept = {name: dump_value(value) for name, value in own.items() if name not in first and name not in same}
    urls = _urls(content)
    others = [value for values in (first, dumped, kept) for value in values.values() if type(value) is list]
    shape = Shape(
        urls=tuple(urls),
        names=tuple(own),
        first=tuple(first),
        first_others=tuple(place for place, value in enumerate(first.values()) if type(value) is list),
        metadata=tuple(dumped),
        metadata_others=_not_scalar(dumped),
        shared=tuple(shared),
        same=tuple(same),
        kept=tuple(kept),
        kept_others=_not_scalar(kept),
        is_flat=all(map(_is_flat, others)),
    )
    return marshal.dumps(
        (
            marshal.dumps(tuple(shape), 2),  # which writes no references, so that articles of one shape share its bytes
            body_digest,
            content.relative_source_path,
            sorted(content.get_static_links()),
            tuple(urls.values()),
            _is_valid(content, urls),
            list(first.values()),
            marshal.dumps((tuple(dumped.values()), tuple(kept.values()))),
        )
    )


def _is_valid(content: Any, urls: Mapping[str, str]) -> bool:
    """Whether Pelican would say so without a word; else it is asked each time."""
    return (
        type(content).is_valid is Content.is_valid
        and all(hasattr(content, name) for name in content.mandatory_properties)
        and content.status in getattr(content, "allowed_statuses", ())
        and not hasattr(content, "override_save_as")
        and len(urls) == 2
        and _is_inside([*urls.values()][1])
    )


class Shape(NamedTuple):
    """The names of what a record holds, of which a site has a few: reading them with each record takes longer than
    reading the rest.

    `names` are all attributes, of which `first` come before the rest. `shared` are names of metadata that are values of
    these, `same` are other attributes that are values of the metadata; the others tell which values are not scalars
    (those of `first` by their places). `is_flat` says that there are no dicts, and nothing but scalars and tags,
    categories and authors in the lists."""

    urls: tuple[str, ...]
    names: Any  # a tuple where it is stored, and a set where it is asked
    first: tuple[str, ...]
    first_others: tuple[int, ...]
    metadata: tuple[str, ...]
    metadata_others: tuple[str, ...]
    shared: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]
    kept_others: tuple[str, ...]
    is_flat: bool


def _is_flat(dumped: list[Any]) -> bool:
    if dumped[0] in _FLAT:
        return True
    return bool(dumped[0] == "list") and all(type(one) is not list or one[0] in _FLAT for one in dumped[1:])


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


_NO_METADATA: Final[dict[str, Any]] = {}  # of an object that has not got its own yet


class Restorer:
    """Makes objects of the classes of one build from records."""

    def __init__(self, settings: Mapping[str, Any], bodies: Bodies) -> None:
        self.formatted_fields = frozenset([*settings["FORMATTED_FIELDS"], "summary"])
        self._settings = settings
        self._bodies = bodies
        self._classes: dict[type, type] = {}
        self._shapes: dict[bytes, Shape] = {}
        # Of tags, categories and authors: names with their slugs, by name.
        self._named: dict[str, dict[str, tuple[str, str | None]]] = {kind: {} for kind in _WRAPPERS}

    def restore(self, row: ContentRow, kind: type, source_path: str, context: Any) -> Any:
        """The object, and nothing done that its constructor would do. `source_path` is absolute, and the row's record
        one that `dump_content` has made."""
        shape, body, relative, links, urls, is_valid, first, rest, wrappers = self._begun(row.record)
        if kind not in self._classes:
            self._classes[kind] = restored_class(kind, self._bodies, self)
        content: Any = object.__new__(self._classes[kind])
        attributes = _attributes_of(content)
        attributes["settings"] = self._settings
        attributes["_context"] = context
        attributes["translations"] = []
        attributes["source_path"] = source_path
        attributes.update(zip(shape.first, first, strict=True))
        content._own_content = content._record = None
        lists = [value for value in first if type(value) is list]
        attributes = attributes.copy()
        parts = _parts(attributes, _NO_METADATA, lists, wrappers)
        known = (row, shape, body, source_path, relative, links, urls, is_valid, rest)
        content._origin = tuple.__new__(Origin, (*known, attributes, _NO_METADATA, lists, parts, wrappers))
        return content

    def load_rest(self, origin: Origin, attributes: dict[str, Any]) -> Origin:
        """Gives an object its other attributes, but those that it has already: somebody has set them."""
        made = origin.attributes.copy()
        wrappers = [*origin.wrappers]
        metadata, rest = self._rest(origin.shape, origin.rest, made, wrappers)
        made |= rest | {"metadata": metadata}
        for name, value in made.items():
            if name not in origin.attributes:
                attributes.setdefault(name, value)
        lists = [*origin.lists, *(value for value in (*rest.values(), *metadata.values()) if type(value) is list)]
        return origin._replace(
            rest=b"",
            attributes=made,
            metadata=metadata.copy(),
            lists=lists,
            parts=_parts(made, metadata, lists, wrappers),
            wrappers=wrappers,
        )

    def attributes(self, record: bytes, name: str) -> Mapping[str, Any]:
        """What the objects made from a record have: all of their own, or the first if the name is among them. Lists are
        tuples."""
        shape, _, _, _, _, _, first, rest, wrappers = self._begun(record)
        own = dict(zip(shape.first, first, strict=True))
        if name not in own:
            own |= self._rest(shape, rest, own, wrappers)[1]
        return {name: tuple(value) if type(value) is list else value for name, value in own.items()}

    def _begun(self, record: bytes) -> tuple[Any, ...]:
        """Its shape, the digest of the body, the relative path, links, addresses, whether it is valid, the first
        attributes, the rest, and all tags, categories and authors of the first."""
        names, body, relative, links, urls, is_valid, first, rest = marshal.loads(record)  # noqa: S302  as said
        shape = self._shapes.get(names)
        if shape is None:
            shape = Shape(*marshal.loads(names))  # noqa: S302  as said
            shape = self._shapes[names] = shape._replace(names=frozenset(shape.names))
        wrappers: list[Any] = []
        for place in shape.first_others:
            first[place] = self._value(first[place], wrappers)
        return shape, body, relative, links, urls, is_valid, first, rest, wrappers

    def _rest(
        self, shape: Shape, rest: bytes, first: Mapping[str, Any], wrappers: list[Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The metadata, and the attributes that are not among the first."""
        values, kept = marshal.loads(rest)  # noqa: S302  as said
        metadata = dict(zip(shape.metadata, values, strict=True))
        for name in shape.metadata_others:
            metadata[name] = self._value(metadata[name], wrappers)
        for name in shape.shared:
            metadata[name] = first[name]
        own = {name: metadata[name] for name in shape.same}
        own.update(zip(shape.kept, kept, strict=True))
        for name in shape.kept_others:
            own[name] = self._value(own[name], wrappers)
        return metadata, own

    def _value(self, value: list[Any], wrappers: list[Any]) -> Any:
        kind = value[0]
        if kind == "list":
            return [self._value(one, wrappers) if type(one) is list else one for one in value[1:]]
        known = self._named.get(kind)
        if known is None:
            return load_value(value, self._settings)
        # Making a slug takes 30 µs, and ten thousand articles share a few thousand names. Attributes that are set one
        # by one are kept without a dict of their own, in half the time and room.
        name = value[1]
        made: Any = object.__new__(_WRAPPERS[kind])
        made.settings = self._settings
        made._name, made._slug = known.get(name) or self._learnt(kind, name)
        made._slug_from_name = True
        wrappers.append(made)
        return made

    def _learnt(self, kind: str, name: str) -> tuple[str, str | None]:
        """A name, and its slug as Pelican makes it; without one where none can be made, of which each object complains
        by itself, as ever."""
        first = load_value([kind, name], self._settings)
        learnt = (name, first.slug or None)
        self._named[kind][name] = learnt
        return learnt


def body_of(content: Any) -> CachedBody:
    """The body of one of Pelican's article or page objects, before links in it are replaced: for views and recipes."""
    if isinstance(content, Restored) and not content._own_content:
        return CachedBody(content._origin.body_digest, lambda: content._content or "")
    text: str = content._content or ""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return CachedBody(digest, lambda: text)


def record_of(content: Any, settings_key: bytes) -> CachedRecord:
    """What an object is made of: by its own record if it is as that says, else by what its attributes are now.

    What is no plain data is left out then, and so are `metadata` and `translations`. `settings_key` is of all settings.
    """
    if not isinstance(content, Restored) or not content.is_as_made():
        return _record_of_changed(content, settings_key)
    if content._record is None:
        origin = content._origin
        if len(origin.urls) == 2 and not content.has("override_url") and not content.has("override_save_as"):
            url, save_as = origin.urls
        else:
            url, save_as = content.url, content.save_as
        load = partial(content._restorer.attributes, origin.row.record)
        content._record = CachedRecord(origin.row.record_key, url, save_as, body_of(content), load)
    return content._record


def _record_of_changed(content: Any, settings_key: bytes) -> CachedRecord:
    plain, values = {}, {}
    for name, value in vars(content).items():
        if name not in _BOUND:
            with suppress(NotStorableError):
                plain[name] = _plain(value)
                values[name] = _copied(value)
    body = body_of(content)
    parts = (settings_key, type(content).__name__, plain, content.url, content.save_as, body.digest)
    digest = blake2b(marshal.dumps(parts, 2), digest_size=DIGEST_BYTES).digest()
    return CachedRecord(digest, content.url, content.save_as, body, lambda _name: values)


def _plain(value: Any) -> Any:
    if isinstance(value, URLWrapper):
        return [type(value).__name__, value.name, value.slug]
    if type(value) in (list, tuple):
        return ["tuple", *map(_plain, value)]
    return dump_value(value)


def _copied(value: Any) -> Any:
    """One that stays as it is now."""
    if type(value) in (list, tuple):
        return tuple(map(_copied, value))
    return copy(value) if isinstance(value, URLWrapper) else deepcopy(value)


def absolute(base_path: str, path: str) -> str:
    """As Pelican names a source."""
    joined = os.path.join(base_path, path)  # noqa: PTH118  as Pelican does
    if os.sep == joined[:1] == "/":  # else the current folder counts
        return os.path.normpath(joined)
    return os.path.abspath(joined)  # noqa: PTH100  as Pelican does
