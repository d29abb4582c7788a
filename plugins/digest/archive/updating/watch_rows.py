"""The hits of the editor's watches.

An article that has changed is held against all watches. A watch that is new, or of which the query or the meaning of a
name in it has changed, is held against the articles that it may mean, by the index.
"""

import marshal
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from ...annotate.records import Actor
from ..corrections import Corrections
from ..model.list_names import ALL, watch_list
from ..model.topics import followed_countries
from ..searching.passages import Passage, passages_of
from ..searching.query_evidence import SearchedArticle, evidence
from ..searching.query_names import NamedQuery, QueryNames
from ..searching.query_parsing import parse_query
from ..searching.word_index import candidates
from ..watches import Watch, Watches
from .article_files import SHOWN, articles_with, place_of, status_of
from .article_lists import ChangedLists
from .names import KnownNames
from .row_differences import Row, replace_rows

_VERSION: Final = 2  # of marshal, as in `packed_articles`
_WATCH_LISTS: Final = "id = ? AND list GLOB 'watch/*'"


class _NamedWatch(NamedTuple):
    watch: Watch
    query: NamedQuery


def pack_passages(passages: Sequence[Passage]) -> bytes:
    """The bytes of passages, the same for equal ones."""
    return marshal.dumps(tuple((one.in_headline, one.start, one.end, one.marks) for one in passages), _VERSION)


def unpack_passages(packed: bytes) -> tuple[Passage, ...]:
    """The passages of these bytes."""
    return tuple(Passage(*fields) for fields in marshal.loads(packed))  # noqa: S302  the index has made it


def put_watches(
    connection: sqlite3.Connection,
    changed: Collection[str],
    watches: Watches,
    actors: Sequence[Actor],
    corrections: Corrections,
    names: KnownNames,
) -> ChangedLists:
    """Makes the rows of the watches and of their hits after these articles have changed. Returns the lists of hits that
    are other ones."""
    meanings = QueryNames(connection, actors, corrections, names.slug_of)
    named = [_NamedWatch(watch, meanings.named(parse_query(watch.query))) for watch in watches.watch]
    stale = {one.watch.slug: one.query for one in named if _is_stale(connection, one)}
    gone = {slug for (slug,) in connection.execute("SELECT slug FROM watches")} - {one.watch.slug for one in named}
    _put_definitions(connection, named)
    ids = set(changed)
    for slug in (*stale, *gone):
        ids.update(id_ for (id_,) in connection.execute("SELECT id FROM hits WHERE watch = ?", (slug,)))
    for query in stale.values():
        ids |= _may_be_hits(connection, query)
    return _put_hits(connection, ids, named, names, actors)


def _is_stale(connection: sqlite3.Connection, named: _NamedWatch) -> bool:
    """Whether the hits of a watch may be other ones than those that are there, for the same articles."""
    before = connection.execute(
        "SELECT query, private, meaning FROM watches WHERE slug = ?", (named.watch.slug,)
    ).fetchone()
    return bool(before != (named.watch.query, int(named.watch.private), named.query.packed))


def _put_definitions(connection: sqlite3.Connection, named: Sequence[_NamedWatch]) -> None:
    rows = [
        (watch.slug, number, watch.name, watch.query, int(watch.private), query.packed)
        for number, (watch, query) in enumerate(named)
    ]
    replace_rows(connection, "watches", "1", (), rows)


def _may_be_hits(connection: sqlite3.Connection, query: NamedQuery) -> set[str]:
    found = candidates(query)
    if found is None:
        return {id_ for (id_,) in connection.execute("SELECT id FROM listed WHERE list = ?", (ALL,))}
    return {id_ for (id_,) in connection.execute(found.select, found.parameters)}


def _put_hits(
    connection: sqlite3.Connection,
    ids: Collection[str],
    watches: Sequence[_NamedWatch],
    names: KnownNames,
    actors: Sequence[Actor],
) -> ChangedLists:
    changed = ChangedLists()
    if not watches and connection.execute("SELECT 1 FROM hits LIMIT 1").fetchone() is None:
        return changed
    country_slugs = followed_countries(actors)
    public = {watch_list(one.watch.slug): one.watch.slug for one in watches if not one.watch.private}
    for article_id in sorted(ids):
        hits: list[Row] = []
        if status_of(connection, article_id) == SHOWN:
            (article,) = articles_with(connection, (article_id,))
            hits = list(_hits(SearchedArticle(article, names.slug_of, country_slugs), watches))
        replace_rows(connection, "hits", "id = ?", (article_id,), hits)
        before = connection.execute(f"SELECT list, place FROM listed WHERE {_WATCH_LISTS}", (article_id,)).fetchall()
        hit = {row[0]: row[1] for row in hits}
        listed = [(name, hit[slug], article_id) for name, slug in public.items() if slug in hit]
        replace_rows(connection, "listed", _WATCH_LISTS, (article_id,), listed)
        changed.months.update((name, place[:7]) for name, place, *_ in (*before, *listed))
    return changed


def _hits(searched: SearchedArticle, watches: Sequence[_NamedWatch]) -> Iterator[Row]:
    """(watch, place, id, passages) for each watch of which the article is a hit."""
    article = searched.article
    for watch, query in watches:
        spans = evidence(query, searched)
        if spans is not None:
            yield watch.slug, place_of(article), article.id, pack_passages(passages_of(article, spans))
