"""When a feed is asked next: pure arithmetic on what its server and its document say and on how often it publishes.

The interval that an editor gives a subscription counts above all of these.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

from ..parsing.update_hints import UpdateHints

MAX_WAIT: Final = timedelta(days=1)  # a server that names a later moment is mistaken, or wants to be forgotten
SHORTEST: Final = timedelta(minutes=15)  # asking more often gains nothing even with wire services
LONGEST: Final = timedelta(hours=12)  # a feed that hardly ever publishes is asked twice a day
FIRST_RETRY: Final = timedelta(minutes=10)
_FURTHEST: Final = timedelta(days=8)  # skipDays may add up to a week; a later moment comes from a wrong clock
_SLACK: Final = timedelta(minutes=1)  # a timer is never exact: a feed is due so much earlier
_ASKS_IN_A_GAP: Final = 2  # polls between two items that come at their usual distance
_RECENT: Final = 20  # items that show the rhythm of a feed
_JITTER: Final = 0.1  # of the wait: feeds that failed together aren't all tried again at once
_QUIET: Final = timedelta(days=30)  # a feed without a new item for so long is asked as seldom as possible


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether a feed that is to be asked at `due` is due; None means at once."""
    return due is None or not now < due <= now + _FURTHEST


def bounded_wait(until: datetime | None, now: datetime) -> datetime | None:
    """The moment until which a server wants to be left alone, at most MAX_WAIT from now; None where it has passed."""
    return min(until, now + MAX_WAIT) if until is not None and until > now else None


def rhythm(dates: Iterable[datetime], now: datetime) -> timedelta:
    """The time between two polls that suits a feed whose items have these dates: SHORTEST to LONGEST."""
    recent = sorted((date for date in dates if date <= now), reverse=True)[:_RECENT]
    if len(recent) < 2 or now - recent[0] > _QUIET:
        return LONGEST if recent else SHORTEST
    gaps = [later - earlier for later, earlier in pairwise(recent)]
    # Where the last item is long ago, its age counts for more than the short gaps before it.
    typical = max(sorted(gaps)[len(gaps) // 2], (now - recent[0]) / len(recent))
    return min(max(typical / _ASKS_IN_A_GAP, SHORTEST), LONGEST)


def next_poll(
    now: datetime, *, usual: timedelta, hints: UpdateHints, fresh_until: datetime | None, interval: timedelta | None
) -> datetime:
    """When a feed is asked next that has just answered. `usual` is its `rhythm`, `interval` the editor's wish."""
    if interval is not None:
        return now + interval - min(_SLACK, interval / 2)
    wait = min(max(usual, timedelta(seconds=hints.least_s)), LONGEST)
    due = now + wait - _SLACK
    if fresh_until is not None:
        due = max(due, min(fresh_until, now + LONGEST))
    return _outside_skipped(due, hints)


def next_retry(now: datetime, *, slug: str, failures: int) -> datetime:
    """When a feed is asked next that has failed so many times in a row: each wait is twice the one before."""
    wait: timedelta = FIRST_RETRY * 2 ** min(failures - 1, 10)
    # The share comes from a hash of the name and not from chance, so that a run can be repeated.
    share = int(sha256(f"{slug} {failures}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + min(wait * (1 - _JITTER + 2 * _JITTER * share), MAX_WAIT)


def _outside_skipped(due: datetime, hints: UpdateHints) -> datetime:
    for _ in range(7 * 24):
        if due.hour not in hints.skip_hours and due.weekday() not in hints.skip_days:
            return due
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due
