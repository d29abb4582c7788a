"""What is found in articles, first by each text alone, then with the names of the whole archive."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from ...annotate.names.archive_names import archive_names
from ...annotate.names.canonical_names import ArchiveNames
from ...annotate.names.headline_names import HeadlineNames
from ...annotate.records import Actor, Annotation, Text
from ..model.article import Article, verbatim_only
from ..model.topic_slugs import TopicSlugs, topic_slugs
from ..packed_articles import (
    PackedArticle,
    article_digest,
    pack_annotation,
    unpack_annotation,
    unpack_article,
)
from .article_files import HIDDEN, articles_with, status_of


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


class KnownNames:
    """The names of the archive: which spellings are one name, and the slug that each name has in addresses."""

    def __init__(self, names: ArchiveNames, slugs: TopicSlugs, actors: Sequence[Actor]) -> None:
        self.names = names
        self.slugs = slugs
        self.actors: Mapping[str, Actor] = {actor.name: actor for actor in actors if actor.tagged}
        self._headline_names = HeadlineNames(names, {actor.name for actor in actors})

    def slug_of(self, name: str) -> str:
        """The slug of a canonical name."""
        actor = self.actors.get(name)
        return actor.slug if actor else self.slugs.of(name)

    def annotation(self, found: Annotation, article: Article) -> Annotation:
        """What was found in an article's text, with canonical names, those of its headline, and verbatim quotes only."""
        named = self._headline_names.with_headline_names(self.names.with_canonical_names(found), article.headline)
        return verbatim_only(named, article.body.text)


def known_names(connection: sqlite3.Connection, actors: Sequence[Actor]) -> KnownNames:
    """The names of all articles, joined."""
    found = [
        (place, unpack_annotation(article_id, packed))
        for article_id, place, packed in connection.execute(
            "SELECT id, substr(place, 12), found FROM articles JOIN texts USING (id) WHERE status != ? ORDER BY id",
            (HIDDEN,),
        )
    ]
    names = archive_names((annotation for _, annotation in found), actors)
    return KnownNames(names, topic_slugs(found, names.canonical), actors)


def name_in_articles(connection: sqlite3.Connection, names: KnownNames) -> set[str]:
    """Gives all names in articles their canonical form. Returns the ids of the articles in which one has changed."""
    changed = set()
    query = "SELECT id, record, body, annotation, digest, found FROM articles JOIN texts USING (id) WHERE status != ?"
    for article_id, record, body, before, digest, found in connection.execute(query, (HIDDEN,)).fetchall():
        article = unpack_article(article_id, PackedArticle(record, body, before, digest))
        named = names.annotation(unpack_annotation(article_id, found), article)
        annotation = pack_annotation(named)
        now = article_digest(record, body, annotation)
        if now != digest:
            quotes = [quote.speaker for quote in named.quotes if quote.direct]
            connection.execute("UPDATE texts SET annotation = ? WHERE id = ?", (annotation, article_id))
            connection.execute(
                "UPDATE articles SET digest = ?, quotes = ?, attributed = ? WHERE id = ?",
                (now, len(quotes), sum(speaker is not None for speaker in quotes), article_id),
            )
            changed.add(article_id)
    return changed
