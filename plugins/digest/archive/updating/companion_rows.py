"""Who is named together, and in which source's or section's articles: for each two topics the number of articles that
name both, and for each such list and topic the number of its articles that name it, kept as sums."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from typing import Final, TypeAlias

from ..model.list_names import topic_list

# The slugs of the names that the articles of a list have between two places, each with the number of articles. With
# CROSS, SQLite goes through these articles; without, through all topics for each of them.
NAMED_IN_LIST: Final = (
    "SELECT substr(listed.list, 7) AS slug, count(*) AS number FROM listed of_list CROSS JOIN listed USING (id) "
    "WHERE of_list.list = ? AND of_list.place >= ? AND of_list.place < ? "
    "AND listed.list >= 'topic/' AND listed.list < 'topic0' GROUP BY listed.list"
)
_EVERY_PLACE: Final = ("", "~")
# How many more articles name two topics, which stand in the order of their slugs.
TogetherDifferences: TypeAlias = Counter[tuple[str, str]]
# How many more articles of a list, which is that of a source or section, name a topic.
NamedDifferences: TypeAlias = Counter[tuple[str, str]]
_COUNTED_LISTS: Final = ("section/", "source/")


def count_together(differences: TogetherDifferences, before: Collection[str], after: Collection[str]) -> None:
    """Counts an article that named the topics `before` and names those `after`."""
    if set(before) != set(after):
        differences.subtract(combinations(sorted(before), 2))
        differences.update(combinations(sorted(after), 2))


def count_named(
    differences: NamedDifferences,
    lists_before: Iterable[str],
    before: Collection[str],
    lists_after: Iterable[str],
    after: Collection[str],
) -> None:
    """Counts an article that stood in some lists and named the topics `before`, in those of its lists that count."""
    differences.subtract(product(filter(_counts, lists_before), before))
    differences.update(product(filter(_counts, lists_after), after))


def _counts(name: str) -> bool:
    return name.startswith(_COUNTED_LISTS)


def topic_slugs(connection: sqlite3.Connection) -> set[str]:
    """The slugs of all topics."""
    return {slug for (slug,) in connection.execute("SELECT slug FROM topics")}


def put_companions(
    connection: sqlite3.Connection, differences: Mapping[tuple[str, str], int], before: Collection[str]
) -> None:
    """Brings the sums up to date. `before` are the slugs of the topics when `differences` were counted: of a topic that
    has come since, the articles are gone through; of one that has gone, the sums go."""
    now = topic_slugs(connection)
    stay, new = now & set(before), now - set(before)
    for slug in sorted(set(before) - now):
        others = connection.execute("SELECT other FROM companions WHERE one = ?", (slug,)).fetchall()
        connection.execute("DELETE FROM companions WHERE one = ?", (slug,))
        connection.executemany(
            "DELETE FROM companions WHERE one = ? AND other = ?", [(other, slug) for (other,) in others]
        )
    for (one, other), number in sorted(differences.items()):
        if number and one in stay and other in stay:
            for pair in ((one, other), (other, one)):
                _add(connection, "companions", ("one", "other"), pair, number)
    for slug in sorted(new):
        _put_new(connection, slug, now, new)


def put_list_topics(connection: sqlite3.Connection, differences: NamedDifferences, before: Collection[str]) -> None:
    """Brings the numbers of articles by list and topic up to date, as `put_companions` does."""
    now = topic_slugs(connection)
    for slug in sorted(set(before) - now):
        connection.execute("DELETE FROM list_topics WHERE slug = ?", (slug,))
    for (name, slug), number in sorted(differences.items()):
        if number and slug in now and slug in before:
            _add(connection, "list_topics", ("list", "slug"), (name, slug), number)
    counted = " OR ".join(f"listed.list GLOB '{prefix}*'" for prefix in _COUNTED_LISTS)
    for slug in sorted(now - set(before)):
        connection.execute(
            "INSERT INTO list_topics SELECT listed.list, ?, count(*) FROM listed of_topic CROSS JOIN listed USING (id) "
            f"WHERE of_topic.list = ? AND ({counted}) GROUP BY listed.list",
            (slug, topic_list(slug)),
        )


def _add(
    connection: sqlite3.Connection, table: str, columns: tuple[str, str], key: tuple[str, str], number: int
) -> None:
    """Adds to the sum of a key; one that is 0 goes."""
    connection.execute(
        f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        (*key, number),
    )
    connection.execute(f"DELETE FROM {table} WHERE {columns[0]} = ? AND {columns[1]} = ? AND articles = 0", key)


def _put_new(connection: sqlite3.Connection, slug: str, topics: Collection[str], new: Collection[str]) -> None:
    """Counts the companions of a topic that is new; in both directions with those that aren't, which have no turn."""
    rows = connection.execute(NAMED_IN_LIST, (topic_list(slug), *_EVERY_PLACE))
    for other, number in rows.fetchall():
        if other in topics and other != slug:
            connection.execute("INSERT INTO companions VALUES (?, ?, ?)", (slug, other, number))
            if other not in new:
                connection.execute("INSERT INTO companions VALUES (?, ?, ?)", (other, slug, number))
