"""The words of a week's headlines, and which of them name a subject."""

import math
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from ..clustering.evidence.news_rarity import ENGLISH, MAX_RARITY, rarity
from ..clustering.words import words
from .subject_terms import SubjectEvent

WEEK: Final = timedelta(days=7)  # what is counted: a subject lasts longer than an event, and may pause for a day
# Before the week: they show how frequent a word of any language is. In four months of six newspapers the 49 subjects
# are the same as by all days before.
WEEKS_BEFORE: Final = timedelta(days=28)
# A word is a key word if headlines of the last week have it so much more often than news of many years that chance is
# no explanation: by at least this many nats (the log-likelihood ratio of two Poisson rates; Dunning, Accurate Methods
# for the Statistics of Surprise and Coincidence, 1993). On eight labelled windows all key words from 7 on name a
# subject ("vaccin", "floyd", "minneapoli"); from 5 on "town" and "franc" are among them.
MIN_SURPRISE: Final = 7.0
MIN_SOURCES: Final = 3  # newsrooms that use a key word: the habit of one or two is no subject
_MIN_TODAY: Final = 2  # events of the day that have it
# Two key words belong to one subject if the words around them are similar (cosine), or if one rarely stands without the
# other. In four months of six newspapers "coronavirus" and "covid" have 0.2 to 0.42, "floyd" and "protest" 0.8, and
# words of different subjects at most 0.12.
MIN_CONTEXT: Final = 0.2
MIN_TOGETHER: Final = 0.5
# A subject goes on as long as this share of the most headlines in a week that had the word with which it began still
# have it: an outbreak lasts longer than the surprise.
GOING_ON: Final = 0.25
_STILL_SURPRISING: Final = 2.0  # nats, for any other word of a subject that goes on
_SMOOTHING: Final = 0.5  # of an event: a word that is new is not certain to be rare
# A word that the table of news doesn't have is rare, or of another language than the table's. If the weeks before have
# so many events, they show how frequent it is; else it can be a key word only as part of a name, or in headlines of
# which the table has most other words.
_KNOWN_EVENTS: Final = 500
_MAX_WEIGHT: Final = 7.0  # nats, of a word of a context


