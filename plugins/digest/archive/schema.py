"""The tables of the index, and the triggers that note which questions have another answer.

A *place* orders articles by time: the day in the site's time zone, the moment in UTC, and the id: "2026-11-22
2026-11-22T09:12:00.000000 news/…". A *list* is what an article stands in: "all", "source/SLUG", "section/SLUG",
"topic/SLUG" (also of names that have no page), "quotes" for articles with quotes that are worth listing, "watch/SLUG"
for the hits of a public watch. `actor_files` are those of followed actors; `companions` has each two topics twice,
from one and from the other; `list_topics` has the lists of sources and sections; `shared_stories` has events by the
month of their day. `hits` has those of all watches; `words` is made by `searching.word_index`; `changes` are what
publishers changed in substance, by `version_files`. An article is *linked* to its original, and *thin* when it has no
page of its own any more; *expired* ones are those that have gone.

The index is a function of the articles, the annotations and the editor's files: whatever the order of updates, the
tables but for `changed` and `state` hold the same rows. So rows are written only where they differ.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ..stories.index.story_schema import SCHEMA

TABLES: Final = f"""
{SCHEMA}
CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE changed (key TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX changed_generation ON changed (generation);
CREATE TABLE sources (slug TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, place TEXT NOT NULL, stamp BLOB NOT NULL, source TEXT NOT NULL,
    status TEXT NOT NULL, digest BLOB NOT NULL, modified TEXT NOT NULL, publisher TEXT NOT NULL,
    section TEXT NOT NULL, full INTEGER NOT NULL, pictures TEXT NOT NULL, quotes INTEGER NOT NULL,
    attributed INTEGER NOT NULL, linked INTEGER NOT NULL, thin INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX articles_thin ON articles (source, section, linked, thin, place);
CREATE TABLE expired (
    id TEXT NOT NULL, file TEXT NOT NULL, day TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT NOT NULL, original TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY (id, file)
) WITHOUT ROWID;
CREATE INDEX expired_path ON expired (path);
CREATE INDEX expired_day ON expired (day);
CREATE TABLE texts (
    id TEXT PRIMARY KEY, record BLOB NOT NULL, body BLOB NOT NULL, found BLOB NOT NULL, annotation BLOB NOT NULL
);
CREATE INDEX articles_path ON articles (path);
CREATE INDEX articles_place ON articles (place);
CREATE TABLE listed (
    list TEXT NOT NULL, place TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (list, place)
) WITHOUT ROWID;
CREATE INDEX listed_id ON listed (id);
CREATE TABLE months (
    list TEXT NOT NULL, month TEXT NOT NULL, articles INTEGER NOT NULL, modified TEXT NOT NULL,
    PRIMARY KEY (list, month)
) WITHOUT ROWID;
CREATE INDEX months_month ON months (month);
CREATE TABLE named (
    slug TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    count INTEGER NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (slug, id, name, kind, text)
) WITHOUT ROWID;
CREATE INDEX named_id ON named (id);
CREATE INDEX named_name ON named (name);
CREATE TABLE said (
    slug TEXT NOT NULL, place TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (slug, place, number)
) WITHOUT ROWID;
CREATE INDEX said_id ON said (id);
CREATE TABLE said_about (
    slug TEXT NOT NULL, place TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (slug, place, number)
) WITHOUT ROWID;
CREATE INDEX said_about_id ON said_about (id);
CREATE TABLE roles (
    slug TEXT NOT NULL, place TEXT NOT NULL, number INTEGER NOT NULL, phrase TEXT NOT NULL, whole INTEGER NOT NULL,
    id TEXT NOT NULL, PRIMARY KEY (slug, place, number)
) WITHOUT ROWID;
CREATE INDEX roles_id ON roles (id);
CREATE TABLE together (
    one TEXT NOT NULL, other TEXT NOT NULL, day TEXT NOT NULL, articles INTEGER NOT NULL,
    PRIMARY KEY (one, other, day)
) WITHOUT ROWID;
CREATE INDEX together_day ON together (day);
CREATE TABLE companions (
    one TEXT NOT NULL, other TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE found_names (
    name TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, spellings TEXT NOT NULL,
    PRIMARY KEY (name, id)
) WITHOUT ROWID;
CREATE INDEX found_names_id ON found_names (id);
CREATE TABLE name_keys (
    key TEXT NOT NULL, name TEXT NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY (key, name, actor)
) WITHOUT ROWID;
CREATE INDEX name_keys_name ON name_keys (name);
CREATE TABLE canonical (name TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX canonical_canonical ON canonical (canonical);
CREATE TABLE known_names (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, untagged INTEGER NOT NULL, slugs TEXT NOT NULL, surname TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX known_names_surname ON known_names (surname);
CREATE TABLE headline_names (
    word TEXT NOT NULL, text TEXT NOT NULL, canonical TEXT NOT NULL, PRIMARY KEY (word, text, canonical)
) WITHOUT ROWID;
CREATE INDEX headline_names_canonical ON headline_names (canonical);
CREATE TABLE headline_words (word TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (word, id)) WITHOUT ROWID;
CREATE INDEX headline_words_id ON headline_words (id);
CREATE TABLE list_topics (
    list TEXT NOT NULL, slug TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (list, slug)
) WITHOUT ROWID;
CREATE INDEX list_topics_slug ON list_topics (slug);
CREATE TABLE names (name TEXT PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX names_slug ON names (slug);
CREATE TABLE topics (
    slug TEXT PRIMARY KEY, name TEXT NOT NULL, followed INTEGER NOT NULL, arrival TEXT NOT NULL, record BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX topics_followed ON topics (slug) WHERE followed;
CREATE TABLE actor_files (slug TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE ways (former TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (former, slug)) WITHOUT ROWID;
CREATE INDEX ways_slug ON ways (slug);
CREATE TABLE sections (slug TEXT PRIMARY KEY, name TEXT NOT NULL, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE quoted (
    day TEXT NOT NULL, speaker TEXT NOT NULL, quotes INTEGER NOT NULL, PRIMARY KEY (day, speaker)
) WITHOUT ROWID;
CREATE TABLE sitemap_months (
    month TEXT PRIMARY KEY, addresses INTEGER NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE shared_stories (
    source TEXT NOT NULL, month TEXT NOT NULL, shared INTEGER NOT NULL, first INTEGER NOT NULL,
    PRIMARY KEY (source, month)
) WITHOUT ROWID;
CREATE INDEX shared_stories_month ON shared_stories (month);
CREATE TABLE former_stories (
    slug TEXT NOT NULL, rank INTEGER NOT NULL, place TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (slug, rank, place)
) WITHOUT ROWID;
CREATE INDEX former_stories_place ON former_stories (place);
CREATE INDEX former_stories_rank ON former_stories (rank, id);
CREATE VIRTUAL TABLE words USING fts5(
    headline, text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0'
);
CREATE TABLE watches (
    slug TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, private INTEGER NOT NULL,
    meaning BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE hits (
    watch TEXT NOT NULL, place TEXT NOT NULL, id TEXT NOT NULL, passages BLOB NOT NULL, PRIMARY KEY (watch, place)
) WITHOUT ROWID;
CREATE INDEX hits_id ON hits (id);
CREATE TABLE version_files (id TEXT PRIMARY KEY, stamp BLOB NOT NULL, annotated INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (
    id TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (id, number)
) WITHOUT ROWID;
CREATE INDEX changes_at ON changes (at)
"""

_LISTS_OF_EVENT: Final = (
    "SELECT 'list/' || list FROM story_event_articles JOIN listed ON id = article WHERE lead = {lead}",
    (
        "SELECT 'list/' || list || '/' || substr(place, 1, 7) FROM story_event_articles "
        "JOIN listed ON id = article WHERE lead = {lead}"
    ),
)
# Without CROSS, SQLite looks through the list of all articles for those of one event.
_SEARCHED_DAYS_OF_EVENT: Final = (
    "SELECT 'search/' || substr(place, 1, 10) FROM story_event_articles CROSS JOIN listed ON id = article "
    "WHERE lead = {row}.lead AND list = 'all'"
)
# What articles say of two topics together: the slug of one and the first letter of the other's, since all pairs that
# ever changed would be too many keys.
_TOPIC: Final = "{list} >= 'topic/' AND {list} < 'topic0'"
_PAIR: Final = "'pair/' || substr({one}, 7) || '/' || substr({other}, 7, 1)"
_PAIRS_OF_ROW: Final = tuple(
    f"SELECT {_PAIR.format(one=one, other=other)} FROM listed WHERE id = {{row}}.id "
    f"AND {_TOPIC.format(list='list')} AND {_TOPIC.format(list='{row}.list')}"
    for one, other in (("{row}.list", "list"), ("list", "{row}.list"))
)
_PAIRS_OF_ARTICLE: Final = (
    f"SELECT {_PAIR.format(one='one.list', other='other.list')} FROM listed one JOIN listed other USING (id) "
    f"WHERE id = {{row}}.id AND {_TOPIC.format(list='one.list')} AND {_TOPIC.format(list='other.list')}"
)
_EVENT_OF_ARTICLE: Final = "(SELECT lead FROM story_event_articles WHERE article = {row}.id)"
# Table -> the keys that a row answers: expressions, or whole SELECTs, in which `{row}` is the row.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": ("'source/' || {row}.slug", "'sources'"),
    "articles": (
        "'article/' || {row}.id",
        "'full/' || substr({row}.place, 1, 7)",
        "'search/' || substr({row}.place, 1, 10)",
        "SELECT 'said/' || slug FROM said WHERE id = {row}.id",
        "SELECT 'said-about/' || slug FROM said_about WHERE id = {row}.id",
        "SELECT 'list/' || list FROM listed WHERE id = {row}.id",
        "SELECT 'list/' || list || '/' || substr(place, 1, 7) FROM listed WHERE id = {row}.id",
        _PAIRS_OF_ARTICLE,
        f"SELECT 'event/' || article FROM story_event_articles WHERE lead = {_EVENT_OF_ARTICLE}",
        "SELECT 'events' FROM story_event_articles WHERE article = {row}.id",
        f"SELECT 'day/' || day FROM story_events WHERE lead = {_EVENT_OF_ARTICLE}",
        f"SELECT 'told/' || substr(day, 1, 7) FROM story_events WHERE lead = {_EVENT_OF_ARTICLE}",
        *(select.replace("{lead}", _EVENT_OF_ARTICLE) for select in _LISTS_OF_EVENT),
        "SELECT 'expired/' || day FROM expired WHERE id = {row}.id",
        "SELECT 'changes' FROM changes WHERE id = {row}.id",
        "SELECT 'expired/' || day FROM expired WHERE path = {row}.path",
    ),
    "expired": ("'expired/' || {row}.day", "'expired'"),
    "listed": (
        "'list/' || {row}.list",
        "'list/' || {row}.list || '/' || substr({row}.place, 1, 7)",
        "'dates/' || {row}.list",
        "'on/' || substr({row}.place, 1, 10)",
        "'search/' || substr({row}.place, 1, 10)",
        *_PAIRS_OF_ROW,
    ),
    "months": ("'months/' || {row}.month", "'months/' || {row}.list"),
    "sitemap_months": ("'sitemap-months'", "'sitemap/' || {row}.month"),
    "shared_stories": ("'shared/' || {row}.source",),
    "named": ("'named/' || {row}.slug", "'named-in/' || {row}.id"),
    "said": ("'said/' || {row}.slug",),
    "said_about": ("'said-about/' || {row}.slug",),
    "roles": ("'roles/' || {row}.slug",),
    "quoted": ("'quoted/' || {row}.day",),
    "together": (
        "'together/' || {row}.day",
        (
            "SELECT 'together/' || min(day) FROM together "
            "WHERE one = {row}.one AND other = {row}.other AND day > {row}.day"
        ),
    ),
    "companions": ("'with/' || {row}.one",),
    "list_topics": ("'named-of/' || {row}.list",),
    "names": ("'name/' || {row}.name", "'names-of/' || {row}.slug"),
    "topics": (
        "'topic/' || {row}.slug",
        "'topics'",
        "'new-topics/' || {row}.arrival",
        "SELECT 'search/' || substr(place, 1, 10) FROM listed WHERE list = 'topic/' || {row}.slug",
        "SELECT 'ways/' || slug FROM ways WHERE former = {row}.slug",
        "SELECT 'with/' || other FROM companions WHERE one = {row}.slug",
    ),
    "actor_files": ("'actor/' || {row}.slug",),
    "ways": ("SELECT 'ways/' || slug FROM ways WHERE former = {row}.former", "'ways/' || {row}.slug"),
    "sections": ("'sections'",),
    "watches": ("'watches'", "'watch/' || {row}.slug"),
    "changes": ("'changes'", "'changes/' || {row}.id"),
    "hits": ("'hit/' || {row}.watch || '/' || {row}.id",),
    "story_events": (
        "'day/' || {row}.day",
        "'told/' || substr({row}.day, 1, 7)",
        "'events'",
        "SELECT 'event/' || article FROM story_event_articles WHERE lead = {row}.lead",
        *(select.replace("{lead}", "{row}.lead") for select in _LISTS_OF_EVENT),
        _SEARCHED_DAYS_OF_EVENT,
        "SELECT 'former/' || substr(place, 1, 7) FROM former_stories WHERE slug = {row}.slug",
        "'earlier/' || {row}.slug",
    ),
    # What lists have of the event's other articles changes with its row in story_events.
    "story_event_articles": (
        "'event/' || {row}.article",
        "SELECT 'told/' || substr(day, 1, 7) FROM story_events WHERE lead = {row}.lead",
        "SELECT 'list/' || list FROM listed WHERE id = {row}.article",
        "SELECT 'list/' || list || '/' || substr(place, 1, 7) FROM listed WHERE id = {row}.article",
        "SELECT 'search/' || substr(place, 1, 10) FROM listed WHERE id = {row}.article AND +list = 'all'",
    ),
    "story_days": ("'day/' || {row}.day", "'days'", "'days/' || substr({row}.day, 1, 7)"),
    "story_reissues": ("'issues/' || {row}.id", "'issues/' || {row}.first"),
    "story_subjects": ("'subjects/' || {row}.day",),
    "story_earlier": ("'earlier/' || {row}.slug",),
    "story_joins": ("'joins/' || {row}.slug",),
    "former_stories": (
        "'former/' || substr({row}.place, 1, 7)",
        "SELECT 'former/' || substr(place, 1, 7) FROM former_stories WHERE slug = {row}.slug",
    ),
}
# Keys that only rows answer that come or go: the months in which a topic has pages.
_KEYS_OF_COMING: Final[Mapping[str, tuple[str, ...]]] = {
    "topics": ("SELECT 'months/' || month FROM months WHERE list = 'topic/' || {row}.slug",)
}
# Columns of which a change alone is no other answer.
_SILENT: Final[Mapping[str, tuple[str, ...]]] = {"articles": ("stamp", "quotes", "attributed")}


def triggers() -> Iterator[tuple[str, str]]:
    """The name and the statement of each trigger. An index that is made from nothing is filled without them, since no
    question was asked of it."""
    for table, keys in _KEYS.items():
        for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
            coming = () if event == "UPDATE" else _KEYS_OF_COMING.get(table, ())
            notes = "".join(_note(key.format(row=row)) for row in rows for key in (*keys, *coming))
            silent = _SILENT.get(table, ())
            of = f" OF {', '.join(_columns(table, silent))}" if event == "UPDATE" and silent else ""
            name = f"{table}_{event.lower()}"
            yield name, f"CREATE TRIGGER {name} AFTER {event}{of} ON {table} BEGIN {notes} END"


def _note(key: str) -> str:
    """The statement that notes a key, or all keys of a SELECT. (A policy such as OR REPLACE would give way to that of
    the statement that fires the trigger.)"""
    first, source, rest = (key if key.startswith("SELECT") else f"SELECT {key}").partition(" FROM ")
    keys = f"{first} AS key{source}{rest}"
    generation = "(SELECT value FROM state WHERE name = 'generation')"
    return (
        f"INSERT INTO changed SELECT key, {generation} FROM ({keys}) WHERE key IS NOT NULL "
        "ON CONFLICT (key) DO UPDATE SET generation = excluded.generation; "
    )


def _columns(table: str, without: tuple[str, ...]) -> list[str]:
    """The columns of a table."""
    body = TABLES.partition(f"CREATE TABLE {table} (")[2].partition("\n)")[0].partition("PRIMARY KEY (")[0]
    names = [column.split()[0] for column in body.split(",") if column.strip()]
    return [name for name in names if name not in without]
