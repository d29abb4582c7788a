"""The class of Pelican's content objects that are made from records, without running their constructor.

The class is derived from Pelican's class at run time. Only here does this plugin override how attributes work, for two
reasons:

- If little has changed, a build reads only a few attributes of most objects. So the deferred attributes are loaded from
  the record when the first of them is read. Loading all at once takes 12 % more processor time for 50 new articles among
  3,000 (0.72 s against 0.64 s, medians of ten paired runs), and more on a larger site.
- Any plugin may change an object. An unchanged object counts by the key of its record, and values that follow from its
  attributes (address, links) need not be computed. So the attributes with which it was made are stored beside it and
  compared by identity.
"""

from collections.abc import Callable
from itertools import chain
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from pelican.contents import Content

from ..state.rows import ContentRow
from .cached_record import CachedRecord
from .content_record import RecordShape, is_inside

if TYPE_CHECKING:
    from .content_restorer import ContentRestorer

# The attributes that `Content.url_format` and `Content._expand_settings` read.
_ADDRESS_ATTRIBUTES: Final = ("source_path", "slug", "lang", "date", "_status", "author", "category", "metadata")


class BodyLoader(Protocol):
    """Returns the body of a source, given its absolute path."""

    def __call__(self, source_path: str) -> str: ...


class ContentOrigin(NamedTuple):
    """The record from which a restored object was made, and the attributes with which it was made.

    The fields up to `deferred` are those of the record. The others are the values at the time when the object was made.
    """

    row: ContentRow
    shape: RecordShape
    body_digest: bytes
    source_path: str  # absolute
    relative_source_path: str
    static_links: list[str]
    urls: tuple[str, ...]  # address and path by the settings, valid as long as the attributes they depend on are unchanged
    is_valid: bool  # Pelican accepts the object without logging anything
    deferred: bytes  # the deferred attributes while they are not loaded; b"" once the object has them
    attributes: dict[str, Any]
    metadata: dict[str, Any]  # empty while it is deferred
    lists: list[list[Any]]  # all lists among the attributes and metadata
    snapshot: list[Any]  # `identity_snapshot` of these four
    wrappers: list[Any]  # all tags, categories and authors

    def is_unchanged(self, attributes: dict[str, Any]) -> bool:
        """Whether attributes, metadata, lists, tags, categories and authors are as they were when the object was made."""
        metadata = {} if self.deferred else attributes.get("metadata")
        if type(metadata) is not dict:
            return False
        return _are_same(identity_snapshot(attributes, metadata, self.lists, self.wrappers), self.snapshot)


def identity_snapshot(
    attributes: dict[str, Any], metadata: dict[str, Any], lists: list[list[Any]], wrappers: list[Any]
) -> list[Any]:
    """The names and values of attributes and metadata, the items of the lists, the names and slugs of the wrappers."""
    return [
        *attributes,
        *attributes.values(),
        *metadata,
        *metadata.values(),
        *chain.from_iterable(lists),
        *map(_wrapper_name, wrappers),
        *map(_wrapper_slug, wrappers),
    ]


_wrapper_name: Final = attrgetter("_name")
_wrapper_slug: Final = attrgetter("_slug")


def _are_same(values: list[Any], others: list[Any]) -> bool:
    """Whether all values are the same objects or equal strings.

    Equality isn't enough for other types: two tags with the same slug are equal, and so are 1 and True.
    """
    if len(values) != len(others):
        return False
    return all(map(is_, values, others)) or all(
        value is other or (type(value) is type(other) is str and value == other)
        for value, other in zip(values, others, strict=True)
    )


