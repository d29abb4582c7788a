"""Batches of named items for the tests, with work that a test chooses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    id: str


@dataclass(frozen=True, slots=True)
class SmallBatch:
    work: Callable[[Sequence[Any]], Sequence[Any]]
    items: tuple[Named, ...]

    @property
    def size(self) -> int:
        return len(self.items)


def batches(work: Callable[[Sequence[Any]], Sequence[Any]], *groups: str) -> Iterator[SmallBatch]:
    """A batch for each group, whose letters are its items."""
    return (SmallBatch(work, tuple(map(Named, group))) for group in groups)


def upper(items: Sequence[Named]) -> list[str]:
    return [item.id.upper() for item in items]
