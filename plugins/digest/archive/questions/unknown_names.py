"""Actors, sources and sections in a query that the archive doesn't have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...annotate.records import Actor
from ..index_file import IndexFile
from ..model.addresses import section_slug
from ..searching.query_parsing import parse_query
from ..searching.query_tree import FieldTerm, terms_of
from .full_text_search import named_query


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in a query, what is wrong with it, and the names of that sort that the archive has."""

    name: str
    what: str
    known: tuple[str, ...]


def unknown_names(index: IndexFile, query: str, new_actors: Sequence[Actor] = ()) -> Iterator[UnknownName]:
    """The names in a query that no article has. `new_actors` are those whom no build had yet: whether texts name them
    isn't known.

    Raises:
        QueryError: the query can't be read.
    """
    named, new = named_query(index, query, new_actors), {actor.slug for actor in new_actors}
    for name, slugs in sorted(named.actors.items()):
        if not slugs & new and not any(index.rows("SELECT 1 FROM named WHERE slug = ? LIMIT 1", (s,)) for s in slugs):
            topics = [topic for (topic,) in index.rows("SELECT name FROM topics ORDER BY name")]
            yield UnknownName(name, f"no article names {name!r}", tuple(topics))
    for name, slugs in sorted(named.sources.items()):
        if not any(is_source(index, slug) for slug in slugs):
            sources = [slug for (slug,) in index.rows("SELECT slug FROM sources ORDER BY slug")]
            yield UnknownName(name, f"there is no source {name!r}", tuple(sources))
    sections = dict(index.rows("SELECT slug, name FROM sections ORDER BY slug"))
    for term in terms_of(parse_query(query)):
        if isinstance(term, FieldTerm) and term.field == "section" and section_slug(term.value) not in sections:
            yield UnknownName(term.value, f"there is no section {term.value!r}", tuple(sections.values()))


def is_source(index: IndexFile, slug: str) -> bool:
    """Whether a feed with this slug is subscribed to, or articles name it as who published them."""
    query = "SELECT 1 FROM sources WHERE slug = :slug UNION ALL SELECT 1 FROM articles WHERE publisher = :slug LIMIT 1"
    return index.connection.execute(query, {"slug": slug}).fetchone() is not None
