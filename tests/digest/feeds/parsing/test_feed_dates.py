from datetime import UTC, datetime, timedelta

import pytest

from digest.feeds.parsing import feed_dates


def test_a_date_is_believed_between_the_web_and_tomorrow(now: datetime) -> None:
    assert feed_dates.believable(now + timedelta(hours=23), now) == now + timedelta(hours=23)
    assert feed_dates.believable(now + timedelta(hours=25), now) is None
    assert feed_dates.believable(datetime(1970, 1, 1, tzinfo=UTC), now) is None
    assert feed_dates.believable(datetime(1, 1, 1, tzinfo=UTC), now) is None
    assert feed_dates.believable(None, now) is None


@pytest.mark.parametrize("numbers", [None, (), (2026, 13, 45, 1, 1, 1, 0, 0, 0), (10**9, 1, 1, 0, 0, 0, 0, 0, 0), (1,)])
def test_numbers_that_are_no_date_give_none(numbers: tuple[int, ...] | None) -> None:
    assert feed_dates.from_tuple(numbers) is None


def test_numbers_are_utc() -> None:
    assert feed_dates.from_tuple((2026, 11, 22, 12, 30, 0, 6, 326, 0)) == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def test_iso_texts_without_a_zone_are_utc() -> None:
    assert feed_dates.from_iso("2026-11-22T12:30:00") == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    assert feed_dates.from_iso("2026-11-22T12:30:00+02:00") == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    assert feed_dates.from_iso("0001-01-01T00:00:00+14:00") is None
    assert feed_dates.from_iso("yesterday") is None
