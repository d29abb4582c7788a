"""The digest of each day: its stories, best first, and its single reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from ..reports import UNDATED, Report, Story
from .ranking import DEFAULT_WEIGHTS, RankedStory, RankingFeatures, RankingWeights, rank_stories

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayDigest:
    """One day with news. `single_reports` are the ids of its reports that are in no story, newest first."""

    day: date
    stories: tuple[RankedStory, ...]  # best first
    single_reports: tuple[str, ...]


def day_digests(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    *,
    now: datetime,
    tz: tzinfo = UTC,
    weights: RankingWeights = DEFAULT_WEIGHTS,
) -> tuple[DayDigest, ...]:
    """The digests of all days with a report, newest first. Days begin and end in the time zone `tz`.

    A story is shown on one day only, the day of its earliest report, even if reports of later days join it. A report in
    no story belongs to its own day, an undated report to none. The ranking of a day that is over is that at its end, so
    it no longer depends on `now`.
    """
    stories_of: defaultdict[date, list[Story]] = defaultdict(list)
    single_of: defaultdict[date, list[Report]] = defaultdict(list)
    joined: set[str] = set()
    for story in stories:
        stories_of[day_of(reports[story.articles[0]].date, tz)].append(story)
        joined.update(story.articles)
    for report in reports.values():
        if report.id not in joined and report.date > UNDATED:
            single_of[day_of(report.date, tz)].append(report)
    return tuple(
        DayDigest(
            day=day,
            stories=rank_stories(stories_of[day], reports, features, now=min(now, end_of(day, tz)), weights=weights),
            single_reports=tuple(
                report.id
                for report in sorted(single_of[day], key=lambda report: (report.date, report.id), reverse=True)
            ),
        )
        for day in sorted(stories_of.keys() | single_of.keys(), reverse=True)
    )


def day_of(moment: datetime, tz: tzinfo) -> date:
    try:
        return moment.astimezone(tz).date()
    except OverflowError:  # the first or last day of the calendar, which some feeds have
        return moment.date()


def end_of(day: date, tz: tzinfo) -> datetime:
    """The first moment of the next day, in UTC."""
    try:
        return datetime.combine(day + _DAY, time(), tz).astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
