"""The names of the archive: which spellings are one name, of which kind it is, and the slug that it has in addresses.

Names are joined by `annotate.names`. Only names that have a key in common can be joined: a surname of one sound, a
spelling without case and marks, initials, first words. So names are joined again only among those to which keys lead
from a name that an article has gained or lost, directly or over other names.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from ...annotate.entities.acronyms import initials
from ...annotate.lexicon.gazetteers import places
from ...annotate.names.ambiguous_names import is_ambiguous
from ...annotate.names.archive_names import join_names
from ...annotate.names.canonical_names import ArchiveNames, CanonicalName
from ...annotate.names.headline_names import HeadlineNames, full_names, headline_words
from ...annotate.names.name_counts import NameCounts, kind_of_each, most_frequent_kind
from ...annotate.names.person_joins import is_surname
from ...annotate.names.spelling_keys import name_key, person_key, surname_sound
from ...annotate.records import Actor, Annotation, Kind
from ..model.addresses import topic_slug
from ..model.article import Article, verbatim_only
from .row_differences import Row, replace_rows

_MAX_ASKED: Final = 500  # names in one query
_CACHED_NAMES: Final = 50_000


class NamedArticle(NamedTuple):
    """An article in which names were found: what orders it by time, and its headline."""

    place: str
    headline: str
    found: Annotation


class RenamedArticles(NamedTuple):
    """The ids of the articles in which a name may have another canonical form, kind or slug than before; and the
    canonical names with changed spellings."""

    articles: set[str]
    names: set[str]


class KnownNames:
    """The names of the archive, as its index has them."""

    def __init__(self, connection: sqlite3.Connection, actors: Sequence[Actor]) -> None:
        self._connection = connection
        self._followed = {actor.name for actor in actors}
        self.actors: Mapping[str, Actor] = {actor.name: actor for actor in actors if actor.tagged}
        self._name = lru_cache(_CACHED_NAMES)(partial(_stored_name, connection))
        self._with_first_word = lru_cache(_CACHED_NAMES)(partial(_stored_with_first_word, connection))

    def slug_of(self, name: str) -> str:
        """The slug of a canonical name."""
        actor = self.actors.get(name)
        return actor.slug if actor else self.slugs(name)[0]

    def slugs(self, name: str) -> tuple[str, ...]:
        """The slugs of all spellings of a canonical name, and of the name itself. The first is that of its page: of the
        spelling that was reported first, which later reports don't change."""
        row = self._connection.execute("SELECT slugs FROM known_names WHERE name = ?", (name,)).fetchone()
        spelled = json.loads(row[0]) if row else ()
        return tuple(dict.fromkeys((*spelled, topic_slug(name))))

    def annotation(self, found: Annotation, article: Article) -> Annotation:
        """What was found in an article's text, with canonical names, those of its headline, verbatim quotes only."""
        mentions = (*found.mentions, *found.title_mentions)
        names = {mention.actor for mention in mentions}
        names |= {quote.speaker for quote in found.quotes if quote.speaker} | {role.actor for role in found.roles}
        known = {name: canonical for name in names if (canonical := self._name(name))}
        details = {name: CanonicalName(name, kind, 0, ()) for name, kind, _ in known.values()}
        untagged = frozenset(name for name, _, is_untagged in known.values() if is_untagged)
        archive_names = ArchiveNames({name: canonical for name, (canonical, *_) in known.items()}, details, untagged)
        named = archive_names.with_canonical_names(found)
        candidates = {word: rows for word in headline_words(article.headline) if (rows := self._with_first_word(word))}
        named = HeadlineNames(candidates).with_headline_names(named, article.headline) if candidates else named
        return verbatim_only(named, article.body.text)


