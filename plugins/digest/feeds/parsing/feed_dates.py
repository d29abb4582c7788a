"""Which of the dates that feeds give can be believed."""

import calendar
import time
from datetime import UTC, datetime, timedelta
from typing import Final

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)  # before the Web; 1970 is what an unset clock gives
_AHEAD: Final = timedelta(days=1)  # clocks and zones are wrong by hours, not by days


def from_tuple(value: time.struct_time | tuple[int, ...] | None) -> datetime | None:
    """The moment that feedparser's nine numbers in UTC name, or None where the calendar has no such moment."""
    if not value:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(tuple(value)), UTC)
    except (ValueError, OverflowError, OSError, IndexError, TypeError):
        return None


def from_iso(value: str) -> datetime | None:
    """The moment of an ISO 8601 or RFC 3339 text in UTC; without a zone it's taken for UTC."""
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment, to the second, unless it lies before the Web or more than a day after `now`."""
    if moment is None or not _EARLIEST <= moment <= now + _AHEAD:
        return None
    return moment.replace(microsecond=0)
