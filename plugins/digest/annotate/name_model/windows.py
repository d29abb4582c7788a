"""Puts paragraphs of one text together to windows, the sequences that the name model reads at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from .word_pieces import OTHER, WINDOW_PIECES, Pieces, WordPieces

# A paragraph that is too long for a window is cut after the last of these within its second half, else anywhere
# between two words.
SENTENCE_MARKS: Final = frozenset(".!?;")


@dataclass(slots=True)
class Window:
    """One sequence of pieces. `words` has, for each word, its paragraph, its number there, and its first piece here."""

    ids: list[int]
    cases: list[int]
    words: list[tuple[int, int, int]] = field(default_factory=list)


def windows(
    paragraphs: Sequence[str], pieces: Sequence[Pieces], vocabulary: WordPieces, limit: int = WINDOW_PIECES
) -> Iterator[Window]:
    """The windows of one text, each with as many whole paragraphs as go into `limit` pieces, in order.

    A window never has more than `limit` pieces, unless a single word has.
    """
    window = Window([vocabulary.start], [OTHER])
    for number, (text, paragraph) in enumerate(zip(paragraphs, pieces, strict=True)):
        for first, stop in _parts(text, paragraph, limit - 2):
            begin = paragraph.word_starts[first]
            end = paragraph.word_starts[stop] if stop < len(paragraph.word_starts) else len(paragraph.ids)
            if window.words and len(window.ids) + end - begin + 1 > limit:
                yield window
                window = Window([vocabulary.start], [OTHER])
            shift = len(window.ids) - begin
            window.words += ((number, word, paragraph.word_starts[word] + shift) for word in range(first, stop))
            window.ids += [*paragraph.ids[begin:end], vocabulary.end]
            window.cases += [*paragraph.cases[begin:end], OTHER]
    if window.words:
        yield window


def _parts(text: str, paragraph: Pieces, limit: int) -> Iterator[tuple[int, int]]:
    """The first word and the end of each part of a paragraph; all but very long ones are in one part."""
    first, count = 0, len(paragraph.word_starts)
    while first < count:
        stop = first
        start_piece = paragraph.word_starts[first]
        last_mark = 0
        while stop < count:
            end_piece = paragraph.word_starts[stop + 1] if stop + 1 < count else len(paragraph.ids)
            if stop > first and end_piece - start_piece > limit:
                break
            start, end = paragraph.word_spans[stop]
            stop += 1
            if text[start:end] in SENTENCE_MARKS and end_piece - start_piece > limit // 2:
                last_mark = stop
        if stop < count and last_mark:
            stop = last_mark
        yield first, stop
        first = stop
