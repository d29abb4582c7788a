"""Paragraphs of Markdown: of a line that was written, and of plain text."""

import re
from collections.abc import Sequence

from .html_tree import HtmlElement, shown_text
from .markdown_text import MAX_MARKS, MarkdownLine

HtmlNode = HtmlElement | str


def paragraphs_of_text(text: str) -> str:
    """Plain text as Markdown: a blank line parts paragraphs, and every character stands for itself."""
    paragraphs: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        line = MarkdownLine()
        line.text(paragraph)
        paragraphs += paragraphs_of_line(line, [paragraph])
    return "\n\n".join(paragraphs)


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
