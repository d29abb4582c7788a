"""The archive divided for indexing: into spans of days, whose bounds stay where they are when articles come.

The days since 1970 are halved again and again, until a span holds few enough articles. So a new article changes the
span that its day is in and no other, whether the article is of today or an old one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Indexing takes about 4 ms and 250 KB of memory for an article of 480 words, so the part with today in it costs some
# seconds at most. A browser that searches everything loads some 50 KB for each part.
MAX_RECORDS = 1000
_EPOCH = date(1970, 1, 1)
_ALL_DAYS = 1 << 16  # up to the year 2149; a date outside of them counts as the first or the last day


@dataclass(frozen=True, slots=True)
class SearchPart:
    """The days of one span that have articles, newest first, and the number of their articles. `name` says which days
    the span has; it can stand in an address."""

    name: str
    days: tuple[date, ...]
    articles: int

    @property
    def first(self) -> date:
        return self.days[-1]

    @property
    def last(self) -> date:
        return self.days[0]


def search_parts(days: Sequence[tuple[date, int]], limit: int = MAX_RECORDS) -> tuple[SearchPart, ...]:
    """The days, which are newest first and each have the number of their articles, in parts of at most `limit`
    articles, newest first. A day is never divided, so the part of a single day can have more."""
    numbered = [(_day_number(day), day, number) for day, number in days]
    return tuple(_split(numbered, 0, _ALL_DAYS, limit))


def _split(days: Sequence[tuple[int, date, int]], start: int, length: int, limit: int) -> Iterator[SearchPart]:
    if not days:
        return
    articles = sum(number for _, _, number in days)
    if length == 1 or articles <= limit:
        name = f"{_EPOCH + timedelta(days=start)}-{length}"
        yield SearchPart(name, tuple(day for _, day, _ in days), articles)
        return
    middle = start + length // 2
    yield from _split([day for day in days if day[0] >= middle], middle, length // 2, limit)
    yield from _split([day for day in days if day[0] < middle], start, length // 2, limit)


def _day_number(day: date) -> int:
    return min(max((day - _EPOCH).days, 0), _ALL_DAYS - 1)
