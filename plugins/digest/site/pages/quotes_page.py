"""The pages of quotes: the latest ones, /quotes/; those of a day by speaker; the days of a month.

Quotes that say something are listed, whether their text names the speaker or only calls them something ("a justice
official"); speakers without a name come last. Each day has a page, since a month of a large site holds
thousands of quotes; so a new article changes the pages of its own day and month.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from incremental import Page, PageGroup

from ...archive.model.addresses import QUOTES, day_below, month_path
from ...archive.model.article import Article
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.model.list_names import QUOTES as QUOTES_LIST
from ...archive.model.quote_clusters import QuoteCluster, cluster_quotes
from ...archive.model.worth_listing import worth_listing
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.page_links import day_url, quotes_link, with_neighbours
from ..components.quote_cards import quote_cluster_view
from ..components.site_file import site_file
from ..i18n.date_wording import long_day, month, weekday
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.quote_views import QuoteDayRow, QuotesMonthPage, QuotesOfDay, QuotesPage, SpeakerQuotes, SpeakerRow
from ..views.shared_views import Link, Pager

MIN_LATEST = 24  # quotes at least, from whole days
MAX_SPEAKERS = 8  # named in a line of the month


def quote_pages(archive: Archive) -> Iterator[Page | PageGroup]:
    """The page of the latest quotes, those of months, and those of their days."""
    yield site_file(QUOTES, "quotes.html", latest_quotes_page)
    months = [date.fromisoformat(f"{month}-01") for month, _ in archive.articles.months(QUOTES_LIST)]
    for before, first, after in with_neighbours(months):
        yield site_file(month_path(QUOTES, first), "quotes_month.html", quotes_month_page, first, before, after)
        yield PageGroup(quote_day_pages, first, before, after)


def quote_day_pages(archive: Archive, first: date, before: date | None, after: date | None) -> Iterator[Page]:
    """The pages of the days of a month that have quotes; `before` and `after` are the first days of the months beside
    it that have some."""
    days = _days(archive, first)
    last_before: list[date | None] = [*_days(archive, before)[-1:]] if before else [None]
    first_after: list[date | None] = [*_days(archive, after)[:1]] if after else [None]
    beside: list[date | None] = [*last_before, *days, *first_after]
    for day_before, day, day_after in zip(beside, days, beside[2:], strict=False):
        yield site_file(day_below(QUOTES, day), "quotes.html", quotes_day_page, day, day_before, day_after)


def _days(archive: Archive, first: date) -> list[date]:
    """The days with quotes of the month that begins on a day, oldest first."""
    return [day for day, _ in archive.articles.days(QUOTES_LIST, first.isoformat()[:7])]


def _listed_quotes(article: Article) -> tuple[ArticleQuote, ...]:
    return worth_listing(quotes_of(article))


def _quotes_on(archive: Archive, day: date) -> tuple[QuoteCluster, ...]:
    """The quotes of a day, each once, those of one speaker together.

    Followed speakers come first, then those with the most quotes; speakers without a name come last.
    """
    clusters = cluster_quotes(
        quote for article in archive.articles.of_period(QUOTES_LIST, str(day)) for quote in _listed_quotes(article)
    )
    numbers = Counter(_speaker(cluster) for cluster in clusters)

    def order(cluster: QuoteCluster) -> tuple[bool, bool, int, str]:
        speaker = _speaker(cluster)
        return _place_of_speaker(archive, speaker, numbers[speaker])

    return tuple(sorted(clusters, key=order))


def _place_of_speaker(archive: Archive, speaker: str, quotes: int) -> tuple[bool, bool, int, str]:
    """What the place of a speaker with so many quotes in a day follows from; "" is one whom no text names."""
    topic = archive.topics.named(speaker) if speaker else None
    return not speaker, not (topic and topic.followed), -quotes, speaker


def _speaker(cluster: QuoteCluster) -> str:
    """The speaker's name; "" for one whom the text doesn't name."""
    return cluster.fullest.quote.speaker or ""


def _source(cluster: QuoteCluster) -> str:
    """The speaker's name, or what the text calls the speaker."""
    return _speaker(cluster) or cluster.fullest.quote.speaker_text


def latest_quotes_page(archive: Archive) -> QuotesPage:
    """The quotes of the latest days, and links to all months that have any."""
    months = [date.fromisoformat(f"{month}-01") for month, _ in archive.articles.months(QUOTES_LIST)]
    latest_days: dict[date, tuple[QuoteCluster, ...]] = {}
    for day in (day for first in reversed(months) for day in reversed(_days(archive, first))):
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


def quotes_day_page(archive: Archive, day: date, before: date | None, after: date | None) -> QuotesPage:
    """The quotes of a day by speaker; `before` and `after` are the days beside it that have quotes."""
    lang = archive.settings.lang
    title = say(lang, "Quotes of %(day)s", day=long_day(day, lang).text)
    clusters = _quotes_on(archive, day)
    summary = say(
        lang,
        "%(quotes)s by %(speakers)s",
        quotes=count(len(clusters), "quote", lang),
        speakers=count(len({_source(cluster) for cluster in clusters}), "speaker", lang),
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

    digest = day_url(archive, day)
    return Pager(link(before), Link(say(lang, "Digest of the day"), digest) if digest else None, link(after))


def _by_speaker(archive: Archive, clusters: Sequence[QuoteCluster]) -> tuple[SpeakerQuotes, ...]:
    """The quotes of a day by speaker, in the order given."""
    lang, speakers = archive.settings.lang, []
    for name, of_speaker in groupby(clusters, key=_speaker):
        views = tuple(quote_cluster_view(archive, cluster) for cluster in of_speaker)
        role = next((view.role for view in views if view.role), "")
        heading = Link(name, views[0].speaker_url) if name else Link(say(lang, "Without a name"), "")
        speakers.append(SpeakerQuotes(heading, role, views, named=not name))
    return tuple(speakers)


def quotes_month_page(archive: Archive, first: date, before: date | None, after: date | None) -> QuotesMonthPage:
    """The days of one month that have quotes, oldest first, a line each; `before` and `after` are the first days of
    the months beside it that have quotes."""
    lang, days = archive.settings.lang, _days(archive, first)
    title = say(lang, "Quotes, %(month)s", month=month(first, lang))
    rows = tuple(_day_row(archive, day) for day in days)
    description = f"{title}: {count(sum(row.count for row in rows), 'quote', lang)}"
    up = quotes_link(archive)

    def link(other: date | None) -> Link | None:
        return Link(month(other, lang), archive.addresses.at(month_path(QUOTES, other))) if other else None

    return QuotesMonthPage(
        head=page_head(archive, month_path(QUOTES, first), title, description, trail=(up,), current=QUOTES),
        title=title,
        days=rows,
        pager=Pager(link(before), up, link(after)),
    )


def _day_row(archive: Archive, day: date) -> QuoteDayRow:
    speakers = archive.quotes.speakers_on(day)
    named = sorted((row for row in speakers if row[0]), key=lambda row: _place_of_speaker(archive, *row))
    return QuoteDayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.at(day_below(QUOTES, day)),
        count=sum(number for _, number in speakers),
        speakers=tuple(SpeakerRow(name, number) for name, number in named[:MAX_SPEAKERS]),
        more=max(0, len(named) - MAX_SPEAKERS),
    )
