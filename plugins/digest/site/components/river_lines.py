"""Events and articles as lines: time, headline, sources. A list of such lines is called a river."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby

from ...archive.model.article import Article
from ...archive.model.events import Event, newsrooms_of
from ...archive.questions.archive import Archive
from ...archive.searching.passages import Passage
from ...archive.updating.stories import report_of
from ...stories.clustering.report_genres import genre_of
from ..i18n.date_wording import clock_or_day, long_day
from ..i18n.nouns import count, genre_name
from ..views.shared_views import PassagePiece, PassageView, River, RiverDay, RiverItem
from .page_links import article_url, day_url, foreign_language, more_sources, story_url


def river_item(archive: Archive, event: Event, today: date, report: Article | None = None) -> RiverItem:
    """An event as a line, with the time of its latest report. The headline is that of its lead, unless another `report`
    is to stand for it."""
    genre = genre_of(report_of(report)) if report and report is not event.lead else event.genre
    return replace(
        article_item(archive, report or event.lead, today),
        time=clock_or_day(event.latest.date, today, archive.settings.local),
        more=more_sources(event.sources, archive.settings.lang),
        tally=len(event.independent),
        story_url=story_url(archive, event),
        genre=genre_name(genre, archive.settings.lang),
    )


def going_on_item(archive: Archive, event: Event, day: date) -> RiverItem:
    """A story of days before as a line: the latest report of a day, and how many newsrooms have one."""
    reports = event.reports_of(day)
    newsrooms = newsrooms_of(reports)
    return replace(
        article_item(archive, reports[-1], day),
        more=more_sources(newsrooms, archive.settings.lang),
        tally=len(newsrooms),
        story_url=story_url(archive, event),
    )


def article_item(archive: Archive, article: Article, today: date) -> RiverItem:
    """An article as a line."""
    return RiverItem(
        time=clock_or_day(article.date, today, archive.settings.local),
        title=article.headline,
        url=article_url(archive, article),
        sources=article.publisher.name,
        original=article.original,
        lang=foreign_language(archive, article),
    )


def river_days(archive: Archive, name: str, limit: int) -> tuple[RiverDay, ...]:
    """The first `limit` events that the newest articles of a list report, in groups by the day of their latest report,
    newest first. Each line has the clock alone, since the day stands above it."""
    lang = archive.settings.lang
    events = archive.events.latest_in(name, date.max, limit)
    newest_first = sorted(events, key=lambda event: (event.latest.date, event.lead.id), reverse=True)
    return tuple(
        RiverDay(
            long_day(day, lang), day_url(archive, day), River(tuple(river_item(archive, event, day) for event in group))
        )
        for day, group in groupby(newest_first, key=lambda event: event.latest.day)
    )


def report_days(archive: Archive, articles: Iterable[Article]) -> tuple[RiverDay, ...]:
    """Articles in groups by day, in the order given, each with its own headline and time, and with the number of
    sources that report its event. Each line has the clock alone, since the day stands above it."""
    return tuple(
        RiverDay(
            long_day(day, archive.settings.lang),
            day_url(archive, day),
            River(tuple(_report_item(archive, article, day) for article in group)),
        )
        for day, group in groupby(articles, key=lambda article: article.day)
    )


def _report_item(archive: Archive, article: Article, today: date) -> RiverItem:
    """An article as a line, with how many sources report its event."""
    event = archive.events.of(article.id)
    return replace(
        article_item(archive, article, today),
        sources=count(len(event.sources), "source", archive.settings.lang) if len(event.sources) > 1 else "",
        original="",
        tally=len(event.independent),
        story_url=story_url(archive, event),
        genre=genre_name(genre_of(report_of(article)), archive.settings.lang),
    )


def article_days(archive: Archive, articles: Iterable[Article]) -> tuple[RiverDay, ...]:
    """Articles in groups by day, in the order given. Each line has the clock alone, since the day stands above it."""
    return _days(archive, articles, partial(article_item, archive))


def hit_days(archive: Archive, watch: str, articles: Iterable[Article]) -> tuple[RiverDay, ...]:
    """Hits of the watch with that slug, as `article_days` has articles, each with its passages."""

    def item(article: Article, day: date) -> RiverItem:
        passages = archive.watches.passages(watch, article.id)
        return replace(
            article_item(archive, article, day), passages=tuple(passage_view(one, article) for one in passages)
        )

    return _days(archive, articles, item)


def passage_view(passage: Passage, article: Article) -> PassageView:
    return PassageView(tuple(PassagePiece(text, marked) for text, marked in passage.pieces(article)))


def _days(
    archive: Archive, articles: Iterable[Article], item: Callable[[Article, date], RiverItem]
) -> tuple[RiverDay, ...]:
    return tuple(
        RiverDay(
            long_day(day, archive.settings.lang),
            day_url(archive, day),
            River(tuple(item(article, day) for article in group)),
        )
        for day, group in groupby(articles, key=lambda article: article.day)
    )
