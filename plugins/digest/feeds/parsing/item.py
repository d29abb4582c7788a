"""What stands between the steps: an entry as its feed gave it, and the same made fit for an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from .update_hints import NO_UPDATE_HINTS, UpdateHints

TextType = Literal["text/plain", "text/html", "application/xhtml+xml"]

MAX_ITEMS: Final = 1000  # of one document; the longest real one has 146
MAX_NAME_CHARS: Final = 80  # of an entry in a report
_DRAFT_BYTES: Final = 2000  # of a draft without its texts, in memory


@dataclass(frozen=True, slots=True)
class TextConstruct:
    """A piece of a feed with the type it was declared or recognised to have, and the base of its relative links."""

    value: str = ""
    type: TextType = "text/plain"
    base: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as it came in. `number` counts from 1 within its document; text is untrusted and of any length.

    `link`, `image` and `enclosure` are addresses as given, relative ones to `base`. Dates are aware and in UTC, and as
    absurd as the feed's.
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
    image: str = ""
    image_alt: str = ""
    image_credit: str = ""
    enclosure: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry ready to be an article: text on one line where it's a field, Markdown in `body`, addresses absolute.

    `title` is never empty; `titled` says whether the feed gave it. `guid` and `link` may be "". `digest` is a hash of
    the item; where `is_same`, it is that of the item as it came last time, and only what identifies it is filled in.
    `has_own_body` is False where the body is to be a page's that couldn't be had: that of the file is the better one.
    """

    number: int
    guid: str
    link: str
    title: str
    body: str
    titled: bool = True
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    image: str = ""
    image_alt: str = ""
    image_credit: str = ""
    enclosure: str = ""
    digest: str = ""
    is_same: bool = False
    has_own_body: bool = True

    @property
    def name(self) -> str:
        """How a report names the entry."""
        return item_name(self.number, self.title)


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """An entry that did not become or change an article, and why."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One document: its entries in order, what was left out of it, and what its reader should know."""

    items: tuple[Item, ...]
    dropped: tuple[RejectedItem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedFeed:
    """One document ready to be stored."""

    drafts: tuple[Draft, ...]
    dropped: tuple[RejectedItem, ...] = ()
    failed: tuple[RejectedItem, ...] = ()
    notes: tuple[str, ...] = ()
    hints: UpdateHints = NO_UPDATE_HINTS

    @property
    def size_bytes(self) -> int:
        """About what the record takes in memory."""
        return sum(_DRAFT_BYTES + len(draft.body) + len(draft.summary) for draft in self.drafts)


def item_name(number: int, title: str) -> str:
    """`entry 3 "Mutiny ends"`: what an editor can find again in the feed."""
    shown = title if len(title) <= MAX_NAME_CHARS else title[: MAX_NAME_CHARS - 1] + "…"
    return f'entry {number} "{shown}"' if shown else f"entry {number}"


def over_the_limit(first: int, titles: Sequence[str]) -> tuple[RejectedItem, ...]:
    """A refusal for every entry beyond MAX_ITEMS; `first` is the number of the first of them."""
    reason = f"a document of more than {MAX_ITEMS} entries: only the first ones are read"
    return tuple(RejectedItem(item_name(number, title), reason) for number, title in enumerate(titles, start=first))
