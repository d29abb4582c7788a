"""Quotes: by and about a topic, and of a day."""

from datetime import date

from incremental import QuestionGroup, question

from ..model.events import ArticleQuote, quotes_of
from .stored import StoredRecords


class QuoteQuestions(QuestionGroup):
    """The direct quotes of the archive that somebody known has said, or that name somebody."""

    def __init__(self, records: StoredRecords) -> None:
        self._records = records
        self._index = records.index

    @question(lambda _, slug, _number: (f"said/{slug}",))
    def by(self, slug: str, number: int) -> tuple[ArticleQuote, ...]:
        """The newest quotes of a topic's actor, at most `number` of them, newest first."""
        return self._quotes(
            "SELECT id, number FROM said WHERE slug = ? ORDER BY place DESC, number LIMIT ?", slug, number
        )

    @question(lambda _, slug, _number: (f"said-about/{slug}",))
    def about(self, slug: str, number: int) -> tuple[ArticleQuote, ...]:
        """The newest quotes of others that name a topic, at most `number` of them, newest first."""
        return self._quotes(
            "SELECT id, number FROM said_about WHERE slug = ? ORDER BY place DESC, number LIMIT ?", slug, number
        )

    @question(lambda _, day: (f"quoted/{day}",))
    def speakers_on(self, day: date) -> tuple[tuple[str, int], ...]:
        """The speakers whom a day quotes, each with the number of quotes; "" for quotes without a speaker's name."""
        return tuple(self._index.rows("SELECT speaker, quotes FROM quoted WHERE day = ? ORDER BY speaker", (str(day),)))

    def _quotes(self, query: str, slug: str, number: int) -> tuple[ArticleQuote, ...]:
        rows = self._index.rows(query, (slug, number))
        return tuple(quotes_of(self._records.article(id_))[place - 1] for id_, place in rows)
