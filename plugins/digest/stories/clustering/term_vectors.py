"""Reports as weighted terms: the words and actors of a report, and the emphasis of each."""

from array import array
from dataclasses import dataclass
from typing import Final

from ..reports import Report
from .datelines import without_dateline
from .words import words

MAX_HEADLINE_CHARS: Final = 300  # a headline is one line; a longer one is a mistake or an attack
# Only this many first words of a text count, stop words excluded. News begins with the event, and the excerpt of a feed
# has about as many words, so full texts and excerpts can be compared. With 80, our sample, whose texts have 150 words,
# loses 2 points of event F1.
LEAD_WORDS: Final = 40
_LEAD_CHARS: Final = 1_000  # contains LEAD_WORDS words in any script
# The emphasis of a word that is in headline and text. A word of the text alone has 1, a word of the headline alone one
# less than this. With 2 the labelled days (see open_stories.py) lose 4 points of event F1, with 3.5 half a point.
HEADLINE_EMPHASIS: Final = 3.0
# The emphasis of an actor, in addition to that of the words of its name, if mentions are given. On the labelled days it
# makes no significant difference (half a point between 0 and 1.5); our sample, with longer texts, gains 3 points of F1.
ACTOR_EMPHASIS: Final = 1.0
_ACTOR_MARK: Final = "@"  # no word begins with this mark


@dataclass(frozen=True, slots=True)
class TermVector:
    """A report's terms, those with the greatest weights first.

    The squares of the weights add up to 1. `counts` are the numbers of reports that have each term.
    """

    terms: tuple[str, ...]
    weights: "array[float]"  # quoted: Python 3.11 has no array[...]
    counts: "array[int]"


def term_emphasis(report: Report) -> dict[str, float]:
    """Each term of a report (a word or an actor) -> its emphasis, by its position in the report."""
    emphasis = dict.fromkeys(words(without_dateline(report.text[:_LEAD_CHARS]))[:LEAD_WORDS], 1.0)
    for word in set(words(report.title[:MAX_HEADLINE_CHARS])):
        emphasis[word] = HEADLINE_EMPHASIS if word in emphasis else HEADLINE_EMPHASIS - 1.0
    emphasis.update((_ACTOR_MARK + actor.casefold(), ACTOR_EMPHASIS) for actor in report.actors)
    return emphasis


def is_word(term: str) -> bool:
    """Whether a term is a word rather than an actor."""
    return not term.startswith(_ACTOR_MARK)
