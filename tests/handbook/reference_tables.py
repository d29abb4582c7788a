"""The tables of the handbook: which names each of them explains, by the heading that stands over it."""

import re
from pathlib import Path

_HEADING = re.compile(r"^#{2,4} (.+)$")
_NAME = re.compile(r"`([^`]+)`")
_RULE = re.compile(r"^\|[-| ]+\|$")


def names_in_tables(page: Path) -> dict[str, list[str]]:
    """Heading -> the names in the first column of the tables below it, up to the next heading. Headings without a table
    are left out."""
    return {heading: [name for row in rows for name in _NAME.findall(row[0])] for heading, rows in _tables(page)}


def rows_by_name(page: Path) -> dict[str, list[str]]:
    """The cells of each row of a page's tables, by the first name in it."""
    return {names[0]: row for _, rows in _tables(page) for row in rows if (names := _NAME.findall(row[0]))}


def _tables(page: Path) -> list[tuple[str, list[list[str]]]]:
    tables: dict[str, list[list[str]]] = {}
    heading, is_body = "", False
    for line in page.read_text(encoding="utf-8").split("\n"):
        if match := _HEADING.match(line):
            heading = match[1]
        if _RULE.match(line):
            is_body = True
        elif not line.startswith("|"):
            is_body = False
        elif is_body:
            tables.setdefault(heading, []).append([cell.strip() for cell in line.strip("|").split("|")])
    return list(tables.items())