class WeekWords:
    """The events of the last week, by the words of their headlines."""

    def __init__(self) -> None:
        self._days: deque[tuple[date, Sequence[SubjectEvent]]] = deque()
        self._with_word: dict[str, list[SubjectEvent]] = {}
        self._words: dict[str, frozenset[str]] = {}  # by the ids of events, of those that a context was made of
        self._event_count = 0
        self._days_before: deque[tuple[date, int, Counter[str]]] = deque()
        self._before: Counter[str] = Counter()  # the number of events of the weeks before that have an unknown word
        self._count_before = 0
        self._last: dict[str, date] = {}  # key word -> the last day of the week on which it was one
        self._peaks: dict[str, float] = {}  # word with which a subject began -> its greatest share of a week's events

    @property
    def going_on(self) -> dict[str, tuple[date, float]]:
        """The key words of the last week, each with the last day on which it was one, and with the greatest share of a
        week's events that had it on a day on which a subject began with it; 0 for the others."""
        return {word: (day, self._peaks.get(word, 0.0)) for word, day in self._last.items()}

    def go_on(self, words: Mapping[str, tuple[date, float]]) -> None:
        """Goes on from `words`, an earlier value of `going_on`."""
        self._last = {word: day for word, (day, _) in words.items()}
        self._peaks = {word: peak for word, (_, peak) in words.items() if peak}

    def add_before(self, day: date, event_count: int, unknown_words: Mapping[str, int]) -> None:
        """Adds a day of the weeks before the week. `unknown_words` are as the function of this name has them."""
        self._days_before.append((day, event_count, Counter(unknown_words)))
        self._count_before += event_count
        self._before.update(unknown_words)

    def add(self, day: date, events: Sequence[SubjectEvent]) -> None:
        """Adds a day, and leaves out the days that are a week older."""
        while self._days and self._days[0][0] <= day - WEEK:
            left, leaving = self._days.popleft()
            self._event_count -= len(leaving)
            self.add_before(left, len(leaving), unknown_words(event.headline for event in leaving))
            for event in leaving:
                self._words.pop(event.id, None)
            for word in {word for event in leaving for word in event.headline}:
                self._with_word[word] = [event for event in self._with_word[word] if event.day > day - WEEK]
        while self._days_before and self._days_before[0][0] <= day - WEEK - WEEKS_BEFORE:
            _, event_count, words_before = self._days_before.popleft()
            self._count_before -= event_count
            self._before.subtract(words_before)
        self._last = {word: last for word, last in self._last.items() if last > day - WEEK}
        self._peaks = {word: peak for word, peak in self._peaks.items() if word in self._last}
        self._days.append((day, events))
        self._event_count += len(events)
        for event in events:
            for word in event.headline:
                self._with_word.setdefault(word, []).append(event)

    def key_words(self, day: date, events: Sequence[SubjectEvent]) -> dict[str, frozenset[str]]:
        """The key words of a day that belong to one subject, by the most surprising of them, in that order.

        Each word goes to the first one with which it belongs: otherwise chains of words would join different subjects.
        """
        ordered = self._surprising(day, events)
        contexts = {word: self._context(word) for word in ordered} if len(ordered) > 1 else {}
        groups: dict[str, set[str]] = {}
        for word in ordered:
            leading = next((leading for leading in groups if self._belong_together(leading, word, contexts)), word)
            groups.setdefault(leading, set()).add(word)
        return {leading: frozenset(group) for leading, group in groups.items()}

    def begin(self, word: str) -> None:
        """Notes that a subject has this word as its most surprising one."""
        self._peaks[word] = max(self._peaks.get(word, 0.0), len(self._with_word[word]) / self._event_count)

    def _surprising(self, day: date, events: Sequence[SubjectEvent]) -> list[str]:
        """The key words of a day, the most surprising first."""
        today = Counter(word for event in events for word in event.headline)
        surprises = {}
        for word, count in today.items():
            if count >= _MIN_TODAY and self._can_be_key_word(word):
                surprise = self._surprise(word)
                lately = word in self._last
                peak = self._peaks.get(word)
                goes_on = peak is not None and len(self._with_word[word]) >= GOING_ON * peak * self._event_count
                if surprise >= MIN_SURPRISE or (lately and (goes_on or surprise >= _STILL_SURPRISING)):
                    surprises[word] = surprise
                    self._last[word] = day
        return sorted(surprises, key=lambda word: (-surprises[word], -today[word], word))

    def _can_be_key_word(self, word: str) -> bool:
        """Whether enough newsrooms use a word, and enough is known of it."""
        having = self._with_word[word]
        if word.isdigit() or len({source for event in having for source in event.sources}) < MIN_SOURCES:
            return False
        if _is_known(word) or self._count_before >= _KNOWN_EVENTS:
            return True
        return sum(_is_rare(word, event) for event in having) >= len(having) / 2

    def _share(self, word: str) -> float:
        """The share of news items that have a word; of the events of the weeks before, where the table of news doesn't
        have it."""
        if _is_known(word):
            return math.exp(-rarity(ENGLISH, word) / 1000)
        return self._before[word] / self._count_before if self._count_before >= _KNOWN_EVENTS else 0.0

    def _surprise(self, word: str) -> float:
        """How surprising it is that so many of the week's headlines have a word, in nats, rounded."""
        count = len(self._with_word[word])
        expected = self._event_count * self._share(word) + _SMOOTHING
        return round(count * math.log(count / expected) - (count - expected), 6) if count > expected else 0.0

    def _context(self, word: str) -> dict[str, float]:
        """The words around a key word, in headlines and the beginnings of texts, by their weights."""
        events = self._with_word[word]
        self._words.update((event.id, event.words) for event in events if event.id not in self._words)
        counts = Counter(other for event in events for other in self._words[event.id] if other != word)
        weights = {}
        for other, count in counts.items():
            if count > 1:
                usual = self._share(other)
                excess = count / len(events) - usual
                if excess > 0:
                    weights[other] = excess * min(-math.log(usual + 1e-4), _MAX_WEIGHT)
        return weights

    def _belong_together(self, first: str, second: str, contexts: Mapping[str, Mapping[str, float]]) -> bool:
        with_first = {event.id for event in self._with_word[first]}
        with_second = {event.id for event in self._with_word[second]}
        if len(with_first & with_second) >= MIN_TOGETHER * min(len(with_first), len(with_second)):
            return True
        return _cosine(contexts[first], contexts[second], {first, second}) >= MIN_CONTEXT


def unknown_words(headlines: Iterable[frozenset[str]]) -> Counter[str]:
    """In how many headlines each word is that the table of news doesn't have."""
    return Counter(word for headline in headlines for word in headline if not _is_known(word))


def _is_known(word: str) -> bool:
    """Whether the table of news has a word. Its sample of English is large enough to say how frequent a word is."""
    return rarity(ENGLISH, word) < MAX_RARITY


def _is_rare(word: str, event: SubjectEvent) -> bool:
    """Whether a word that the table of news doesn't have is a rare one, rather than one of another language."""
    if any(word in words(actor) for report in event.reports for actor in report.actors):
        return True
    others = event.headline - {word}
    return 2 * sum(map(_is_known, others)) >= len(others)


def _cosine(left: Mapping[str, float], right: Mapping[str, float], without: set[str]) -> float:
    """The cosine of two vectors without some words, rounded, so that it doesn't depend on the order of words."""
    shared = math.fsum(left[word] * right[word] for word in left.keys() & right.keys() - without)
    lengths = [math.fsum(weight**2 for word, weight in side.items() if word not in without) for side in (left, right)]
    return round(shared / (math.sqrt(math.prod(lengths)) or 1.0), 6)
