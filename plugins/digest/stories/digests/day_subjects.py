"""The subjects of a day: what several of its events are about, such as an outbreak or a campaign."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .subject_names import subject_name
from .subject_terms import SubjectEvent
from .week_words import MIN_SOURCES, WEEK, WeekWords

MIN_EVENTS: Final = 3  # of a day, at least one of which several sources report


@dataclass(frozen=True, slots=True)
class Subject:
    """Events of one day on one subject. `events` are their ids, in the order of the day's digest.

    `earlier` is the latest day before on which the subject was there; None where it is new. `key_words` are stems, in
    alphabetical order.
    """

    name: str
    events: tuple[str, ...]
    key_words: tuple[str, ...] = ()
    earlier: date | None = None


def day_subjects(days: Iterable[tuple[date, Sequence[SubjectEvent]]]) -> dict[date, tuple[Subject, ...]]:
    """The subjects of each day that has any, the one with most reporting sources first.

    `days` are in order, the oldest first, each with all its events in the order of its digest. The subjects of a day
    depend on no later day. An event is in one subject at most: in the one with the most surprising key word.
    """
    week = WeekWords()
    subjects: dict[date, tuple[Subject, ...]] = {}
    for day, events in days:
        found = subjects_of_day(week, day, events, subjects)
        if found:
            subjects[day] = found
    return subjects


def subjects_of_day(
    week: WeekWords, day: date, events: Sequence[SubjectEvent], before: Mapping[date, Sequence[Subject]]
) -> tuple[Subject, ...]:
    """The subjects of one more day, which is added to the `week` before it. `before` has those of the days before."""
    week.add(day, events)
    return tuple(_subjects(week, day, events, before))


def _subjects(
    week: WeekWords, day: date, events: Sequence[SubjectEvent], before: Mapping[date, Sequence[Subject]]
) -> list[Subject]:
    words_of = week.key_words(day, events)
    members: defaultdict[str, list[SubjectEvent]] = defaultdict(list)
    for event in events:
        leading = next((leading for leading, words in words_of.items() if words & event.headline), None)
        if leading is not None:
            members[leading].append(event)
    found = []
    for leading, group in members.items():
        sources = {source for event in group for source in event.sources}
        if len(group) >= MIN_EVENTS and len(sources) >= MIN_SOURCES and any(len(event.sources) > 1 for event in group):
            week.begin(leading)
            earlier_day, name = _earlier(words_of[leading], day, before)
            name = subject_name(group, words_of[leading], name)
            key_words = tuple(sorted(words_of[leading]))
            found.append(Subject(name, tuple(event.id for event in group), key_words, earlier_day))
    reporting = {event.id: len(event.sources) for event in events}
    return sorted(found, key=lambda subject: (-sum(reporting[event] for event in subject.events), subject.name))


def _earlier(
    words: frozenset[str], day: date, before: Mapping[date, Sequence[Subject]]
) -> tuple[date, str] | tuple[None, str]:
    """The latest day of the week before on which a subject shares at least half of the key words, of the fewer that one
    of the two has; and the name of that subject."""
    for age_days in range(1, WEEK.days + 1):
        earlier_day = day - timedelta(days=age_days)
        for subject in before.get(earlier_day, ()):
            if 2 * len(words & set(subject.key_words)) >= min(len(words), len(subject.key_words)):
                return earlier_day, subject.name
    return None, ""
