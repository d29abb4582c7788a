"""Reports as weighted words: what a report says, and how much each of its words tells."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .records import Report
from .words import words

MAX_TITLE_CHARS: Final = 300  # a title is a line; what is longer is an accident or an attack
# Of the text, without stop words: news says at the top what happened, and a feed's two lines have about as many, so
# full texts and excerpts compare. On the texts of our sample, 150 words long, 80 lose 2 points of event F1.
LEAD_WORDS: Final = 40
_LEAD_CHARS: Final = 1_000  # more than hold them in any script
# Of a word that stands in title and text, against one of the text alone; of the title alone, it is one less. With 2 the
# labelled days (see cluster.py) lose 9 points of event F1, with 4 they lose 3.
TITLE_WEIGHT: Final = 3.0
# Beside the words that name the actor. With 1 they lose 4 points of precision, where the small model gave the names;
# without any, our sample loses 3 of F1.
ACTOR_WEIGHT: Final = 0.5
# Of 7 to 9 for a rare word. Without it, what is in every report of a small archive would weigh nothing there.
MIN_RARITY: Final = 1.0
# Words and actors of a report, the weightiest: only to bound time and memory. With 30 the rare words that two texts
# don't share crowd out those they do (sample: event F1 49 against 92).
MAX_TERMS: Final = 80
_PRIOR_REPORTS: Final = 200  # imagined, with none of our words: the first few reports have weights at all
_ACTOR_MARK: Final = "@"  # no word starts with it


@dataclass(frozen=True, slots=True)
class Vector:
    """A report's terms, weightiest first, and their weights, whose squares add up to 1."""

    terms: tuple[str, ...]
    weights: "array[float]"  # quoted: Python 3.11 has no array[...]


class Archive:
    """In how many reports each term occurred so far: rare terms tell more.

    It counts the archive and not the day, so that the event everybody writes about today keeps its words.
    """

    def __init__(self) -> None:
        self._reports = 0
        self._with_term: Counter[str] = Counter()

    def add(self, terms: Iterable[str]) -> None:
        """Count one more report."""
        self._reports += 1
        self._with_term.update(terms)

    def vector(self, emphasis: Mapping[str, float]) -> Vector:
        """Emphasis times rarity (inverse document frequency) of each term, cut to MAX_TERMS, of length 1."""
        reports = self._reports + _PRIOR_REPORTS
        weighted = sorted(
            (
                (weight * max(math.log(reports / (self._with_term[term] + 0.5)), MIN_RARITY), term)
                for term, weight in emphasis.items()
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )[:MAX_TERMS]
        length = math.sqrt(sum(weight * weight for weight, _ in weighted)) or 1.0
        return Vector(tuple(term for _, term in weighted), array("d", (weight / length for weight, _ in weighted)))


def emphasis(report: Report) -> dict[str, float]:
    """The terms of a report, words and actors, by where they stand: before rarity is considered."""
    terms = dict.fromkeys(words(report.text[:_LEAD_CHARS])[:LEAD_WORDS], 1.0)
    for word in set(words(report.title[:MAX_TITLE_CHARS])):
        terms[word] = TITLE_WEIGHT if word in terms else TITLE_WEIGHT - 1.0
    terms.update((_ACTOR_MARK + actor.casefold(), ACTOR_WEIGHT) for actor in report.actors)
    return terms


def is_word(term: str) -> bool:
    """Whether a term is a word of the report, and not an actor."""
    return not term.startswith(_ACTOR_MARK)
