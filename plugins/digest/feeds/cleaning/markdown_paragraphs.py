"""Paragraphs of Markdown: of a line that was written, and of plain text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .html_tree import HtmlElement, HtmlNode, shown_text
from .markdown_text import MAX_MARKS, MarkdownLine

MAX_UNWRAPPED_CHARS: Final = 50  # of the longest line of a paragraph: nobody wraps lines at less
_FULL: Final = 0.75  # of the longest line: programs leave out a long word, people end lines anywhere
_LIST_ITEM: Final = re.compile(r"(?:[-*•–—·]|\d{1,2}[.)])\s|\(?\d?\d:\d\d")  # also the times of a recording's parts


def paragraphs_of_text(text: str) -> str:
    """Plain text as Markdown: a blank line parts paragraphs, a line that its author ended stays a line, and every
    character stands for itself."""
    paragraphs: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        line = MarkdownLine()
        for number, written in enumerate(authors_lines(paragraph)):
            if number:
                line.line_break()
            line.text(written)
        paragraphs += paragraphs_of_line(line, [paragraph])
    return "\n\n".join(paragraphs)


def authors_lines(paragraph: str) -> list[str]:
    """The lines of a paragraph of plain text, joined where a program wrapped them.

    A program ends a line where the next word would not fit. Where it would have fit by far, a person ended the line.
    """
    lines = [line.strip() for line in paragraph.split("\n")]
    longest = max(map(len, lines))
    joined = [lines[0]]
    for previous, line in pairwise(lines):
        next_word = line.partition(" ")[0]
        is_full = longest > MAX_UNWRAPPED_CHARS and len(previous) + 1 + len(next_word) > _FULL * longest
        if is_full and not _LIST_ITEM.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def paragraphs_of_line(line: MarkdownLine, nodes: Sequence[HtmlNode]) -> list[str]:
    """The paragraph that was written to `line` from `nodes`, none where it shows nothing.

    A line with more marks than the dialect reads in reasonable time gives way to the bare text of `nodes` in pieces.
    """
    if line.marks > MAX_MARKS:
        return _bare_pieces(nodes)
    paragraph = line.finished()
    return [paragraph] if paragraph else []


def _bare_pieces(nodes: Sequence[HtmlNode]) -> list[str]:
    text = shown_text(HtmlElement("", {}, list(nodes)))
    pieces = []
    for start in range(0, len(text), MAX_MARKS):
        line = MarkdownLine()
        line.text(text[start : start + MAX_MARKS])
        pieces.append(line.finished())
    return [piece for piece in pieces if piece]
