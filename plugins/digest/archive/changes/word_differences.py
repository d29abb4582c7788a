"""Which words of a text another version has in place of which: a diff by words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_MAX_PAIRS: Final = 400_000  # of equal words in both texts; with more, frequent words are passed over at first
_ISLAND_WORDS: Final = 2  # equal words between two differences, so few that both read better as one


class WordDifference(NamedTuple):
    """The words from the number `before` to that before `before_end` have become those from `after` to that before
    `after_end`; one of the two ranges may be empty."""

    before: int
    before_end: int
    after: int
    after_end: int


def word_differences(before: Sequence[str], after: Sequence[str]) -> list[WordDifference]:
    """The differences of two lists of words, in their order. Where one could stand at several places, since the words
    before it are those at its end, it is the first: a sentence, and not the rest of it with the beginning of the next.
    """
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(old)
    pairs = sum(counts[word] for word in new)
    matcher = SequenceMatcher(None, old, new, autojunk=pairs > _MAX_PAIRS)
    found = [
        WordDifference(start + old_from, start + old_to, start + new_from, start + new_to)
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        if kind != "equal"
    ]
    return list(_moved_forward(before, after, found))


def _moved_forward(
    before: Sequence[str], after: Sequence[str], differences: Iterable[WordDifference]
) -> Iterator[WordDifference]:
    """The differences, those of words that only went or only came at the first place where they can stand."""
    last_before = last_after = 0
    for one in differences:
        steps = room = 0
        words, first, end = before, one.before, one.before_end
        if one.before == one.before_end:
            words, first, end = after, one.after, one.after_end
        if one.before == one.before_end or one.after == one.after_end:
            room = min(one.before - last_before, one.after - last_after)
        while steps < room and words[first - steps - 1] == words[end - steps - 1]:
            steps += 1
        yield WordDifference(*(number - steps for number in one))
        last_before, last_after = one.before_end, one.after_end


def without_islands(differences: Iterable[WordDifference]) -> Iterator[WordDifference]:
    """The differences as readers are shown them: those joined that only a few equal words part."""
    last: WordDifference | None = None
    for one in differences:
        if last is not None and one.before - last.before_end <= _ISLAND_WORDS:
            last = WordDifference(last.before, one.before_end, last.after, one.after_end)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
