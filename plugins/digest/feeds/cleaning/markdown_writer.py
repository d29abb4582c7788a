"""A tree of HTML written as Markdown in Python-Markdown's dialect.

The converters that exist escape too little for a stranger's text (what was `&lt;script&gt;` comes back as a tag), lose
text below their depth limit, and write code blocks in lists that this dialect reads as something else. This writer
knows only what an article needs, and nothing that it writes can be read as anything else: the tests take real bodies
there and back.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ...markup.html_policy import BLOCKS
from ..untrusted.urls import absolute_url, without_tracking
from .html_tree import HtmlElement, shown_text
from .markdown_text import MAX_MARKS, MarkdownLine, code_span, fenced

MAX_CONTAINERS: Final = 4  # quotes and lists within each other; Python-Markdown recurses, and readers lose the thread
MAX_COLUMNS: Final = 20
MAX_CELL_CHARS: Final = 300  # a longer "cell" is a page layout, not data
MIN_ALT_WORDS: Final = 4  # shorter alternative texts are names of files, of agencies, or "image"
_STRONG: Final = frozenset({"b", "strong"})
_EMPHASIS: Final = frozenset({"i", "em", "cite"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_LIST_BLOCK: Final = re.compile(r"- |\d+\. ")  # text that looks like it is escaped
_BLANK: Final = " \t\n\r\f"  # HTML's own idea of white space
_HEADING: Final = re.compile(r"h[1-6]")
Node = HtmlElement | str


class MarkdownWriter:
    """Writes one body; links are resolved against `base`, and `title` is not repeated as a picture's text."""

    def __init__(self, base: str, title: str) -> None:
        self._base = base
        self._shown_alts = {title.casefold(), ""}
        self._lists = 0  # around what is being written

    def write(self, root: HtmlElement) -> str:
        """The body as Markdown, without a line end at its end."""
        return "\n\n".join(self._blocks(root.children, 0))

    def _blocks(self, nodes: Iterable[Node], depth: int) -> list[str]:
        """`depth` counts the quotes and lists around."""
        blocks: list[str] = []
        run: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or not _holds_block(node):
                run.append(node)
            else:
                blocks += self._paragraphs(run)
                run = []
                blocks += self._block(node, depth)
        return blocks + self._paragraphs(run)

    def _block(self, node: HtmlElement, depth: int) -> list[str]:
        if _HEADING.fullmatch(node.tag):
            return self._heading(node)
        if node.tag in ("ul", "ol") and depth < MAX_CONTAINERS:
            return self._list(node, depth)
        if node.tag == "blockquote" and depth < MAX_CONTAINERS and not self._lists:
            return self._quote(node, depth)
        if node.tag == "figcaption":
            return self._caption(node)
        if node.tag in ("pre", "hr"):
            # A rule in a list would be read as one more item.
            return _code_block(shown_code(node), depth) if node.tag == "pre" else ["---"] * (depth == 0)
        rows = _data_rows(node) if node.tag == "table" and depth == 0 else ()
        return [self._table(rows)] if rows else self._blocks(node.children, depth)

    def _quote(self, node: HtmlElement, depth: int) -> list[str]:
        """Not within a list, where the dialect takes the ">" of a second line for text."""
        lines = _lines(self._blocks(node.children, depth + 1))
        quoted = "\n".join(f"> {line}" if line else ">" for line in lines)
        return [quoted] * (quoted != ">")

    def _heading(self, node: HtmlElement) -> list[str]:
        line = MarkdownLine(breaks=False)
        self._inline(node.children, line)
        text = line.finished()
        if line.marks > MAX_MARKS:
            return _pieces(node.children)
        # The page's own title is its only first-level heading.
        return [f"{'#' * max(2, int(node.tag[1]))} {text}"] * bool(text) + self._alts(node.children)

    def _list(self, node: HtmlElement, depth: int) -> list[str]:
        number = _number(node.attributes.get("start", "1")) if node.tag == "ol" else 0
        items: list[str] = []
        tight = True
        self._lists += 1
        for child in node.children:
            blocks = self._blocks(
                child.children if isinstance(child, HtmlElement) and child.tag == "li" else [child], depth + 1
            )
            if not blocks:
                continue
            mark = f"{number + len(items)}. " if node.tag == "ol" else "- "
            if _LIST_BLOCK.match(blocks[0]):
                # An item that begins with a list: the dialect reads "- - x" on one line only, so one mark has to do.
                items.append(blocks.pop(0))
                mark = "    "
                tight = False
            tight = tight and len(blocks) == 1
            lines = _lines(blocks)
            items += ["\n".join([mark + lines[0], *(f"    {line}" if line else "" for line in lines[1:])])] * bool(
                blocks
            )
        self._lists -= 1
        return [("\n" if tight else "\n\n").join(items)] * bool(items)

    def _table(self, rows: Sequence[Sequence[HtmlElement]]) -> str:
        written = []
        for row in rows:
            cells = []
            for cell in row:
                line = MarkdownLine(breaks=False)
                self._inline(cell.children, line)
                cells.append(line.finished().replace("|", "&#124;"))
            written.append(f"| {' | '.join(cells)} |")
        return "\n".join([written[0], "|" + " --- |" * len(rows[0]), *written[1:]])

    def _caption(self, node: HtmlElement) -> list[str]:
        line = MarkdownLine()
        opened = line.begin("*")
        self._inline(node.children, line)
        if opened:
            line.end("*", "*")
        text = line.finished()
        self._shown_alts.add(_folded(shown_text(node)))
        return _pieces(node.children) if line.marks > MAX_MARKS else [text] * bool(text)

    def _paragraphs(self, run: list[Node]) -> list[str]:
        """A run of inline content; two line breaks in a row part paragraphs."""
        if all(isinstance(node, str) and not node.strip(_BLANK) for node in run):
            return []  # what stands between blocks, mostly
        blocks: list[str] = []
        part: list[Node] = []
        breaks = 0
        for node in [*run, HtmlElement("br"), HtmlElement("br")]:
            if isinstance(node, HtmlElement) and node.tag == "br":
                breaks += 1
                part.append(node)
                if breaks == 2:
                    line = MarkdownLine()
                    self._inline(part, line)
                    blocks += _pieces(part) if line.marks > MAX_MARKS else [line.finished()] * bool(line.finished())
                    part = []
            elif not isinstance(node, str) or node.strip():
                breaks = 0
                part.append(node)
            else:
                part.append(node)
        return blocks + self._alts(run)

    def _alts(self, nodes: Iterable[Node]) -> list[str]:
        """What pictures show, in the words of the publisher; the pictures themselves are not taken over."""
        blocks = []
        for image in _images(nodes):
            alt = image.attributes.get("alt", "").strip()
            if len(alt.split()) >= MIN_ALT_WORDS and "://" not in alt and _folded(alt) not in self._shown_alts:
                self._shown_alts.add(_folded(alt))
                line = MarkdownLine(breaks=False)
                line.begin("*")
                line.text(alt)
                line.end("*", "*")
                blocks.append(line.finished())
        return blocks

    def _inline(self, nodes: Iterable[Node], line: MarkdownLine) -> None:
        for node in nodes:
            if isinstance(node, str):
                line.text(node)
            elif node.tag == "br":
                line.line_break()
            elif node.tag in _CODE:
                _write_code(shown_text(node), line)
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
                apart = " " if node.tag in BLOCKS else ""
                line.text(apart)
                self._inline(node.children, line)
                line.text(apart)

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


