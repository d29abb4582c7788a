"""Every form of a date is read, the frequent ones as feedparser reads them."""

from datetime import UTC, datetime

import pytest

from digest.feeds.parsing.date_parsing import moment_of_iso, moment_of_numbers, nine_numbers
from digest.feeds.parsing.feedparser_library import parse_date


@pytest.mark.parametrize(
    "text",
    [
        "Sat, 21 Nov 2026 20:00:00 GMT",
        "Sun, 1 Mar 2020 00:00:00 -0330",
        "Sat, 21 Xyz 2026 20:00:00 GMT",
        "Sat, 21 Nov 2026 24:00:00 GMT",
        "2026-11-21T20:00:00Z",
        "2026-02-30T20:00:00Z",
        "2026-11-21T20:00:60Z",
        "2026-11-21T23:59:00-14:00",
        "2026-11-21",
        "Nov 21, 2026",
        "",
    ],
)
def test_dates_are_read_as_feedparser_reads_them(text: str) -> None:
    expected = parse_date(text)
    numbers = nine_numbers(text)
    assert (numbers and numbers[:6]) == (expected and expected[:6])


@pytest.mark.parametrize("numbers", [None, (), (2026, 13, 45, 1, 1, 1, 0, 0, 0), (10**9, 1, 1, 0, 0, 0, 0, 0, 0), (1,)])
def test_numbers_that_are_no_date_give_none(numbers: tuple[int, ...] | None) -> None:
    assert moment_of_numbers(numbers) is None


def test_numbers_are_utc() -> None:
    assert moment_of_numbers((2026, 11, 22, 12, 30, 0, 6, 326, 0)) == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def test_iso_texts_without_a_zone_are_utc() -> None:
    assert moment_of_iso("2026-11-22T12:30:00") == datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    assert moment_of_iso("2026-11-22T12:30:00+02:00") == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    assert moment_of_iso("0001-01-01T00:00:00+14:00") is None
    assert moment_of_iso("yesterday") is None
