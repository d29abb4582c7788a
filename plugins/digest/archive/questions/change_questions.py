"""What publishers changed in substance."""

from incremental import QuestionGroup, question

from ..changes.text_change import TextChange, unpack_change
from ..model.article import Article
from .stored import StoredRecords

_TOLD = "FROM changes JOIN articles USING (id) WHERE status = 'shown' AND NOT thin"


class ChangeQuestions(QuestionGroup):
    """The changes of articles that have a page."""

    def __init__(self, records: StoredRecords) -> None:
        self._records = records
        self._index = records.index

    @question(lambda _, article_id: (f"changes/{article_id}",))
    def of(self, article_id: str) -> tuple[TextChange, ...]:
        """The changes of an article, newest first."""
        rows = self._index.rows("SELECT record FROM changes WHERE id = ? ORDER BY number DESC", (article_id,))
        return tuple(unpack_change(record) for (record,) in rows)

    @question(lambda _, _number: ("changes",))
    def newest(self, number: int) -> tuple[tuple[Article, int, TextChange], ...]:
        """The newest changes, at most `number` of them, newest first, each with its article and its number there, from
        1."""
        rows = self._index.rows(
            f"SELECT id, number, record {_TOLD} ORDER BY at DESC, place DESC, number DESC LIMIT ?", (number,)
        )
        return tuple((self._records.article(id_), place + 1, unpack_change(record)) for id_, place, record in rows)

    @question(lambda _: ("changes",))
    def any(self) -> bool:
        """Whether there are changes."""
        return self._index.value(f"SELECT 1 {_TOLD} LIMIT 1") is not None
