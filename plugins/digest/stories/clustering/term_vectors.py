"""Reports as weighed terms: which words and actors a report has, and how much it stresses each."""

from array import array
from dataclasses import dataclass
from typing import Final

from ..reports import Report
from .datelines import without_dateline
from .words import words

MAX_TITLE_CHARS: Final = 300  # a headline is a line; what is longer is an accident or an attack
# Of the text, without stop words: news says at the top what happened, and a feed's two lines have about as many, so
# full texts and excerpts compare. On the texts of our sample, 150 words long, 80 lose 2 points of event F1.
LEAD_WORDS: Final = 40
_LEAD_CHARS: Final = 1_000  # more than hold so many words in any script
# Of a word that stands in headline and text, against one of the text alone; of the headline alone, it is one less. With
# 2 the labelled days (see report_clustering.py) lose 4 points of event F1, with 3.5 they lose half a point.
TITLE_WEIGHT: Final = 3.0
# Beside the words that name the actor, where mentions are given. On the labelled days it makes no difference beyond
# chance (half a point between 0 and 1.5); our sample, whose texts are longer, gains 3 of F1.
ACTOR_WEIGHT: Final = 1.0
_ACTOR_MARK: Final = "@"  # no word starts with it


@dataclass(frozen=True, slots=True)
class TermVector:
    """A report's terms, weightiest first, their weights, whose squares add up to 1, and how many reports have each."""

    terms: tuple[str, ...]
    weights: "array[float]"  # quoted: Python 3.11 has no array[...]
    counts: "array[int]"


def term_emphasis(report: Report) -> dict[str, float]:
    """How much a report stresses each of its terms, words and actors, by where they stand."""
    emphasis = dict.fromkeys(words(without_dateline(report.text[:_LEAD_CHARS]))[:LEAD_WORDS], 1.0)
    for word in set(words(report.title[:MAX_TITLE_CHARS])):
        emphasis[word] = TITLE_WEIGHT if word in emphasis else TITLE_WEIGHT - 1.0
    emphasis.update((_ACTOR_MARK + actor.casefold(), ACTOR_WEIGHT) for actor in report.actors)
    return emphasis


def is_word(term: str) -> bool:
    """Whether a term is a word of the report, and not an actor."""
    return not term.startswith(_ACTOR_MARK)
