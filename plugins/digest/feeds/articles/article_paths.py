"""The path of a new article's file: `news/2026/11/22/<slug>.md`, with the first of its names that is free."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from ...errors import ItemError
from ..cleaning.draft import Draft
from ..untrusted.plain_text import short_hash
from .article_index import mark_of
from .inventory import NEWS, Inventory

MAX_SLUG_CHARS: Final = 80  # of 255 bytes that file systems bear, with room for a hash and what pages add
_HASH_DIGITS: Final = (6, 12, 64)  # each only where the one before is taken by another article


def free_path(content: Path, inventory: Inventory, draft: Draft, identity: str, date: datetime) -> tuple[str, str]:
    """The path below `content` and the slug for a new article of `date`.

    The result doesn't depend on which server answers first, since feeds are stored in the order of the subscriptions.
    `identity` is text that identifies the item among those of all subscriptions.

    Raises:
        ItemError: every name that the article could have is taken, by a file or by an article that was removed.
    """
    folder = f"{NEWS}/{date:%Y/%m/%d}"
    for slug in _possible_slugs(draft, identity):
        path = f"{folder}/{slug}.md"
        if mark_of(content, path) is None and not inventory.is_removed(path):
            return path, slug
    raise ItemError(f"{folder} has other articles under every name that this one could have")


def _possible_slugs(draft: Draft, identity: str) -> Iterator[str]:
    """The words of the title, then the same with longer and longer hashes of the item's identity."""
    from slugify import slugify  # noqa: PLC0415  it takes 50 ms, and a run without news doesn't need it

    words = slugify(draft.title, max_length=MAX_SLUG_CHARS, word_boundary=True) if draft.titled else ""
    words = words or slugify(draft.title, max_length=MAX_SLUG_CHARS)
    if words:
        yield words
    for digits in _HASH_DIGITS:
        yield f"{words or 'article'}-{short_hash(identity, digits)}"
