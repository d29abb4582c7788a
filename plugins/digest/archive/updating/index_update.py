"""One update of the index: from the articles that were read, and the editor's files, to all that pages ask."""

import marshal
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from typing import Any, Final

from ...annotate.actors.alias_matches import relevant_actors
from ...annotate.records import Actor
from ...annotate.run.batch import MAX_TEXT_CHARS
from ...annotate.run.reusable_annotations import differing_actors
from ...contracts.retention import NO_RETENTION, RetentionRules
from ..corrections import NO_CORRECTIONS, Corrections
from ..index_file import IndexFile
from ..model.addresses import topic_slug
from ..model.article import Source
from ..model.settings import SiteSettings
from ..model.topics import followed_countries
from ..story_decisions import EditorDecisions
from ..watches import NO_WATCHES, Watches
from .annotations import TextAnnotator, find_in_texts, name_in_articles, named_articles
from .article_files import HIDDEN, ReadArticle, articles_with, log_hidden, put_articles
from .article_lists import forget_unfollowed, list_articles, pairs_of, sum_lists
from .calendar_sums import put_month_sums, put_quoted_days
from .change_rows import ALL_VERSIONS, ChangeInputs, Remade, VersionTerms, put_changes
from .companion_rows import put_companions, put_list_topics
from .corrected_annotations import articles_concerned
from .expired_rows import put_expired
from .names import KnownNames, update_names
from .source_rows import pack_source, put_sections, put_sources
from .stories import put_former_stories, put_stories
from .thin_articles import put_thin
from .topic_rows import TopicRules, put_names, put_topics
from .watch_rows import put_watches

_VERSION: Final = 2  # of marshal, as in `packed_articles`


@dataclass(frozen=True, slots=True)
class EditorInputs:
    """What the editor has written beside the articles.

    `actors` are all of `content/actors`, also those that get no tag; `sources` are as `sources_of` has them; `kept` as
    `contracts.kept_pages` reads them.
    """

    actors: tuple[Actor, ...]
    sources: Mapping[str, Source]
    decisions: EditorDecisions
    corrections: Corrections
    kept: Mapping[str, str]
    reading: bytes  # a digest of the settings with which articles are read
    watches: Watches = NO_WATCHES
    retention: RetentionRules = NO_RETENTION
    versions: VersionTerms = ALL_VERSIONS


def update_index(
    index: IndexFile,
    read: Iterable[ReadArticle],
    gone: Iterable[str],
    inputs: EditorInputs,
    settings: SiteSettings,
    annotator: TextAnnotator,
) -> None:
    """Brings the index up to date with the articles that were `read`, the ids of those that are `gone`, which are asked
    for once all are read, and the editor's files."""
    with index.updating() as connection:
        read_ids: set[str] = set()
        changed = put_articles(connection, _noted(read, read_ids), gone)
        before = _inputs(connection)
        now = _digests(inputs, settings)
        differing = differing_actors(_actors(before), inputs.actors)
        if differing and not index.is_new:
            changed |= _articles_concerned(connection, differing)
        find_in_texts(connection, changed, annotator)
        renamed = update_names(connection, named_articles(connection, changed), inputs.actors, differing)
        names = KnownNames(connection, inputs.actors)
        corrected = articles_concerned(connection, _corrections(before), inputs.corrections)
        changed |= name_in_articles(connection, names, inputs.corrections, changed | renamed.articles | corrected)
        changed |= put_stories(connection, changed | renamed.articles, names, inputs.decisions, settings)
        all_topics = before.get("kept") != now["kept"]
        _put_rows(
            connection,
            changed | renamed.articles,
            names,
            renamed.names,
            inputs,
            settings,
            differing,
            all_topics=all_topics,
        )
        connection.executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)", [(f"input {k}", v) for k, v in now.items()]
        )
        put_former_stories(connection, changed | index.changed_articles())
        put_thin(connection, inputs.retention, settings)  # after all others, which have nothing to do with it
        put_expired(connection, settings.content)
        put_month_sums(connection, index.changed_months())
        remade = _remade(before, now, is_other=bool(differing))
        changes = ChangeInputs(settings.content, inputs.versions, inputs.corrections, annotator)
        put_changes(connection, changes, read_ids | changed, remade)
        log_hidden(connection)


def _remade(before: Mapping[str, Any], now: Mapping[str, Any], *, is_other: bool) -> Remade:
    """Which changes of articles are made again though neither article nor versions are other ones; `is_other` where
    other actors are followed."""
    if any(before.get(name) != now[name] for name in ("reading", "versions")):
        return "all"
    return "annotated" if is_other or before.get("corrections") != now["corrections"] else "none"


def _noted(read: Iterable[ReadArticle], ids: set[str]) -> Iterator[ReadArticle]:
    """The articles, whose ids are put into `ids`."""
    for one in read:
        ids.add(one.article.id)
        yield one


def stale_articles(index: IndexFile, inputs: EditorInputs) -> set[str] | None:
    """The ids of the articles to be read again though their files are as they were: those whose source is subscribed on
    other terms than at the last update. None for all, where all of them would be read in another way."""
    known = _inputs(index.connection)
    if known.get("reading") != inputs.reading:
        return None
    before: dict[str, bytes] = marshal.loads(known["sources"])  # noqa: S302  the index has made it
    now = _packed_sources(inputs)
    if before == now:
        return set()
    slugs = [source for source in before.keys() | now.keys() if before.get(source) != now.get(source)]
    ids: set[str] = set()
    for slug in slugs:
        ids.update(
            id_ for (id_,) in index.rows("SELECT id FROM articles WHERE source = ? OR publisher = ?", (slug, slug))
        )
    # What was published by somebody without a feed may have one now.
    ids.update(id_ for (id_,) in index.rows("SELECT id FROM articles WHERE publisher LIKE 'publisher:%'"))
    return ids


