"""A set of spans that quickly answers whether another span overlaps one of them."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class ClaimedSpans:
    """Spans of a text that are already taken: no rule may find anything else there.

    No two of them overlap: a span that is added is joined with those that it overlaps. A query takes logarithmic time.
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Claims a span."""
        while (claimed := self._overlapping(start, end)) is not None:
            self._spans.remove(claimed)
            start, end = min(start, claimed[0]), max(end, claimed[1])
        insort(self._spans, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character of the span is claimed."""
        return self._overlapping(start, end) is not None

    def _overlapping(self, start: int, end: int) -> tuple[int, int] | None:
        index = bisect_left(self._spans, (end, end))
        if index and self._spans[index - 1][1] > start and self._spans[index - 1][0] < end:
            return self._spans[index - 1]
        return None
