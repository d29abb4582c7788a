"""How much a story matters, in points that can be explained in one line."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..reports import Report, Story


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. The defaults are an editor's order of things, not a measurement: who else reports it comes
    first, whom we follow second."""

    sources: float = 3.0  # points for every doubling of independent sources: the fifth says less than the second
    actors: float = 2.0  # for every doubling of one plus the followed actors in it
    quotes: float = 0.5  # for every doubling of one plus its quotes: what was said is on the record
    freshness: float = 3.0  # as much as a second source, for a report of this very moment
    half_life_h: float = 12.0  # half of that for the morning's news in the evening


USUAL: Final = Weights()


@dataclass(frozen=True, slots=True)
class Facts:
    """What annotation knows of one report that matters for its rank."""

    followed: tuple[str, ...] = ()  # canonical names of followed actors in it
    quotes: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story and its place: more points come first. `why` is one line for the reader: the sum, part by part."""

    story: Story
    score: float
    why: str
    sources: tuple[str, ...]  # the independent ones, in order of their first report
    followed: tuple[str, ...]  # in alphabetical order
    quotes: int
    latest: datetime


def rank(
    stories: Iterable[Story],
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    *,
    now: datetime,
    weights: Weights = USUAL,
) -> tuple[Ranked, ...]:
    """The stories with their points, best first; of equals the one with the latest report, then by name.

    `reports` holds every report of the stories by id; `facts` may leave some out. A copy of another report's text
    counts neither as a source nor for its quotes. `now` is the moment that freshness is measured at; later reports
    count as fresh.
    """
    ranked = [_ranked(story, reports, facts, now, weights) for story in stories]
    return tuple(sorted(ranked, key=lambda entry: (-entry.score, -entry.latest.timestamp(), entry.story.story)))


def _ranked(
    story: Story, reports: Mapping[str, Report], facts: Mapping[str, Facts], now: datetime, weights: Weights
) -> Ranked:
    copied = {article for group in story.copies for article in group[1:]}
    independent = [article for article in story.articles if article not in copied]
    sources = tuple(dict.fromkeys(reports[article].source for article in independent))
    followed = tuple(sorted({name for article in story.articles for name in facts.get(article, Facts()).followed}))
    quotes = sum(facts.get(article, Facts()).quotes for article in independent)
    latest = max(reports[article].date for article in story.articles)
    age_h = max((now - latest) / timedelta(hours=1), 0.0)
    points = (
        (weights.sources * math.log2(len(sources)), _counted(len(sources), "independent source")),
        (weights.actors * math.log2(1 + len(followed)), _counted(len(followed), "followed actor")),
        (weights.quotes * math.log2(1 + quotes), _counted(quotes, "quote")),
        (weights.freshness * 0.5 ** (age_h / weights.half_life_h), f"latest report {_age(age_h)}"),
    )
    score = round(sum(value for value, _ in points), 3)
    why = ", ".join(f"{what} (+{value:.1f})" for value, what in points) + f": {score:.1f} points"
    return Ranked(story, score, why, sources, followed, quotes, latest)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _age(age_h: float) -> str:
    return f"{age_h:.0f} h old" if age_h < 48 else f"{age_h / 24:.0f} days old"
