"""The records of cleaning: an item ready to be an article, and all of one document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..parsing.item import RejectedItem, item_name
from ..parsing.update_hints import NO_UPDATE_HINTS, UpdateHints

_DRAFT_BYTES: Final = 2000  # of a draft without its texts, in memory


@dataclass(frozen=True, slots=True)
class Draft:
    """One item ready to be an article: fields on one line, Markdown in `body`, URLs absolute.

    `title` is never empty; `titled` says whether the feed gave it. `guid` and `link` may be "". `digest` is a hash of
    the item. Where `is_same`, the item came last time as it is now, and only the fields that identify it are filled in.
    `has_own_body` is False where the body of a page was asked for and couldn't be had: the body that the article has
    already, if any, is the better one.
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
    more_images: tuple[tuple[str, str], ...] = ()  # address and alternative text, tried where `image` is too small
    image_alt: str = ""
    image_credit: str = ""
    enclosure: str = ""
    publisher: str = ""
    publisher_url: str = ""
    digest: str = ""
    is_same: bool = False
    has_own_body: bool = True

    @property
    def name(self) -> str:
        """The name of the item in reports."""
        return item_name(self.number, self.title)


@dataclass(frozen=True, slots=True)
class DraftedFeed:
    """One document ready to be stored: drafts, items that were dropped, items that failed, notes for the editor, and
    when the feed wants to be asked again. `is_whole` is False where some pages are to be asked for again. With `is_cut`
    the pages of some items are left for the next run."""

    drafts: tuple[Draft, ...]
    dropped: tuple[RejectedItem, ...] = ()
    failed: tuple[RejectedItem, ...] = ()
    notes: tuple[str, ...] = ()
    hints: UpdateHints = NO_UPDATE_HINTS
    is_whole: bool = True
    is_cut: bool = False

    @property
    def size_bytes(self) -> int:
        """About what the record takes in memory."""
        return sum(_DRAFT_BYTES + len(draft.body) + len(draft.summary) for draft in self.drafts)
