"""Rows as files, written as they come: CSV and JSON Lines of each table, and references."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TextIO

from ...archive.model.addresses import Addresses
from ...archive.model.article import Article
from ...site.open_data.citations import bibtex, csl_json
from ...site.open_data.open_data_files import BIBTEX, CSL_JSON
from ...site.open_data.open_data_tables import TABLES, Row
from ...site.open_data.table_text import csv_text, json_lines

_FORMS: Final[Mapping[str, Callable[..., str]]] = {"csv": csv_text, "jsonl": json_lines}
_NOT_IN_CSV: Final = ("texts",)  # a spreadsheet's cell takes 32,767 characters


class RowFiles:
    """The files of all tables, and the references, in a folder. `close` ends them."""

    def __init__(self, folder: Path) -> None:
        self._begun: set[str] = set()
        self._files: dict[str, TextIO] = {}
        names = [f"{table}.{form}" for form in _FORMS for table in TABLES if form != "csv" or table not in _NOT_IN_CSV]
        for name in (*names, BIBTEX, CSL_JSON):
            self._files[name] = (folder / name).open("w", encoding="utf-8", newline="")
        for table in TABLES:  # one without rows has the names of its columns
            self.write(table, ())

    def write(self, table: str, rows: Iterable[Row]) -> None:
        rows = list(rows)
        for form, text in _FORMS.items():
            if file := self._files.get(f"{table}.{form}"):
                file.write(text(TABLES[table], rows, head=table not in self._begun))
        self._begun.add(table)

    def write_references(self, addresses: Addresses, articles: Iterable[Article]) -> None:
        for article in articles:
            self._files[BIBTEX].write(f"{bibtex(addresses, article)}\n")
            self._files[CSL_JSON].write(f"{self._between()}{csl_json(addresses, article)}")

    def close(self) -> None:
        self._files[CSL_JSON].write(f"{self._between(end=True)}]\n")
        for file in self._files.values():
            file.close()

    def _between(self, *, end: bool = False) -> str:
        """What stands between two items of the array of references, and at its beginning and end."""
        is_first = CSL_JSON not in self._begun
        self._begun.add(CSL_JSON)
        return "[\n" if is_first else "\n" if end else ",\n"
