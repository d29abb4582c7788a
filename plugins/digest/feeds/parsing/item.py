"""The records of parsing: an item as its feed gave it, the items of a document, and items that are rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

TextType = Literal["text/plain", "text/html", "application/xhtml+xml", "text/markdown"]

MAX_ITEMS: Final = 1000  # of one document; the longest real one has 146
MAX_NAME_CHARS: Final = 80  # of an entry in a report


@dataclass(frozen=True, slots=True)
class TextConstruct:
    """A text of a feed (RFC 4287, 3.1) with the type that it was declared or recognised to have, and the base of its
    relative links."""

    value: str = ""
    type: TextType = "text/plain"
    base: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as the feed gave it. `number` counts from 1 within the document. Text is untrusted and of any length.

    `link`, `image`, `more_images`, `enclosure` and `publisher_url` are URLs as given; those that are relative are
    relative to `base`. `more_images` are to be tried where `image` can't be shown.
    `enclosure_facts` has of its media type, its bytes ("12000000") and its seconds ("2710s") what the feed says.
    `publisher` is who published the entry, "" where the feed names nobody but itself. Dates are aware and in UTC, and
    may be absurd; `unread_date` is one as written that could not be read.
    """

    number: int
    base: str
    guid: str = ""
    link: str = ""
    title: str = ""
    body: TextConstruct = TextConstruct()
    summary: TextConstruct = TextConstruct()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    lang: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    unread_date: str = ""
    image: str = ""
    more_images: tuple[str, ...] = ()
    image_alt: str = ""
    image_credit: str = ""
    enclosure: str = ""
    enclosure_facts: str = ""
    publisher: str = ""
    publisher_url: str = ""


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """An item that did not become or change an article, by the name that `item_name` gives it, and the reason."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One document: its items in order, those that were left out, and notes for the editor."""

    items: tuple[Item, ...]
    dropped: tuple[RejectedItem, ...] = ()
    notes: tuple[str, ...] = ()


def item_name(number: int, title: str) -> str:
    """The name of an item in reports, by which an editor finds it in the feed: `entry 3 "Mutiny ends"`."""
    shown = title if len(title) <= MAX_NAME_CHARS else title[: MAX_NAME_CHARS - 1] + "…"
    return f'entry {number} "{shown}"' if shown else f"entry {number}"


def rejected_over_limit(titles: Sequence[str]) -> tuple[RejectedItem, ...]:
    """The items of a document after the first MAX_ITEMS, by their titles."""
    reason = f"a document of more than {MAX_ITEMS} entries: only the first ones are read"
    return tuple(
        RejectedItem(item_name(number, title), reason) for number, title in enumerate(titles, start=MAX_ITEMS + 1)
    )
