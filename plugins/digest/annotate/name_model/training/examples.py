"""Makes windows with the labels to be learned of documents, and batches of windows."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..labels import LABELS, NO_NAME
from ..windows import windows
from ..word_pieces import CAPITALISED, CAPITALS, MIXED, SMALL, WINDOW_PIECES, Pieces, WordPieces
from .corpora import LabelledParagraph

# How often a window is seen in other cases, as headlines and careless writers have them: all in capitals, each word
# with a capital, nothing but small letters.
ALL_CAPITALS, ALL_CAPITALISED, ALL_SMALL = 0.05, 0.05, 0.02

NO_LABEL = -1

# Windows are padded to a multiple of this many pieces.
LENGTH_STEP = 32


@dataclass(frozen=True, slots=True)
class Example:
    """A window's pieces and cases, and for each piece the number of its set of right labels, or `NO_LABEL`."""

    ids: Sequence[int]
    cases: Sequence[int]
    targets: Sequence[int]


class TargetSets:
    """The sets of right labels that occur, numbered; `masks` is (sets, labels) of 0 and 1."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}

    def number(self, allowed: frozenset[str]) -> int:
        """The number of a set."""
        return self._numbers.setdefault(allowed, len(self._numbers))

    def masks(self) -> Tensor:
        """One row for each set."""
        return torch.tensor([[float(label in allowed) for label in LABELS] for allowed in self._numbers])


class Document:
    """A document cut into pieces once, of which windows of any size are made."""

    def __init__(self, paragraphs: Sequence[LabelledParagraph], vocabulary: WordPieces, sets: TargetSets) -> None:
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.pieces = vocabulary.cut(self.texts)
        self.targets = [_targets(*pair, sets) for pair in zip(paragraphs, self.pieces, strict=True)]
        self._vocabulary = vocabulary

    def examples(self, limit: int) -> Iterator[Example]:
        """The document's windows of at most `limit` pieces; with a limit of 0, each paragraph by itself."""
        groups = [range(len(self.texts))] if limit else [range(n, n + 1) for n in range(len(self.texts))]
        for group in groups:
            texts, pieces = [self.texts[n] for n in group], [self.pieces[n] for n in group]
            for window in windows(texts, pieces, self._vocabulary, limit or WINDOW_PIECES):
                targets = [NO_LABEL] * len(window.ids)
                for paragraph, word, piece in window.words:
                    targets[piece] = self.targets[group[paragraph]][word]
                yield Example(window.ids, window.cases, targets)


def _targets(paragraph: LabelledParagraph, pieces: Pieces, sets: TargetSets) -> list[int]:
    """The number of the set of right labels for each word of the tokeniser, which cuts a corpus's words further."""
    targets: list[int] = []
    at = 0
    for start, _ in pieces.word_spans:
        while paragraph.spans[at][1] <= start:
            at += 1
        allowed = paragraph.allowed[at]
        if start > paragraph.spans[at][0]:
            allowed = frozenset(f"I-{label[2:]}" if label != NO_NAME else label for label in allowed)
        targets.append(sets.number(allowed))
    return targets


def recased(cases: Sequence[int], chance: random.Random) -> Sequence[int]:
    """A window's cases, now and then as another way of writing has them."""
    drawn = chance.random()
    if drawn < ALL_CAPITALS:
        return [CAPITALS if case in (SMALL, CAPITALISED, MIXED) else case for case in cases]
    if drawn < ALL_CAPITALS + ALL_CAPITALISED:
        return [CAPITALISED if case == SMALL else case for case in cases]
    if drawn < ALL_CAPITALS + ALL_CAPITALISED + ALL_SMALL:
        return [SMALL if case in (CAPITALISED, CAPITALS, MIXED) else case for case in cases]
    return cases


def batched(lengths: Sequence[int], budget: int, chance: random.Random | None = None) -> list[list[int]]:
    """The numbers of windows in batches of like lengths, each of at most `budget` pieces; shuffled with `chance`."""
    order = list(range(len(lengths)))
    if chance:
        chance.shuffle(order)
    order.sort(key=lambda number: rounded(lengths[number]))
    batches: list[list[int]] = []
    for length, numbers in itertools.groupby(order, key=lambda number: rounded(lengths[number])):
        same, size = list(numbers), max(1, budget // length)
        batches += (same[start : start + size] for start in range(0, len(same), size))
    if chance:
        chance.shuffle(batches)
    return batches


def rounded(length: int) -> int:
    """The length to which a window is padded. Few lengths make few shapes, for each of which torch compiles code."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """Rows of integers as one tensor of (rows, rounded length of the longest row)."""
    length = rounded(max(map(len, rows)))
    return torch.tensor([[*row, *[filler] * (length - len(row))] for row in rows])
