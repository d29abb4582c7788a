"""The roles of speakers: what the texts of the archive call an actor, in the texts' words."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

# A phrase that begins with one of these was cut in the middle of a sentence: "But President".
_CUT_BEGINNINGS: Final = frozenset({"and", "but", "or", "so", "yet", "though", "while", "because", "when"})


def is_whole_role(phrase: str) -> bool:
    """Whether a role was not cut in the middle of a sentence."""
    return phrase.split(maxsplit=1)[0].casefold() not in _CUT_BEGINNINGS


def usual_role(phrases: Iterable[str]) -> str:
    """The most frequent of the phrases; the longest if several are equally frequent; "" if there are none."""
    counts = Counter(phrases)
    return max(counts, key=lambda phrase: (counts[phrase], len(phrase), phrase), default="")
