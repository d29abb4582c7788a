"""Watches, and the passages that make articles their hits."""

from dataclasses import dataclass

from incremental import QuestionGroup, question

from ..searching.passages import Passage
from ..updating.watch_rows import unpack_passages
from .stored import StoredRecords


@dataclass(frozen=True, slots=True)
class KnownWatch:
    """A watch as the archive knows it. `query` is as the editor wrote it."""

    slug: str
    name: str
    query: str
    private: bool


class WatchQuestions(QuestionGroup):
    """The public watches. Their hits are articles in lists, whose names `watch_list` makes."""

    def __init__(self, records: StoredRecords) -> None:
        self._index = records.index

    @question(lambda _: ("watches",))
    def all(self) -> tuple[KnownWatch, ...]:
        """All public watches, in the order of their file."""
        rows = self._index.rows("SELECT slug, name, query FROM watches WHERE NOT private ORDER BY number")
        return tuple(KnownWatch(slug, name, query, private=False) for slug, name, query in rows)

    @question(lambda _, slug: (f"watch/{slug}",))
    def with_slug(self, slug: str) -> KnownWatch | None:
        """The public watch with a slug; None if there is none."""
        rows = self._index.rows("SELECT slug, name, query FROM watches WHERE slug = ? AND NOT private", (slug,))
        return next((KnownWatch(known, name, query, private=False) for known, name, query in rows), None)

    @question(lambda _, slug, article_id: (f"hit/{slug}/{article_id}",))
    def passages(self, slug: str, article_id: str) -> tuple[Passage, ...]:
        """The passages that make an article a hit of a watch; none where it is no hit."""
        packed = self._index.value("SELECT passages FROM hits WHERE watch = ? AND id = ?", (slug, article_id))
        return unpack_passages(packed) if packed else ()
