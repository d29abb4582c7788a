"""Expired articles, of which the record alone is left."""

from incremental import QuestionGroup, question

from ..index_file import IndexFile


class ExpiredQuestions(QuestionGroup):
    """The addresses of expired articles, by the days in them. One whose file is back, or whose address another article
    has, is none."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index

    @question(lambda _: ("expired",))
    def days(self) -> tuple[str, ...]:
        """The days of the record, oldest first."""
        return tuple(day for (day,) in self._index.rows("SELECT DISTINCT day FROM expired ORDER BY day"))

    @question(lambda _, day: (f"expired/{day}",))
    def on(self, day: str) -> tuple[tuple[str, str, str, str, str], ...]:
        """The articles of a day as (path of its page, title, slug of its source, URL of its original or "", moment in
        ISO 8601)."""
        return tuple(
            self._index.rows(
                "SELECT path, title, source, original, date FROM expired WHERE day = ? "
                "AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.id = expired.id) "
                "AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.path = expired.path) "
                "AND NOT EXISTS (SELECT 1 FROM expired other WHERE other.path = expired.path "
                "AND (other.id, other.file) < (expired.id, expired.file)) ORDER BY path",
                (day,),
            )
        )
