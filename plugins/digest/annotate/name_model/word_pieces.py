"""Cuts text into the word pieces that the name model reads, each with the case of its word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

# The classes of a word's case. The model's vocabulary is in small letters, and knows capitals only by these.
OTHER, DIGITS, SMALL, CAPITALISED, CAPITALS, ONE_CAPITAL, MIXED = range(7)
CASES: Final = 7

# The pieces with which a window begins, and those that end each paragraph; a vocabulary has one of each.
START_PIECES: Final = ("[CLS]", "<s>")
END_PIECES: Final = ("[SEP]", "</s>")

# A window has at most this many pieces: a dozen sentences, in which most names of a text explain each other. The model
# has places for 512.
WINDOW_PIECES: Final = 256


@dataclass(frozen=True, slots=True)
class Pieces:
    """One paragraph in pieces: their numbers in the vocabulary, the case of their words, and where words begin.

    `word_starts` has the index of each word's first piece, and `word_spans` the offsets of the word in the paragraph.
    A word is a run of letters and digits or one mark: "U.S." has four.
    """

    ids: Sequence[int]
    cases: Sequence[int]
    word_starts: Sequence[int]
    word_spans: Sequence[tuple[int, int]]


class WordPieces:
    """The tokeniser of a name model, from its `tokenizer.json`."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - a run with nothing new must not spend the time

        self._tokeniser = Tokenizer.from_file(str(file))
        self._tokeniser.no_truncation()
        self._tokeniser.no_padding()

    @cached_property
    def start(self) -> int:
        """The number of the piece that begins a window."""
        return self._special(START_PIECES)

    @cached_property
    def end(self) -> int:
        """The number of the piece that ends a paragraph."""
        return self._special(END_PIECES)

    def _special(self, names: Sequence[str]) -> int:
        numbers = map(self._tokeniser.token_to_id, names)
        return next(int(number) for number in numbers if number is not None)

    def cut(self, paragraphs: Sequence[str]) -> list[Pieces]:
        """The pieces of each paragraph."""
        encodings = self._tokeniser.encode_batch(list(paragraphs), add_special_tokens=False)
        return [_pieces(text, encoding) for text, encoding in zip(paragraphs, encodings, strict=True)]


def case_of(word: str) -> int:
    """The class of a word's case."""
    if not any(char.isalpha() for char in word):
        return DIGITS if any(char.isdigit() for char in word) else OTHER
    if word.islower():
        return SMALL
    if word.isupper():
        return CAPITALS if len(word) > 1 else ONE_CAPITAL
    return CAPITALISED if word[0].isupper() and word[1:].islower() else MIXED


def _pieces(text: str, encoding: object) -> Pieces:
    """The record of a tokeniser's encoding of `text`."""
    ids: Sequence[int] = encoding.ids  # type: ignore[attr-defined]
    word_ids: Sequence[int] = encoding.word_ids  # type: ignore[attr-defined]
    offsets: Sequence[tuple[int, int]] = encoding.offsets  # type: ignore[attr-defined]
    word_starts: list[int] = []
    spans: list[tuple[int, int]] = []
    last = None
    for index, (word, (start, end)) in enumerate(zip(word_ids, offsets, strict=True)):
        if word != last:
            word_starts.append(index)
            spans.append((start, end))
            last = word
        else:
            spans[-1] = (spans[-1][0], end)
    cases: list[int] = []
    for (start, end), first, stop in zip(spans, word_starts, [*word_starts[1:], len(ids)], strict=False):
        cases += [case_of(text[start:end])] * (stop - first)
    return Pieces(ids, cases, word_starts, spans)
