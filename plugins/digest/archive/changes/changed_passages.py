"""The passages of a text that are others, each with a few words around it, as readers are shown them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from .compared_text import ComparedText
from .word_differences import WordDifference, without_islands

MAX_PIECE_WORDS: Final = 60  # of words that have come or gone in one go
CONTEXT_WORDS: Final = 7  # that stay, on each side
_BREAK: Final = "\n\n"
_END: Final = re.compile(r"[.!?…][\"”’)]*")  # of a sentence, which went with its words
_OPENING: Final = tuple('"“„«‘')
_SPACE: Final = re.compile(r"\s+")
Side: TypeAlias = Literal["same", "gone", "come"]


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """A part of a text that is another one: pieces of words that stayed, went or came, in order, with the blanks
    between them. `before` and `after` are how many words the two texts have up to its end."""

    pieces: tuple[tuple[Side, str], ...]
    before: int
    after: int


def changed_passages(
    before: ComparedText, after: ComparedText, differences: Sequence[WordDifference], *, whole: bool = False
) -> list[ChangedPassage]:
    """The passages of the differences, in the order of the text. With `whole` there is one, which is the whole text."""
    context = len(after.words) if whole else CONTEXT_WORDS
    return [_passage(before, after, group, context) for group in _groups(before, after, differences, context)]


def _groups(
    before: ComparedText, after: ComparedText, differences: Sequence[WordDifference], context: int
) -> Iterator[list[WordDifference]]:
    """The differences, together those whose surroundings would overlap and that stand in one paragraph."""
    group: list[WordDifference] = []
    for difference in without_islands(differences):
        if group:
            between = after.text[_place(before, after, group[-1])[1] : _place(before, after, difference)[0]]
            is_apart = difference.after - group[-1].after_end > 2 * context or _BREAK in between
            if is_apart or _is_removed_paragraph(before, difference) or _is_removed_paragraph(before, group[-1]):
                yield group
                group = []
        group.append(difference)
    if group:
        yield group


def _passage(
    before: ComparedText, after: ComparedText, group: Sequence[WordDifference], context: int
) -> ChangedPassage:
    last = group[-1]
    reach = len(before.text[: before.place(last.before, last.before_end)[1]].split())
    if _is_removed_paragraph(before, group[0]):
        gone = _cut(before.span(last.before, last.before_end))
        return ChangedPassage((("gone", gone),), reach, len(after.text[: _place(before, after, last)[0]].split()))
    start, end = _surroundings(before, after, group, context)
    pieces: list[tuple[Side, str]] = [("same", "… ")] if start > _paragraph(after, start)[0] else []
    place = start
    for difference in group:
        left, right = _place(before, after, difference)
        gone = before.span(difference.before, difference.before_end)
        is_within = bool(gone) and left == right and left > start and after.text[left - 1].isalnum()
        if is_within and (mark := _END.match(before.text, before.place(difference.before, difference.before_end)[1])):
            gone = _opening(before, difference) + gone + mark[0]
            if after.text.startswith(mark[0], left):
                left = right = left + len(mark[0])
        pieces += [
            ("same", after.text[place:left] + " " * is_within),
            ("gone", _cut(gone)),
            ("same", " " * (bool(gone) and not is_within)),
            ("come", _cut(after.text[left:right])),
        ]
        place = right
    pieces.append(("same", after.text[place:end] + (" …" if end < _paragraph(after, end)[1] else "")))
    return ChangedPassage(
        tuple((side, spaced) for side, text in pieces if (spaced := _SPACE.sub(" ", text))),
        reach,
        len(after.text[:end].split()),
    )


def _surroundings(
    before: ComparedText, after: ComparedText, group: Sequence[WordDifference], context: int
) -> tuple[int, int]:
    """The part of the later text that is shown: the differences with the words of their paragraph around them."""
    left, right = _place(before, after, group[0])[0], _place(before, after, group[-1])[1]
    first, last = group[0].after - context, group[-1].after_end + context
    start, end = _paragraph(after, left)[0], _paragraph(after, right)[1]
    if first > 0:
        start = max(start, after.starts[first])
    if last < len(after.words) and _BREAK not in after.text[after.ends[last - 1] : after.starts[last]]:
        end = min(end, after.ends[last - 1])
    return start, end


def _is_removed_paragraph(before: ComparedText, difference: WordDifference) -> bool:
    """Whether a whole paragraph went, and nothing came."""
    if difference.after < difference.after_end:
        return False
    end = before.place(difference.before, difference.before_end)[1]
    is_at_end = not any(map(str.isalnum, before.text[end : _paragraph(before, end)[1]]))
    return is_at_end and _begins_paragraph(before, difference)


def _place(before: ComparedText, after: ComparedText, difference: WordDifference) -> tuple[int, int]:
    """Start and end of what came, in the later text. Where nothing came it is the place at which words went: behind the
    word before them, or before the next one where they began a paragraph."""
    if difference.after == difference.after_end < len(after.words) and _begins_paragraph(before, difference):
        return after.starts[difference.after], after.starts[difference.after]
    return after.place(difference.after, difference.after_end)


def _opening(before: ComparedText, difference: WordDifference) -> str:
    """The quotation mark with which the words began."""
    mark = before.text[max(0, before.place(difference.before, difference.before_end)[0] - 1) :][:1]
    return mark if mark in _OPENING else ""


def _begins_paragraph(before: ComparedText, difference: WordDifference) -> bool:
    start = before.place(difference.before, difference.before_end)[0]
    return not any(map(str.isalnum, before.text[_paragraph(before, start)[0] : start]))


def _paragraph(text: ComparedText, offset: int) -> tuple[int, int]:
    """The span of the paragraph that an offset is in."""
    start, end = text.text.rfind(_BREAK, 0, offset), text.text.find(_BREAK, offset)
    return start + len(_BREAK) if start >= 0 else 0, end if end >= 0 else len(text.text)


def _cut(text: str) -> str:
    words = text.split(None, MAX_PIECE_WORDS)
    return " ".join([*words[:MAX_PIECE_WORDS], "…"]) if len(words) > MAX_PIECE_WORDS else text
