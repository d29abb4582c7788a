"""Splits a list into pages that do not shift when an item is added at its newest end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Chunk(Generic[Item]):
    """One page of a list.

    `number` counts from the oldest page, which is 1; 0 is the front page, with the newest items. `newer` and `older`
    are the numbers of the neighbouring pages, or None.
    """

    number: int
    items: tuple[Item, ...]
    newer: int | None
    older: int | None


def from_oldest(newest_first: Sequence[Item], size: int) -> tuple[Chunk[Item], ...]:
    """The pages of a list whose newest item comes first, the front page first.

    All other pages are full, and never change. The front page has the rest: between `size` and 2 * `size` - 1 items, or
    all items if there are fewer. So a new item changes only the front page, and every `size` items make one more page,
    to which the front page and the newest full page then link.

    Raises:
        ValueError: `size` is less than 1.
    """
    if size < 1:
        raise ValueError(f"a page of {size} items: expected 1 or more")
    full = max(0, len(newest_first) // size - 1)  # pages behind the front page
    split = len(newest_first) - full * size
    front = Chunk(0, tuple(newest_first[:split]), None, full or None)
    return (front, *(_chunk(newest_first, size, number, full) for number in range(full, 0, -1)))


def _chunk(newest_first: Sequence[Item], size: int, number: int, full: int) -> Chunk[Item]:
    end = len(newest_first) - (number - 1) * size
    newer = number + 1 if number < full else 0
    return Chunk(number, tuple(newest_first[end - size : end]), newer, number - 1 or None)
