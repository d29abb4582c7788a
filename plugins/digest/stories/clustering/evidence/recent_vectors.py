"""The sentence vectors of the reports in reach, and how similar a new report's vector is to each of them.

Vectors are of bytes, so their dot products are integers that a 32-bit float holds exactly, in whatever order a
processor adds them up.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .recent_rows import Integers, RecentRows

Vector: TypeAlias = NDArray[np.int8]

VECTOR_SIZE: Final = 512
HUB_NEIGHBOURS: Final = 8


class RecentVectors:
    """Vectors in the order in which they were appended, without those that were dropped. `None` is similar to none."""

    def __init__(self) -> None:
        self._vectors: RecentRows[np.float32] = RecentRows(VECTOR_SIZE, np.float32)
        self._lengths: RecentRows[np.float64] = RecentRows(1, np.float64)

    def __len__(self) -> int:
        return len(self._vectors)

    def append(self, vector: Vector | None) -> None:
        row = np.zeros(VECTOR_SIZE, np.float32) if vector is None else vector.astype(np.float32)
        self._vectors.append(row[None, :])
        self._lengths.append(np.array([[_length(row)]]))

    def drop(self, number: int) -> None:
        """Drops so many of the oldest vectors."""
        self._vectors.drop(number)
        self._lengths.drop(number)

    def similarities(self, vector: Vector | None) -> Integers:
        """The cosine of `vector` with each vector, in thousandths, in the order in which they were appended."""
        if vector is None:
            return np.zeros(len(self), np.int64)
        own = vector.astype(np.float32)
        products = (self._vectors.rows @ own).astype(np.float64)
        return np.rint(1000 * products / (_length(own) * self._lengths.rows[:, 0])).astype(np.int64)


def _length(vector: NDArray[np.float32]) -> float:
    return max(float(np.sqrt(vector @ vector)), 1.0)


def hub(similarities: Iterable[Integers]) -> int:
    """How similar a report is to the HUB_NEIGHBOURS most similar of these days, on average, in thousandths.

    A report that is similar to many, such as a column on everything, says little by being similar to one.
    """
    values = np.concatenate(list(similarities))
    if not len(values):
        return 0
    number = min(HUB_NEIGHBOURS, len(values))
    return int(np.maximum(np.partition(values, -number)[-number:], 0).sum()) // number
