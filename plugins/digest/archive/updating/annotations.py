"""What is found in articles, first by each text alone, then with the names of the whole archive."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from ...annotate.records import Annotation, Text
from ..corrections import Corrections
from ..packed_articles import (
    article_digest,
    pack_annotation,
    unpack_annotation,
)
from .article_files import HIDDEN, articles_with, status_of
from .corrected_annotations import corrected
from .names import KnownNames, NamedArticle


class TextAnnotator(Protocol):
    """What annotates texts, each by itself: `annotate.run.annotator.Annotator`, or a stand-in."""

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        """One annotation for each text, in the order given."""


def find_in_texts(connection: sqlite3.Connection, ids: Collection[str], annotator: TextAnnotator) -> set[str]:
    """Annotates the articles with these ids, each by its own text alone. Returns the ids of those in which something
    else is found than before."""
    shown = [article_id for article_id in sorted(ids) if status_of(connection, article_id) not in ("", HIDDEN)]
    changed = set()
    texts = (Text(one.id, one.body.text, one.headline, one.lang) for one in articles_with(connection, shown))
    for article_id, annotation in zip(shown, annotator.annotate(texts), strict=True):
        found = pack_annotation(annotation)
        (before,) = connection.execute("SELECT found FROM texts WHERE id = ?", (article_id,)).fetchone()
        if found != before:
            connection.execute("UPDATE texts SET found = ? WHERE id = ?", (found, article_id))
            changed.add(article_id)
    return changed


def named_articles(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[tuple[str, NamedArticle | None]]:
    """What was found in each of the articles with these ids, in the order of the ids; None for one that is gone or not
    shown."""
    for article_id in sorted(ids):
        named = None
        for article in articles_with(connection, (article_id,)):
            if status_of(connection, article_id) != HIDDEN:
                (found,) = connection.execute("SELECT found FROM texts WHERE id = ?", (article_id,)).fetchone()
                place = f"{article.date.isoformat(timespec='microseconds')} {article_id}"
                named = NamedArticle(place, article.headline, unpack_annotation(article_id, found))
        yield article_id, named


def name_in_articles(
    connection: sqlite3.Connection, names: KnownNames, corrections: Corrections, ids: Iterable[str]
) -> set[str]:
    """Gives all names in the articles with these ids their canonical form, and makes the editor's corrections. Returns
    the ids of the articles in which something has changed."""
    changed = set()
    for article in articles_with(connection, ids):
        if status_of(connection, article.id) == HIDDEN:
            continue
        record, body, found = connection.execute(
            "SELECT record, body, found FROM texts WHERE id = ?", (article.id,)
        ).fetchone()
        named = corrected(names.annotation(unpack_annotation(article.id, found), article), article, corrections)
        annotation = pack_annotation(named)
        digest = article_digest(record, body, annotation)
        if digest != article.digest:
            quotes = [quote.speaker for quote in named.quotes if quote.direct]
            connection.execute("UPDATE texts SET annotation = ? WHERE id = ?", (annotation, article.id))
            connection.execute(
                "UPDATE articles SET digest = ?, quotes = ?, attributed = ? WHERE id = ?",
                (digest, len(quotes), sum(speaker is not None for speaker in quotes), article.id),
            )
            changed.add(article.id)
    return changed
