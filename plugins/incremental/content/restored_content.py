"""Pelican's content objects made from records, without what their constructor computes.

A restored object is of a class of its own, derived from Pelican's, which is put together here. That class is the one
place in this plugin that works on attributes behind Python's back, for two reasons:

- Most objects are asked for a few attributes in a build in which little has changed. So the deferred ones come from the
  record when the first of them is asked for. Making all of them at once takes 12 % more of the processor for 50 new
  articles among 3,000 (0.72 s against 0.64 s, medians of ten paired runs), and a larger part of a larger site.
- What an object has may be changed by any plugin. An object that is as it was made counts by its record's key, and what
  follows from its attributes (address, links) needs no computing. So what it was made with is remembered, and compared
  by identity.
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

# What `Content.url_format` and `Content._expand_settings` read.
_ADDRESS_ATTRIBUTES: Final = ("source_path", "slug", "lang", "date", "_status", "author", "category", "metadata")


class BodyLoader(Protocol):
    """Gives the body of a source, by its absolute path."""

    def __call__(self, source_path: str) -> str: ...


class ContentOrigin(NamedTuple):
    """What is known of a restored object beside its attributes.

    The fields up to `deferred` are those of its record. The others are what the object had when it was made.
    """

    row: ContentRow
    shape: RecordShape
    body_digest: bytes
    source_path: str  # absolute
    relative_source_path: str
    static_links: list[str]
    urls: tuple[str, ...]  # address and path as the settings give them, while nobody has changed what they are made of
    is_valid: bool  # Pelican takes the object without a word
    deferred: bytes  # of the attributes that nobody has asked for yet; b"" once the object has them
    attributes: dict[str, Any]
    metadata: dict[str, Any]  # empty as long as it is deferred
    lists: list[list[Any]]  # all lists among the attributes and metadata
    snapshot: list[Any]  # `identity_snapshot` of these
    wrappers: list[Any]  # all tags, categories and authors

    def is_unchanged(self, attributes: dict[str, Any]) -> bool:
        """Whether attributes, metadata, lists and the tags, categories and authors are as they were."""
        metadata = {} if self.deferred else attributes.get("metadata")
        if type(metadata) is not dict:
            return False
        return _are_same(identity_snapshot(attributes, metadata, self.lists, self.wrappers), self.snapshot)


def identity_snapshot(
    attributes: dict[str, Any], metadata: dict[str, Any], lists: list[list[Any]], wrappers: list[Any]
) -> list[Any]:
    """Names and values of attributes and metadata, what is in the lists, and names and slugs of the wrappers."""
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
    """By identity, since two tags with one slug are equal, and so are 1 and True; strings by what they say."""
    if len(values) != len(others):
        return False
    return all(map(is_, values, others)) or all(
        value is other or (type(value) is type(other) is str and value == other)
        for value, other in zip(values, others, strict=True)
    )


class RestoredContent:
    """The part of a restored object's class that knows its record."""

    __slots__ = ("_cached_record", "_origin", "_replaced_content")
    _origin: ContentOrigin
    _cached_record: CachedRecord | None  # made when it is first asked for
    _replaced_content: tuple[str | None] | None  # what somebody has put in place of the body
    _load_body: BodyLoader
    _restorer: "ContentRestorer"
    source_path: str | None

    def __getattr__(self, name: str) -> Any:
        """A deferred attribute; Python asks here for what the object doesn't have."""
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
        # Not held: the bodies of ten thousand articles are most of what a build would have in memory.
        return type(self)._load_body(self._origin.source_path)

    @_content.setter
    def _content(self, content: str | None) -> None:
        self._replaced_content = (content,)

    def has(self, name: str) -> bool:
        """What `hasattr` says of an attribute that most objects don't have, at a fifth of its time."""
        return name in self._origin.shape.names or name in attributes_of(self)

    def is_as_made(self) -> bool:
        """Whether nobody has changed an attribute or what belongs to one, or the body."""
        origin = self._origin
        return origin.shape.is_flat and not self._replaced_content and origin.is_unchanged(attributes_of(self))

    def has_address_as_made(self) -> bool:
        """Whether nobody has changed what the object's address is made of."""
        if self.is_as_made():
            return True
        attributes, made_with = attributes_of(self), self._origin.attributes
        same = all(attributes.get(name) is made_with.get(name) for name in _ADDRESS_ATTRIBUTES)
        return same and self._origin.is_unchanged(made_with)

    # What follows are Pelican's own methods, answered from the record where it still holds.

    def get_static_links(self) -> set[str]:
        if self._replaced_content:
            return super().get_static_links()  # type: ignore[misc, no-any-return]  # of the content class beside it
        return set(self._origin.static_links)

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        if not source_path and self.source_path == self._origin.source_path:
            return self._origin.relative_source_path
        return super().get_relative_source_path(source_path)  # type: ignore[misc, no-any-return]

    def refresh_metadata_intersite_links(self) -> None:
        shape, origin = self._origin.shape, self._origin
        fields = self._restorer.formatted_fields
        if origin.deferred and "_summary" not in shape.names and fields.isdisjoint(shape.metadata):
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
            and is_inside(origin.urls[1])
            and self.has_address_as_made()
        ):
            return True
        return super()._has_valid_save_as()  # type: ignore[misc, no-any-return]


# The slot itself. `self._origin` would ask `__getattr__` where there is none, as in a copy that is being made, and
# `__getattr__` would ask for it again.
origin_of: Final[Callable[[Any], ContentOrigin]] = vars(RestoredContent)["_origin"].__get__
# The attributes that an object has by now. `vars(content)` would load the deferred ones, see `restored_class`.
attributes_of: Final[Callable[[Any], dict[str, Any]]] = vars(Content)["__dict__"].__get__


def restored_class(kind: type, load_body: BodyLoader, restorer: "ContentRestorer") -> type:
    """A class that can't be told from `kind` by its name, which Pelican makes the names of settings from."""
    members = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "_load_body": staticmethod(load_body),
        "_restorer": restorer,
        "__dict__": property(_all_attributes_of),  # in this class itself, which would get one of its own
    }
    return type(kind.__name__, (RestoredContent, kind), members)


def _all_attributes_of(content: RestoredContent) -> dict[str, Any]:
    """What `vars` and `copy` see."""
    content._load_deferred()
    return attributes_of(content)
