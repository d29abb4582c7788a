"""Whether words that were put in place of others say the same: a typo, another ending, words that say nothing."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ...stories.clustering.evidence.news_rarity import ENGLISH, MAX_RARITY, rarity
from ...stories.clustering.stop_words import STOP_WORDS
from ...stories.clustering.words import words as stems_of

# Words among the stop words that turn a sentence round, or count.
_TELLING: Final = frozenset(
    "no not never nor none without first second before after all more less least most "  # noqa: SIM905  words are read as a line
    "nicht kein keine ohne не нет без ни".split()
)
_SMALL_NUMBERS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "  # noqa: SIM905  words are read as a line
    "eighteen nineteen twenty".split()
)
_FIGURES: Final = {word: str(number) for number, word in enumerate(_SMALL_NUMBERS)}
_NUMBER_WORDS: Final = frozenset(
    "thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion "  # noqa: SIM905  words are read as a line
    "billions trillion dozen dozens half quarter third quarters thirds double".split()
)
_DIGIT: Final = re.compile(r"\d")
_ORDINAL: Final = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_DENYING: Final = ("un", "in", "im", "il", "ir", "dis", "non")
_MIN_TYPO_CHARS: Final = 4  # shorter words have others within one letter: "not" and "now"
_MAX_TYPO_LETTERS: Final = 2


def is_number(word: str) -> bool:
    """Whether a plain word is a number, in digits or in English words."""
    return word in _FIGURES or word in _NUMBER_WORDS or _DIGIT.search(word) is not None


def figures(words: Iterable[str]) -> list[str]:
    """The numbers among plain words in order of the alphabet, small ones in digits: "ten" is "10"."""
    return sorted(_ORDINAL.sub(r"\1", _FIGURES.get(word, word)) for word in words if is_number(word))


def is_opposite(before: str, after: str) -> bool:
    """Whether one of two plain words denies the other: "likely" and "unlikely"."""
    return any(f"{prefix}{one}" == other for prefix in _DENYING for one, other in ((before, after), (after, before)))


def says_something(word: str) -> bool:
    """Whether a plain word says something by itself."""
    return word in _TELLING or is_number(word) or (len(word) > 1 and word not in STOP_WORDS)


def say_the_same(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether plain words and those in their place say the same: they differ by a typo, by blanks, by endings of words,
    or by words that say nothing."""
    if "".join(before) == "".join(after):
        return True
    old, new = _telling(before), _telling(after)
    if figures(old) != figures(new):
        return False
    if sorted(map(_stem, old)) == sorted(map(_stem, new)):
        return True
    return len(old) == len(new) and all(map(_is_typo_or_same, old, new))


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if says_something(word)]


def _stem(word: str) -> str:
    return _FIGURES.get(word) or next(iter(stems_of(word)), word)


def _is_typo_or_same(before: str, after: str) -> bool:
    """Whether a word is another one, misspelt by a letter or two. Two words that news know are two words."""
    if _stem(before) == _stem(after):
        return True
    if min(len(before), len(after)) < _MIN_TYPO_CHARS or is_number(before) or is_number(after):
        return False
    if (
        is_opposite(before, after)
        or before in _TELLING
        or after in _TELLING
        or (_is_known(before) and _is_known(after))
    ):
        return False
    return _letters_apart(before, after) <= min(_MAX_TYPO_LETTERS, len(before) // 4 + 1)


def _is_known(word: str) -> bool:
    return rarity(ENGLISH, _stem(word)) < MAX_RARITY  # it is in the sample


def _letters_apart(one: str, other: str) -> int:
    """How many letters are to be changed, added, left out or swapped with their neighbours to make one word another
    (optimal string alignment); 3 for more than two."""
    if abs(len(one) - len(other)) > _MAX_TYPO_LETTERS:
        return 3
    rows = [list(range(len(other) + 1))]
    for row, char in enumerate(one, start=1):
        costs = [row]
        for column, letter in enumerate(other, start=1):
            cost = min(rows[-1][column] + 1, costs[-1] + 1, rows[-1][column - 1] + (char != letter))
            if row > 1 and column > 1 and char == other[column - 2] and letter == one[row - 2]:
                cost = min(cost, rows[-2][column - 2] + 1)
            costs.append(cost)
        rows.append(costs)
    return min(rows[-1][-1], 3)
