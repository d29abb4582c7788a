"""Writes all files of an export in one pass over the archive, in memory that doesn't grow with it."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...archive.model.settings import PageSettings
from ...archive.questions.archive import Archive
from ...site.open_data.open_data_tables import SCHEMA_VERSION, TABLES
from .archive_rows import exported_articles, part_of, rows_of_articles, rows_of_pages
from .row_database import RowDatabase
from .row_files import RowFiles

DATABASE: Final = "archive-data.sqlite"
SCHEMA_FILE: Final = "schema.json"
_UNFINISHED: Final = ".unfinished"  # a folder in that of the export, which a killed run leaves and the next one deletes
_TABLES_OF_PAGES: Final = ("sources", "topics", "names", "stories")


@dataclass(frozen=True, slots=True)
class WrittenData:
    """What was written, in numbers."""

    articles: int
    mentions: int
    quotes: int
    attributed: int  # quotes with a speaker

    def __str__(self) -> str:
        quotes = f"{self.quotes} quotes ({self.attributed} with a speaker)"
        return f"{self.articles} articles, {self.mentions} mentions, {quotes}"


def export_archive(archive: Archive, folder: Path, page: str = "") -> WrittenData:
    """Writes the archive, or the part of it that the page at a path shows, into a folder. The files of an earlier
    export are replaced once all are whole.

    Raises:
        ConfigurationError: there is no such page.
        OSError: a file can't be written. Those of an earlier export are as they were.
    """
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    with _unchanging(archive):
        part = part_of(archive, page)
        unfinished.mkdir(parents=True)
        about = {"schema version": str(SCHEMA_VERSION), "site": archive.settings.name, "url": archive.settings.url}
        counts = dict.fromkeys(("articles", "mentions", "quotes", "attributed"), 0)
        with (
            closing(RowDatabase(unfinished / DATABASE, about)) as database,
            closing(RowFiles(unfinished)) as files,
        ):
            for table in _TABLES_OF_PAGES:
                rows = list(rows_of_pages(archive, table))
                database.write(table, rows)
                files.write(table, rows)
            for articles in exported_articles(archive, part):
                for table, rows in rows_of_articles(archive, part, articles).items():
                    database.write(table, rows)
                    files.write(table, rows)
                    counts[table] = counts.get(table, 0) + len(rows)
                    counts["attributed"] += sum(row[7] is not None for row in rows) if table == "quotes" else 0
                files.write_references(archive.addresses, (one.article for one in articles))
    (unfinished / SCHEMA_FILE).write_text(schema_json(archive.settings), encoding="utf-8")
    for file in sorted(unfinished.iterdir()):
        file.replace(folder / file.name)
    unfinished.rmdir()
    return WrittenData(counts["articles"], counts["mentions"], counts["quotes"], counts["attributed"])


def schema_json(settings: PageSettings) -> str:
    """The version, the site and every column, for programs."""
    tables = {
        table: [{"name": column.name, "type": column.type, "meaning": column.meaning} for column in columns]
        for table, columns in TABLES.items()
    }
    schema = {"version": SCHEMA_VERSION, "site": settings.name, "url": settings.url, "tables": tables}
    return f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n"


@contextmanager
def _unchanging(archive: Archive) -> Iterator[None]:
    """Has the index answer as it is now, also while a build brings it up to date."""
    archive.index.connection.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):  # it was damaged, and is closed
            archive.index.connection.execute("ROLLBACK")
