"""Searches the archive as the last build has left it."""

from collections.abc import Sequence

from ...annotate.records import Actor
from ..index_file import IndexFile
from ..model.topics import followed_countries
from ..searching.archive_search import SearchResult, search_archive
from ..searching.query_names import NamedQuery, QueryNames
from ..searching.query_parsing import parse_query
from ..updating.index_update import last_actors, last_corrections
from ..updating.names import KnownNames


def search_texts(index: IndexFile, query: str, *, limit: int, timeout_s: float) -> SearchResult:
    """The newest hits of a query, at most `limit` of them. Actors are those of the last build.

    Raises:
        QueryError: the query can't be read.
    """
    actors = last_actors(index.connection)
    return search_archive(
        index,
        named_query(index, query),
        KnownNames(index.connection, actors).slug_of,
        followed_countries([actor for actor in actors if actor.tagged]),
        limit=limit,
        timeout_s=timeout_s,
    )


def named_query(index: IndexFile, query: str, new_actors: Sequence[Actor] = ()) -> NamedQuery:
    """A query with what its names mean to the last build, and to one that has these new actors too.

    Raises:
        QueryError: the query can't be read.
    """
    actors, connection = (*last_actors(index.connection), *new_actors), index.connection
    names = KnownNames(connection, actors)
    return QueryNames(connection, actors, last_corrections(connection), names.slug_of).named(parse_query(query))
