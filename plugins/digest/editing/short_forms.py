"""The short forms of a name that texts use: "Wagner" of the Wagner Group."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from ..annotate.lexicon.gazetteers import countries, places

MIN_ARTICLES: Final = 3  # with the short form; in fewer it may be somebody's slip
MIN_SHARE: Final = 0.9  # of them, that also have the whole name: "England" stands in too many texts to be a bank


def short_forms(connection: sqlite3.Connection, title: str) -> tuple[str, ...]:
    """The parts of a name that texts have as a name of their own and that mean it: nearly every article with the part
    has the whole name too. The longest come first."""
    own = _articles_with(connection, title)
    return tuple(part for part in _parts(title) if _means_it(_articles_with(connection, part), own))


def _parts(title: str) -> Iterator[str]:
    """Runs of words in the name, the longest first, without names of places, which are shared by many."""
    words = title.split()
    known_places = places() | frozenset(countries())
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if part not in known_places:
                yield part


def _articles_with(connection: sqlite3.Connection, name: str) -> set[str]:
    """The ids of the articles in which a name was found, or a spelling of it."""
    query = "SELECT id FROM found_names JOIN canonical USING (name) WHERE canonical = ? OR name = ?"
    return {id_ for (id_,) in connection.execute(query, (name, name))}


def _means_it(with_part: set[str], own: set[str]) -> bool:
    return len(with_part) >= MIN_ARTICLES and len(with_part & own) >= MIN_SHARE * len(with_part)
