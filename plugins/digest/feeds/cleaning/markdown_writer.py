"""A tree of HTML written as Markdown in Python-Markdown's dialect.

The converters that exist escape too little for a stranger's text. Of `&lt;script&gt;` markdownify 1.2 and html2text
2025.4 make a tag, of a paragraph "# x" a heading, and both indent code in lists in a way that this dialect reads as
something else. This writer knows only what an article needs, and nothing that it writes can be
read as anything else. With the reading of the HTML it takes 150 to 200 µs for a body of a captured feed, where
html2text takes 940 and markdownify 990 (tests/benchmarks/beside_libraries.py). The tests in
tests/digest/feeds/cleaning/test_markdown_writer.py hold it to the dialect with real and invented bodies: the Markdown,
rendered by Python-Markdown, must show the same text as the HTML does in a browser.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ...markup.html_policy import BLOCKS
from ..untrusted.tracking_parameters import without_tracking
from ..untrusted.urls import absolute_url
from .body_pictures import MIN_ALT_WORDS
from .data_tables import data_rows, holds_block
from .html_tree import HtmlElement, HtmlNode, shown_text
from .markdown_code import code_block, write_code
from .markdown_paragraphs import paragraphs_of_line
from .markdown_text import MAX_MARKS, MarkdownLine

MAX_CONTAINERS: Final = 4  # quotes and lists within each other; Python-Markdown recurses, and readers lose the thread
_STRONG: Final = frozenset({"b", "strong"})
_EMPHASIS: Final = frozenset({"i", "em", "cite"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_LIST_BLOCK: Final = re.compile(r"- |\d+\. ")  # a block that begins so is a list: text that looks like it is escaped
_BLANK: Final = " \t\n\r\f"  # HTML's own idea of white space
_HEADING: Final = re.compile(r"h[1-6]")


class MarkdownWriter:
    """Writes one body. Links are resolved against `base`; `title` is not repeated as a picture's text."""

    def __init__(self, base: str, title: str) -> None:
        self._base = base
        self._shown_alts = {title.casefold(), ""}
        self._lists = 0  # around what is being written

    def write(self, root: HtmlElement) -> str:
        """The body as Markdown, without a line end at its end."""
        return "\n\n".join(self._blocks(root.children, 0))

    def _blocks(self, nodes: Iterable[HtmlNode], depth: int) -> list[str]:
        """The blocks of Markdown of some nodes. `depth` counts the quotes and lists around them."""
        blocks: list[str] = []
        inline_nodes: list[HtmlNode] = []
        for node in nodes:
            if isinstance(node, str) or not holds_block(node):
                inline_nodes.append(node)
            else:
                blocks += self._paragraphs(inline_nodes)
                inline_nodes = []
                blocks += self._block(node, depth)
        return blocks + self._paragraphs(inline_nodes)

    def _block(self, node: HtmlElement, depth: int) -> list[str]:
        if _HEADING.fullmatch(node.tag):
            return self._heading(node)
        if node.tag in ("ul", "ol") and depth < MAX_CONTAINERS:
            return self._list(node, depth)
        # Within a list the dialect takes the ">" of a quotation's second line for text.
        if node.tag == "blockquote" and depth < MAX_CONTAINERS and not self._lists:
            return self._blockquote(node, depth)
        if node.tag == "figcaption":
            return self._caption(node)
        if node.tag == "pre":
            return code_block(node, depth)
        if node.tag == "hr":
            return ["---"] if depth == 0 else []  # in a list it would be read as one more item
        rows = data_rows(node) if node.tag == "table" and depth == 0 else ()
        if not rows:
            return self._blocks(node.children, depth)
        captions = [child for child in node.children if isinstance(child, HtmlElement) and child.tag == "caption"]
        return [*(text for caption in captions for text in self._caption(caption)), self._table(rows)]

    def _heading(self, node: HtmlElement) -> list[str]:
        line = MarkdownLine(breaks=False)
        self._inline(node.children, line)
        paragraphs = paragraphs_of_line(line, node.children)
        if line.marks > MAX_MARKS:
            return paragraphs
        level = max(2, int(node.tag[1]))  # the page's own title is its only first-level heading
        return [f"{'#' * level} {text}" for text in paragraphs] + self._alts(node.children)

    def _list(self, node: HtmlElement, depth: int) -> list[str]:
        first_number = _number(node.attributes.get("start", "1"))
        items: list[str] = []
        is_tight = True
        self._lists += 1
        for child in node.children:
            content = child.children if isinstance(child, HtmlElement) and child.tag == "li" else [child]
            blocks = self._blocks(content, depth + 1)
            if not blocks:
                continue
            mark = f"{first_number + len(items)}. " if node.tag == "ol" else "- "
            if _LIST_BLOCK.match(blocks[0]):
                # An item that begins with a list: the dialect reads "- - x" on one line only, so one mark has to do.
                items.append(blocks.pop(0))
                mark = "    "
                is_tight = False
            if len(blocks) > 1:
                is_tight = False
            if blocks:
                first_line, *lines = _lines(blocks)
                items.append("\n".join([mark + first_line, *(f"    {line}" if line else "" for line in lines)]))
        self._lists -= 1
        return [("\n" if is_tight else "\n\n").join(items)] if items else []

    def _blockquote(self, node: HtmlElement, depth: int) -> list[str]:
        blocks = self._blocks(node.children, depth + 1)
        return ["\n".join(f"> {line}" if line else ">" for line in _lines(blocks))] if blocks else []

    def _table(self, rows: Sequence[Sequence[HtmlElement]]) -> str:
        lines = []
        for row in rows:
            cells = []
            for cell in row:
                line = MarkdownLine(breaks=False)
                self._inline(cell.children, line)
                cells.append(line.finished().replace("|", "&#124;"))
            lines.append(f"| {' | '.join(cells)} |")
        head, *body = lines
        return "\n".join([head, "|" + " --- |" * len(rows[0]), *body])

    def _caption(self, node: HtmlElement) -> list[str]:
        line = MarkdownLine()
        opened = line.begin("*")
        self._inline(node.children, line)
        if opened:
            line.end("*", "*")
        self._shown_alts.add(_folded(shown_text(node)))
        return paragraphs_of_line(line, node.children)

    def _paragraphs(self, nodes: Sequence[HtmlNode]) -> list[str]:
        """Inline nodes as paragraphs, parted where two line breaks follow each other, and the texts of pictures."""
        if all(isinstance(node, str) and not node.strip(_BLANK) for node in nodes):
            return []  # what stands between blocks, mostly
        paragraphs: list[str] = []
        part: list[HtmlNode] = []
        breaks = 0  # in a row
        for node in [*nodes, HtmlElement("br"), HtmlElement("br")]:
            part.append(node)
            if isinstance(node, HtmlElement) and node.tag == "br":
                breaks += 1
                if breaks == 2:
                    line = MarkdownLine()
                    self._inline(part, line)
                    paragraphs += paragraphs_of_line(line, part)
                    part = []
            elif not isinstance(node, str) or node.strip():
                breaks = 0
        return paragraphs + self._alts(nodes)

    def _alts(self, nodes: Iterable[HtmlNode]) -> list[str]:
        """What pictures show, in the words of the publisher. The pictures themselves are not taken over."""
        paragraphs = []
        for image in _images(nodes):
            alt = image.attributes.get("alt", "").strip()
            if len(alt.split()) >= MIN_ALT_WORDS and "://" not in alt and _folded(alt) not in self._shown_alts:
                self._shown_alts.add(_folded(alt))
                line = MarkdownLine(breaks=False)
                line.begin("*")
                line.text(alt)
                line.end("*", "*")
                paragraphs.append(line.finished())
        return paragraphs

    def _inline(self, nodes: Iterable[HtmlNode], line: MarkdownLine) -> None:
        for node in nodes:
            if isinstance(node, str):
                line.text(node)
            elif node.tag == "br":
                line.line_break()
            elif node.tag in _CODE:
                write_code(shown_text(node), line)
            elif node.tag == "q":
                self._inline(["“", *node.children, "”"], line)
            elif node.tag == "a":
                self._link(node, line)
            elif node.tag in _STRONG or node.tag in _EMPHASIS:
                mark = "**" if node.tag in _STRONG else "*"
                opened = line.begin(mark)
                self._inline(node.children, line)
                if opened:
                    line.end(mark, mark)
            else:
                space = " " if node.tag in BLOCKS else ""
                line.text(space)
                self._inline(node.children, line)
                line.text(space)

    def _link(self, node: HtmlElement, line: MarkdownLine) -> None:
        url = link_target(node.attributes.get("href", ""), self._base)
        opened = bool(url) and line.begin("[")
        self._inline(node.children, line)
        if opened:
            line.end("[", f"]({url})")


def link_target(href: str, base: str) -> str:
    """Where a link leads, as it can stand in Markdown; "" where it leads to this page, nowhere, or to a script."""
    if not href or href.startswith("#"):
        return ""
    url = without_tracking(absolute_url(href, base, mail=True))
    return re.sub(r"&(?=[a-zA-Z0-9#]+;)", "&amp;", url)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _lines(blocks: Sequence[str]) -> list[str]:
    return "\n\n".join(blocks).split("\n")


def _images(nodes: Iterable[HtmlNode]) -> Iterable[HtmlElement]:
    for node in nodes:
        if isinstance(node, HtmlElement):
            if node.tag == "img":
                yield node
            yield from _images(node.children)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
