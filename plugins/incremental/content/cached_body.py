"""The body of an article or page, which is loaded from the state only when it is needed."""

from collections.abc import Callable
from typing import final


@final
class CachedBody:
    """The body of an article or page, as its reader made it.

    In the key of a view or of a `PureView`, it counts by its digest.
    """

    __slots__ = ("_load", "digest")

    def __init__(self, digest: bytes, load: Callable[[], str]) -> None:
        self.digest = digest
        self._load = load

    @property
    def html(self) -> str:
        return self._load()
