"""Events, each of one or several articles, and the quotes of articles."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from incremental import DigestedRecord

from ...annotate.records import Quote
from ...stories.clustering.lead_report import asks_or_explains
from ...stories.clustering.report_genres import Genre
from ...stories.digests.ranking import RankedStory, RankingFeatures
from ...stories.reports import Story
from .addresses import quote_anchor
from .article import Article, Source
from .utterances import utterances


@dataclass(frozen=True)  # without slots, so that what thousands of pages ask of one event is found once
class Event(DigestedRecord):
    """A story, or a single report that is in no story: a page lists it once. `articles` are in order of time."""

    lead: Article
    articles: tuple[Article, ...]
    story: Story | None
    rank: RankedStory | None = None  # of a story: what its place in the digest follows from
    pinned: bool = False
    genre: Genre = "report"  # what kind of report its lead is
    digest: bytes = b""  # of everything else; b"" of an event that is not from the index
    current_lead: Article | None = None  # of what is in the news: the report that says where it is now, if not the lead

    @property
    def is_report(self) -> bool:
        """Whether the genre of its lead is "report", rather than live page, video or opinion."""
        return self.genre == "report"

    @property
    def headlined(self) -> Article:
        """The report whose headline and deck stand for the event."""
        return self.current_lead or self.lead

    def report_on(self, names: Collection[str]) -> Article:
        """The report that stands for the event where it is shown for an actor of these canonical names: the lead, or
        else the latest report, whose headline has the actor; or else whose text does. A lead that the editor chose
        stands for it everywhere."""
        if not (self.story and self.story.is_led):
            by_precedence = (self.lead, *reversed(self.articles))
            for article in by_precedence:
                if any(mention.actor in names for mention in article.annotation.title_mentions):
                    return article
            for article in by_precedence:
                if any(mention.actor in names for mention in article.annotation.mentions):
                    return article
        return self.lead

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that report it, in order of time; of several sources of one newsroom, the first."""
        return newsrooms_of(self.articles)

    @cached_property
    def copies(self) -> Mapping[str, tuple[Article, ...]]:
        """Id of a report -> the later reports that print its text, in order of time."""
        by_id = {article.id: article for article in self.articles}
        groups = self.story.copies if self.story else ()
        return {first: tuple(by_id[copy] for copy in copies) for first, *copies in groups}

    @cached_property
    def independent(self) -> tuple[Source, ...]:
        """The sources that have a report of their own: five papers that print one agency's text are one source, and
        so are two feeds of one paper."""
        return newsrooms_of(self._own_reports)

    def independent_since(self, moment: datetime) -> tuple[Source, ...]:
        """The independent sources that have reported it since a moment."""
        return newsrooms_of(article for article in self._own_reports if article.date >= moment)

    @property
    def _own_reports(self) -> Iterator[Article]:
        """Its reports that print nobody else's text."""
        copied = {copy.id for copies in self.copies.values() for copy in copies}
        return (article for article in self.articles if article.id not in copied)

    @property
    def first(self) -> Article:
        return self.articles[0]

    @property
    def latest(self) -> Article:
        return self.articles[-1]

    @property
    def day(self) -> date:
        """The day in whose digest it is listed: the day of its first report."""
        return self.first.day

    def reports_of(self, day: date) -> tuple[Article, ...]:
        """Its reports of a day, in order of time."""
        return tuple(article for article in self.articles if article.day == day)


@dataclass(frozen=True, slots=True)
class ArticleQuote:
    """A quote and its article. `number` counts the quotes of the article from 1."""

    quote: Quote
    number: int
    article: Article

    @property
    def anchor(self) -> str:
        return quote_anchor(self.number)


def newsrooms_of(articles: Iterable[Article]) -> tuple[Source, ...]:
    """The publishers of articles, in their order; of several sources of one newsroom, the first."""
    first: dict[str, Source] = {}
    for article in articles:
        first.setdefault(article.publisher.newsroom, article.publisher)
    return tuple(first.values())


def digest_order(events: Sequence[Event], features: Mapping[str, RankingFeatures]) -> tuple[Event, ...]:
    """The events of a digest in the order in which it shows them.

    What the editor has pinned comes first, then what several sources report, in the order given. What only one source
    reports follows: reports before live pages, videos and opinion, headlines that tell before others, then by the
    number of followed actors, then the latest first. Events of which no report has a date that is its own come last,
    since they may be years old. `features` are by the ids of articles.
    """
    several = [event for event in events if len(event.sources) > 1]
    single = [event for event in events if len(event.sources) == 1]
    single.sort(
        key=lambda event: (
            event.is_report,
            not asks_or_explains(event.lead.headline),
            len(features[event.lead.id].followed),
            event.latest.date,
            event.lead.id,
        ),
        reverse=True,
    )

    def is_undated(event: Event) -> bool:
        return not any(features[article.id].is_dated for article in event.articles)

    return tuple(sorted((*several, *single), key=lambda event: (not event.pinned, is_undated(event))))


def quotes_of(article: Article) -> tuple[ArticleQuote, ...]:
    """The direct quotes of an article, in the order of its text; parts of one utterance are one quote."""
    direct = (quote for quote in article.annotation.quotes if quote.direct)
    whole = utterances(direct, article.body.text)
    return tuple(ArticleQuote(quote, number, article) for number, quote in enumerate(whole, start=1))
