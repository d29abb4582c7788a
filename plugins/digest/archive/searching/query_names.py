"""Which actors and sources the names in a query mean, as slugs."""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...annotate.records import Actor
from ..corrections import Corrections
from ..model.addresses import source_slug, topic_slug
from .query_tree import QueryTree, actors_in, sources_in

_VERSION: Final = 2  # of marshal, as in `packed_articles`


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what its names mean: for each the slugs, of which an article needs one."""

    tree: QueryTree
    actors: Mapping[str, frozenset[str]]
    sources: Mapping[str, frozenset[str]]

    @property
    def packed(self) -> bytes:
        """What its names mean as bytes, the same for the same meaning."""
        meanings = [[(name, sorted(slugs)) for name, slugs in sorted(of.items())] for of in (self.actors, self.sources)]
        return marshal.dumps(meanings, _VERSION)


class QueryNames:
    """What names mean in one archive. `slug_of` gives the slug of a canonical name, as `updating.names` has it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        actors: Iterable[Actor],
        corrections: Corrections,
        slug_of: Callable[[str], str],
    ) -> None:
        self._connection = connection
        self._corrections = corrections
        self._slug_of = slug_of
        self._followed: dict[str, str] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases, *actor.merge) if actor.tagged else ():
                self._followed.setdefault(_folded(name), actor.slug)

    def named(self, tree: QueryTree) -> NamedQuery:
        """The query with the meaning of its names."""
        return NamedQuery(
            tree,
            {name: frozenset(self._actors(name)) for name in actors_in(tree)},
            {name: frozenset(self._sources(name)) for name in sources_in(tree)},
        )

    def _actors(self, name: str) -> Iterator[str]:
        """A followed actor who has that name; else the topic to which a spelling, a correction or a former address of
        that name leads."""
        if slug := self._followed.get(_folded(name)):
            yield slug
            return
        yield topic_slug(name)
        row = self._connection.execute("SELECT canonical FROM canonical WHERE name = ?", (name,)).fetchone()
        canonical = row[0] if row else name
        for renamed in (canonical, *(self._corrections.renamed(canonical))):
            yield self._slug_of(renamed)
        for (slug,) in self._connection.execute("SELECT slug FROM ways WHERE former = ?", (topic_slug(name),)):
            yield slug

    def _sources(self, name: str) -> Iterator[str]:
        """The sources of that slug or name, and who publishes under it without being subscribed to."""
        slug = source_slug(name)
        yield slug
        yield f"publisher:{topic_slug(name)}"
        for known, record in self._connection.execute("SELECT slug, record FROM sources"):
            if source_slug(_name_of(record)) == slug:
                yield known


def _name_of(source_record: bytes) -> str:
    return str(marshal.loads(source_record)[1])  # noqa: S302  the index has made it


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def slugs_of(names: Sequence[str], meaning: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The slugs of all these names."""
    return frozenset(slug for name in names for slug in meaning[name])
