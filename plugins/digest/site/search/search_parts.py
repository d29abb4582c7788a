"""The archive divided for indexing: into spans of days, whose bounds stay where they are when articles come.

The days since 1970 are halved again and again, until a span holds few enough articles. So a new article changes the
span that its day is in and no other, whether the article is of today or an old one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from .search_records import SearchRecord

# Indexing takes about 4 ms and 250 KB of memory for an article of 480 words, so the part with today in it costs some
# seconds at most. A browser that searches everything loads some 50 KB for each part.
MAX_RECORDS = 1000
_EPOCH = date(1970, 1, 1)
_ALL_DAYS = 1 << 16  # up to the year 2149; a date outside of them counts as the first or the last day


@dataclass(frozen=True, slots=True)
class SearchPart:
    """The records of one span of days, newest first. `name` says which days; it can stand in an address."""

    name: str
    records: tuple[SearchRecord, ...]

    @property
    def first(self) -> date:
        return self.records[-1].day

    @property
    def last(self) -> date:
        return self.records[0].day


def search_parts(records: Sequence[SearchRecord], limit: int = MAX_RECORDS) -> tuple[SearchPart, ...]:
    """`records`, which are newest first, in parts of at most `limit` records, newest first. A day is never divided, so
    the part of a single day can have more."""
    days = [(number, tuple(group)) for number, group in groupby(records, key=_day_number)]
    return tuple(_split(days, 0, _ALL_DAYS, limit))


def _split(
    days: Sequence[tuple[int, tuple[SearchRecord, ...]]], start: int, length: int, limit: int
) -> Iterator[SearchPart]:
    if not days:
        return
    if length == 1 or sum(len(group) for _, group in days) <= limit:
        name = f"{_EPOCH + timedelta(days=start)}-{length}"
        yield SearchPart(name, tuple(record for _, group in days for record in group))
        return
    middle = start + length // 2
    yield from _split([day for day in days if day[0] >= middle], middle, length // 2, limit)
    yield from _split([day for day in days if day[0] < middle], start, length // 2, limit)


def _day_number(record: SearchRecord) -> int:
    return min(max((record.day - _EPOCH).days, 0), _ALL_DAYS - 1)
