"""The tables of a publisher's HTML that hold data, and not the layout of a page."""

from typing import Final

from ...markup.html_policy import BLOCKS
from .html_tree import HtmlElement, shown_text

MAX_COLUMNS: Final = 20
MAX_CELL_CHARS: Final = 300  # a longer "cell" is a part of a page's layout
_Row = tuple[HtmlElement, ...]


def data_rows(table: HtmlElement) -> tuple[_Row, ...]:
    """The cells of a table row by row, the first row being its head.

    There are none where the table is a layout, or has more than Markdown's tables can say: cells over several columns,
    lists or tables within cells, rows of different lengths.
    """
    rows: list[_Row] = []
    for child in table.children:
        if isinstance(child, str) or child.tag == "caption":
            continue
        for row in [child] if child.tag == "tr" else child.children:
            if isinstance(row, str):
                continue
            cells = tuple(cell for cell in row.children if isinstance(cell, HtmlElement))
            if row.tag != "tr" or not all(map(_is_simple, cells)):
                return ()
            rows.append(cells)
    columns = len(rows[0]) if rows else 0
    if len(rows) < 2 or not 2 <= columns <= MAX_COLUMNS or any(len(row) != columns for row in rows):
        return ()
    if not any(shown_text(cell).strip() for cell in rows[0]):
        return ()
    return tuple(rows)


def holds_block(element: HtmlElement) -> bool:
    """Whether the element or one within it is a block."""
    if element.tag in BLOCKS:
        return True
    return any(isinstance(child, HtmlElement) and holds_block(child) for child in element.children)


def _is_simple(cell: HtmlElement) -> bool:
    if cell.tag not in ("td", "th") or cell.attributes or len(shown_text(cell)) > MAX_CELL_CHARS:
        return False
    blocks = [child for child in cell.children if isinstance(child, HtmlElement) and holds_block(child)]
    return len(blocks) <= 1 and not any(block.tag in ("table", "ul", "ol", "pre", "blockquote") for block in blocks)
