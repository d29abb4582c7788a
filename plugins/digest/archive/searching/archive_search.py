"""A search over the archive: hits from the newest on, each with its passages, within a time limit."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from ..index_file import IndexFile
from ..model.article import Article
from ..model.list_names import ALL
from ..packed_articles import PackedArticle, unpack_article
from .passages import Passage, passages_of
from .query_evidence import SearchedArticle, evidence
from .query_names import NamedQuery
from .word_index import Candidates, candidates

_STEPS: Final = 20_000  # of SQLite's machine between two looks at the clock: about a millisecond
_ANY: Final = Candidates("SELECT id FROM listed WHERE list = 'all'", ())


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A hit of a search."""

    article: Article
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The newest hits. `complete` is False where the time ended before enough of them were found."""

    hits: tuple[FoundArticle, ...]
    complete: bool


def search_archive(
    index: IndexFile,
    query: NamedQuery,
    slug_of: Callable[[str], str],
    country_slugs: Mapping[str, str],
    *,
    limit: int,
    timeout_s: float,
) -> SearchResult:
    """The newest hits of a query, at most `limit` of them."""
    deadline = time.monotonic() + timeout_s
    hits: list[FoundArticle] = []
    try:
        with _time_limit(index.connection, deadline):
            for article in _articles(index.connection, candidates(query) or _ANY):
                spans = evidence(query, SearchedArticle(article, slug_of, country_slugs))
                if spans is not None:
                    hits.append(FoundArticle(article, passages_of(article, spans)))
                if len(hits) == limit:
                    break
                if time.monotonic() > deadline:
                    return SearchResult(tuple(hits), complete=False)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return SearchResult(tuple(hits), complete=False)
    return SearchResult(tuple(hits), complete=True)


def _articles(connection: sqlite3.Connection, found: Candidates) -> Iterator[Article]:
    """The articles that are listed among the candidates, the newest first."""
    rows = connection.execute(
        "SELECT id, record, body, annotation, digest FROM listed JOIN articles USING (id) JOIN texts USING (id) "
        f"WHERE list = ? AND id IN ({found.select}) ORDER BY listed.place DESC",
        (ALL, *found.parameters),
    )
    for article_id, *packed in rows:
        yield unpack_article(article_id, PackedArticle(*packed))


@contextmanager
def _time_limit(connection: sqlite3.Connection, deadline: float) -> Iterator[None]:
    """Has SQLite end what it does at a moment of the monotonic clock."""
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
