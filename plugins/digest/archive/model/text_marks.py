"""Passages of a body put between tags of ours: links to actors, quoted passages that an address can name."""

import html
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from .article_body import ArticleBody, TextRun


@dataclass(frozen=True, slots=True)
class TextMark:
    """Tags to put around text[start:end] of a body.

    `opening` opens the first piece and `reopening` every later one, where tags of the body cut the passage; `closing`
    closes each. A mark that is `whole` is left out where a tag cuts it, or where no links may stand.
    """

    start: int
    end: int
    opening: Markup
    reopening: Markup
    closing: Markup
    whole: bool = False


def weave(
    body: ArticleBody, marks: Sequence[TextMark], cuts: Sequence[int] = (), *, table: str = "Table"
) -> tuple[Markup, ...]:
    """The body's HTML with marks around passages, cut before top-level blocks: one piece more than there are `cuts`.

    Marks may lie inside each other; of two that cross, the one that begins later is left out. A cut is an offset of the
    text, and falls before the top-level block in which it lies; cuts are in ascending order. `table` is what a table is
    called, in the language of the interface.
    """
    nested = _nested(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    around_tags = _scrolling(table)
    opened: set[int] = set()
    pieces = []
    for first, last in pairwise([0, *_bounds(body, cuts), len(body.parts)]):
        out: list[str] = []
        for part in body.parts[first:last]:
            if isinstance(part, str):
                before, after = around_tags.get(part, ("", ""))
                out.append(f"{before}{part}{after}")
            else:
                out += _marked(part, nested, opened)
        pieces.append(Markup("".join(out)))  # noqa: S704  the sanitiser's HTML with marks of ours
    return tuple(pieces)


def _nested(marks: Sequence[TextMark]) -> list[TextMark]:
    """`marks`, sorted by start, without those that cross one that is open where they begin."""
    nested: list[TextMark] = []
    open_marks: list[TextMark] = []
    for mark in marks:
        while open_marks and open_marks[-1].end <= mark.start:
            open_marks.pop()
        if open_marks and mark.end > open_marks[-1].end:
            continue
        open_marks.append(mark)
        nested.append(mark)
    return nested


def _bounds(body: ArticleBody, cuts: Sequence[int]) -> list[int]:
    """For each cut, the index of the part that opens the block in which it lies."""
    starts = [start for start, _ in body.blocks]
    return [body.blocks[max(0, bisect_right(starts, cut) - 1)][1] if starts else 0 for cut in cuts]


def _scrolling(table: str) -> dict[str, tuple[Markup | str, str]]:
    """What goes before and after the tags of a table, which scrolls by itself where it is wider than the page."""
    opening = Markup('<section class="scroll" tabindex="0" aria-label="{}">').format(table)
    return {"<table>": (opening, ""), "</table>": ("", "</section>")}


def _marked(run: TextRun, marks: Sequence[TextMark], opened: set[int]) -> list[str]:
    """One run of text, escaped, with the marks that touch it. `opened` has the numbers of the marks that an earlier run
    has opened; those that this one opens are added."""
    if run.start < 0:
        return [_escaped(run, run.start, run.start + len(run.text))]
    end = run.start + len(run.text)
    position = run.start  # up to where the run is written
    pieces: list[str] = []
    open_marks: list[TextMark] = []
    for number, mark in enumerate(marks):
        if not _touches(mark, run, end):
            continue
        while open_marks and open_marks[-1].end <= mark.start:
            inner = open_marks.pop()
            pieces += (_escaped(run, position, inner.end), inner.closing)
            position = inner.end
        start = max(mark.start, run.start)
        pieces += (_escaped(run, position, start), mark.reopening if number in opened else mark.opening)
        position = start
        opened.add(number)
        open_marks.append(mark)
    while open_marks:
        inner = open_marks.pop()
        stop = min(inner.end, end)
        pieces += (_escaped(run, position, stop), inner.closing)
        position = stop
    pieces.append(_escaped(run, position, end))
    return pieces


def _touches(mark: TextMark, run: TextRun, end: int) -> bool:
    """Whether a mark goes around some of a run that ends at `end`."""
    if mark.start >= end or mark.end <= run.start:
        return False
    return not mark.whole or (run.plain and mark.start >= run.start and mark.end <= end)


def _escaped(run: TextRun, start: int, end: int) -> str:
    """The part of a run between two offsets of the body's text, as HTML."""
    return html.escape(run.text[start - run.start : end - run.start], quote=False)
