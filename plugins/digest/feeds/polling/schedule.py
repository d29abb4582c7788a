"""The moment when a feed is polled next: pure arithmetic on the hints of its server and document, and on its dates.

An interval that the editor gives a subscription takes precedence.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

from ..parsing.update_hints import UpdateHints

MAX_SERVER_WAIT: Final = timedelta(days=1)  # a server that asks for a longer wait is mistaken
MAX_RETRY_WAIT: Final = timedelta(days=1)
MIN_INTERVAL: Final = timedelta(minutes=15)  # polling more often gains nothing, even for wire services
MAX_INTERVAL: Final = timedelta(hours=12)  # a feed that hardly ever publishes is polled twice a day
FIRST_RETRY: Final = timedelta(minutes=10)
_IMPLAUSIBLY_FAR: Final = timedelta(days=8)  # skipDays may add up to a week; a later moment comes from a wrong clock
_SLACK: Final = timedelta(minutes=1)  # timers are never exact, so a feed is due this much earlier
_POLLS_PER_GAP: Final = 2  # polls in the usual time between two items
_RECENT: Final = 20  # the items from which the usual interval is computed
_JITTER: Final = 0.1  # a share of the wait, so that feeds that failed together aren't all tried again at once
_QUIET: Final = timedelta(days=30)  # a feed without a new item for this long is polled every MAX_INTERVAL


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether a feed with the due moment `due` is due now. None means at once."""
    return due is None or not now < due <= now + _IMPLAUSIBLY_FAR


def bounded_wait(until: datetime | None, now: datetime) -> datetime | None:
    """The moment before which a server wants no request, at most MAX_SERVER_WAIT from now; None if it has passed."""
    return min(until, now + MAX_SERVER_WAIT) if until is not None and until > now else None


def usual_interval(dates: Iterable[datetime], now: datetime) -> timedelta:
    """The time between two polls of a feed whose items have these dates: from MIN_INTERVAL to MAX_INTERVAL."""
    recent = sorted((date for date in dates if date <= now), reverse=True)[:_RECENT]
    if len(recent) < 2 or now - recent[0] > _QUIET:
        return MAX_INTERVAL if recent else MIN_INTERVAL
    gaps = [later - earlier for later, earlier in pairwise(recent)]
    # If the last item is old, its age counts for more than short gaps between earlier items.
    typical = max(sorted(gaps)[len(gaps) // 2], (now - recent[0]) / len(recent))
    return min(max(typical / _POLLS_PER_GAP, MIN_INTERVAL), MAX_INTERVAL)


def next_poll(
    now: datetime, *, usual: timedelta, hints: UpdateHints, fresh_until: datetime | None, interval: timedelta | None
) -> datetime:
    """The next poll of a feed that has just answered. `usual` is its usual interval, `interval` that of the editor."""
    if interval is not None:
        return now + interval - min(_SLACK, interval / 2)
    wait = min(max(usual, timedelta(seconds=hints.min_interval_s)), MAX_INTERVAL)
    due = now + wait - _SLACK
    if fresh_until is not None:
        due = max(due, min(fresh_until, now + MAX_INTERVAL))
    return _outside_skipped(due, hints)


def next_retry(now: datetime, *, slug: str, failures: int) -> datetime:
    """The next poll of a feed after this many failures in a row. Each wait is twice the one before."""
    wait: timedelta = FIRST_RETRY * 2 ** min(failures - 1, 10)
    # The share comes from a hash of the name rather than from chance, so that a run can be repeated.
    share = int(sha256(f"{slug} {failures}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + min(wait * (1 - _JITTER + 2 * _JITTER * share), MAX_RETRY_WAIT)


def _outside_skipped(due: datetime, hints: UpdateHints) -> datetime:
    for _ in range(7 * 24):
        if due.hour not in hints.skip_hours and due.weekday() not in hints.skip_days:
            return due
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due
