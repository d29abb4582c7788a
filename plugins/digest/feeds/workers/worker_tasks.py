"""What a worker process is asked to do, and a scaled picture. The poll asks without loading what the work needs."""

from dataclasses import dataclass

from ...contracts.subscriptions import NO_RULES, FilterRules


@dataclass(frozen=True, slots=True)
class FeedTask:
    """One document to be read. `known` are digests of items whose drafts are still as they were stored last."""

    body: bytes
    content_type: str
    url: str
    known: frozenset[str] = frozenset()
    rules: FilterRules = NO_RULES


@dataclass(frozen=True, slots=True)
class PictureTask:
    """One picture to be made small, as the server at `url` sent it."""

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
    """One page to be read; `title` is the item's, which isn't repeated in the text."""

    html: bytes
    content_type: str
    url: str
    title: str = ""


Task = FeedTask | PageTask | PictureTask
