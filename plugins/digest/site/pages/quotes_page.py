"""The pages of quotes: the latest ones, /quotes/; those of a day by speaker; the days of a month.

Only quotes with a speaker that say something are listed. Each day has a page, since a month of a large site holds
thousands of quotes; so a new article changes the pages of its own day and month.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from incremental import DeferredPage

from ...archive.model.addresses import QUOTES, day_below, month_path
from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.model.quote_clusters import QuoteCluster, cluster_quotes
from ..components.page_head import page_head
from ..components.page_links import quotes_link, with_neighbours
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.site_file import SiteFile, last_modified
from ..i18n.date_wording import long_day, month, weekday
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.quote_views import QuoteDayRow, QuotesMonthPage, QuotesOfDay, QuotesPage, SpeakerQuotes, SpeakerRow
from ..views.shared_views import Link, Pager

MIN_LATEST = 24  # quotes at least, from whole days
MAX_SPEAKERS = 8  # named in a line of the month


def quote_pages(archive: Archive) -> Iterator[SiteFile]:
    days = sorted({article.day for article in archive.articles if _listed_quotes(article)})
    months = sorted({day.replace(day=1) for day in days})
    latest = DeferredPage(_latest_page, tuple(days), tuple(months))
    yield SiteFile(QUOTES, "quotes.html", latest, last_modified(archive.articles[:1]))
    for before, day, after in with_neighbours(days):
        view = DeferredPage(_day_page, day, before, after)
        yield SiteFile(day_below(QUOTES, day), "quotes.html", view, _modified(archive, [day]))
    for before, first, after in with_neighbours(months):
        month_days = tuple(day for day in days if day.replace(day=1) == first)
        view = DeferredPage(_month_page, month_days, before, after)
        yield SiteFile(month_path(QUOTES, first), "quotes_month.html", view, _modified(archive, month_days))


def _modified(archive: Archive, days: Iterable[date]) -> str:
    return last_modified(article for day in days for article in archive.articles_on(day) if _listed_quotes(article))


def _listed_quotes(article: Article) -> tuple[ArticleQuote, ...]:
    return worth_listing(quote for quote in quotes_of(article) if quote.quote.speaker)


def _quotes_on(archive: Archive, day: date) -> tuple[QuoteCluster, ...]:
    """The quotes of a day, each once, those of one speaker together. Followed speakers come first, then those with the
    most quotes."""
    clusters = cluster_quotes(quote for article in archive.articles_on(day) for quote in _listed_quotes(article))
    numbers = Counter(_speaker(cluster) for cluster in clusters)

    def order(cluster: QuoteCluster) -> tuple[bool, int, str]:
        speaker = _speaker(cluster)
        topic = archive.topic_of_name(speaker)
        return not (topic and topic.followed), -numbers[speaker], speaker

    return tuple(sorted(clusters, key=order))


def _speaker(cluster: QuoteCluster) -> str:
    return cluster.fullest.quote.speaker or ""


def _latest_page(archive: Archive, days: Sequence[date], months: Sequence[date]) -> QuotesPage:
    """The quotes of the latest days, and links to all months that have any. `days` and `months`, each by its first
    day, are those with quotes, oldest first."""
    latest_days: dict[date, tuple[QuoteCluster, ...]] = {}
    for day in reversed(days):
        if sum(map(len, latest_days.values())) >= MIN_LATEST:
            break
        latest_days[day] = _quotes_on(archive, day)
    lang = archive.settings.lang
    description = say(lang, "Who said what, word for word, and where to check it")
    return QuotesPage(
        head=page_head(archive, QUOTES, say(lang, "Quotes"), description, current=QUOTES),
        title=say(lang, "Quotes"),
        standfirst=say(lang, "Who said what, word for word. Every quote leads to its passage."),
        days=tuple(_quotes_of_day(archive, day, clusters) for day, clusters in latest_days.items()),
        months=tuple(
            Link(month(first, lang), archive.addresses.at(month_path(QUOTES, first))) for first in reversed(months)
        ),
        pager=Pager(),
    )


def _quotes_of_day(archive: Archive, day: date, clusters: Sequence[QuoteCluster]) -> QuotesOfDay:
    return QuotesOfDay(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.at(day_below(QUOTES, day)),
        quotes=tuple(quote_cluster_view(archive, cluster) for cluster in clusters),
    )


def _day_page(archive: Archive, day: date, before: date | None, after: date | None) -> QuotesPage:
    """The quotes of a day by speaker; `before` and `after` are the days beside it that have quotes."""
    lang = archive.settings.lang
    title = say(lang, "Quotes of %(day)s", day=long_day(day, lang).text)
    clusters = _quotes_on(archive, day)
    summary = say(
        lang,
        "%(quotes)s by %(speakers)s",
        quotes=count(len(clusters), "quote", lang),
        speakers=count(len({_speaker(cluster) for cluster in clusters}), "speaker", lang),
    )
    up = Link(month(day, lang), archive.addresses.at(month_path(QUOTES, day)))
    trail = (quotes_link(archive), up)
    return QuotesPage(
        head=page_head(archive, day_below(QUOTES, day), title, summary, trail=trail, current=QUOTES),
        title=title,
        standfirst=summary,
        days=(),
        months=(),
        pager=_day_pager(archive, day, before, after),
        speakers=_by_speaker(archive, clusters),
    )


def _day_pager(archive: Archive, day: date, before: date | None, after: date | None) -> Pager:
    lang = archive.settings.lang

    def link(other: date | None) -> Link | None:
        return Link(weekday(other, lang), archive.addresses.at(day_below(QUOTES, other))) if other else None

    digest = archive.day_url(day)
    return Pager(link(before), Link(say(lang, "Digest of the day"), digest) if digest else None, link(after))


def _by_speaker(archive: Archive, clusters: Sequence[QuoteCluster]) -> tuple[SpeakerQuotes, ...]:
    """The quotes of a day by speaker, in the order given."""
    speakers = []
    for name, of_speaker in groupby(clusters, key=_speaker):
        views = tuple(quote_cluster_view(archive, cluster) for cluster in of_speaker)
        role = next((view.role for view in views if view.role), "")
        speakers.append(SpeakerQuotes(Link(name, views[0].speaker_url), role, views))
    return tuple(speakers)


def _month_page(archive: Archive, days: Sequence[date], before: date | None, after: date | None) -> QuotesMonthPage:
    """The days of one month that have quotes, oldest first, a line each; `before` and `after` are the first days of
    the months beside it that have quotes."""
    lang = archive.settings.lang
    title = say(lang, "Quotes, %(month)s", month=month(days[0], lang))
    by_day = {day: _quotes_on(archive, day) for day in days}
    description = f"{title}: {count(sum(map(len, by_day.values())), 'quote', lang)}"
    up = quotes_link(archive)

    def link(other: date | None) -> Link | None:
        return Link(month(other, lang), archive.addresses.at(month_path(QUOTES, other))) if other else None

    return QuotesMonthPage(
        head=page_head(archive, month_path(QUOTES, days[0]), title, description, trail=(up,), current=QUOTES),
        title=title,
        days=tuple(_day_row(archive, day, clusters) for day, clusters in by_day.items()),
        pager=Pager(link(before), up, link(after)),
    )


def _day_row(archive: Archive, day: date, clusters: Sequence[QuoteCluster]) -> QuoteDayRow:
    numbers = Counter(_speaker(cluster) for cluster in clusters)  # in the order of the day's page
    return QuoteDayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.at(day_below(QUOTES, day)),
        count=len(clusters),
        speakers=tuple(SpeakerRow(name, number) for name, number in list(numbers.items())[:MAX_SPEAKERS]),
        more=max(0, len(numbers) - MAX_SPEAKERS),
    )
