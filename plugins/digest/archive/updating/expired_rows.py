"""The expired articles, from the record of them: see `contracts.expired_articles`."""

import logging
import sqlite3
from pathlib import Path
from typing import Final

from ...contracts.article_header import web_address
from ...contracts.expired_articles import ExpiredArticle, load_expired, record_files
from ...storage.file_stamp import file_stamp
from ..model.addresses import article_path, article_slug
from .row_differences import Row, replace_rows

_STATE: Final = "expired "  # before the name of a file of the record: its stamp
_log = logging.getLogger(__name__)


def put_expired(connection: sqlite3.Connection, content: Path) -> None:
    """Makes the rows of the files of the record that have changed."""
    stamps = connection.execute("SELECT name, value FROM state WHERE name LIKE ?", (f"{_STATE}%",)).fetchall()
    known = {name.removeprefix(_STATE): stamp for name, stamp in stamps}
    files = {file.name: file for file in record_files(content)}
    for name, file in files.items():
        stamp = file_stamp(file)
        if not stamp or known.get(name) != stamp:
            try:
                rows = [_row(article, name) for article in load_expired(file).values()]
            except OSError as error:
                _log.warning("%s can't be read, and the articles that it names have no pages: %s", file, error.strerror)
                rows, stamp = [], b""
            replace_rows(connection, "expired", "file = ?", (name,), rows)
            connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_STATE + name, stamp))
    for name in known.keys() - files.keys():
        replace_rows(connection, "expired", "file = ?", (name,), ())
        connection.execute("DELETE FROM state WHERE name = ?", (_STATE + name,))


def _row(article: ExpiredArticle, file: str) -> Row:
    day = article.moment.date()
    return (
        article.path,
        file,
        day.isoformat(),
        article_path(day, article_slug(article.slug, article.path)),
        article.title,
        article.source,
        web_address(article.link),
        article.moment.isoformat(),
    )
