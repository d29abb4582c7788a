"""Every form of a date is read as the one moment that it names, and a form that could name two is none."""

from datetime import UTC, datetime, timedelta

import pytest

from digest.feeds.parsing.dates.date_context import DateContext, date_context
from digest.feeds.parsing.dates.date_parsing import moment_of_date

MOMENT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
DAY = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 16 Nov 2026 10:00:00 GMT", MOMENT),
        ("Mon, 16 Nov 2026 06:30:00 -0330", MOMENT),
        ("2026-11-16T10:00:00Z", MOMENT),
        ("2026-11-16T23:59:00-14:00", datetime(2026, 11, 17, 13, 59, tzinfo=UTC)),
        ("2026-11-16T10:00:00.123456789Z", MOMENT.replace(microsecond=123456)),
        ("2026-11-16T11:00:00 +0100", MOMENT),
        ("2026-11-16 10:00:00", MOMENT),
        ("20261116T100000Z", MOMENT),
        ("2026-W47-1", DAY),
        ("2026-320", DAY),
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("Mon,16 Nov 26 10:00 UT", MOMENT),
        ("Mon, 16 Nov 2026 24:00:00 GMT", datetime(2026, 11, 17, tzinfo=UTC)),
        ("Mon, 16 Nov 2026 10:00:60 GMT", MOMENT + timedelta(seconds=59)),
        ("Mon Nov 16 11:00:00 CET 2026", MOMENT),
        ("November 16th, 2026 at 10:00 a.m.", MOMENT),
        ("Nov 16, 2026 10:00pm", MOMENT + timedelta(hours=12)),
        ("Mon, 16 Nov 2026 12:00:00 AM GMT", DAY),
        ("10:00, Monday, 16th of November 2026", MOMENT),
        ("2026/11/16 10:00", MOMENT),
        ("16.11.2026, 10:00 Uhr", MOMENT),
        ("16/11/2026 10h00", MOMENT),
        ("11/16/2026 10 AM", MOMENT),
        ("1794823200", MOMENT),
        ("1794823200000", MOMENT),
        ("1794823200.5", MOMENT),
        ("2026年11月16日 上午10:00", MOMENT),
        ("2026년 11월 16일 오후 01:31", datetime(2026, 11, 16, 13, 31, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_in_any_order_and_by_any_clock(text: str, moment: datetime) -> None:
    assert moment_of_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "lun., 16 nov. 2026 10:00",
        "le 16 novembre 2026 à 10h00",
        "mar, 16 novembre 2026 10:00",
        "Mo, 16. November 2026 10:00 Uhr",
        "16 de noviembre de 2026 10:00",
        "16 de novembro de 2026, 10:00",
        "16 de novembre de 2026 10.00",
        "пн, 16 ноя 2026 10:00",
        "16 ноября 2026 г., 10:00",
        "16 листопада 2026 10:00",
        "Ma, 16 marraskuuta 2026 klo 10.00",
        "2026-november-16T10:00",
        "16 Kasım 2026 10:00",
        "Δευ, 16 Νοε 2026 10:00",
        "१६ नवंबर २०२६ 10:00",
        "١٦ نوفمبر ٢٠٢٦ 10:00",
    ],
)
def test_months_are_read_in_many_languages(text: str) -> None:
    assert moment_of_date(text) == MOMENT


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("EST", -5), ("EDT", -4), ("PST", -8), ("CET", 1), ("CEST", 2), ("MESZ", 2), ("MET DST", 2), ("BST", 1),
        ("MSK", 3), ("JST", 9), ("AEDT", 11), ("+05:30", 5.5), ("-0700 (PDT)", -7), ("+0000 (UTC)", 0), ("GMT+2", 2),
        ("Europe/Berlin", 1), ("America/New_York", -5), ("PST8PDT", -8), ("(CET)", 1), ("Z", 0), ("", 0),
    ],
)  # fmt: skip
def test_zones_are_read_by_offset_and_by_name(zone: str, hours: float) -> None:
    assert moment_of_date(f"Mon, 16 Nov 2026 10:00:00 {zone}") == MOMENT - timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 16 Nov 2026 10:00:00 IST",  # India, Ireland or Israel
        "Mon, 16 Nov 2026 10:00:00 XYZ",
        "Mon Nov 16 10:00:00 XYZ 2026",
        "Mon, 16 Nov 2026 10:00:00 Q",
        "Mon, 16 Nov 2026 10:00:00 +1900",
        "Mon, 16 Nov 2026 10:00:00 Europe/Atlantis",
        "Mon, 16 Nov 2026 25:00:00 GMT",
        "Mon, 16 Nov 2026 14:00:00 AM",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "Sat, 21 Xyz 2026 20:00:00 GMT",
        "2026-02-30T20:00:00Z",
        "03/04/2026",
        "16.11.26",
        "16 srp 2026",  # July in Croatian, August in Czech
        "16 listopad 2026",  # October in Croatian, November in Polish
        "16 jui 2026",  # the beginning of June and of July in French
        "November",
        "10",
        "1.5",
        "123456789012345",
        "yesterday",
        "2 hours ago",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "16 Nov 2026 17 Nov 2026",
        "",
        "9" * 5000,
        "16 " + "nov " * 500 + "2026",
    ],
)
def test_what_is_no_date_or_could_be_two_moments_is_none(text: str) -> None:
    assert moment_of_date(text) is None


def test_language_country_and_the_other_dates_decide_between_two_readings() -> None:
    fourth_of_march, third_of_april = datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 4, 3, tzinfo=UTC)
    assert moment_of_date("3/4/2026", date_context("fr", "", [])) == third_of_april
    assert moment_of_date("3/4/2026", date_context("en-US", "", [])) == fourth_of_march
    assert moment_of_date("3/4/2026", date_context("en-GB", "", [])) == third_of_april
    assert moment_of_date("3/4/2026", date_context("en", "", ["13/05/2026", "1/2/2026"])) == third_of_april
    assert moment_of_date("3/4/2026", date_context("en", "", ["13/05/2026", "1/22/2026"])) is None
    assert moment_of_date("16.11.26", date_context("de", "", [])) == DAY
    assert moment_of_date("16 srp 2026", DateContext("cs")) == datetime(2026, 8, 16, tzinfo=UTC)
    assert moment_of_date("16 Mar 2026", DateContext("fi")) == datetime(2026, 3, 16, tzinfo=UTC)
    indian = date_context("en", "https://news.example.in/rss", [])
    assert moment_of_date("16 Nov 2026 15:30 IST", indian) == MOMENT
    assert moment_of_date("16 Nov 2026 10:00 IST", date_context("en-IE", "", [])) == MOMENT - timedelta(hours=1)
    assert date_context("?" * 100, "http://[", ["x"]) == DateContext()