class RestoredContent:
    """The base class that gives restored objects their record."""

    __slots__ = ("_cached_record", "_origin", "_replaced_content")
    _origin: ContentOrigin
    _cached_record: CachedRecord | None  # made on first use
    _replaced_content: tuple[str | None] | None  # the body that a plugin has set instead of the original one
    _load_body: BodyLoader
    _restorer: "ContentRestorer"
    source_path: str | None

    def __getattr__(self, name: str) -> Any:
        """A deferred attribute. Python calls this only for attributes that the object doesn't have."""
        origin = origin_of(self)
        if origin.deferred and (name in origin.shape.names or name == "metadata"):
            self._load_deferred()
            return getattr(self, name)
        raise AttributeError(name, name=name, obj=self)

    def __delattr__(self, name: str) -> None:
        self._load_deferred()
        super().__delattr__(name)

    def _load_deferred(self) -> None:
        if self._origin.deferred:
            self._origin = self._restorer.load_deferred(self._origin, attributes_of(self))

    @property
    def _content(self) -> str | None:
        if self._replaced_content:
            return self._replaced_content[0]
        # The body isn't cached: the bodies of ten thousand articles would be most of a build's memory.
        return type(self)._load_body(self._origin.source_path)

    @_content.setter
    def _content(self, content: str | None) -> None:
        self._replaced_content = (content,)

    def has(self, name: str) -> bool:
        """The result of `hasattr` for an attribute that most objects don't have, in a fifth of the time."""
        return name in self._origin.shape.names or name in attributes_of(self)

    def is_as_made(self) -> bool:
        """Whether no attribute, no value within one, and not the body has been changed."""
        origin = self._origin
        return origin.shape.is_flat and not self._replaced_content and origin.is_unchanged(attributes_of(self))

    def has_address_as_made(self) -> bool:
        """Whether no attribute that the object's address depends on has been changed."""
        if self.is_as_made():
            return True
        attributes, made_with = attributes_of(self), self._origin.attributes
        same = all(attributes.get(name) is made_with.get(name) for name in _ADDRESS_ATTRIBUTES)
        return same and self._origin.is_unchanged(made_with)

    # The methods below override Pelican's. They answer from the record as long as it is valid.

    def get_static_links(self) -> set[str]:
        if self._replaced_content:
            return super().get_static_links()  # type: ignore[misc, no-any-return]  # of the content class
        return set(self._origin.static_links)

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        if not source_path and self.source_path == self._origin.source_path:
            return self._origin.relative_source_path
        return super().get_relative_source_path(source_path)  # type: ignore[misc, no-any-return]

    def refresh_metadata_intersite_links(self) -> None:
        shape, origin = self._origin.shape, self._origin
        fields = self._restorer.formatted_fields
        if origin.deferred and "_summary" not in shape.names and fields.isdisjoint(shape.metadata):
            return  # Pelican's method would load the metadata and find nothing to change
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
            and is_inside(origin.urls[1])
            and self.has_address_as_made()
        ):
            return True
        return super()._has_valid_save_as()  # type: ignore[misc, no-any-return]


# Reads the slot directly. If the slot is empty, as in a copy that is being made, `self._origin` would call `__getattr__`,
# which would read it again.
origin_of: Final[Callable[[Any], ContentOrigin]] = vars(RestoredContent)["_origin"].__get__
# The attributes that an object has now. `vars(content)` would load the deferred ones: see `restored_class`.
attributes_of: Final[Callable[[Any], dict[str, Any]]] = vars(Content)["__dict__"].__get__


def restored_class(kind: type, load_body: BodyLoader, restorer: "ContentRestorer") -> type:
    """A subclass of `kind` with the same name, since Pelican makes the names of settings from it."""
    members = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "_load_body": staticmethod(load_body),
        "_restorer": restorer,
        "__dict__": property(_all_attributes_of),  # must be in this class, which would otherwise get its own `__dict__`
    }
    return type(kind.__name__, (RestoredContent, kind), members)


def _all_attributes_of(content: RestoredContent) -> dict[str, Any]:
    """All attributes of an object, for `vars` and `copy`."""
    content._load_deferred()
    return attributes_of(content)
