"""The order of events on the labelled windows, with the stories that people made of them: see events/README.md."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from digest.stories.digests.ranking import rank_stories
from digest.stories.reports import UNDATED, Report, Story
from digest.stories.story_slug import story_slug

from .labelled_windows import labelled_windows

pytestmark = pytest.mark.corpus
FIRST = 5  # what a reader sees of a day before anything else
ON_FRONT = timedelta(hours=30)  # what the front page is of


@pytest.fixture(scope="module")
def windows(corpus: Path) -> list[tuple[list[Story], dict[str, Report]]]:
    """The labelled events of each window as stories, and its dated reports by id."""
    made = []
    for window in labelled_windows(corpus):
        reports = {report.id: report for report in window.reports if report.date > UNDATED}
        events: dict[str, list[Report]] = defaultdict(list)
        for report in sorted(reports.values(), key=lambda report: (report.date, report.id)):
            events[window.events[report.id]].append(report)
        stories = [
            Story(story_slug(told[0]), tuple(report.id for report in told), told[0].id)
            for told in events.values()
            if len({report.source for report in told}) > 1
        ]
        made.append((stories, reports))
    return made


def test_of_the_five_most_reported_events_of_a_day_four_are_among_the_first_five(
    windows: list[tuple[list[Story], dict[str, Report]]],
) -> None:
    days = 0
    for stories, reports in windows:
        by_day: dict[date, list[Story]] = defaultdict(list)
        for story in stories:
            by_day[reports[story.articles[0]].date.date()].append(story)
        for day, of_day in by_day.items():
            if len(of_day) > FIRST:
                days += 1
                sources = {story.slug: len({reports[one].source for one in story.articles}) for story in of_day}
                assert in_front(of_day, reports, end(day), sources) >= FIRST - 1, day
    assert days >= 10


def test_of_the_five_events_that_most_report_now_four_are_among_the_first_five_of_the_front_page(
    windows: list[tuple[list[Story], dict[str, Report]]],
) -> None:
    moments = 0
    for stories, reports in windows:
        for day in sorted({report.date.date() for report in reports.values()}):
            fresh = dict(told_by(end(day), stories, reports))
            if len(fresh) > FIRST:
                moments += 1
                until_now = [
                    Story(story.slug, tuple(one for one in story.articles if reports[one].date < end(day)), story.lead)
                    for story in stories
                    if story.slug in fresh
                ]
                assert in_front(until_now, reports, end(day), fresh) >= FIRST - 1, day
    assert moments >= 10


def told_by(now: datetime, stories: list[Story], reports: Mapping[str, Report]) -> Iterator[tuple[str, int]]:
    """The slugs of the stories that the front page of a moment has, and how many sources have reported each lately."""
    for story in stories:
        told = [reports[one] for one in story.articles if reports[one].date < now]
        lately = {report.source for report in told if report.date >= now - ON_FRONT}
        if lately and len({report.source for report in told}) > 1:
            yield story.slug, len(lately)


def in_front(stories: list[Story], reports: Mapping[str, Report], now: datetime, sources: Mapping[str, int]) -> int:
    """How many of the first five have as many sources as the fifth of those with most."""
    fifth = sorted(sources.values(), reverse=True)[FIRST - 1]
    first = rank_stories(stories, reports, {}, now=now)[:FIRST]
    return sum(sources[ranked.story.slug] >= fifth for ranked in first)


def end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)
