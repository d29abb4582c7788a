"""What an article or page object was made with, as plain data that nobody can change."""

from collections.abc import Callable, Mapping
from typing import Any, final

from .stored_body import StoredBody


@final
class StoredRecord:
    """The attributes of one of Pelican's objects, by their names: `record.title`, `record.category.slug`. Lists are
    tuples. In a view or a recipe it counts by its digest; attributes are loaded when one is asked for."""

    __slots__ = ("_attributes", "_load", "body", "digest", "save_as", "url")

    def __init__(
        self, digest: bytes, url: str, save_as: str, body: StoredBody, load: Callable[[], Mapping[str, Any]]
    ) -> None:
        self.digest = digest
        self.url = url
        self.save_as = save_as
        self.body = body
        self._load = load
        self._attributes: Mapping[str, Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._attributes is None:
            self._attributes = self._load()
        try:
            return self._attributes[name]
        except KeyError:
            raise AttributeError(f"the record has no {name!r}, or what it had is no plain data") from None
