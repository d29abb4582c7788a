"""Makes Pelican's content objects from their records.

They replace the objects of `Readers.read_file`. The result of that method depends on the file, the reader, the settings
and the plugins. The attributes of a new object are stored, and set later on an object of the same class that is made
without `__init__`. The body stays in the state until it is needed. The signal `content_object_init` is sent for every
object, restored or new, after its record was made or used. If a plugin listens to a signal by which it could change
metadata while a file is read, records are not used.
"""

import marshal
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ..state.rows import ContentRow
from .content_record import WRAPPERS, RecordShape
from .metadata_codec import load_value
from .restored_content import BodyLoader, ContentOrigin, attributes_of, identity_snapshot, restored_class

_NO_METADATA: Final[dict[str, Any]] = {}  # for objects whose metadata is still deferred; never written to


class _LoadedRecord(NamedTuple):
    """A record with its eager attributes loaded. `ContentOrigin` describes the other fields."""

    shape: RecordShape
    body_digest: bytes
    relative_source_path: str
    static_links: list[str]
    urls: tuple[str, ...]
    is_valid: bool
    eager: list[Any]  # values of the attributes that `shape.eager` names
    deferred: bytes
    wrappers: list[Any]


class ContentRestorer:
    """Makes the objects of one build from records."""

    def __init__(self, settings: Mapping[str, Any], load_body: BodyLoader) -> None:
        self.formatted_fields = frozenset([*settings["FORMATTED_FIELDS"], "summary"])
        self._settings = settings
        self._load_body = load_body
        self._classes: dict[type, type] = {}
        self._shapes: dict[bytes, RecordShape] = {}
        # For Tag, Category and Author: name -> (name, slug).
        self._slugs: dict[str, dict[str, tuple[str, str | None]]] = {kind: {} for kind in WRAPPERS}

    def restore(self, row: ContentRow, kind: type, source_path: str, context: Any) -> Any:
        """The object of a record made by `dump_content`. `source_path` is absolute."""
        shape, body, relative, links, urls, is_valid, eager, deferred, wrappers = self._load(row.record)
        if kind not in self._classes:
            self._classes[kind] = restored_class(kind, self._load_body, self)
        content: Any = object.__new__(self._classes[kind])
        attributes = attributes_of(content)
        attributes["settings"] = self._settings
        attributes["_context"] = context
        attributes["translations"] = []
        attributes["source_path"] = source_path
        attributes.update(zip(shape.eager, eager, strict=True))
        content._replaced_content = content._cached_record = None
        lists = [value for value in eager if type(value) is list]
        made_with = attributes.copy()
        snapshot = identity_snapshot(made_with, _NO_METADATA, lists, wrappers)
        from_record = (row, shape, body, source_path, relative, links, urls, is_valid, deferred)
        # The constructor of a named tuple takes three times as long, and this runs for each article of a site.
        content._origin = tuple.__new__(
            ContentOrigin, (*from_record, made_with, _NO_METADATA, lists, snapshot, wrappers)
        )
        return content

    def load_deferred(self, origin: ContentOrigin, attributes: dict[str, Any]) -> ContentOrigin:
        """Sets an object's deferred attributes, except those that a plugin has set already."""
        made_with = origin.attributes.copy()
        wrappers = [*origin.wrappers]
        metadata, deferred = self._deferred(origin.shape, origin.deferred, made_with, wrappers)
        made_with |= deferred | {"metadata": metadata}
        for name, value in made_with.items():
            if name not in origin.attributes:
                attributes.setdefault(name, value)
        values = (*deferred.values(), *metadata.values())
        lists = [*origin.lists, *(value for value in values if type(value) is list)]
        return origin._replace(
            deferred=b"",
            attributes=made_with,
            metadata=metadata.copy(),
            lists=lists,
            snapshot=identity_snapshot(made_with, metadata, lists, wrappers),
            wrappers=wrappers,
        )

    def attributes(self, record: bytes, name: str) -> Mapping[str, Any]:
        """The attributes in a record: the eager ones if `name` is among them, else all of them. Lists become tuples."""
        loaded = self._load(record)
        attributes = dict(zip(loaded.shape.eager, loaded.eager, strict=True))
        if name not in attributes:
            attributes |= self._deferred(loaded.shape, loaded.deferred, attributes, loaded.wrappers)[1]
        return {name: tuple(value) if type(value) is list else value for name, value in attributes.items()}

    def _load(self, record: bytes) -> _LoadedRecord:
        fields = marshal.loads(record)  # noqa: S302  the state has checked it by its checksum
        names, body, relative, links, urls, is_valid, eager, deferred = fields
        shape = self._shapes.get(names)
        if shape is None:
            shape = RecordShape(*marshal.loads(names))  # noqa: S302  a part of the record
            shape = self._shapes[names] = shape._replace(names=frozenset(shape.names))
        wrappers: list[Any] = []
        for index in shape.eager_composites:
            eager[index] = self._value(eager[index], wrappers)
        loaded = (shape, body, relative, links, urls, is_valid, eager, deferred, wrappers)
        return tuple.__new__(_LoadedRecord, loaded)

    def _deferred(
        self, shape: RecordShape, deferred: bytes, eager: Mapping[str, Any], wrappers: list[Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The metadata, and the deferred attributes. Tags, categories and authors among them are added to `wrappers`."""
        metadata_values, deferred_values = marshal.loads(deferred)  # noqa: S302  a part of the record
        metadata = dict(zip(shape.metadata, metadata_values, strict=True))
        for name in shape.metadata_composites:
            metadata[name] = self._value(metadata[name], wrappers)
        for name in shape.metadata_from_eager:
            metadata[name] = eager[name]
        attributes = {name: metadata[name] for name in shape.deferred_from_metadata}
        attributes.update(zip(shape.deferred, deferred_values, strict=True))
        for name in shape.deferred_composites:
            attributes[name] = self._value(attributes[name], wrappers)
        return metadata, attributes

    def _value(self, dumped: list[Any], wrappers: list[Any]) -> Any:
        """The value that `dump_value` was given. Tags, categories and authors are added to `wrappers`."""
        kind = dumped[0]
        if kind == "list":
            return [self._value(item, wrappers) if type(item) is list else item for item in dumped[1:]]
        slugs = self._slugs.get(kind)
        if slugs is None:
            return load_value(dumped, self._settings)
        # Making a slug takes 30 µs, and ten thousand articles share a few thousand names. Setting attributes one by one
        # needs no separate dict, and takes half the time and memory.
        name = dumped[1]
        wrapper: Any = object.__new__(WRAPPERS[kind])
        wrapper.settings = self._settings
        wrapper._name, wrapper._slug = slugs.get(name) or self._new_slug(kind, name)
        wrapper._slug_from_name = True
        wrappers.append(wrapper)
        return wrapper

    def _new_slug(self, kind: str, name: str) -> tuple[str, str | None]:
        """A name, and its slug as Pelican makes it.

        If Pelican can't make one, the slug is None: each object then tries again, and logs the error.
        """
        wrapper = load_value([kind, name], self._settings)
        self._slugs[kind][name] = (name, wrapper.slug or None)
        return self._slugs[kind][name]
