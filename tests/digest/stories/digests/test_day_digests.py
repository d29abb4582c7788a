"""Days and what belongs to them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.digests.day_digests import day_digests
from digest.stories.reports import UNDATED, Report, Story

MakeReport = Callable[..., Report]
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def by_id(*reports: Report) -> dict[str, Report]:
    return {report.id: report for report in reports}


def test_a_day_shows_its_stories_once_and_everything_else_newest_first(newsday: tuple[Report, ...]) -> None:
    (digest,) = day_digests(cluster_reports(newsday), by_id(*newsday), {}, now=NOW)
    assert digest.day == date(2026, 11, 22)
    assert [ranked.story.articles[0] for ranked in digest.stories] == ["wire/1", "wire/2"]
    assert digest.single_reports == ("gazette/3", "gazette/2", "lantern/2", "ledger/3", "ledger/2")


def test_a_story_stays_on_its_first_day_and_later_reports_join_it_there(report: MakeReport) -> None:
    reports = by_id(report("a", "x", hours=10), report("b", "x", hours=20, source="post"), report("c", "y", hours=21))
    second, first = day_digests([Story("s", ("a", "b"), "a")], reports, {}, now=NOW)
    assert (first.day, second.day) == (date(2026, 11, 22), date(2026, 11, 23))
    assert first.stories[0].story.articles == ("a", "b")
    assert second.stories == ()
    assert second.single_reports == ("c",)


def test_days_are_those_of_the_time_zone_given(report: MakeReport) -> None:
    reports = by_id(report("a", "x", hours=15.5))  # 23:30 in UTC
    (in_utc,) = day_digests([], reports, {}, now=NOW)
    (in_prague,) = day_digests([], reports, {}, now=NOW, tz=ZoneInfo("Europe/Prague"))
    assert (in_utc.day, in_prague.day) == (date(2026, 11, 22), date(2026, 11, 23))


def test_a_day_that_is_over_no_longer_changes_with_the_clock(newsday: tuple[Report, ...]) -> None:
    stories, reports = cluster_reports(newsday), by_id(*newsday)
    assert day_digests(stories, reports, {}, now=NOW) == day_digests(stories, reports, {}, now=NOW + timedelta(days=90))
    noon = newsday[0].date + timedelta(hours=4)
    assert day_digests(stories, reports, {}, now=noon) != day_digests(stories, reports, {}, now=NOW)


def test_days_without_news_and_undated_reports_make_no_digest(report: MakeReport) -> None:
    undated = replace(report("u", "x"), date=UNDATED)
    digests = day_digests([], by_id(report("a", "x"), report("b", "x", hours=96), undated), {}, now=NOW)
    assert [digest.day.day for digest in digests] == [26, 22]


@pytest.mark.parametrize("hours", [-14, 14])
def test_the_ends_of_the_calendar_are_borne_in_every_time_zone(report: MakeReport, hours: int) -> None:
    first = replace(report("a", "x"), date=datetime.min.replace(tzinfo=UTC) + timedelta(seconds=1))
    last = replace(report("b", "x"), date=datetime.max.replace(tzinfo=UTC))
    digests = day_digests([], by_id(first, last), {}, now=NOW, tz=timezone(timedelta(hours=hours)))
    assert [digest.single_reports for digest in digests] == [("b",), ("a",)]
