"""The rank of stories by points, which each story gets for its sources, actors, quotes and freshness."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..reports import Report, Story


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The points for each ranking feature of a story.

    The defaults are an editor's choice, not a measurement: the number of sources comes first, then the followed actors.
    The settings of the site (`pelican.conf.py`) override them.
    """

    sources: float = 3.0  # points for every doubling of independent sources: the fifth counts less than the second
    actors: float = 2.0  # points for every doubling of one plus the number of followed actors
    quotes: float = 0.5  # points for every doubling of one plus the number of quotes
    freshness: float = 3.0  # points for a report of this moment, as many as for a second source
    half_life_h: float = 12.0  # the hours in which the points for freshness halve: from the morning to the evening


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
    neither as a source nor for its quotes. Freshness is the age at the moment `now`; later reports count as fresh.
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
    independent = [article for article in story.articles if article not in copies]
    sources = tuple(dict.fromkeys(reports[article].source for article in independent))
    none = RankingFeatures()
    followed = tuple(sorted({name for article in story.articles for name in features.get(article, none).followed}))
    quotes = sum(features.get(article, none).quotes for article in independent)
    latest = max(reports[article].date for article in story.articles)
    dated = [reports[article].date for article in story.articles if features.get(article, none).is_dated]
    age_h = max((now - max(dated)) / timedelta(hours=1), 0.0) if dated else math.inf
    points = (
        weights.sources * math.log2(len(sources)),
        weights.actors * math.log2(1 + len(followed)),
        weights.quotes * math.log2(1 + quotes),
        weights.freshness * 0.5 ** (age_h / weights.half_life_h),
    )
    return RankedStory(story, round(sum(points), 3), sources, followed, quotes, latest)
