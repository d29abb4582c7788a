"""The record of one of Pelican's content objects: its attributes as bytes, from which the object can be made again.

A record has the attributes at the end of Pelican's constructor, before the signal `content_object_init`. The body is not
in it: it is stored with its source.

The attributes are in two parts. Pelican reads the eager ones of every object, to sort the objects and to make addresses.
The deferred ones are all others and the metadata. An object is restored with the eager part alone;
`restored_content` says how much time that saves.
"""

import marshal
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from pelican.contents import Content
from pelican.urlwrappers import Author, Category, Tag

from .metadata_codec import dump_value

EAGER_ATTRIBUTES: Final = (
    *("title", "date", "category", "tags", "authors", "_status", "slug", "lang", "in_default_lang", "locale_date"),
)
# Attributes that belong to one build. The restorer sets them for each build.
BOUND_ATTRIBUTES: Final = ("settings", "_context", "_content", "source_path", "metadata", "translations")
WRAPPERS: Final = {kind.__name__: kind for kind in (Tag, Category, Author)}
# Types whose values contain no values that could change unnoticed.
_FLAT_TYPES: Final = frozenset({*WRAPPERS, "Markup", "date", "datetime", "SafeDatetime", "ZoneInfo"})


class RecordShape(NamedTuple):
    """The names of the fields in a record.

    A site has few shapes and thousands of records. Reading the names with each record would take longer than reading all
    else, so the shape is a separate byte string in the record, and equal ones are read only once.

    A composite value is a value that isn't a scalar: `load_value` must load it.
    """

    urls: tuple[str, ...]  # the settings of the addresses in the record: url and save_as, or lang_url and lang_save_as
    names: Any  # of all attributes: a tuple in the record, a frozenset after it was read
    eager: tuple[str, ...]  # attributes
    eager_composites: tuple[int, ...]  # by index in `eager`
    metadata: tuple[str, ...]
    metadata_composites: tuple[str, ...]
    metadata_from_eager: tuple[str, ...]  # names of metadata whose value is that of the eager attribute of this name
    deferred_from_metadata: tuple[str, ...]  # deferred attributes whose value is that of the metadata with this name
    deferred: tuple[str, ...]  # all other attributes
    deferred_composites: tuple[str, ...]
    is_flat: bool  # no dicts, and in lists nothing but scalars and tags, categories and authors


def dump_content(content: Content, body_digest: bytes) -> bytes:
    """The record of an object that Pelican has just made.

    Raises:
        NotStorableError: an attribute would not come back unchanged.
    """
    attributes = vars(content)
    metadata = attributes["metadata"]
    storable = {name: value for name, value in attributes.items() if name not in BOUND_ATTRIBUTES}
    eager = {name: dump_value(storable[name]) for name in EAGER_ATTRIBUTES if name in storable}
    from_eager = [name for name in eager if name in metadata and metadata[name] is storable[name]]
    dumped_metadata = {name: None if name in from_eager else dump_value(value) for name, value in metadata.items()}
    from_metadata = [
        name for name in storable if name not in eager and name in metadata and metadata[name] is storable[name]
    ]
    deferred = {
        name: dump_value(value) for name, value in storable.items() if name not in eager and name not in from_metadata
    }
    urls = _urls(content)
    composites = [
        value for values in (eager, dumped_metadata, deferred) for value in values.values() if type(value) is list
    ]
    shape = RecordShape(
        urls=tuple(urls),
        names=tuple(storable),
        eager=tuple(eager),
        eager_composites=tuple(index for index, value in enumerate(eager.values()) if type(value) is list),
        metadata=tuple(dumped_metadata),
        metadata_composites=_composites(dumped_metadata),
        metadata_from_eager=tuple(from_eager),
        deferred_from_metadata=tuple(from_metadata),
        deferred=tuple(deferred),
        deferred_composites=_composites(deferred),
        is_flat=all(map(_is_flat, composites)),
    )
    record = (
        marshal.dumps(tuple(shape), 2),  # version 2 has no references, so the bytes of equal shapes are equal
        body_digest,
        content.relative_source_path,
        sorted(content.get_static_links()),
        tuple(urls.values()),
        _is_valid(content, urls),
        list(eager.values()),
        marshal.dumps((tuple(dumped_metadata.values()), tuple(deferred.values()))),
    )
    return marshal.dumps(record)


def is_inside(save_as: str) -> bool:
    """Whether a path stays inside the output folder, by its text alone."""
    return not save_as.startswith("/") and ".." not in save_as and "\\" not in save_as


def _composites(dumped: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in dumped.items() if type(value) is list)


def _is_flat(dumped: list[Any]) -> bool:
    if dumped[0] in _FLAT_TYPES:
        return True
    return bool(dumped[0] == "list") and all(type(item) is not list or item[0] in _FLAT_TYPES for item in dumped[1:])


def _is_valid(content: Any, urls: Mapping[str, str]) -> bool:
    """Whether Pelican accepts the object without logging anything. Otherwise Pelican validates it again in each build."""
    return (
        type(content).is_valid is Content.is_valid
        and all(hasattr(content, name) for name in content.mandatory_properties)
        and content.status in getattr(content, "allowed_statuses", ())
        and not hasattr(content, "override_save_as")
        and len(urls) == 2
        and is_inside([*urls.values()][1])
    )


def _urls(content: Any) -> dict[str, str]:
    """The address and the path of an object by the names of their settings; none if the settings don't fit it."""
    keys = ("url", "save_as") if content.in_default_lang else ("lang_url", "lang_save_as")
    try:
        stand_in: Any = object.__new__(_with_known_fields(content.__class__))
        vars(stand_in).update(vars(content), known_fields=content.url_format)
        return {key: stand_in._expand_settings(key) for key in keys}
    except (KeyError, IndexError, ValueError, AttributeError):
        return {}  # Pelican reports it when the address is used


@cache  # one entry for each class of contents
def _with_known_fields(kind: type) -> type:
    """A subclass of `kind` with the fields of addresses given, which `kind` would compute again for each address."""
    members = {"__module__": kind.__module__, "url_format": property(lambda self: self.known_fields)}
    return type(kind.__name__, (kind,), members)
