"""How much a story matters, in points: the sum of what its sources, actors, quotes and freshness count."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..reports import Report, Story


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How much each feature of a story counts.

    The defaults are an editor's order of things, not a measurement: how many sources report a story comes first, which
    followed actors are in it second.
    """

    sources: float = 3.0  # points for every doubling of independent sources: the fifth says less than the second
    actors: float = 2.0  # for every doubling of one plus the followed actors in it
    quotes: float = 0.5  # for every doubling of one plus its quotes: what was said is on the record
    freshness: float = 3.0  # as much as a second source, for a report of this very moment
    half_life_h: float = 12.0  # half of that for the morning's news in the evening


DEFAULT_WEIGHTS: Final = RankingWeights()


@dataclass(frozen=True, slots=True)
class RankingFeatures:
    """What annotation knows of one report that matters for the rank of its story."""

    followed: tuple[str, ...] = ()  # canonical names of followed actors in it
    quotes: int = 0


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story with its points; the other fields are what they were given for."""

    story: Story
    score: float
    sources: tuple[str, ...]  # the independent ones, in order of their first report
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
    """The stories with their points, best first; of equals the one with the latest report, then by slug.

    `reports` holds every report of the stories by id; `features` may leave some out. A copy of another report's text
    counts neither as a source nor for its quotes. `now` is the moment that freshness is measured at; later reports
    count as fresh.
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
    age_h = max((now - latest) / timedelta(hours=1), 0.0)
    points = (
        weights.sources * math.log2(len(sources)),
        weights.actors * math.log2(1 + len(followed)),
        weights.quotes * math.log2(1 + quotes),
        weights.freshness * 0.5 ** (age_h / weights.half_life_h),
    )
    return RankedStory(story, round(sum(points), 3), sources, followed, quotes, latest)
