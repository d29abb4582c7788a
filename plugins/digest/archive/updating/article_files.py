"""Articles into the index, as their files are read."""

import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from ...annotate.records import Annotation
from ..model.addresses import section_slug
from ..model.article import Article
from ..packed_articles import PackedArticle, article_digest, pack_annotation, pack_article, unpack_article
from ..searching.word_index import put_words, take_words

SHOWN: Final = "shown"
ISSUED_AGAIN: Final = "issued again"
DROPPED: Final = "dropped"
HIDDEN: Final = "hidden"  # another article has the address of its page
NEW: Final = "new"  # until the update is done
_log = logging.getLogger(__name__)


class ReadArticle(NamedTuple):
    """An article as it was read, without annotation. `stamp` tells whether its file has changed since."""

    article: Article
    stamp: bytes


def place_of(article: Article) -> str:
    """What orders an article by time: by its day, its moment and its id."""
    return f"{article.day.isoformat()} {article.date.isoformat(timespec='microseconds')[:26]} {article.id}"


def put_articles(connection: sqlite3.Connection, read: Iterable[ReadArticle], gone: Iterable[str]) -> set[str]:
    """Puts the articles that were read into the index and then takes out those that are gone. Returns the ids of those
    that have changed, also where another article has their address; those that are gone are among them."""
    changed: set[str] = set()
    paths: set[str] = set()
    for as_read, stamp in read:
        before = connection.execute(
            "SELECT path, record, body, thin FROM articles JOIN texts USING (id) WHERE id = ?", (as_read.id,)
        ).fetchone()
        was_thin = bool(before and before[3] and as_read.original)
        article = replace(as_read, is_thin=True) if was_thin else as_read  # until `put_thin` says otherwise
        packed = pack_article(article)
        if before and before[1:3] == (packed.record, packed.body):
            connection.execute("UPDATE articles SET stamp = ? WHERE id = ?", (stamp, article.id))
            continue
        paths.update((article.path, before[0]) if before else (article.path,))
        if before:
            take_words(connection, article.id)
        _put(connection, article, packed, stamp)
        put_words(connection, article.id)
        changed.add(article.id)
    for article_id in gone:
        row = connection.execute("SELECT path FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row:
            paths.add(row[0])
            take_words(connection, article_id)
            for table in ("articles", "texts"):
                connection.execute(f"DELETE FROM {table} WHERE id = ?", (article_id,))
            changed.add(article_id)
    return changed | _hide(connection, paths)


def is_canonical(article: Article) -> bool:
    """Whether the page of an article is its canonical address, as that of an excerpt is not."""
    return not article.is_thin and (article.source.full or not article.original)


def articles_with(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Article]:
    """The articles with these ids, in the order of the ids; those that are not in the index are left out."""
    for article_id in sorted(ids):
        row = connection.execute(
            "SELECT record, body, annotation, digest FROM texts JOIN articles USING (id) WHERE id = ?", (article_id,)
        ).fetchone()
        if row:
            yield unpack_article(article_id, PackedArticle(*row))


def status_of(connection: sqlite3.Connection, article_id: str) -> str:
    """The status of an article; "" if it is gone."""
    row = connection.execute("SELECT status FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row[0] if row else ""


def kept_topic_pages(connection: sqlite3.Connection) -> dict[str, str]:
    """Slug of each page of a found name -> the same slug; former slug -> slug of the topic to which it redirects.

    `contracts.kept_pages` says what for.
    """
    leading = dict(
        connection.execute(
            "SELECT former, slug FROM ways JOIN topics USING (slug) WHERE former NOT IN (SELECT slug FROM topics) "
            "ORDER BY former, followed, slug DESC"
        )
    )  # of several rows the last counts: a followed topic, else the first in the alphabet
    found = {slug: slug for (slug,) in connection.execute("SELECT slug FROM topics WHERE NOT followed")}
    return leading | found


def log_hidden(connection: sqlite3.Connection) -> None:
    """Says in the log which articles are left out because another has the address of their pages."""
    query = (
        "SELECT one.id, min(other.id) FROM articles one JOIN articles other ON one.path = other.path "
        "WHERE one.status = ? GROUP BY one.id"
    )
    for article_id, first in connection.execute(query, (HIDDEN,)):
        _log.error("%s: has the address of %s, and is left out", article_id, first)


def _put(connection: sqlite3.Connection, article: Article, packed: PackedArticle, stamp: bytes) -> None:
    row = {
        "id": article.id,
        "path": article.path,
        "place": place_of(article),
        "stamp": stamp,
        "source": article.source.slug,
        "status": NEW,
        "digest": packed.digest,
        "modified": _modified(article),
        "publisher": article.publisher.slug,
        "section": section_slug(article.section),
        "full": int(is_canonical(article)),
        "pictures": "\n".join(size.name for size in article.picture.files) if article.picture else "",
        "quotes": 0,
        "attributed": 0,
        "linked": int(bool(article.original)),
        "thin": int(article.is_thin),
    }
    _upsert(connection, "articles", row, keeping=("status",))
    nothing = pack_annotation(article.annotation)
    text = {"record": packed.record, "body": packed.body, "found": nothing, "annotation": nothing}
    _upsert(connection, "texts", {"id": article.id, **text}, keeping=("found",))


def _upsert(connection: sqlite3.Connection, table: str, row: Mapping[str, object], keeping: Collection[str]) -> None:
    """Inserts a row, or updates it but for the columns `keeping`. (A row that is replaced would not be an update for
    triggers.)"""
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id" and name not in keeping)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(row.values()),
    )


def _modified(article: Article) -> str:
    """When the article came or was changed, in RFC 3339."""
    return max(article.date, article.modified or article.date).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hide(connection: sqlite3.Connection, paths: Iterable[str]) -> set[str]:
    """Hides all articles of one path but the first by the name of its file. Returns the ids of those whose status has
    changed."""
    changed = set()
    for path in sorted(paths):
        rows = connection.execute("SELECT id, status FROM articles WHERE path = ? ORDER BY id", (path,)).fetchall()
        for article_id, status in rows:
            is_first = article_id == rows[0][0]
            if is_first == (status == HIDDEN):
                connection.execute(
                    "UPDATE articles SET status = ? WHERE id = ?", (NEW if is_first else HIDDEN, article_id)
                )
                _forget_annotation(connection, article_id)
                changed.add(article_id)
    return changed


def _forget_annotation(connection: sqlite3.Connection, article_id: str) -> None:
    """Takes out what was found in an article."""
    nothing = pack_annotation(Annotation(article_id))
    connection.execute("UPDATE texts SET found = ?, annotation = ? WHERE id = ?", (nothing, nothing, article_id))
    record, body = connection.execute("SELECT record, body FROM texts WHERE id = ?", (article_id,)).fetchone()
    digest = article_digest(record, body, nothing)
    connection.execute("UPDATE articles SET digest = ?, quotes = 0, attributed = 0 WHERE id = ?", (digest, article_id))
