"""The attributes of an article or page object as plain data."""

from collections.abc import Callable, Mapping
from typing import Any, final

from .cached_body import CachedBody


@final
class CachedRecord:
    """The attributes of one of Pelican's objects, by their names: `record.title`, `record.category.slug`.

    Lists are tuples. In the key of a view or of a `PureView`, a record counts by its digest. The attributes are loaded
    on first use.
    """

    __slots__ = ("__dict__", "_load", "body", "digest", "save_as", "url")

    def __init__(
        self, digest: bytes, url: str, save_as: str, body: CachedBody, load: Callable[[str], Mapping[str, Any]]
    ) -> None:
        """`load` takes the name of an attribute and returns several attributes, including that one if it exists."""
        self.digest = digest
        self.url = url
        self.save_as = save_as
        self.body = body
        self._load = load

    def __getattr__(self, name: str) -> Any:
        attributes = self._load(name)
        self.__dict__ |= attributes
        try:
            return attributes[name]
        except KeyError:
            raise AttributeError(f"the record has no {name!r}, or what it had is no plain data") from None
