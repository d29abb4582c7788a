"""When a feed is asked next: by what its server and its document say, by how often it publishes, within bounds.

An editor's own interval counts above all of these.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

from ..parsing.update_hints import UpdateHints

MAX_WAIT: Final = timedelta(days=1)  # a server's wish that is longer is a mistake, or an attempt to be forgotten
LEAST: Final = timedelta(minutes=15)  # less than that even wire services don't gain anything by
MOST: Final = timedelta(hours=12)  # twice a day also what hardly ever publishes
FIRST_RETRY: Final = timedelta(minutes=10)
_FURTHEST: Final = timedelta(days=8)  # skipDays may add up to a week; what lies further is a clock that was wrong
_SLACK: Final = timedelta(minutes=1)  # a timer is never exact: what is due within it is due
_ASKS_IN_A_GAP: Final = 2  # between two items that come at their usual distance
_RECENT: Final = 20  # items that show the rhythm of a feed
_JITTER: Final = 0.1  # so that feeds that failed together aren't all tried again at once
_QUIET: Final = timedelta(days=30)  # a feed without anything new for so long


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether a feed that is to be asked at `due` is asked now."""
    return due is None or not now < due <= now + _FURTHEST


def bounded_wait(until: datetime | None, now: datetime) -> datetime | None:
    """The moment that a server named, within bounds; None where it named none or it has passed."""
    return min(until, now + MAX_WAIT) if until is not None and until > now else None


def rhythm(dates: Iterable[datetime], now: datetime) -> timedelta:
    """How long to wait between two polls of a feed whose items have these dates."""
    recent = sorted((date for date in dates if date <= now), reverse=True)[:_RECENT]
    if len(recent) < 2 or now - recent[0] > _QUIET:
        return LEAST if not recent else MOST
    gaps = [later - earlier for later, earlier in pairwise(recent)]
    # A single item in a long time weighs against what came in a row before it.
    typical = max(sorted(gaps)[len(gaps) // 2], (now - recent[0]) / len(recent))
    return min(max(typical / _ASKS_IN_A_GAP, LEAST), MOST)


def next_poll(
    now: datetime, *, usual: timedelta, hints: UpdateHints, fresh_until: datetime | None, interval: timedelta | None
) -> datetime:
    """When a feed is asked next that has just answered."""
    if interval is not None:
        return now + interval - min(_SLACK, interval / 2)
    wait = min(max(usual, timedelta(seconds=hints.least_s)), MOST)
    due = now + wait - _SLACK
    if fresh_until is not None:
        due = max(due, min(fresh_until, now + MOST))
    return _outside_skipped(due, hints)


def next_retry(now: datetime, *, slug: str, failures: int) -> datetime:
    """When a feed is asked next that has failed so many times in a row."""
    wait: timedelta = FIRST_RETRY * 2 ** min(failures - 1, 10)
    # Of the name and not of chance, so that a run can be repeated.
    share = int(sha256(f"{slug} {failures}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + min(wait * (1 - _JITTER + 2 * _JITTER * share), MAX_WAIT)


def _outside_skipped(due: datetime, hints: UpdateHints) -> datetime:
    for _ in range(7 * 24):
        if due.hour not in hints.skip_hours and due.weekday() not in hints.skip_days:
            return due
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due