def last_actors(connection: sqlite3.Connection) -> tuple[Actor, ...]:
    """The followed actors of the last update."""
    return _actors(_inputs(connection))


def last_corrections(connection: sqlite3.Connection) -> Corrections:
    """The editor's corrections of the last update."""
    return _corrections(_inputs(connection))


def _packed_sources(inputs: EditorInputs) -> dict[str, bytes]:
    return {source.slug: pack_source(source) for source in inputs.sources.values()}


def _put_rows(
    connection: sqlite3.Connection,
    changed: Collection[str],
    names: KnownNames,
    renamed: Collection[str],
    inputs: EditorInputs,
    settings: SiteSettings,
    differing: Sequence[Actor],
    *,
    all_topics: bool,
) -> None:
    """Makes the rows that follow from single articles, and the sums over them."""
    tagged = [actor for actor in inputs.actors if actor.tagged]
    lists = list_articles(connection, changed, names, tagged)
    followed_slugs = {actor.slug for actor in tagged}
    lists.pairs |= pairs_of(connection, {actor.slug for actor in differing}, followed_slugs)
    forget_unfollowed(connection, followed_slugs)
    sum_lists(connection, lists)
    put_quoted_days(connection, lists.quoted_days)
    by_kind: dict[str, set[str]] = {"source": set(), "section": set()}
    for name, _ in lists.months:
        kind, _, slug = name.partition("/")
        by_kind.setdefault(kind, set()).add(slug)
    known = dict(connection.execute("SELECT slug, record FROM sources"))
    subscribed = {source.slug: pack_source(source) for key, source in inputs.sources.items() if key}
    of_sources = by_kind["source"] | {slug for slug, record in subscribed.items() if known.get(slug) != record}
    of_sources |= known.keys() - subscribed.keys()
    put_sources(connection, of_sources, inputs.sources)
    put_sections(connection, by_kind["section"])
    followed = {name for (name,) in connection.execute("SELECT name FROM topics WHERE followed")}
    put_names(connection, lists.names | set(names.actors) | followed, names)
    slugs = lists.slugs | {actor.slug for actor in tagged}
    if all_topics:
        slugs |= {slug for (slug,) in connection.execute("SELECT DISTINCT slug FROM named")}
    slugs |= {slug for (slug,) in connection.execute("SELECT slug FROM topics WHERE followed")}
    slugs |= {topic_slug(marshal.loads(record)[1]) for (record,) in connection.execute("SELECT record FROM sources")}  # noqa: S302
    slugs |= {topic_slug(marshal.loads(record)[1]) for record in known.values()}  # noqa: S302  the index has made it
    slugs |= set(map(names.slug_of, renamed))
    put_topics(connection, slugs, TopicRules(settings, tagged, inputs.kept, names, inputs.corrections))
    put_companions(connection, lists.together, lists.topics)
    put_list_topics(connection, lists.named, lists.topics)
    sum_lists(connection, put_watches(connection, changed, inputs.watches, tagged, inputs.corrections, names))


def _articles_concerned(connection: sqlite3.Connection, differing: Sequence[Actor]) -> set[str]:
    """The ids of the articles on which a change of these actors' files can have an effect: those whose texts or names
    have one of their names; all where one of them is a country, whose people many texts name."""
    query = "SELECT id FROM articles WHERE status != ?"
    ids = {id_ for (id_,) in connection.execute(query, (HIDDEN,))}
    if followed_countries(differing):
        return ids
    texts = ((one.id, f"{one.headline}\n{one.body.text[:MAX_TEXT_CHARS]}") for one in articles_with(connection, ids))
    concerned = {id_ for id_, text in texts if relevant_actors(tuple(differing), text)}
    named = "SELECT id FROM canonical JOIN found_names USING (name) WHERE canonical = ?"
    for actor in differing:
        concerned.update(id_ for (id_,) in connection.execute(named, (actor.name,)))
    return concerned


def _actors(known: Mapping[str, Any]) -> tuple[Actor, ...]:
    """The actors of the last update."""
    packed = known.get("actors")
    return tuple(Actor(*fields) for fields in marshal.loads(packed)) if packed else ()  # noqa: S302  ours


def _corrections(known: Mapping[str, Any]) -> Corrections:
    """The corrections of the last update."""
    stored = known.get("corrections")
    return Corrections.model_validate_json(stored) if stored else NO_CORRECTIONS


def _inputs(connection: sqlite3.Connection) -> dict[str, Any]:
    """The editor's files as they were at the last update, or digests of them."""
    rows = connection.execute("SELECT name, value FROM state WHERE name LIKE 'input %'")
    return {name.removeprefix("input "): value for name, value in rows}


def _digests(inputs: EditorInputs, settings: SiteSettings) -> dict[str, bytes | str]:
    kept = (sorted(inputs.kept.items()), settings.topic_min_articles, settings.topic_min_sources)
    return {
        "corrections": inputs.corrections.model_dump_json(),
        "actors": marshal.dumps([astuple(actor) for actor in inputs.actors], _VERSION),
        "kept": blake2b(marshal.dumps(kept, _VERSION), digest_size=16).digest(),
        "reading": inputs.reading,
        "versions": inputs.versions.digest,
        "sources": marshal.dumps(_packed_sources(inputs), _VERSION),
    }
