"""The words of all texts in an FTS5 table of the index, and the articles that a query may mean.

The table holds plain words (`text_words`), so that FTS5 has nothing left to fold, and keeps no text: a row is taken out
by the words that it was put in with. What it finds may be too much and is never too little, since each of our words is
one or several of FTS5's, which a phrase holds together.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from unicodedata import ucd_3_2_0

from ..model.addresses import section_slug
from ..model.list_names import section_list, topic_list
from ..packed_articles import headline_and_text
from .query_names import NamedQuery
from .query_tree import ActorTerm, AllOf, AnyOf, FieldTerm, NoneOf, PhraseTerm, QueryTree
from .text_words import TextWords

_MATCHING: Final = "SELECT id FROM texts WHERE rowid IN (SELECT rowid FROM words WHERE words MATCH ?)"


class Candidates(NamedTuple):
    """A SELECT of the ids of articles, with its parameters."""

    select: str
    parameters: tuple[str, ...]


def put_words(connection: sqlite3.Connection, article_id: str) -> None:
    """Puts the words of an article into the table, once it is in the index."""
    rowid, record, body = _row(connection, article_id)
    connection.execute("INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?)", (rowid, *_words(record, body)))


def take_words(connection: sqlite3.Connection, article_id: str) -> None:
    """Takes the words of an article out of the table, before it changes or goes."""
    rowid, record, body = _row(connection, article_id)
    connection.execute(
        "INSERT INTO words (words, rowid, headline, text) VALUES ('delete', ?, ?, ?)", (rowid, *_words(record, body))
    )


def candidates(query: NamedQuery) -> Candidates | None:
    """The articles that may be hits of a query, all hits among them; None where that can be any article."""
    return _candidates(query.tree, query)


def _row(connection: sqlite3.Connection, article_id: str) -> tuple[int, bytes, bytes]:
    row: tuple[int, bytes, bytes] = connection.execute(
        "SELECT rowid, record, body FROM texts WHERE id = ?", (article_id,)
    ).fetchone()
    return row


def _words(record: bytes, body: bytes) -> tuple[str, str]:
    headline, text = (" ".join(TextWords(part).words) for part in headline_and_text(record, body))
    return headline, text


def _candidates(tree: QueryTree, query: NamedQuery) -> Candidates | None:
    if isinstance(tree, AllOf):
        of_parts = [found for part in tree.parts if (found := _candidates(part, query))]
        return _joined(" INTERSECT ", of_parts) if of_parts else None
    if isinstance(tree, AnyOf):
        found_all = [_candidates(part, query) for part in tree.parts]
        return None if None in found_all else _joined(" UNION ", [found for found in found_all if found])
    if isinstance(tree, NoneOf):
        return None
    if isinstance(tree, PhraseTerm):
        if not any(map(_is_known_to_fts5, "".join(tree.words))):
            return None
        phrase = " ".join(tree.words).replace('"', '""')
        return Candidates(_MATCHING, (f'"{phrase}"{" *" if tree.prefix else ""}',))
    if isinstance(tree, FieldTerm):
        return _with_field(tree, query)
    if isinstance(tree, ActorTerm):
        return _joined(" INTERSECT ", [_naming(query.actors[name]) for name in tree.names])
    speakers = sorted(query.actors[tree.speaker])
    speaking = Candidates(f"SELECT id FROM said WHERE slug IN ({_marks(speakers)})", tuple(speakers))
    return _joined(" INTERSECT ", [speaking, *(_naming(query.actors[name]) for name in tree.about)])


def _is_known_to_fts5(character: str) -> bool:
    """Whether the tokenizer of FTS5, which knows the characters of Unicode 6.1, sees a part of a word in it. A phrase
    without any such part would find nothing. (Python has the tables of 3.2, which are part of those of 6.1.)"""
    return ucd_3_2_0.category(character)[0] in "LN"


def _with_field(term: FieldTerm, query: NamedQuery) -> Candidates | None:
    if term.field == "source":
        slugs = sorted(query.sources[term.value])
        select = f"SELECT id FROM articles WHERE source IN ({_marks(slugs)}) OR publisher IN ({_marks(slugs)})"
        return Candidates(select, (*slugs, *slugs))
    if term.field == "section":
        return Candidates("SELECT id FROM listed WHERE list = ?", (section_list(section_slug(term.value)),))
    return None


def _naming(slugs: Iterable[str]) -> Candidates:
    """The articles that name one of these actors."""
    lists = sorted(map(topic_list, slugs))
    return Candidates(f"SELECT id FROM listed WHERE list IN ({_marks(lists)})", tuple(lists))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _joined(operator: str, parts: Sequence[Candidates]) -> Candidates:
    """`parts` are not empty. Each is wrapped, since SQL has no parentheses around the parts of such an operator."""
    select = operator.join(f"SELECT id FROM ({part.select})" for part in parts)
    return Candidates(select, tuple(value for part in parts for value in part.parameters))
