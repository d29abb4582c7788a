"""The rows of an article: the lists in which it stands, the names, quotes and roles in it; and sums over lists."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from ...annotate.records import Actor
from ..model.addresses import section_slug
from ..model.article import Article
from ..model.events import ArticleQuote, quotes_of
from ..model.list_names import ALL, QUOTES, section_list, source_list, topic_list
from ..model.speaker_roles import is_whole_role
from ..model.topics import countries_meant, followed_countries, mentions_of
from ..model.worth_listing import worth_listing
from .article_files import ISSUED_AGAIN, SHOWN, articles_with, place_of, status_of
from .companion_rows import NamedDifferences, TogetherDifferences, count_named, count_together, topic_slugs
from .names import KnownNames
from .row_differences import Row, replace_rows

_OWN_LISTS: Final = "id = ? AND list NOT GLOB 'watch/*'"  # `watch_rows` makes the rows of the others
_TABLES: Final = ("listed", "named", "said", "said_about", "roles")


class ChangedLists:
    """What changed in the lists: (list, month), slugs of names, pairs of followed actors with the day, days with
    quotes, and the numbers of articles that name two topics, or that name one and stand in a list; these are the
    `topics` from before the change."""

    def __init__(self, topics: Collection[str] = ()) -> None:
        self.topics = topics
        self.months: set[tuple[str, str]] = set()
        self.slugs: set[str] = set()
        self.names: set[str] = set()
        self.pairs: set[tuple[str, str, str]] = set()
        self.quoted_days: set[str] = set()
        self.together: TogetherDifferences = Counter()
        self.named: NamedDifferences = Counter()


def list_articles(
    connection: sqlite3.Connection, ids: Collection[str], names: KnownNames, actors: Sequence[Actor]
) -> ChangedLists:
    """Makes the rows of the articles with these ids, and of those that are gone."""
    changed = ChangedLists(topic_slugs(connection))
    followed = {actor.slug for actor in actors}
    country_slugs = followed_countries(actors)
    for article_id in sorted(ids):
        rows: Mapping[str, Iterable[Row]] = {}
        status = status_of(connection, article_id)
        if status in (SHOWN, ISSUED_AGAIN):
            (article,) = articles_with(connection, (article_id,))
            rows = _rows(article, names, country_slugs, shown=status == SHOWN)
        lists: set[tuple[str, str]] = set()
        before = connection.execute(f"SELECT list, place FROM listed WHERE {_OWN_LISTS}", (article_id,)).fetchall()
        for table in _TABLES:
            own = _OWN_LISTS if table == "listed" else "id = ?"
            deleted, inserted = replace_rows(connection, table, own, (article_id,), rows.get(table, ()))
            if table == "listed":
                lists_before, lists_after = [row[0] for row in before], [row[0] for row in rows.get(table, ())]
                named_before, named_after = (
                    _topics_in(listed, changed.topics) for listed in (lists_before, lists_after)
                )
                count_together(changed.together, named_before, named_after)
                count_named(changed.named, lists_before, named_before, lists_after, named_after)
                lists.update(before)
                lists.update((row[0], row[1]) for row in inserted)
            elif table == "named":
                changed.slugs.update(row[0] for row in (*deleted, *inserted))
                changed.names.update(row[2] for row in (*deleted, *inserted))
        changed.months.update((name, place[:7]) for name, place in lists)
        changed.quoted_days.update(place[:10] for name, place in lists if name == QUOTES)
        # That an article came or went changes its topics even where the names in it are the same.
        changed.slugs.update(name.removeprefix("topic/") for name, _ in lists if name.startswith("topic/"))
        by_day = defaultdict(set)
        for name, place in lists:
            if name.startswith("topic/") and name.removeprefix("topic/") in followed:
                by_day[place[:10]].add(name.removeprefix("topic/"))
        for day, slugs in by_day.items():
            changed.pairs.update((one, other, day) for one, other in combinations(sorted(slugs), 2))
    return changed


def _topics_in(lists: Iterable[str], topics: Collection[str]) -> set[str]:
    """The slugs of the topics among lists."""
    slugs = {name.removeprefix("topic/") for name in lists if name.startswith("topic/")}
    return slugs.intersection(topics)


def pairs_of(
    connection: sqlite3.Connection, slugs: Iterable[str], followed: Collection[str]
) -> set[tuple[str, str, str]]:
    """The pairs of followed actors of which one is among `slugs`, each with the days on which an article names
    both."""
    pairs = set()
    together = (
        "SELECT other.list, substr(one.place, 1, 10) FROM listed one JOIN listed other ON other.id = one.id "
        "WHERE one.list = ? AND other.list LIKE 'topic/%' AND other.list != one.list"
    )
    for slug in slugs:
        for name, day in connection.execute(together, (topic_list(slug),)):
            other = name.removeprefix("topic/")
            if slug in followed and other in followed:
                pairs.add((min(slug, other), max(slug, other), day))
    return pairs


def forget_unfollowed(connection: sqlite3.Connection, followed: Collection[str]) -> None:
    """Takes out the sums of pairs of which one is no longer followed."""
    for slug in {slug for row in connection.execute("SELECT DISTINCT one, other FROM together") for slug in row}:
        if slug not in followed:
            connection.execute("DELETE FROM together WHERE one = ? OR other = ?", (slug, slug))


def sum_lists(connection: sqlite3.Connection, changed: ChangedLists) -> None:
    """Makes the sums of lists over months, and those of pairs of followed actors over days."""
    for name, month in sorted(changed.months):
        query = (
            "SELECT list, ?, count(*), max(modified) FROM listed JOIN articles USING (id) "
            "WHERE list = ? AND listed.place >= ? AND listed.place < ? GROUP BY list"
        )
        rows = connection.execute(query, (month, name, month, f"{month}~")).fetchall()
        replace_rows(connection, "months", "list = ? AND month = ?", (name, month), rows)
    for one, other, day in sorted(changed.pairs):
        query = (
            "SELECT count(*) FROM listed one JOIN listed other ON other.list = ? AND other.place = one.place "
            "WHERE one.list = ? AND one.place >= ? AND one.place < ?"
        )
        (number,) = connection.execute(query, (topic_list(other), topic_list(one), day, f"{day}~")).fetchone()
        rows = [(one, other, day, number)] if number else []
        replace_rows(connection, "together", "one = ? AND other = ? AND day = ?", (one, other, day), rows)


def _rows(
    article: Article, names: KnownNames, country_slugs: Mapping[str, str], *, shown: bool
) -> dict[str, list[Row]]:
    """The rows of an article by table. One that was issued again is in no list."""
    named = list(_named(article, names, country_slugs, shown=shown))
    if not shown:
        return {"named": named}
    place = place_of(article)
    quotes = quotes_of(article)
    return {
        "named": named,
        "listed": [(name, place, article.id) for name in _lists(article, quotes, {row[0] for row in named})],
        "said": [
            (names.slug_of(quote.quote.speaker), place, quote.number, article.id)
            for quote in quotes
            if quote.quote.speaker
        ],
        "said_about": [
            (slug, place, quote.number, article.id) for quote in quotes for slug in sorted(_about(quote, names))
        ],
        "roles": [
            (names.slug_of(role.actor), place, number, role.phrase, int(is_whole_role(role.phrase)), article.id)
            for number, role in enumerate(article.annotation.roles)
        ],
    }


def _named(article: Article, names: KnownNames, country_slugs: Mapping[str, str], *, shown: bool) -> Iterator[Row]:
    """(slug, id, name, kind, text, how often, whether it is shown) for each spelling; without a name for a followed
    country of whose state or people the text speaks."""
    counts = Counter((mention.actor, mention.kind, mention.text) for mention in mentions_of(article))
    for (name, kind, text), count in counts.items():
        yield names.slug_of(name), article.id, name, kind, text, count, int(shown)
    meant = Counter(country_slugs[name] for name in countries_meant(article) if name in country_slugs)
    for slug, count in meant.items():
        yield slug, article.id, "", "", "", count, int(shown)


def _lists(article: Article, quotes: Sequence[ArticleQuote], slugs: Collection[str]) -> Iterator[str]:
    yield ALL
    yield source_list(article.source.slug)
    yield section_list(section_slug(article.section))
    if worth_listing(quotes):
        yield QUOTES
    yield from map(topic_list, slugs)


def _about(quote: ArticleQuote, names: KnownNames) -> set[str]:
    """The slugs of the names within a quote, but for its speaker's."""
    inside = {
        names.slug_of(mention.actor)
        for mention in quote.article.annotation.mentions
        for segment in quote.quote.segments
        if segment.start <= mention.start and mention.end <= segment.end
    }
    return inside - ({names.slug_of(quote.quote.speaker)} if quote.quote.speaker else set())
