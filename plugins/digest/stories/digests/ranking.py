"""The rank of stories by points, which each story gets for what its sources report, for its actors and its quotes."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..reports import Report, Story

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The points for each ranking feature of a story.

    The number of sources comes first, then how many of them report it now, then followed actors. Of the five events
    that most sources report, on the labelled windows of news (tests/digest/stories/events), at least 4 are among the
    first 5 of the front page at the end of all 23 days, and all 5 on 20; with 3 points for the freshness of the latest
    report and none for growth on 22 and 16. The settings of the site (`pelican.conf.py`) override the values.
    """

    sources: float = 3.0  # points for every doubling of independent sources: the fifth counts less than the second
    growth: float = 3.0  # points for every doubling of one plus the sources that report it at this moment
    duration: float = 0.25  # points for every doubling of one plus the days from the first to the latest report
    actors: float = 1.0  # points for every doubling of one plus the number of followed actors; less than a third source
    quotes: float = 0.25  # points for every doubling of one plus the quotes, of which full texts have most
    freshness: float = 1.0  # points for a report of this moment; more lets the last trifle lead
    half_life_h: float = 12.0  # the hours in which a report's freshness halves: from the morning to the evening


DEFAULT_WEIGHTS: Final = RankingWeights()


@dataclass(frozen=True, slots=True)
class RankingFeatures:
    """The ranking features of one report, from its annotation."""

    followed: tuple[str, ...] = ()  # canonical names of the followed actors in the report
    quotes: int = 0
    is_dated: bool = True  # False where the date may be years off: such a report is never fresh


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story with its points (`score`) and the features for which it got them."""

    story: Story
    score: float
    sources: tuple[str, ...]  # independent sources, in order of their first report
    followed: tuple[str, ...]  # in alphabetical order
    quotes: int
    latest: datetime
    points: tuple[tuple[str, float], ...] = ()  # by ranking feature; their sum is the score


def rank_stories(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    *,
    now: datetime,
    weights: RankingWeights = DEFAULT_WEIGHTS,
) -> tuple[RankedStory, ...]:
    """The stories with their points, best first. If points are equal, the latest report decides, then the slug.

    `reports` has every report of the stories by id; `features` may lack some. A copy of another report's text counts
    neither as a source nor for its quotes nor as news. Freshness is that at the moment `now`; later reports count as
    fresh.
    """
    ranked = [_ranked(story, reports, features, now, weights) for story in stories]
    return tuple(sorted(ranked, key=lambda entry: (-entry.score, -entry.latest.timestamp(), entry.story.slug)))


def _ranked(
    story: Story,
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    now: datetime,
    weights: RankingWeights,
) -> RankedStory:
    copies = {article for group in story.copies for article in group[1:]}
    independent = [reports[article] for article in story.articles if article not in copies]
    none = RankingFeatures()
    followed = tuple(sorted({name for article in story.articles for name in features.get(article, none).followed}))
    quotes = sum(features.get(report.id, none).quotes for report in independent)
    latest = max(reports[article].date for article in story.articles)
    dated = [report for report in independent if features.get(report.id, none).is_dated]
    fresh = {report.source: _freshness(report, now, weights) for report in dated}  # of the latest report of each source
    dates = [min(report.date, now) for report in dated] or [now]
    days = (max(dates) - min(dates)) / _DAY
    sources = tuple(dict.fromkeys(report.source for report in independent))
    points = {
        "sources": weights.sources * math.log2(len(sources)),
        "growth": weights.growth * math.log2(1 + math.fsum(fresh.values())),
        "duration": weights.duration * math.log2(1 + days),
        "actors": weights.actors * math.log2(1 + len(followed)),
        "quotes": weights.quotes * math.log2(1 + quotes),
        "freshness": weights.freshness * max(fresh.values(), default=0.0),
    }
    rounded = tuple((feature, round(value, 3)) for feature, value in points.items())
    return RankedStory(story, round(sum(points.values()), 3), sources, followed, quotes, latest, rounded)


def _freshness(report: Report, now: datetime, weights: RankingWeights) -> float:
    """1 for a report of this moment or later, half as much for every half-life before."""
    age_h = max((now - report.date) / _HOUR, 0.0)
    return float(0.5 ** (age_h / weights.half_life_h))
