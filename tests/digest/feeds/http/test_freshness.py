"""How long a response holds, and when a server wants to be asked again."""

from datetime import datetime, timedelta

import pytest

from digest.feeds.http.freshness import fresh_until, retry_after


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'max-age="600"', "Age": "100"}, 500),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Expires": "Sun, 22 Nov 2026 12:10:00 GMT"}, 600),
        ({"Expires": "Sun, 22 Nov 2020 12:10:00 GMT", "Date": "Sun, 22 Nov 2020 12:00:00 GMT"}, 600),
        ({"Expires": "0"}, None),
        ({"Cache-Control": "max-age=" + "9" * 9}, 365 * 86400),
        ({"Cache-Control": "max-age=" + "9" * 40}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_holds_is_read_from_its_headers(
    headers: dict[str, str], seconds: int | None, now: datetime
) -> None:
    expected = now + timedelta(seconds=seconds) if seconds else None
    assert fresh_until(headers, now) == expected


def test_an_hour_beyond_all_calendars_is_no_hour(now: datetime) -> None:
    assert retry_after("9" * 30, now) is None
    assert retry_after("Sun, 99 Nov 2026 12:00:00 GMT", now) is None
