"""Which feeds are asked in a run: all, but for those whose servers said when to come back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

MAX_WAIT: Final = timedelta(days=1)  # a server's wish that is longer is a mistake, or an attempt to be forgotten


def waits_until(slug: str, waits: Mapping[str, datetime], now: datetime) -> datetime | None:
    """Until when the feed is left alone, or None where it's due."""
    until = waits.get(slug)
    return until if until is not None and now < until <= now + MAX_WAIT else None


def bounded_wait(until: datetime | None, now: datetime) -> datetime | None:
    """The moment that a server named, within bounds; None where it named none or it has passed."""
    return min(until, now + MAX_WAIT) if until is not None and until > now else None
