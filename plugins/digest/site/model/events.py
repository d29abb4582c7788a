"""What is shown once, and what was said: events of one or several articles, and quotes with where they stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...annotate.records import Quote
from ...stories.clustering.report_genres import Genre
from ...stories.digests.ranking import RankedStory, RankingFeatures
from ...stories.reports import Story
from .addresses import quote_anchor
from .article import Article, Source


@dataclass(frozen=True, slots=True)
class Event:
    """What is shown once: a story, or an article that no other one joined. `articles` are in order of time."""

    lead: Article
    articles: tuple[Article, ...]
    story: Story | None
    rank: RankedStory | None = None  # of a story, what its place among the others follows from
    pinned: bool = False
    genre: Genre = "report"  # of its lead

    @property
    def is_report(self) -> bool:
        """Whether its lead is a report, and no live page, video, gallery or quiz."""
        return self.genre == "report"

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who reports it, each once, in order of time."""
        return tuple({article.source.slug: article.source for article in self.articles}.values())

    @property
    def copies(self) -> Mapping[str, tuple[Article, ...]]:
        """By the id of a report: the later ones that print its text, in order of time."""
        by_id = {article.id: article for article in self.articles}
        groups = self.story.copies if self.story else ()
        return {first: tuple(by_id[one] for one in others) for first, *others in groups}

    @property
    def independent(self) -> tuple[Source, ...]:
        """The sources that have a report of their own: five papers that print one agency's text are one source."""
        copied = {copy.id for copies in self.copies.values() for copy in copies}
        return tuple({one.source.slug: one.source for one in self.articles if one.id not in copied}.values())

    @property
    def first(self) -> Article:
        return self.articles[0]

    @property
    def latest(self) -> Article:
        return self.articles[-1]

    @property
    def day(self) -> date:
        """The day on whose digest it stands: that of its first report."""
        return self.first.day


@dataclass(frozen=True, slots=True)
class ArticleQuote:
    """A quote with the article it stands in. `number` counts the article's quotes from 1 and makes its anchor."""

    quote: Quote
    number: int
    article: Article

    @property
    def anchor(self) -> str:
        return quote_anchor(self.number)


def first_events(articles: Iterable[Article], event_of: Callable[[Article], Event], number: int) -> tuple[Event, ...]:
    """The first events that `articles` belong to, so many at most: each once, in that order."""
    events: dict[str, Event] = {}
    for article in articles:
        event = event_of(article)
        events.setdefault(event.lead.id, event)
        if len(events) == number:
            break
    return tuple(events.values())


def digest_order(events: Sequence[Event], facts: Mapping[str, RankingFeatures]) -> tuple[Event, ...]:
    """What several sources report, in the order given; then what one source reports: first what tells an event, by the
    followed actors in it and by time. What the editor has pinned comes before all."""
    several = [event for event in events if len(event.sources) > 1]
    single = [event for event in events if len(event.sources) == 1]
    single.sort(
        key=lambda one: (one.is_report, len(facts[one.lead.id].followed), one.latest.date, one.lead.id), reverse=True
    )
    return tuple(sorted((*several, *single), key=lambda one: not one.pinned))


def quotes_of(article: Article) -> tuple[ArticleQuote, ...]:
    """The direct quotes of an article, in the order of its text."""
    direct = (quote for quote in article.annotation.quotes if quote.direct)
    return tuple(ArticleQuote(quote, number, article) for number, quote in enumerate(direct, start=1))
