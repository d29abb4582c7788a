"""What an article or page object is made of, as plain data."""

from collections.abc import Callable, Mapping
from typing import Any, final

from .cached_body import CachedBody


@final
class CachedRecord:
    """The attributes of one of Pelican's objects, by their names: `record.title`, `record.category.slug`. Lists are
    tuples. In a view or a recipe it counts by its digest; attributes are loaded when one is asked for."""

    __slots__ = ("__dict__", "_load", "body", "digest", "save_as", "url")

    def __init__(
        self, digest: bytes, url: str, save_as: str, body: CachedBody, load: Callable[[str], Mapping[str, Any]]
    ) -> None:
        """`load` gives attributes, among them that of the name if there is one."""
        self.digest = digest
        self.url = url
        self.save_as = save_as
        self.body = body
        self._load = load

    def __getattr__(self, name: str) -> Any:
        loaded = self._load(name)
        self.__dict__ |= loaded
        try:
            return loaded[name]
        except KeyError:
            raise AttributeError(f"the record has no {name!r}, or what it had is no plain data") from None
