"""The sources and sections of the archive."""

import marshal
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Final

from ..model.article import Source
from ..model.list_names import section_list, source_list
from ..packed_articles import PackedArticle, unpack_article
from .row_differences import replace_rows

_VERSION: Final = 2  # of marshal, as in `packed_articles`
_ARTICLES: Final = (
    "SELECT id, record, body, annotation, digest FROM listed JOIN articles USING (id) JOIN texts USING (id)"
)


def pack_source(source: Source) -> bytes:
    return marshal.dumps(astuple(source), _VERSION)


def unpack_source(packed: bytes) -> Source:
    return Source(*marshal.loads(packed))  # noqa: S302  the index has made it


def put_sources(connection: sqlite3.Connection, slugs: Iterable[str], sources: Mapping[str, Source]) -> None:
    """Makes the rows of the sources with these slugs: those subscribed to, and those of articles that are here. One
    that is no longer subscribed is as its oldest article has it."""
    subscribed = {source.slug: source for key, source in sources.items() if key}
    for slug in sorted(set(slugs)):
        source = subscribed.get(slug) or _of_oldest(connection, slug)
        replace_rows(connection, "sources", "slug = ?", (slug,), [(slug, pack_source(source))] if source else [])


def put_sections(connection: sqlite3.Connection, slugs: Iterable[str]) -> None:
    """Makes the rows of the sections with these slugs. The newest article says how a section is written."""
    for slug in sorted(set(slugs)):
        name = section_list(slug)
        (number,) = connection.execute("SELECT count(*) FROM listed WHERE list = ?", (name,)).fetchone()
        newest = connection.execute(
            f"{_ARTICLES} WHERE list = ? ORDER BY listed.place DESC LIMIT 1",
            (name,),
        ).fetchone()
        rows = [(slug, unpack_article(newest[0], PackedArticle(*newest[1:])).section, number)] if newest else []
        replace_rows(connection, "sections", "slug = ?", (slug,), rows)


def _of_oldest(connection: sqlite3.Connection, slug: str) -> Source | None:
    oldest = connection.execute(
        f"{_ARTICLES} WHERE list = ? ORDER BY listed.place LIMIT 1",
        (source_list(slug),),
    ).fetchone()
    return unpack_article(oldest[0], PackedArticle(*oldest[1:])).source if oldest else None