def update_names(
    connection: sqlite3.Connection,
    changed: Iterable[tuple[str, NamedArticle | None]],
    actors: Sequence[Actor],
    differing: Sequence[Actor] = (),
) -> RenamedArticles:
    """Joins the names of the archive again, after what was found in `changed` articles, by their ids, has changed; None
    for one that is gone, and after the files of `differing` actors have changed."""
    dirty = _put_found(connection, changed)
    if differing:
        deleted, inserted = replace_rows(connection, "name_keys", "actor = 1", (), _actor_keys(actors))
        for key in {row[0] for row in (*deleted, *inserted)}:
            dirty.update(name for (name,) in connection.execute("SELECT name FROM name_keys WHERE key = ?", (key,)))
        for actor in differing:
            dirty.update((actor.name, *actor.aliases, *actor.merge))
    return _join_again(connection, dirty, actors)


def _put_found(connection: sqlite3.Connection, changed: Iterable[tuple[str, NamedArticle | None]]) -> set[str]:
    """Makes the rows of the names found in articles. Returns the names that have other rows than before."""
    dirty: set[str] = set()
    for article_id, article in changed:
        rows = list(_found_rows(article_id, article)) if article else []
        deleted, inserted = replace_rows(connection, "found_names", "id = ?", (article_id,), rows)
        dirty.update(row[0] for row in (*deleted, *inserted))
        words = [(word, article_id) for word in set(headline_words(article.headline))] if article else []
        replace_rows(connection, "headline_words", "id = ?", (article_id,), words)
    return dirty


def _found_rows(article_id: str, article: NamedArticle) -> Iterator[Row]:
    """(name, id, kind, place, spellings) for each name found in an article."""
    mentions = (*article.found.title_mentions, *article.found.mentions)
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        spellings[mention.actor].add(" ".join(mention.text.split()))
    for name, kind in kind_of_each(mentions):
        yield name, article_id, kind, article.place, json.dumps(sorted(spellings[name]), ensure_ascii=False)


def _join_again(connection: sqlite3.Connection, dirty: Iterable[str], actors: Sequence[Actor]) -> RenamedArticles:
    """Joins all names again to which keys lead from those that are `dirty`."""
    names, counts, places_by_name = _with_related(connection, set(dirty))
    canonical, details = join_names(counts, actors)
    spelled: defaultdict[str, list[str]] = defaultdict(list)  # by canonical name
    for spelling, name in canonical.items():
        if spelling in places_by_name:
            spelled[name].append(spelling)
    ids: set[str] = set()
    changed: set[str] = set()  # canonical names, whose rows have changed
    persons: set[str] = set()  # first and last words of names of persons that have come or gone
    for name in sorted(names):
        rows = [(name, canonical[name])] if name in counts.articles or name in canonical else []
        before, after = replace_rows(connection, "canonical", "name = ?", (name,), rows)
        if before or after:
            ids |= _articles_with(connection, name)
            changed.update(row[1] for row in (*before, *after))
    for name in sorted({*names, *details}):
        deleted, inserted = replace_rows(
            connection,
            "known_names",
            "name = ?",
            (name,),
            _known_rows(connection, name, spelled[name], details, places_by_name),
        )
        if deleted or inserted:
            changed.add(name)
            persons.update(word for row in (*deleted, *inserted) if row[1] == "person" for word in row[0].split())
        _put_headline_names(connection, name, details.get(name), actors, ids)
    changed |= _mark_untagged(connection, {*details, *names, *persons}, actors)
    for name in changed:
        for (spelling,) in connection.execute("SELECT name FROM canonical WHERE canonical = ?", (name,)).fetchall():
            ids |= _articles_with(connection, spelling)
        ids |= _with_headline_name(connection, name)
    return RenamedArticles(ids, changed)


def _with_related(connection: sqlite3.Connection, dirty: set[str]) -> tuple[set[str], NameCounts, dict[str, str]]:
    """All names to which keys lead from `dirty` ones, their counts, and the place of the first article of each."""
    names: set[str] = set()
    frontier = set(dirty)
    counts = NameCounts({}, {}, {})
    numbers: dict[str, int] = {}
    first: dict[str, str] = {}
    while frontier:
        names |= frontier
        related: set[str] = set()
        for name in sorted(frontier):
            related |= _related(connection, name)  # by the keys that it had
            if place := _count(connection, name, counts, numbers):
                first[name] = place
            keys = [(key, name, 0) for key in _keys(name, counts.kinds[name])] if place else []
            replace_rows(connection, "name_keys", "name = ? AND actor = 0", (name,), keys)
            related |= _related(connection, name)  # and by those that it has
        frontier = related - names
    return names, counts, first


