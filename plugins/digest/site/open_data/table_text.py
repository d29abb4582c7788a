r"""Rows as text: CSV (RFC 4180) for spreadsheets, JSON Lines for programs.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and a stranger's formula can send away what
stands beside it (OWASP, CSV Injection). One that expects semicolons or tabs between cells cuts ours at those, and at
line ends. So an apostrophe goes before such a beginning, wherever it may be one, and before an apostrophe that stands
there by itself. Whoever takes off each apostrophe at the beginning of a cell, or behind a semicolon, tab or line end,
has the text again. JSON Lines have every text as it is.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Final

from .open_data_tables import Column, Row, Value

MARK: Final = "\ufeff"  # begins a CSV file, since spreadsheets take one without it for text of an old code page
_LIST_MARK: Final = "; "
# Blanks and what can't be seen don't keep a program from reading a formula; 64 of them before one are no accident, and
# no program is known that passes over more. Signs of full width count in some languages.
_FORMULA: Final = re.compile(
    "(^|[;\t\r\n])(?=[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
    "{0,64}[-=+@'＝＋－＠])"
)


def csv_text(columns: tuple[Column, ...], rows: Iterable[Row], *, head: bool = True) -> str:
    """The rows as CSV, behind a line with the names of the columns if `head` is true."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if head:
        text.write(MARK)
        writer.writerow(column.name for column in columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def json_lines(columns: tuple[Column, ...], rows: Iterable[Row], *, head: bool = True) -> str:  # noqa: ARG001
    """The rows as JSON Lines: an object for each, with the names of the columns. They have no head."""
    names = [column.name for column in columns]
    return "".join(f"{json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)}\n" for row in rows)


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return _FORMULA.sub(r"\1'", value if isinstance(value, str) else _LIST_MARK.join(map(_item, value)))


def _item(value: str | tuple[int, int]) -> str:
    """A name, or a span: 12-40."""
    return value if isinstance(value, str) else f"{value[0]}-{value[1]}"
