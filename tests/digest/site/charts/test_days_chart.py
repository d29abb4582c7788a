from datetime import date

import pytest

from digest.archive.questions.archive import Archive
from digest.site.charts.days_chart import month_chart, weeks_chart
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article


@pytest.fixture(scope="module")
def archive() -> Archive:
    """Six days of July 2023 with a report each; the last two are a Saturday and a Monday."""
    return archive_of([article(number, NORTH, text=f"Text {number}.") for number in (1, 2, 4, 5, 8, 10)])


def test_a_day_stands_among_those_of_its_month_before_it(archive: Archive) -> None:
    chart = month_chart(archive, date(2023, 7, 8))
    assert chart is not None
    assert [bar.hit for bar in chart.bars] == [False, False, False, False, True]  # none of the 10th, which comes later
    assert {bar.height for bar in chart.bars} == {52.0}
    assert [(label.text, label.hit) for label in chart.labels] == [("1", False), ("8", True), ("31", False)]
    assert chart.title == ("Stories and other reports by day, July 2023: 1 on 8 July 2023; most, 1, on 8 July 2023.")


def test_a_date_beside_the_marked_one_is_left_out(archive: Archive) -> None:
    chart = month_chart(archive, date(2023, 7, 4))
    assert chart is not None
    assert [label.text for label in chart.labels] == ["4", "31"]
    assert chart.labels[-1].anchor == "end"


def test_the_days_of_a_week_stand_out_among_four_weeks(archive: Archive) -> None:
    chart = weeks_chart(archive, date(2023, 7, 3))
    assert chart is not None
    assert [bar.hit for bar in chart.bars] == [False, False, True, True, True]
    assert [label.text for label in chart.labels] == ["12 Jun", "3 Jul"]
    assert chart.title.endswith("3 from 3 July 2023 to 9 July 2023; most on one day, 1, on 8 July 2023.")


def test_two_days_make_no_chart(archive: Archive) -> None:
    assert month_chart(archive, date(2023, 7, 2)) is None
    assert weeks_chart(archive, date(2023, 6, 26)) is None
