"""The archive as pages ask it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from ...annotate.records import Actor
from ...contracts.feed_status import NOTHING_POLLED, FeedStatuses
from ..index_file import IndexFile
from ..model.addresses import Addresses
from ..model.article import Source
from ..model.chart_periods import bar_end
from ..model.list_names import ALL
from ..model.settings import SiteSettings
from ..updating.stories import EPOCH
from .article_questions import ArticleQuestions
from .change_questions import ChangeQuestions
from .event_questions import EventQuestions
from .expired_questions import ExpiredQuestions
from .quote_questions import QuoteQuestions
from .source_questions import SourceQuestions
from .stored import StoredRecords
from .topic_questions import TopicQuestions
from .watch_questions import WatchQuestions


class Archive:
    """All articles with what was found in them: groups of questions, and the settings of the site.

    `now` is the moment of which the build is: no other clock is read.
    """

    def __init__(
        self,
        index: IndexFile,
        settings: SiteSettings,
        actors: Sequence[Actor] = (),
        sources: Mapping[str, Source] | None = None,
        statuses: FeedStatuses = NOTHING_POLLED,
    ) -> None:
        """`actors` are those that are followed and tagged; `sources` are as `sources_of` has them."""
        records = StoredRecords(index)
        newest = index.value("SELECT id FROM listed WHERE list = ? ORDER BY place DESC LIMIT 1", (ALL,))
        self.index = index
        self.now: datetime = settings.now or (records.article(newest).date if newest else EPOCH)
        self.settings = settings.of_pages
        self.addresses = Addresses(settings.url, settings.base, settings.host)
        self.articles = ArticleQuestions(records)
        self.events = EventQuestions(records, self.now, settings.rank)
        self.topics = TopicQuestions(records, actors)
        self.quotes = QuoteQuestions(records)
        self.sources = SourceQuestions(records, sources or {}, statuses)
        self.watches = WatchQuestions(records)
        self.changes = ChangeQuestions(records)
        self.expired = ExpiredQuestions(index)

    @property
    def version(self) -> str:
        """The version of the index: see `changed_since`."""
        return self.index.version

    def changed_since(self, version: str) -> frozenset[str] | None:
        """The keys of questions that may have another answer than at a version; None where that isn't known."""
        return self.index.changed_since(version)

    @property
    def today(self) -> date:
        return self.settings.local.day(self.now)

    def bar_end(self, first: date) -> date:
        """The last day of today's bar in a chart of days from `first` on, so that the chart changes with its bars and
        not with the day."""
        return bar_end(first, self.today)

    @property
    def week_end(self) -> date:
        """The Sunday of today's week. Lines of coverage go up to it, so that they change with the week and not with the
        day."""
        return self.today + timedelta(days=6 - self.today.weekday())

    def counts(self) -> dict[str, int]:
        """How much the archive holds: `articles`, the `sources` that published them, `actors` with a page, `quotes`
        with a speaker and `unattributed` ones, and `stories` of several sources."""
        rows = {
            "articles": "SELECT count(*) FROM listed WHERE list = 'all'",
            "sources": "SELECT count(DISTINCT publisher) FROM articles WHERE status = 'shown'",
            "actors": "SELECT count(*) FROM topics",
            "quotes": "SELECT coalesce(sum(attributed), 0) FROM articles WHERE status = 'shown'",
            "unattributed": "SELECT coalesce(sum(quotes - attributed), 0) FROM articles WHERE status = 'shown'",
            "stories": "SELECT count(*) FROM story_events WHERE several",
        }
        return {name: int(self.index.value(query)) for name, query in rows.items()}

    def is_past(self, day: date) -> bool:
        return day < self.today