def _count(connection: sqlite3.Connection, name: str, counts: NameCounts, numbers: dict[str, int]) -> str:
    """Adds a name to the counts, and the numbers of its articles to `numbers`. Returns the place of the first article
    that has the name; "" if none has."""
    articles: set[int] = set()
    kinds: Counter[Kind] = Counter()
    written: defaultdict[str, set[int]] = defaultdict(set)
    first = ""
    rows = connection.execute("SELECT id, kind, place, spellings FROM found_names WHERE name = ?", (name,))
    for article_id, kind, place, spellings in rows:
        number = numbers.setdefault(article_id, len(numbers))
        articles.add(number)
        kinds[kind] += 1
        for text in json.loads(spellings):
            written[text].add(number)
        first = min(first or place, place)
    if articles:
        counts.articles[name], counts.kinds[name], counts.surfaces[name] = articles, kinds, dict(written)
    return first


def counts_of_all(connection: sqlite3.Connection) -> NameCounts:
    """The counts of all names of the archive."""
    counts = NameCounts({}, {}, {})
    numbers: dict[str, int] = {}
    for name in sorted({name for (name,) in connection.execute("SELECT DISTINCT name FROM found_names")}):
        _count(connection, name, counts, numbers)
    return counts


def _related(connection: sqlite3.Connection, name: str) -> set[str]:
    """The names that share a key with a name. The keys of the two sides of a relation differ in the case of their first
    letter: of an acronym and a name with these initials, and of a name and a longer one that begins with it."""
    related: set[str] = set()
    for (key,) in connection.execute("SELECT key FROM name_keys WHERE name = ?", (name,)).fetchall():
        other = key if key[0] in "hs" else key[0].swapcase() + key[1:]
        related.update(row[0] for row in connection.execute("SELECT name FROM name_keys WHERE key = ?", (other,)))
    return related


def _keys(name: str, votes: Counter[Kind]) -> set[str]:
    """The keys of a name to which articles give these kinds."""
    kind = most_frequent_kind(votes)
    keys = {f"h{name_key(name)}"}
    person = person_key(name)
    if kind == "person" and person:
        keys.add(f"s{person.surname}")
    if is_surname(name) and (kind == "person" or (kind == "organisation" and votes["person"])):
        keys.add(f"s{surname_sound(name)}")
    if kind == "organisation" and (short := initials(name)):
        keys.add(f"A{short}")
    if " " not in name:
        keys.add(f"a{name_key(name).upper().replace(' ', '')}")
    parts = name.split()
    if len(parts) > 1 and kind not in {"person", "place"} and name not in places():
        keys.add(f"b{name}")
    keys.update(f"B{' '.join(parts[:number])}" for number in range(2, len(parts)))
    return keys


def _actor_keys(actors: Iterable[Actor]) -> set[Row]:
    """The keys of followed actors: those of all their names."""
    keys: set[Row] = set()
    for actor in actors:
        for name in (actor.name, *actor.aliases, *actor.merge, *actor.never):
            keys.add((f"h{name_key(name)}", actor.name, 1))
            if person := person_key(name):
                keys.add((f"s{person.surname}", actor.name, 1))
    return keys


def _known_rows(
    connection: sqlite3.Connection,
    name: str,
    spellings: Iterable[str],
    details: Mapping[str, CanonicalName],
    first: Mapping[str, str],
) -> list[Row]:
    """The row of a canonical name, which has these spellings in articles; `first` has the place of the first article of
    each. The mark of those that get no tag stays as it is."""
    if name not in details:
        return []
    spelled = sorted(
        spellings,
        # For a name of several words those of a single word come last: a surname alone may be somebody else's tomorrow.
        key=lambda spelling: (" " in name and " " not in spelling, first[spelling], spelling),
    )
    slugs = json.dumps(list(dict.fromkeys(map(topic_slug, spelled))))
    before = connection.execute("SELECT untagged FROM known_names WHERE name = ?", (name,)).fetchone()
    surname = name.rsplit(maxsplit=1)[-1] if details[name].kind == "person" and " " in name else ""
    return [(name, details[name].kind, before[0] if before else 0, slugs, surname)]


