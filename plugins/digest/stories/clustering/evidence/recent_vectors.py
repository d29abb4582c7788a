"""The sentence vectors of the reports in reach, and how similar a new report's vector is to each of them.

Vectors are of bytes, so their dot products are integers that a 32-bit float holds exactly, in whatever order a
processor adds them up.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]
Vector: TypeAlias = NDArray[np.int8]

VECTOR_SIZE: Final = 512
HUB_NEIGHBOURS: Final = 8
_MIN_ROWS: Final = 256


class RecentVectors:
    """Vectors in the order in which they were appended, without those that were dropped. `None` is similar to none."""

    def __init__(self) -> None:
        self._rows = np.zeros((_MIN_ROWS, VECTOR_SIZE), np.float32)
        self._lengths = np.ones(_MIN_ROWS)
        self._begin = self._end = 0

    def __len__(self) -> int:
        return self._end - self._begin

    def append(self, vector: Vector | None) -> None:
        if self._end == len(self._rows):
            self._make_room()
        self._rows[self._end] = 0 if vector is None else vector
        self._lengths[self._end] = max(float(np.sqrt(self._rows[self._end] @ self._rows[self._end])), 1.0)
        self._end += 1

    def drop(self, number: int) -> None:
        """Drops so many of the oldest vectors."""
        self._begin += number

    def similarities(self, vector: Vector | None) -> Integers:
        """The cosine of `vector` with each vector, in thousandths, in the order in which they were appended."""
        if vector is None:
            return np.zeros(len(self), np.int64)
        own = vector.astype(np.float32)
        products = (self._rows[self._begin : self._end] @ own).astype(np.float64)
        length = max(float(np.sqrt(own @ own)), 1.0)
        return np.rint(1000 * products / (length * self._lengths[self._begin : self._end])).astype(np.int64)

    def similarities_of_last(self) -> Integers:
        """The cosine of the last vector with each one before it, in thousandths."""
        last = self._rows[self._end - 1]
        return self.similarities(last.astype(np.int8) if last.any() else None)[:-1]

    def _make_room(self) -> None:
        """Moves the vectors to the beginning, with as many free rows as there are vectors."""
        kept = len(self)
        rows = np.zeros((max(2 * kept, _MIN_ROWS), VECTOR_SIZE), np.float32)
        lengths = np.ones(len(rows))
        rows[:kept], lengths[:kept] = self._rows[self._begin : self._end], self._lengths[self._begin : self._end]
        self._rows, self._lengths, self._begin, self._end = rows, lengths, 0, kept


def hub(similarities: Iterable[Integers]) -> int:
    """How similar a report is to the HUB_NEIGHBOURS most similar of these days, on average, in thousandths.

    A report that is similar to many, such as a column on everything, says little by being similar to one.
    """
    values = np.concatenate(list(similarities))
    if not len(values):
        return 0
    number = min(HUB_NEIGHBOURS, len(values))
    return int(np.maximum(np.partition(values, -number)[-number:], 0).sum()) // number
