from datetime import UTC, datetime, timedelta
from itertools import pairwise

from digest.feeds.parsing.update_hints import NO_UPDATE_HINTS, UpdateHints
from digest.feeds.polling.schedule import is_due, next_poll, next_retry, usual_interval

HOUR = timedelta(hours=1)


def test_a_feed_is_asked_about_twice_in_the_usual_distance_of_its_items(now: datetime) -> None:
    assert usual_interval([now - n * 4 * HOUR for n in range(10)], now) == 2 * HOUR
    assert usual_interval([now - n * timedelta(minutes=5) for n in range(10)], now) == timedelta(minutes=15)
    assert usual_interval([now - n * timedelta(days=3) for n in range(10)], now) == 12 * HOUR
    assert usual_interval([now - timedelta(days=90) - n * HOUR for n in range(10)], now) == 12 * HOUR
    assert usual_interval([], now) == timedelta(minutes=15)


def due(
    now: datetime,
    hints: UpdateHints = NO_UPDATE_HINTS,
    fresh: datetime | None = None,
    interval: timedelta | None = None,
) -> datetime:
    return next_poll(now, usual=HOUR, hints=hints, fresh_until=fresh, interval=interval)


def test_documents_and_servers_may_ask_for_later_within_bounds_and_the_editor_has_the_last_word(now: datetime) -> None:
    minute = timedelta(minutes=1)
    assert due(now) == now + HOUR - minute
    assert due(now, UpdateHints(min_interval_s=7200)) == now + 2 * HOUR - minute
    assert due(now, UpdateHints(min_interval_s=10**7)) == now + 12 * HOUR - minute
    assert due(now, fresh=now + 3 * HOUR) == now + 3 * HOUR
    assert due(now, fresh=now + timedelta(days=300)) == now + 12 * HOUR
    assert due(now, UpdateHints(min_interval_s=10**7), now + 9 * HOUR, timedelta(minutes=30)) == now + 29 * minute


def test_hours_and_days_that_a_feed_wants_skipped_are_skipped(now: datetime) -> None:
    assert now.weekday() == 6
    assert due(now, UpdateHints(skip_hours=(12, 13, 14))) == now.replace(hour=15)
    assert due(now, UpdateHints(skip_days=(6, 0))) == datetime(2026, 11, 24, tzinfo=UTC)


def test_retries_come_later_and_later_up_to_a_day_and_not_all_at_once(now: datetime) -> None:
    waits = [next_retry(now, slug="a", failures=n) - now for n in range(1, 12)]
    assert timedelta(minutes=9) <= waits[0] <= timedelta(minutes=11)
    assert all(1.6 < later / earlier < 2.5 for earlier, later in pairwise(waits[:7]))
    assert max(waits) <= timedelta(days=1) < 1.2 * waits[-1]
    assert len({next_retry(now, slug=str(n), failures=1) for n in range(50)}) > 40


def test_a_clock_that_was_wrong_does_not_keep_a_feed_from_being_asked(now: datetime) -> None:
    assert is_due(None, now)
    assert is_due(now, now)
    assert not is_due(now + HOUR, now)
    assert is_due(now + timedelta(days=400), now)
