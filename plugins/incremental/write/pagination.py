"""Pages of a list that do not shift when something is added at its new end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Chunk(Generic[Item]):
    """`number` counts from the oldest page, which is 1; 0 is the front page, with the newest. `newer` and `older` are
    the numbers of its neighbours, or None."""

    number: int
    items: tuple[Item, ...]
    newer: int | None
    older: int | None


def from_oldest(newest_first: Sequence[Item], size: int) -> tuple[Chunk[Item], ...]:
    """The pages of a list whose newest item comes first, the front page first.

    Pages behind the front page are full, and stay as they are for ever. The front page holds what is not on one of
    them: between `size` and 2 * `size` - 1 items, or all where there are fewer. So a new item changes the front page,
    and every `size` of them make one page more, to which the front page and the page before it then point.

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
