"""What each day brought: its stories, best first, and what only one source reported."""

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
    """One day with news. `single` are the ids of its reports that are in no story, newest first."""

    day: date
    stories: tuple[RankedStory, ...]  # best first
    single: tuple[str, ...]


def day_digests(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    *,
    now: datetime,
    tz: tzinfo = UTC,
    weights: RankingWeights = DEFAULT_WEIGHTS,
) -> tuple[DayDigest, ...]:
    """The days that have any report, newest first; days are those of `tz`.

    A story is shown on one day only, the day of its earliest report; reports of later days join it there. A report
    in no story belongs to its own day; an undated one to none. A day that is over is ranked as of its end, so that its
    order no longer depends on `now`.
    """
    stories_of: defaultdict[date, list[Story]] = defaultdict(list)
    single_of: defaultdict[date, list[Report]] = defaultdict(list)
    joined: set[str] = set()
    for story in stories:
        stories_of[_day(reports[story.articles[0]].date, tz)].append(story)
        joined.update(story.articles)
    for report in reports.values():
        if report.id not in joined and report.date > UNDATED:
            single_of[_day(report.date, tz)].append(report)
    return tuple(
        DayDigest(
            day=day,
            stories=rank_stories(stories_of[day], reports, features, now=min(now, _end(day, tz)), weights=weights),
            single=tuple(
                report.id
                for report in sorted(single_of[day], key=lambda report: (report.date, report.id), reverse=True)
            ),
        )
        for day in sorted(stories_of.keys() | single_of.keys(), reverse=True)
    )


def _day(moment: datetime, tz: tzinfo) -> date:
    try:
        return moment.astimezone(tz).date()
    except OverflowError:  # the calendar's very first or last day, which some feeds do give
        return moment.date()


def _end(day: date, tz: tzinfo) -> datetime:
    """The first moment of the next day, in UTC."""
    try:
        return datetime.combine(day + _DAY, time(), tz).astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