def _mark_untagged(connection: sqlite3.Connection, names: Iterable[str], actors: Sequence[Actor]) -> set[str]:
    """Marks those of the canonical names that get no tag: the editor wants none, or several actors could have the name.
    Returns those whose mark has changed."""
    followed = {actor.name: actor for actor in actors}
    changed = set()
    for name in sorted(set(names)):
        row = connection.execute("SELECT kind, untagged FROM known_names WHERE name = ?", (name,)).fetchone()
        if row is None:
            continue
        if name in followed:
            untagged = not followed[name].tagged
        else:
            untagged = is_ambiguous(
                name,
                row[0],
                lambda given: _bearers(connection, given),
                lambda surname: _is_surname_of_person(connection, surname),
            )
        if untagged != bool(row[1]):
            connection.execute("UPDATE known_names SET untagged = ? WHERE name = ?", (int(untagged), name))
            changed.add(name)
    return changed


def _bearers(connection: sqlite3.Connection, given: str) -> int:
    """How many persons with full names have a given name."""
    (number,) = connection.execute(
        "SELECT count(*) FROM known_names WHERE kind = 'person' AND name >= ? AND name < ?", (f"{given} ", f"{given}!")
    ).fetchone()
    return int(number)


def _is_surname_of_person(connection: sqlite3.Connection, surname: str) -> bool:
    """Whether a person with a full name has a surname."""
    row = connection.execute("SELECT 1 FROM known_names WHERE surname = ?", (surname,)).fetchone()
    return row is not None


def _put_headline_names(
    connection: sqlite3.Connection,
    name: str,
    details: CanonicalName | None,
    actors: Sequence[Actor],
    ids: set[str],
) -> None:
    """Makes the rows of the full names by which headlines are searched for a canonical name."""
    is_searched = details is not None and name not in {actor.name for actor in actors}
    texts = full_names(details) if details and is_searched else []
    rows = [(text.split(maxsplit=1)[0], text, name) for text in texts]
    before, after = replace_rows(connection, "headline_names", "canonical = ?", (name,), rows)
    for word in {row[0] for row in (*before, *after)}:
        ids.update(id_ for (id_,) in connection.execute("SELECT id FROM headline_words WHERE word = ?", (word,)))


def _articles_with(connection: sqlite3.Connection, name: str) -> set[str]:
    return {id_ for (id_,) in connection.execute("SELECT id FROM found_names WHERE name = ?", (name,))}


def _with_headline_name(connection: sqlite3.Connection, canonical: str) -> set[str]:
    """The ids of the articles whose headlines have the first word of a full name."""
    rows = connection.execute(
        "SELECT id FROM headline_names JOIN headline_words USING (word) WHERE canonical = ?", (canonical,)
    )
    return {id_ for (id_,) in rows}


def _stored_name(connection: sqlite3.Connection, name: str) -> tuple[str, Kind, bool] | None:
    """The canonical name of a name, its kind, and whether it gets no tag."""
    row = connection.execute(
        "SELECT known.name, kind, untagged FROM canonical JOIN known_names known ON known.name = canonical "
        "WHERE canonical.name = ?",
        (name,),
    ).fetchone()
    return (row[0], row[1], bool(row[2])) if row else None


def _stored_with_first_word(connection: sqlite3.Connection, word: str) -> tuple[tuple[str, str, Kind], ...]:
    """The full names that begin with a word, the longest first, each with its canonical name and kind."""
    rows = connection.execute(
        "SELECT text, canonical, kind FROM headline_names JOIN known_names ON name = canonical "
        "WHERE word = ? AND NOT untagged",
        (word,),
    ).fetchall()
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))
