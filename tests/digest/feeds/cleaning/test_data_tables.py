"""Tables of data are told from tables that lay out a page."""

import pytest

from digest.feeds.cleaning.data_tables import MAX_CELL_CHARS, MAX_COLUMNS, data_rows
from digest.feeds.cleaning.html_tree import HtmlElement, read_html, shown_text

ROW = "<tr><td>c</td><td>d</td></tr>"


def table(html: str) -> HtmlElement:
    (element,) = read_html(f"<table>{html}</table>").children
    assert isinstance(element, HtmlElement)
    return element


def test_rows_of_cells_are_data() -> None:
    rows = data_rows(table(f"<tr><th>a</th><th>b</th></tr>{ROW}"))
    assert [[shown_text(cell) for cell in row] for row in rows] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    "html",
    [
        ROW,
        f"{ROW}<tr><td>a</td></tr>",
        f"<tr><td colspan=2>a</td><td>b</td></tr>{ROW}",
        f"<tr><td><ul><li>a</ul></td><td>b</td></tr>{ROW}",
        f"<tr><td><p>a</p><p>b</p></td><td>b</td></tr>{ROW}",
        f"<tr><td>{'a' * (MAX_CELL_CHARS + 1)}</td><td>b</td></tr>{ROW}",
        f"<tr><td> </td><td></td></tr>{ROW}",
        f"<tr>{'<td>a</td>' * (MAX_COLUMNS + 1)}</tr>" * 2,
        "<tr><td>a</td></tr><tr><td>b</td></tr>",
    ],
)
def test_what_markdown_can_not_say_and_what_is_a_layout_is_none(html: str) -> None:
    assert data_rows(table(html)) == ()
