"""Subjects that stories of several sources have in common, where the words of the week's headlines tell none."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from .day_subjects import Subject
from .follow_ups import MAX_AGE, TermWeights, top_stories_of_day
from .subject_names import subject_name
from .subject_terms import SubjectEvent


class MonthTerms:
    """The terms of the stories of several sources of MAX_AGE. Days come in order, the oldest first."""

    def __init__(self) -> None:
        self.weights = TermWeights()
        self._days: deque[tuple[date, Sequence[frozenset[str]]]] = deque()

    def add(self, day: date, terms: Sequence[frozenset[str]]) -> None:
        """Adds a day, with the terms of each of its stories, and leaves out the days that are MAX_AGE older."""
        while self._days and self._days[0][0] <= day - MAX_AGE:
            for of_story in self._days.popleft()[1]:
                self.weights.forget(of_story)
        self._days.append((day, terms))
        for of_story in terms:
            self.weights.count(of_story)


def story_subjects(
    slugs: Iterable[str],
    events: Mapping[str, SubjectEvent],
    terms: Mapping[str, frozenset[str]],
    weights: TermWeights,
) -> Iterator[Subject]:
    """The subjects of stories of one day, in the order of its digest. `events` and `terms` are by slug.

    A subject for which no name is found in the headlines is left out.
    """
    ordered = list(slugs)
    top_stories = top_stories_of_day(ordered, terms, weights)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for slug in ordered:
        groups[top_stories.get(slug, slug)].append(slug)
    for group in groups.values():
        shared = frozenset.intersection(*(terms[slug] for slug in group))
        name = subject_name([events[slug] for slug in group], shared) if len(group) > 1 else ""
        if name:
            yield Subject(name, tuple(events[slug].id for slug in group))
