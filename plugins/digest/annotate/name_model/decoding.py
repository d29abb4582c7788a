"""Finds the best sequence of labels for a text's words, and the names in it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .labels import LABELS, may_follow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Added to what may not follow each other.
FORBIDDEN: Final = -1e4

# Confidence is rounded, so that what is compared with it doesn't depend on the last bits of a processor's arithmetic.
CONFIDENCE_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class DecodedName:
    """A name's first word, the word after its last, its kind, and the probability of its least sure word's label."""

    first: int
    stop: int
    kind: str
    confidence: float


def decoded(scores: "npt.NDArray[np.float32]") -> Iterator[DecodedName]:
    """The names, in order.

    Args:
        scores: (words, labels), logarithms of the labels' probabilities for each word.
    """
    best = _best_labels(scores) if len(scores) else ()
    start = None
    for index, number in enumerate([*best, 0]):
        label = LABELS[number]
        if start is not None and not label.startswith("I-"):
            least = min(float(scores[at, best[at]]) for at in range(start, index))
            yield DecodedName(start, index, LABELS[best[start]][2:], round(math.exp(least), CONFIDENCE_DIGITS))
            start = None
        if label.startswith("B-"):
            start = index


def _best_labels(scores: "npt.NDArray[np.float32]") -> Sequence[int]:
    """The most probable sequence in which no name goes on that did not begin (Viterbi)."""
    import numpy as np  # noqa: PLC0415 - a run with nothing new must not spend the time

    likely = scores.argmax(1)
    if not likely.any():
        return likely.tolist()  # type: ignore[no-any-return] # no name at all, as in most paragraphs
    first, after = _transitions()
    total = scores[0] + first
    came_from: list[Any] = []
    for row in scores[1:]:
        paths = total[:, None] + after
        came_from.append(paths.argmax(0))
        total = paths.max(0) + row
    best = [int(np.argmax(total))]
    for back in reversed(came_from):
        best.append(int(back[best[-1]]))
    return best[::-1]


def _transitions() -> tuple[Any, Any]:
    """What is added for the first label, and for a label (column) after another (row)."""
    import numpy as np  # noqa: PLC0415

    first = np.array([0.0 if may_follow(label, "") else FORBIDDEN for label in LABELS], np.float32)
    after = [[0.0 if may_follow(label, before) else FORBIDDEN for label in LABELS] for before in LABELS]
    return first, np.array(after, np.float32)
