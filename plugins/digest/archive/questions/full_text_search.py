"""Searches the archive as the last build has left it."""

from ..index_file import IndexFile
from ..model.topics import followed_countries
from ..searching.archive_search import SearchResult, search_archive
from ..searching.query_names import QueryNames
from ..searching.query_parsing import parse_query
from ..updating.index_update import last_actors, last_corrections
from ..updating.names import KnownNames


def search_texts(index: IndexFile, query: str, *, limit: int, timeout_s: float) -> SearchResult:
    """The newest hits of a query, at most `limit` of them. Actors are those of the last build.

    Raises:
        QueryError: the query can't be read.
    """
    tree = parse_query(query)
    actors, connection = last_actors(index.connection), index.connection
    names = KnownNames(connection, actors)
    tagged = [actor for actor in actors if actor.tagged]
    meanings = QueryNames(connection, tagged, last_corrections(connection), names.slug_of)
    return search_archive(
        index,
        meanings.named(tree),
        names.slug_of,
        followed_countries(tagged),
        limit=limit,
        timeout_s=timeout_s,
    )
