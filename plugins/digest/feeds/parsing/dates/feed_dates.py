"""Which of the dates that feeds give are believed. The formats in which they come are those of `date_parsing`."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)  # before the Web; 1970 is what an unset clock gives
_AHEAD: Final = timedelta(days=1)  # clocks and zones are wrong by hours, not by days


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment, to the second, None where it lies before the Web or more than a day after `now`."""
    if moment is None or not _EARLIEST <= moment <= now + _AHEAD:
        return None
    return moment.replace(microsecond=0)
