from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.archive.model.chart_periods import bar_end
from digest.site.charts.coverage_chart import coverage_chart

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("days", "period"), [(10, "day"), (100, "week"), (700, "month"), (5000, "year")])
def test_a_bar_stands_for_a_longer_time_the_longer_it_has_been(days: int, period: str) -> None:
    chart = coverage_chart("MI6", [TODAY - timedelta(days=days), TODAY], TODAY, "en")
    assert chart is not None
    assert chart.title.endswith(f"by {period}")
    assert len(chart.bars) <= 41
    assert chart.bars[-1].open


def test_the_table_has_the_numbers_of_the_bars_newest_first() -> None:
    chart = coverage_chart("MI6", [TODAY, TODAY, TODAY - timedelta(days=2)], TODAY, "en")
    assert chart is not None
    assert [row.count for row in chart.rows] == [2, 1]  # no row for the week without any
    assert [bar.height > 0 for bar in chart.bars] == [True, False, True]


def test_one_day_is_no_chart() -> None:
    assert coverage_chart("MI6", [TODAY], TODAY, "en") is None
    assert coverage_chart("MI6", [], TODAY, "en") is None


@given(st.lists(st.dates(date(1990, 1, 1), TODAY), max_size=50))
def test_bars_stay_in_the_picture(dates: list[date]) -> None:
    chart = coverage_chart("MI6", dates, TODAY, "en")
    for bar in chart.bars if chart else ():
        assert bar.x >= 0
        assert bar.x + bar.width <= 608
        assert 24 <= bar.y <= 196
        assert bar.y + bar.height == pytest.approx(196, abs=0.2)


@given(st.dates(date(1990, 1, 1), TODAY), st.integers(0, 12_000))
def test_a_chart_up_to_the_end_of_its_last_bar_ends_with_the_bar_of_today(first: date, age: int) -> None:
    today = first + timedelta(days=age)
    end = bar_end(first, today)
    assert end >= today
    chart = coverage_chart("MI6", [first, today], end, "en")
    if chart:
        assert chart.bars[-1].open
        assert chart.bars[-1].height > 0
