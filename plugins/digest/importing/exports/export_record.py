"""The records of reading an export: a part of it as it lies in the file, and what is read from that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ...errors import DigestError
from ...feeds.parsing.item import Item

MAX_RECORD_BYTES: Final = 8 * 2**20  # of one record; of a longer text an article would have 400,000 characters anyway


class RecordError(DigestError):
    """One record of an export can't be read; the others go on. The text is the reason."""


class NotAnArticleError(DigestError):
    """One record of an export is sound and no article: a picture, a draft, a page of a menu. The text says which."""


class ExportError(DigestError):
    """An export as a whole can't be read: its form is unknown, or it is damaged before its first record."""


@dataclass(frozen=True, slots=True)
class RecordOrigin:
    """Where a record is from, as far as the export says it: the slug of a subscription, the URL of the feed, and that
    of the site. What isn't known is ""."""

    slug: str = ""
    feed_url: str = ""
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """One record that was read: its item as a feed would have given it, and where it is from."""

    item: Item
    origin: RecordOrigin


@dataclass(frozen=True, slots=True)
class WebPage:
    """The bytes of a saved web page. `url` is where it was, as far as its place in the folder tells, or ""."""

    number: int
    html: bytes
    url: str = ""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it lies in an export, not read yet.

    `place` names it for a person: "line 17", "item 3". `read` reads it, when its turn comes; given the number of the
    record, it returns the item or the page, or raises RecordError or NotAnArticleError. `size_bytes` is about what the
    record takes.
    """

    place: str
    read: Callable[[int], ExportedItem | WebPage]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class DamagedRecord:
    """A part of an export from which no record can be made, and the reason."""

    place: str
    reason: str


FoundRecord = RawRecord | DamagedRecord
