"""What is known of the reports in reach, as arrays: a row of integers for each, and the keys that each has.

Rows are appended at the end and dropped from the beginning. A place counts rows from the oldest that is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

Integers: TypeAlias = NDArray[np.int64]
_MIN_ROWS: Final = 256
_Number = TypeVar("_Number", bound=np.generic)


class RecentRows(Generic[_Number]):
    """Rows of `width` numbers."""

    def __init__(self, width: int, dtype: DTypeLike) -> None:
        self._rows: NDArray[_Number] = np.zeros((_MIN_ROWS, width), dtype)
        self._begin = self._end = 0

    def __len__(self) -> int:
        return self._end - self._begin

    @property
    def rows(self) -> NDArray[_Number]:
        """The rows that are kept, as a view: the next `append` may change what it shows."""
        return self._rows[self._begin : self._end]

    def append(self, rows: NDArray[_Number]) -> None:
        if self._end + len(rows) > len(self._rows):
            kept = self.rows
            self._rows = np.zeros((max(2 * (len(kept) + len(rows)), _MIN_ROWS), kept.shape[1]), kept.dtype)
            self._rows[: len(kept)] = kept
            self._begin, self._end = 0, len(kept)
        self._rows[self._end : self._end + len(rows)] = rows
        self._end += len(rows)

    def drop(self, number: int) -> None:
        """Drops so many of the oldest rows."""
        self._begin += number


class RecentKeys:
    """The keys of each report, such as stems or names, each with a mark: an integer.

    Keys have numbers, so that one table says of all keys of all reports at once which of them a further report has.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # of the keys; those that no report has any more are forgotten in time
        self._entries: RecentRows[np.int64] = RecentRows(3, np.int64)  # number of a report, of a key, the mark
        self._first = 0  # the number of the report at place 0
        self._sizes: RecentRows[np.int64] = RecentRows(1, np.int64)  # how many entries each report has
        self._table = np.full(_MIN_ROWS, -1, np.int64)

    def append(self, marks: Mapping[str, int]) -> None:
        """Appends a report with the marks of its keys."""
        numbers = [self._numbers.setdefault(key, len(self._numbers)) for key in marks]
        entries = np.empty((len(numbers), 3), np.int64)
        entries[:, 0] = self._first + len(self._sizes)
        entries[:, 1] = numbers
        entries[:, 2] = list(marks.values())
        self._entries.append(entries)
        self._sizes.append(np.array([[len(numbers)]], np.int64))

    def drop(self, number: int) -> None:
        """Drops so many of the oldest reports."""
        if number:
            self._entries.drop(int(self._sizes.rows[:number].sum()))
            self._sizes.drop(number)
            self._first += number
            if len(self._numbers) > 2 * len(self._entries) + _MIN_ROWS:
                self._forget_unused()

    def shared(self, keys: Sequence[str]) -> tuple[Integers, Integers, Integers]:
        """Where the keys occur: for each occurrence the place of the report, in ascending order, the index of the key
        in `keys`, and its mark there."""
        if len(self._table) < len(self._numbers):
            self._table = np.full(2 * len(self._numbers), -1, np.int64)
        known = {number: index for index, key in enumerate(keys) if (number := self._numbers.get(key)) is not None}
        numbers = list(known)
        self._table[numbers] = list(known.values())
        entries = self._entries.rows
        indexes = self._table[entries[:, 1]]
        self._table[numbers] = -1
        found = np.flatnonzero(indexes >= 0)
        return entries[found, 0] - self._first, indexes[found], entries[found, 2]

    def _forget_unused(self) -> None:
        entries = self._entries.rows
        used, entries[:, 1] = np.unique(entries[:, 1], return_inverse=True)
        new_numbers = {int(number): index for index, number in enumerate(used)}
        self._numbers = {key: new_numbers[number] for key, number in self._numbers.items() if number in new_numbers}
