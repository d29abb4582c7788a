"""Articles: by their ids, and in the lists in which they stand."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from incremental import QuestionGroup, question

from ..model.article import Article
from ..updating.calendar_sums import CANONICAL, LISTS_WITH_PAGES, span_of_month
from .stored import StoredRecords

SPARK_WEEKS: Final = 8  # the design's "last eight weeks"


class ArticleQuestions(QuestionGroup):
    """The articles of the archive. The name of a list is made by `source_list`, `section_list`, `topic_list`; ALL has
    every article, QUOTES those with quotes that are worth listing. Months are given as "2026-11". A report that its
    source issued again stands in no list; its first issue does."""

    def __init__(self, records: StoredRecords) -> None:
        self._records = records
        self._index = records.index

    @question(lambda _, article_id: (f"article/{article_id}",))
    def with_id(self, article_id: str) -> Article:
        """The article with that id.

        Raises:
            LookupError: there is none.
        """
        return self._records.article(article_id)

    @question(lambda _, name, _number: (f"list/{name}",))
    def newest(self, name: str, number: int) -> tuple[Article, ...]:
        """The newest articles of a list, at most `number` of them, newest first."""
        return self._records.articles(
            "SELECT id FROM listed WHERE list = ? ORDER BY place DESC LIMIT ?", (name, number)
        )

    @question(lambda _, name, month, _first, _number: (f"list/{name}/{month}",))
    def part_of_month(self, name: str, month: str, first: int, number: int) -> tuple[Article, ...]:
        """`number` articles of a month in a list, from the number `first` on, counted from the oldest; newest first."""
        oldest_first = self._records.articles(
            "SELECT id FROM listed WHERE list = ? AND place >= ? AND place < ? ORDER BY place LIMIT ? OFFSET ?",
            (name, month, f"{month}~", number, first),
        )
        return tuple(reversed(oldest_first))

    @question(lambda _, name, period: (f"list/{name}/{period[:7]}",))
    def of_period(self, name: str, period: str) -> tuple[Article, ...]:
        """The articles of a month ("2026-11") or a day ("2026-11-22") in a list, newest first."""
        return self._records.articles(
            "SELECT id FROM listed WHERE list = ? AND place >= ? AND place < ? ORDER BY place DESC",
            (name, period, f"{period}~"),
        )

    @question(lambda _, name: (f"months/{name}",))
    def months(self, name: str) -> tuple[tuple[str, int], ...]:
        """The months in which a list has articles, each with their number, oldest first."""
        return tuple(self._index.rows("SELECT month, articles FROM months WHERE list = ? ORDER BY month", (name,)))

    @question(lambda _, name: (f"months/{name}",))
    def count(self, name: str) -> int:
        """The number of articles in a list."""
        return self._records.length(name)

    @question(lambda _, name, month: (f"list/{name}/{month}",))
    def days(self, name: str, month: str) -> tuple[tuple[date, int], ...]:
        """The days of a month on which a list has articles, each with their number, oldest first."""
        rows = self._index.rows(
            "SELECT substr(place, 1, 10), count(*) FROM listed WHERE list = ? AND place >= ? AND place < ? "
            "GROUP BY 1 ORDER BY 1",
            (name, month, f"{month}~"),
        )
        return tuple((date.fromisoformat(day), number) for day, number in rows)

    @question(lambda _, name: (f"dates/{name}",))
    def all_days(self, name: str) -> tuple[tuple[date, int], ...]:
        """The days on which a list has articles, each with their number, oldest first."""
        rows = self._index.rows(
            "SELECT substr(place, 1, 10), count(*) FROM listed WHERE list = ? GROUP BY 1 ORDER BY 1", (name,)
        )
        return tuple((date.fromisoformat(day), number) for day, number in rows)

    @question(lambda _, name: (f"dates/{name}",))
    def first_day(self, name: str) -> date | None:
        """The day of the oldest article in a list; None of an empty one."""
        place = self._index.value("SELECT min(place) FROM listed WHERE list = ?", (name,))
        return date.fromisoformat(place[:10]) if place else None

    @question(lambda _, name, period: (f"list/{name}/{period[:7]}" if period else f"months/{name}",))
    def modified(self, name: str, period: str) -> str:
        """When the last article of a list, or of a month or day in it, came or was changed, in RFC 3339; "" where there
        are no articles. With the period "" it is the whole list."""
        if len(period) <= len("2026-11"):
            query = "SELECT coalesce(max(modified), '') FROM months WHERE list = ? AND month >= ? AND month < ?"
        else:
            query = (
                "SELECT coalesce(max(modified), '') FROM listed JOIN articles USING (id) "
                "WHERE list = ? AND listed.place >= ? AND listed.place < ?"
            )
        return str(self._index.value(query, (name, period, f"{period}~")))

    @question(lambda _, name, _until: (f"dates/{name}",))
    def weekly_counts(self, name: str, until: date) -> tuple[int, ...]:
        """How many articles of a list fall into each of the last SPARK_WEEKS calendar weeks up to a day, oldest first.

        They are weeks of the calendar, so that a line changes with what is reported and not with the hour.
        """
        starts = week_starts(until)
        days = self._index.rows(
            "SELECT substr(place, 1, 10), count(*) FROM listed WHERE list = ? AND place >= ? AND place < ? GROUP BY 1",
            (name, starts[0].isoformat(), f"{until.isoformat()}~"),
        )
        return counts_by_week(((date.fromisoformat(day), number) for day, number in days), starts)

    @question(lambda _, name: (f"list/{name}",))
    def publishers(self, name: str) -> int:
        """How many publishers the articles of a list have."""
        query = "SELECT count(DISTINCT publisher) FROM listed JOIN articles USING (id) WHERE list = ?"
        return int(self._index.value(query, (name,)))

    @question(lambda _, name: (f"list/{name}", "sources"))
    def sources(self, name: str) -> tuple[tuple[str, int], ...]:
        """The slugs of the sources whose feeds brought the articles of a list, each with their number, most first."""
        return tuple(
            self._index.rows(
                "SELECT source, count(*) FROM listed JOIN articles USING (id) WHERE list = ? "
                "GROUP BY source ORDER BY 2 DESC, 1",
                (name,),
            )
        )

    @question(lambda self, article_id: self.keys_of_issues(article_id))
    def issued_again(self, article_id: str) -> tuple[Article, ...]:
        """The later issues of an article by its source, in order of time. They have pages, and no list has them."""
        return self._records.articles(
            "SELECT id FROM story_reissues JOIN articles USING (id) "
            "WHERE first = ? AND status = 'issued again' ORDER BY place",
            (article_id,),
        )

    @question(lambda self, article_id: self.keys_of_issues(article_id))
    def first_issue(self, article_id: str) -> Article | None:
        """The first issue of an article that its source issued again; None of one that is a first issue."""
        first = self._index.value("SELECT first FROM story_reissues WHERE id = ?", (article_id,))
        return self._records.article(first) if first else None

    def keys_of_issues(self, article_id: str) -> tuple[str, ...]:
        """The keys of the issues of an article, and of the articles that these are."""
        query = "SELECT id FROM story_reissues WHERE first = ? UNION SELECT first FROM story_reissues WHERE id = ?"
        others = self._index.rows(query, (article_id, article_id))
        return (f"issues/{article_id}", *(f"article/{other}" for (other,) in others))

    def pictures(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The ids of the articles with pictures, each with the names of the files beside it."""
        rows = self._index.rows(
            "SELECT id, pictures FROM articles WHERE pictures != '' AND status = 'shown' AND NOT thin ORDER BY id"
        )
        return tuple((id_, tuple(names.split("\n"))) for id_, names in rows)

    @question(lambda _, month: (f"full/{month}",))
    def canonical_in(self, month: str) -> tuple[tuple[str, str], ...]:
        """The pages of articles of a month that are their canonical address, as (path, when modified)."""
        return tuple(self._index.rows(CANONICAL, span_of_month(month)))

    @question(lambda _, month: (f"months/{month}",))
    def lists_in(self, month: str) -> tuple[tuple[str, str], ...]:
        """The lists that have a page for a month, as (list, when modified)."""
        return tuple(self._index.rows(LISTS_WITH_PAGES, span_of_month(month)))

    @question(lambda _, month: (f"sitemap/{month}",))
    def addresses_in(self, month: str) -> int:
        """How many addresses the sitemap has of a month."""
        return self._index.value("SELECT addresses FROM sitemap_months WHERE month = ?", (month,)) or 0

    @question(lambda _: ("sitemap-months",))
    def sitemap_months(self) -> tuple[tuple[str, int, str], ...]:
        """The months of the sitemap, oldest first, as (month, number of addresses, when the last page was modified)."""
        return tuple(self._index.rows("SELECT month, addresses, modified FROM sitemap_months ORDER BY month"))


def week_starts(until: date) -> list[date]:
    """The Mondays of the last SPARK_WEEKS weeks up to a day, oldest first."""
    monday = until - timedelta(days=until.weekday())
    return [monday - timedelta(weeks=age) for age in reversed(range(SPARK_WEEKS))]


def counts_by_week(days: Iterable[tuple[date, int]], starts: list[date]) -> tuple[int, ...]:
    """The sums of numbers by day over the weeks that begin at `starts`."""
    sums = [0] * len(starts)
    for day, number in days:
        week = (day - starts[0]).days // 7
        if 0 <= week < len(sums):
            sums[week] += number
    return tuple(sums)
