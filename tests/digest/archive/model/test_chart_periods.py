"""What the bars of a chart stand for, and up to which day it goes."""

from datetime import date, timedelta

import pytest

from digest.archive.model.chart_periods import MAX_BARS, bar_end, bar_period


@pytest.mark.parametrize(
    ("days", "name"), [(1, "day"), (MAX_BARS, "day"), (MAX_BARS + 1, "week"), (300, "month"), (1_300, "year")]
)
def test_bars_become_longer_before_they_become_too_many(days: int, name: str) -> None:
    assert bar_period(days).name == name


def test_a_month_follows_a_month_at_the_end_of_a_year_too() -> None:
    period = bar_period(300)
    assert period.first_day(date(2026, 12, 31)) == date(2026, 12, 1)
    assert period.next_start(date(2026, 12, 1)) == date(2027, 1, 1)


def test_the_next_day_leaves_a_chart_of_weeks_as_it_is() -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)
    assert {bar_end(date(2026, 6, 1), monday + timedelta(days=day)) for day in range(7)} == {sunday}
    assert bar_end(date(2026, 11, 1), monday) == monday
