"""Stretches of a text that are already spoken for."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class ClaimedSpans:
    """Spans that don't overlap each other, asked and added to in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Takes a span, joined with those that it overlaps."""
        while (other := self._overlapping(start, end)) is not None:
            self._spans.remove(other)
            start, end = min(start, other[0]), max(end, other[1])
        insort(self._spans, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of the span is taken."""
        return self._overlapping(start, end) is not None

    def _overlapping(self, start: int, end: int) -> tuple[int, int] | None:
        index = bisect_left(self._spans, (end, end))
        if index and self._spans[index - 1][1] > start and self._spans[index - 1][0] < end:
            return self._spans[index - 1]
        return None
