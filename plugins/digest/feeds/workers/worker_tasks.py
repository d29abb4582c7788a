"""The tasks of worker processes, and a scaled picture. The poll makes tasks without importing the modules for them."""

from dataclasses import dataclass

from ...contracts.subscriptions import NO_RULES, FilterRules


@dataclass(frozen=True, slots=True)
class FeedTask:
    """A document to be read. `known` are the digests of items that were stored and are unchanged since."""

    body: bytes
    content_type: str
    url: str
    known: frozenset[str] = frozenset()
    rules: FilterRules = NO_RULES


@dataclass(frozen=True, slots=True)
class PictureTask:
    """A picture to be made small, as the server at `url` sent it."""

    data: bytes
    url: str


@dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture in one size, as WebP."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page whose main text is wanted. `title` is the item's, which isn't repeated in the text."""

    html: bytes
    content_type: str
    url: str
    title: str = ""


Task = FeedTask | PageTask | PictureTask