def shown_code(node: HtmlElement) -> str:
    """The text of a `pre`, its line breaks kept, blank lines around it removed."""
    pieces: list[str] = []
    _collect_code(node, pieces)
    return "".join(pieces).replace("\t", "    ").strip("\n").rstrip()


def _collect_code(node: HtmlElement, pieces: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag == "br":
            pieces.append("\n")
        else:
            _collect_code(child, pieces)


def _code_block(code: str, depth: int) -> list[str]:
    """Fenced at the top; within quotes and lists, where the dialect knows no fences, line by line."""
    if not code.strip():
        return []
    if depth == 0:
        return [fenced(code)]
    line = MarkdownLine()
    for text in code.split("\n"):
        line.line_break()
        _write_code(text, line)
    return _pieces([code]) if line.marks > MAX_MARKS else [line.finished()]


def _write_code(text: str, line: MarkdownLine) -> None:
    span = code_span(text)
    if span:
        line.verbatim(span)
    else:
        line.text(text)


def _holds_block(node: HtmlElement) -> bool:
    return node.tag in BLOCKS or any(isinstance(child, HtmlElement) and _holds_block(child) for child in node.children)


def _images(nodes: Iterable[Node]) -> Iterable[HtmlElement]:
    for node in nodes:
        if isinstance(node, HtmlElement):
            if node.tag == "img":
                yield node
            yield from _images(node.children)


def _data_rows(table: HtmlElement) -> tuple[tuple[HtmlElement, ...], ...]:
    """The cells of a table of data; nothing where it's a layout, or more than Markdown's tables can say."""
    rows: list[tuple[HtmlElement, ...]] = []
    for child in table.children:
        if isinstance(child, str):
            continue
        for row in [child] if child.tag == "tr" else child.children:
            if isinstance(row, str):
                continue
            cells = tuple(cell for cell in row.children if isinstance(cell, HtmlElement))
            if row.tag != "tr" or not all(map(_is_simple_cell, cells)):
                return ()
            rows.append(cells)
    columns = len(rows[0]) if rows else 0
    if len(rows) < 2 or not 2 <= columns <= MAX_COLUMNS or any(len(row) != columns for row in rows):
        return ()
    if not any(shown_text(cell).strip() for cell in rows[0]):
        return ()
    return tuple(rows)


def _is_simple_cell(cell: HtmlElement) -> bool:
    if cell.tag not in ("td", "th") or cell.attributes or len(shown_text(cell)) > MAX_CELL_CHARS:
        return False
    blocks = [child for child in cell.children if isinstance(child, HtmlElement) and _holds_block(child)]
    return len(blocks) <= 1 and not any(block.tag in ("table", "ul", "ol", "pre", "blockquote") for block in blocks)


def _lines(blocks: Sequence[str]) -> list[str]:
    return "\n\n".join(blocks).split("\n")


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def paragraphs_of_text(text: str) -> str:
    """Plain text as Markdown: a blank line parts paragraphs, and every character stands for itself."""
    blocks: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        line = MarkdownLine()
        line.text(paragraph)
        blocks += _pieces([paragraph]) if line.marks > MAX_MARKS else [line.finished()] * bool(line.finished())
    return "\n\n".join(blocks)


def _pieces(nodes: Sequence[Node]) -> list[str]:
    """The bare text of a paragraph that has more marks than the dialect reads in reasonable time, in short pieces."""
    text = shown_text(HtmlElement("", {}, list(nodes)))
    pieces = []
    for start in range(0, len(text), MAX_MARKS):
        line = MarkdownLine()
        line.text(text[start : start + MAX_MARKS])
        pieces.append(line.finished())
    return [piece for piece in pieces if piece]
