"""Which dates are believed."""

from datetime import UTC, datetime, timedelta

from digest.feeds.parsing.dates.feed_dates import believable


def test_a_date_is_believed_between_the_web_and_tomorrow(now: datetime) -> None:
    assert believable(now + timedelta(hours=23), now) == now + timedelta(hours=23)
    assert believable(now + timedelta(hours=25), now) is None
    assert believable(datetime(1970, 1, 1, tzinfo=UTC), now) is None
    assert believable(datetime(1, 1, 1, tzinfo=UTC), now) is None
    assert believable(None, now) is None
