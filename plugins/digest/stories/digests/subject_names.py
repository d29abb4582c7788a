"""The name of a subject: an actor or words that its texts have."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from ..clustering.words import words
from .subject_terms import TITLE_CHARS, SubjectEvent, lead

MIN_SHARE: Final = 0.5  # of the events with a key word: so many have the name that is taken for it
SECOND_SHARE: Final = 1 / 3  # of all events: as many, which the name leaves out, have the second name that is added
SEPARATOR: Final = ", "
_MAX_WORDS: Final = 3
_SAME_CHARS: Final = 3  # stemming leaves the beginning of a word as it is
_POSSESSIVE: Final = re.compile("['’]s$")
_PHRASE_WORD: Final = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")


def subject_name(events: Sequence[SubjectEvent], key_words: frozenset[str], before: str = "") -> str:
    """The name of a subject, in words of its texts: "George Floyd", "Covid-19, vaccine".

    Followed actors come first, then other actors, then phrases of headlines. `before` is the name on an earlier day,
    which stays as long as it leaves out no more events than a new name may.
    """
    if before and len(_left_out(events, key_words, before.split(SEPARATOR))) <= SECOND_SHARE * len(events):
        return before
    first = _best(events, key_words)
    left = _left_out(events, key_words, [first])
    second = _best(left, key_words - set(words(first)))
    further = len(left) - len(_left_out(left, key_words, [second]))
    if second and further >= SECOND_SHARE * len(events) and second.casefold() not in first.casefold():
        return f"{_capitalised(first)}{SEPARATOR}{second}"
    return _capitalised(first)


def _left_out(
    events: Iterable[SubjectEvent], key_words: frozenset[str], names: Iterable[str]
) -> Sequence[SubjectEvent]:
    """The events that none of the names stands for: neither name they an actor so, nor have they one of its key words
    in a headline."""
    stems = key_words.intersection(stem for name in names for stem in words(name))
    return [event for event in events if stems.isdisjoint(event.headline) and _actors(event).isdisjoint(names)]


def _best(events: Sequence[SubjectEvent], key_words: frozenset[str]) -> str:
    """The actor or phrase for one of the key words that most of the events have; "" where none has one.

    Followed actors come first, then other actors and phrases of several words, then single words. A word that less than
    half as many events have as the most frequent one doesn't count.
    """
    counts = Counter(word for event in events for word in event.headline & key_words)
    most = max(counts.values(), default=0)
    candidates = []
    for word in (word for word, count in counts.items() if count >= MIN_SHARE * most):
        having = [event for event in events if word in event.headline]
        name, followed = _name_of(word, having)
        candidates.append((not followed, " " not in name, -counts[word], name))
    return min(candidates)[-1] if candidates else ""


def _name_of(word: str, events: Sequence[SubjectEvent]) -> tuple[str, bool]:
    """The actor or else the phrase that stands for a key word in at least half of the events; whether the actor is
    followed."""
    actors = Counter(actor for event in events for actor in _actors(event) if word in words(actor))
    named = [actor for actor in actors if actors[actor] >= MIN_SHARE * len(events)]
    followed = {actor for event in events for actor in event.followed}.intersection(named)
    if named:
        return min(followed or named, key=lambda actor: (-actors[actor], actor)), bool(followed)
    return _phrase(events, word), False


def _actors(event: SubjectEvent) -> set[str]:
    return {actor for report in event.reports for actor in report.actors}


def _phrase(events: Sequence[SubjectEvent], word: str) -> str:
    """The longest phrase with a key word that the headlines of at least half of the events have; else the word as most
    of their texts write it."""
    events_with: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        for report in event.reports:
            for phrase in _phrases(report.title[:TITLE_CHARS], word):
                events_with[phrase.casefold()].add(event.id)
            for phrase in _phrases(f"{report.title[:TITLE_CHARS]}. {lead(report)}", word):
                spellings[phrase.casefold()][phrase] += 1
    phrases = [phrase for phrase, having in events_with.items() if len(having) >= max(2, MIN_SHARE * len(events))]
    longest = max((len(phrase.split()) for phrase in phrases), default=1)
    fitting = [phrase for phrase in phrases or events_with if len(phrase.split()) == longest]
    if not fitting:
        return word
    best = min(fitting, key=lambda phrase: (-len(events_with[phrase]), -spellings[phrase].total(), phrase))
    return min(spellings[best], key=lambda spelling: (-spellings[best][spelling], spelling))


def _phrases(title: str, word: str) -> Iterable[str]:
    """The runs of up to three words of a title that have a key word and neither begin nor end with a stop word."""
    if word[:_SAME_CHARS] not in title.casefold():
        return  # most texts, in a tenth of the time
    found = list(_PHRASE_WORD.finditer(title))
    stems = [words(match.group()) for match in found]
    for start in range(len(found)):
        for end in range(start, min(start + _MAX_WORDS, len(found))):
            if stems[start] and stems[end] and any(word in stems[at] for at in range(start, end + 1)):
                between = _POSSESSIVE.sub("", title[found[start].start() : found[end].end()])
                if not re.search(r"[:;,.!?|–—\"“”‘(]\s|\s[-–—|]\s", between):
                    yield between


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
