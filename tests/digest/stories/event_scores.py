"""How well stories agree with labelled events: event precision, recall and F1 in percent.

For each story of two reports or more, the best F1 that it has with an event, on average, is the precision; for each
event of two or more, the best F1 that it has with a story, the recall. So a large event counts no more than a small
one. Over
several windows, their stories and events are averaged together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.stories.reports import Story


@dataclass(frozen=True, slots=True)
class EventScores:
    """For each story the F1 with its event, and for each event the F1 with its story; from 0 to 1."""

    of_stories: tuple[float, ...]
    of_events: tuple[float, ...]

    @property
    def precision(self) -> float:
        return 100 * sum(self.of_stories) / max(len(self.of_stories), 1)

    @property
    def recall(self) -> float:
        return 100 * sum(self.of_events) / max(len(self.of_events), 1)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:5.1f} {self.recall:5.1f} {self.f1:5.1f}"


def event_scores(events: Mapping[str, str], stories: Iterable[Story]) -> EventScores:
    """`events` are those of reports by their ids. Other reports of the stories don't count."""
    found = {article: story.slug for story in stories for article in story.articles}
    story_of = {report: found.get(report, f"alone {report}") for report in events}
    return EventScores(_best_matches(story_of, events), _best_matches(events, story_of))


def pooled(scores: Iterable[EventScores]) -> EventScores:
    """The scores of several windows as those of one."""
    every = list(scores)
    return EventScores(
        tuple(score for one in every for score in one.of_stories),
        tuple(score for one in every for score in one.of_events),
    )


def _best_matches(mine: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, ...]:
    """For each cluster of two reports or more, its best F1 with a cluster of two or more of the other side."""
    sizes, other_sizes = Counter(mine.values()), Counter(other.values())
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report, name in mine.items():
        if other_sizes[other[report]] > 1:
            shared[name][other[report]] += 1
    return tuple(
        max((2 * both / (size + other_sizes[name]) for name, both in shared[cluster].items()), default=0.0)
        for cluster, size in sizes.items()
        if size > 1
    )
