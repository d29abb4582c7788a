"""All quotes with a speaker that say something: by day and speaker, the days by month.

A page a day, since a large site's month holds thousands; so a new article changes the pages of its own day and month.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from incremental import DeferredPage

from ..components.page_head import page_head
from ..components.page_links import with_neighbours
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.site_file import SiteFile, last_modified
from ..i18n.date_formats import long_day, month, weekday
from ..i18n.messages import say
from ..i18n.nouns import count
from ..model.addresses import QUOTES, day_below, month_path
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import ArticleQuote, quotes_of
from ..model.quote_clusters import QuoteCluster, cluster_quotes
from ..views.quote_views import QuoteDayRow, QuotesMonthPage, QuotesOfDay, QuotesPage, SpeakerQuotes, SpeakerRow
from ..views.shared_views import Link, Pager

LATEST = 24  # quotes at least, from whole days
SPEAKERS = 8  # named in a line of the month


def quote_pages(archive: Archive) -> Iterator[SiteFile]:
    days = _days(archive)
    months = sorted({day.replace(day=1) for day in days})
    latest = DeferredPage(latest_page, tuple(days), tuple(months))
    yield SiteFile(QUOTES, "quotes.html", latest, last_modified(archive.articles[:1]))
    for before, day, after in with_neighbours(days):
        path = day_below(QUOTES, day)
        articles = (article for article in archive.articles_on(day) if _attributed(article))
        yield SiteFile(path, "quotes.html", DeferredPage(day_page, day, before, after), last_modified(articles))
    for before, first, after in with_neighbours(months):
        own = tuple(day for day in days if day.replace(day=1) == first)
        articles = (article for day in own for article in archive.articles_on(day) if _attributed(article))
        view = DeferredPage(month_page, own, before, after)
        yield SiteFile(month_path(QUOTES, first), "quotes_month.html", view, last_modified(articles))


def _days(archive: Archive) -> list[date]:
    """The days on which somebody said something, oldest first."""
    return sorted({article.day for article in archive.articles if _attributed(article)})


def _attributed(article: Article) -> tuple[ArticleQuote, ...]:
    return worth_listing(one for one in quotes_of(article) if one.quote.speaker)


def _quotes_on(archive: Archive, day: date) -> tuple[QuoteCluster, ...]:
    """The quotes of a day, each once, those of one speaker together: followed ones first, then by how much they
    said."""
    quotes = cluster_quotes(one for article in archive.articles_on(day) for one in _attributed(article))
    numbers = Counter(_speaker(quote) for quote in quotes)

    def place(quote: QuoteCluster) -> tuple[bool, int, str]:
        topic = archive.topic_of_name(_speaker(quote))
        return not (topic and topic.followed), -numbers[_speaker(quote)], _speaker(quote)

    return tuple(sorted(quotes, key=place))


def _speaker(quote: QuoteCluster) -> str:
    return quote.fullest.quote.speaker or ""


def latest_page(archive: Archive, days: Sequence[date], months: Sequence[date]) -> QuotesPage:
    """The quotes of the latest days, and the way to those of all months that have any; both are oldest first."""
    shown: dict[date, tuple[QuoteCluster, ...]] = {}
    for day in reversed(days):
        if sum(map(len, shown.values())) >= LATEST:
            break
        shown[day] = _quotes_on(archive, day)
    lang = archive.settings.lang
    return QuotesPage(
        head=page_head(
            archive,
            QUOTES,
            say(lang, "Quotes"),
            say(lang, "Who said what, word for word, and where to check it"),
            current=QUOTES,
        ),
        title=say(lang, "Quotes"),
        standfirst=say(lang, "Who said what, word for word. Every quote leads to its passage."),
        days=tuple(_quote_day(archive, day, quotes) for day, quotes in shown.items()),
        months=tuple(
            Link(month(first, lang), archive.addresses.at(month_path(QUOTES, first))) for first in reversed(months)
        ),
        pager=Pager(),
    )


def _quotes_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Quotes"), archive.addresses.at(QUOTES))


def day_page(archive: Archive, day: date, before: date | None, after: date | None) -> QuotesPage:
    """The quotes of a day; `before` and `after` are the days beside it that have any."""
    lang = archive.settings.lang
    path = day_below(QUOTES, day)
    title = say(lang, "Quotes of %(day)s", day=long_day(day, lang).text)
    quotes = _quotes_on(archive, day)
    summary = say(
        lang,
        "%(quotes)s by %(speakers)s",
        quotes=count(len(quotes), "quote", lang),
        speakers=count(len({_speaker(quote) for quote in quotes}), "speaker", lang),
    )

    def link(other: date | None) -> Link | None:
        return Link(weekday(other, lang), archive.addresses.at(day_below(QUOTES, other))) if other else None

    digest = archive.day_url(day)
    up = Link(month(day, lang), archive.addresses.at(month_path(QUOTES, day)))
    return QuotesPage(
        head=page_head(archive, path, title, summary, trail=(_quotes_link(archive), up), current=QUOTES),
        title=title,
        standfirst=summary,
        days=(),
        months=(),
        pager=Pager(link(before), Link(say(lang, "Digest of the day"), digest) if digest else None, link(after)),
        speakers=_speakers(archive, quotes),
    )


def _speakers(archive: Archive, quotes: Sequence[QuoteCluster]) -> tuple[SpeakerQuotes, ...]:
    """The quotes of a day by speaker, in the order given."""
    speakers = []
    for name, said in groupby(quotes, key=_speaker):
        views = tuple(quote_cluster_view(archive, quote) for quote in said)
        role = next((view.role for view in views if view.role), "")
        speakers.append(SpeakerQuotes(Link(name, views[0].speaker_url), role, views))
    return tuple(speakers)


def _quote_day(archive: Archive, day: date, quotes: Sequence[QuoteCluster]) -> QuotesOfDay:
    return QuotesOfDay(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.at(day_below(QUOTES, day)),
        quotes=tuple(quote_cluster_view(archive, quote) for quote in quotes),
    )


def month_page(archive: Archive, days: Sequence[date], before: date | None, after: date | None) -> QuotesMonthPage:
    """The days of one month that have quotes, oldest first, a line each; `before` and `after` are the months beside it
    that have any."""
    lang = archive.settings.lang
    path, name = month_path(QUOTES, days[0]), month(days[0], lang)
    title = say(lang, "Quotes, %(month)s", month=name)
    quotes = {day: _quotes_on(archive, day) for day in days}
    number = sum(map(len, quotes.values()))
    up = _quotes_link(archive)

    def link(other: date | None) -> Link | None:
        return Link(month(other, lang), archive.addresses.at(month_path(QUOTES, other))) if other else None

    return QuotesMonthPage(
        head=page_head(archive, path, title, f"{title}: {count(number, 'quote', lang)}", trail=(up,), current=QUOTES),
        title=title,
        days=tuple(_day_row(archive, day, quotes[day]) for day in days),
        pager=Pager(link(before), up, link(after)),
    )


def _day_row(archive: Archive, day: date, quotes: Sequence[QuoteCluster]) -> QuoteDayRow:
    numbers = Counter(_speaker(quote) for quote in quotes)  # in the order of the day's page
    return QuoteDayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.at(day_below(QUOTES, day)),
        count=len(quotes),
        speakers=tuple(SpeakerRow(name, number) for name, number in list(numbers.items())[:SPEAKERS]),
        more=max(0, len(numbers) - SPEAKERS),
    )
