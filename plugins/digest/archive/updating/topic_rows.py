"""The topics of the archive, and the addresses that lead to them."""

import marshal
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import astuple
from typing import Final

from ...annotate.lexicon.gazetteers import history
from ...annotate.records import Actor, Kind
from ..corrections import Corrections
from ..model.addresses import topic_slug
from ..model.list_names import topic_list
from ..model.settings import SiteSettings
from ..model.topics import Topic, usual_spelling
from .names import KnownNames
from .row_differences import Row, replace_rows

_VERSION: Final = 2  # of marshal, as in `packed_articles`


def pack_topic(topic: Topic) -> bytes:
    """The bytes of a topic, the same for equal ones."""
    return marshal.dumps(astuple(topic), _VERSION)


def unpack_topic(packed: bytes) -> Topic:
    """The topic of these bytes."""
    return Topic(*marshal.loads(packed))  # noqa: S302  the index has made it


def unpack_actor(packed: bytes) -> Actor:
    """The followed actor of the bytes in `actor_files`."""
    return Actor(*marshal.loads(packed))  # noqa: S302  the index has made it


class TopicRules:
    """What decides which names have a page: the settings, the followed actors, the pages that stay."""

    def __init__(
        self,
        settings: SiteSettings,
        actors: Iterable[Actor],
        kept: Mapping[str, str],
        names: KnownNames,
        corrections: Corrections,
    ) -> None:
        self.settings = settings
        self.followed = {actor.slug: actor for actor in actors}
        self.kept = kept
        self.names = names
        self.corrections = corrections
        self._ways = _ways(kept)

    def other_slugs(self, slug: str, names: Iterable[str], merged: Iterable[str]) -> tuple[str, ...]:
        """The slugs that lead to the page of a topic: of its other spellings, of the names that the editor merged with
        it or renamed, and of pages that were kept."""
        spelled = {renamed for name in names for renamed in (name, *self.corrections.merged_into(name))}
        others = {other for name in spelled for other in self.names.slugs(name)}
        return tuple(sorted(_with_ways_to(others | set(map(topic_slug, merged)) | {slug}, self._ways) - {slug}))


def put_topics(connection: sqlite3.Connection, slugs: Iterable[str], rules: TopicRules) -> None:
    """Makes the rows of the topics with these slugs."""
    source_names = {
        topic_slug(_source_name(record)) for (record,) in connection.execute("SELECT record FROM sources").fetchall()
    }
    without_page = source_names | set(map(topic_slug, history()))
    for slug in sorted(set(slugs)):
        row, other_slugs = _topic_row(connection, slug, rules, without_page)
        replace_rows(connection, "topics", "slug = ?", (slug,), [row] if row else [])
        replace_rows(connection, "ways", "slug = ?", (slug,), [(former, slug) for former in other_slugs])
        actor = rules.followed.get(slug)
        files = [(slug, marshal.dumps(astuple(actor), _VERSION))] if actor else []
        replace_rows(connection, "actor_files", "slug = ?", (slug,), files)


def put_names(connection: sqlite3.Connection, changed: Set[str], names: KnownNames) -> None:
    """Makes the rows of these names: the slug of each that an article or a followed actor has."""
    for name in sorted(changed - {""}):
        there = name in names.actors or connection.execute("SELECT 1 FROM named WHERE name = ?", (name,)).fetchone()
        rows = [(name, names.slug_of(name))] if there else []
        replace_rows(connection, "names", "name = ?", (name,), rows)


def _topic_row(
    connection: sqlite3.Connection, slug: str, rules: TopicRules, without_page: Collection[str]
) -> tuple[Row | None, tuple[str, ...]]:
    """The row of a topic, and the slugs that lead to it; None and () where the slug is no topic's."""
    (number,) = connection.execute("SELECT count(*) FROM listed WHERE list = ?", (topic_list(slug),)).fetchone()
    actor = rules.followed.get(slug)
    if actor:
        others = rules.other_slugs(slug, [actor.name], actor.merge)
        topic = Topic(slug, actor.name, actor.kind, followed=True, wikidata=actor.wikidata)
        return (slug, topic.name, 1, "", pack_topic(topic)), others
    if not number or slug in without_page:
        return None, ()
    arrival = _arrival(connection, slug, rules.settings)
    if not arrival and rules.kept.get(slug) != slug:
        return None, ()
    spellings: Counter[tuple[str, Kind]] = Counter()
    for name, kind, count in connection.execute(
        "SELECT name, kind, sum(count) FROM named WHERE slug = ? AND shown AND name != '' GROUP BY name, kind", (slug,)
    ):
        spellings[name, kind] += count
    name, kind = usual_spelling(spellings)
    others = rules.other_slugs(slug, {spelling for spelling, _ in spellings}, ())
    return (slug, name, 0, arrival, pack_topic(Topic(slug, name, kind))), others


def _arrival(connection: sqlite3.Connection, slug: str, settings: SiteSettings) -> str:
    """The day on which a found name had been in enough articles of enough sources for a page; "" where there never
    were enough."""
    sources = set()
    oldest = connection.execute(
        "SELECT publisher, listed.place FROM listed JOIN articles USING (id) WHERE list = ? ORDER BY listed.place",
        (topic_list(slug),),
    )
    for number, (publisher, place) in enumerate(oldest, start=1):
        sources.add(publisher)
        if number >= settings.topic_min_articles and len(sources) >= settings.topic_min_sources:
            return str(place[:10])
    return ""


def _source_name(record: bytes) -> str:
    return str(marshal.loads(record)[1])  # noqa: S302  the index has made it


def _ways(kept: Mapping[str, str]) -> dict[str, set[str]]:
    """By the slug at which they end, the slugs from which a kept way leads there directly."""
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for first, end in kept.items():
        ways[end].add(first)
    return dict(ways)


def _with_ways_to(slugs: Iterable[str], ways: Mapping[str, set[str]]) -> set[str]:
    """The slugs and all those from which ways lead to one of them: a page to which others led may have moved itself."""
    found: set[str] = set()
    open_slugs = list(slugs)
    while open_slugs:
        slug = open_slugs.pop()
        if slug not in found:  # an editor's mistake can lead round in a circle
            found.add(slug)
            open_slugs.extend(ways.get(slug, ()))
    return found
