"""All quotes with a speaker: by day and speaker, the days by month.

A page a day, since a large site's month holds thousands; so a new article changes the pages of its own day and month.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from ..archive import Archive
from ..carried import Carried, carried
from ..events import Said, quotes_of
from ..messages import say
from ..quotes import carried_view
from ..urls import day_path, month_path
from ..views.parts import Link, Pager
from ..views.quotes import QuoteDay, QuoteDayRow, QuotesMonthPage, QuotesPage, QuoteSpeaker, SpeakerRow
from ..wording import count, long_day, month, weekday
from .output import Output, head, newest

QUOTES = "quotes/"
LATEST = 24  # quotes at least, from whole days
SPEAKERS = 8  # named in a line of the month


def quote_pages(archive: Archive) -> Iterator[Output]:
    by_day = _by_day(archive)
    days = sorted(by_day)
    yield Output(QUOTES, "quotes.html", _latest_page(archive, by_day), newest(archive.articles[:1]))
    for at, day in enumerate(days):
        path = f"{QUOTES}{day_path(day)}"
        articles = {one.article.id: one.article for quote in by_day[day] for one in quote.all}
        yield Output(path, "quotes.html", _day_page(archive, by_day, days, at), newest(articles.values()))
    yield from _month_pages(archive, by_day)


def _by_day(archive: Archive) -> dict[date, tuple[Carried, ...]]:
    """The quotes of each day that has any, each once, those of one speaker together: followed ones first, then by
    how much they said."""
    said: dict[date, list[Said]] = defaultdict(list)
    for article in archive.articles:
        attributed = [one for one in quotes_of(article) if one.quote.speaker]
        if attributed:
            said[article.day] += attributed
    by_day = {}
    for day, ones in said.items():
        quotes = carried(ones)
        numbers = Counter(_speaker(quote) for quote in quotes)

        def place(quote: Carried, numbers: Mapping[str, int] = numbers) -> tuple[bool, int, str]:
            topic = archive.topic_of_name(_speaker(quote))
            return not (topic and topic.followed), -numbers[_speaker(quote)], _speaker(quote)

        by_day[day] = tuple(sorted(quotes, key=place))
    return by_day


def _speaker(quote: Carried) -> str:
    return quote.said.quote.speaker or ""


def _latest_page(archive: Archive, by_day: Mapping[date, Sequence[Carried]]) -> QuotesPage:
    shown: list[date] = []
    number = 0
    for day in sorted(by_day, reverse=True):
        if number >= LATEST:
            break
        shown.append(day)
        number += len(by_day[day])
    months = Counter(day.replace(day=1) for day in by_day for _ in by_day[day])
    lang = archive.settings.lang
    return QuotesPage(
        head=head(
            archive,
            QUOTES,
            say(lang, "Quotes"),
            say(lang, "Who said what, word for word, and where to check it"),
            current=QUOTES,
        ),
        title=say(lang, "Quotes"),
        standfirst=say(lang, "Who said what, word for word. Every quote leads to its passage."),
        days=tuple(_quote_day(archive, day, by_day[day]) for day in shown),
        months=tuple(
            Link(f"{month(first, lang)}: {months[first]}", archive.urls.at(month_path(QUOTES, first)))
            for first in sorted(months, reverse=True)
        ),
        pager=Pager(),
    )


def _quotes_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Quotes"), archive.urls.at(QUOTES))


def _day_page(archive: Archive, by_day: Mapping[date, Sequence[Carried]], days: Sequence[date], at: int) -> QuotesPage:
    lang, day = archive.settings.lang, days[at]
    path = f"{QUOTES}{day_path(day)}"
    title = say(lang, "Quotes of %(day)s", day=long_day(day, lang).text)
    summary = say(
        lang,
        "%(quotes)s by %(speakers)s",
        quotes=count(len(by_day[day]), "quote", lang),
        speakers=count(len({_speaker(quote) for quote in by_day[day]}), "speaker", lang),
    )

    def link(at: int) -> Link | None:
        if not 0 <= at < len(days):
            return None
        return Link(weekday(days[at], lang), archive.urls.at(f"{QUOTES}{day_path(days[at])}"))

    digest = archive.day_url(day)
    up = Link(month(day, lang), archive.urls.at(month_path(QUOTES, day)))
    return QuotesPage(
        head=head(archive, path, title, summary, trail=(_quotes_link(archive), up), current=QUOTES),
        title=title,
        standfirst=summary,
        days=(),
        months=(),
        pager=Pager(link(at - 1), Link(say(lang, "Digest of the day"), digest) if digest else None, link(at + 1)),
        speakers=_speakers(archive, by_day[day]),
    )


def _speakers(archive: Archive, quotes: Sequence[Carried]) -> tuple[QuoteSpeaker, ...]:
    """The quotes of a day by speaker, in the order given."""
    speakers = []
    for name, said in groupby(quotes, key=_speaker):
        views = tuple(carried_view(archive, quote) for quote in said)
        role = next((view.role for view in views if view.role), "")
        speakers.append(QuoteSpeaker(Link(name, views[0].speaker_url), role, views))
    return tuple(speakers)


def _quote_day(archive: Archive, day: date, quotes: Sequence[Carried]) -> QuoteDay:
    return QuoteDay(
        day=long_day(day, archive.settings.lang),
        url=archive.urls.at(f"{QUOTES}{day_path(day)}"),
        quotes=tuple(carried_view(archive, quote) for quote in quotes),
    )


def _month_pages(archive: Archive, by_day: Mapping[date, Sequence[Carried]]) -> Iterator[Output]:
    lang = archive.settings.lang
    by_month: dict[date, list[date]] = defaultdict(list)
    for day in sorted(by_day):
        by_month[day.replace(day=1)].append(day)
    months = sorted(by_month)

    def link(at: int) -> Link | None:
        if not 0 <= at < len(months):
            return None
        return Link(month(months[at], lang), archive.urls.at(month_path(QUOTES, months[at])))

    up = _quotes_link(archive)
    for at, first in enumerate(months):
        path = month_path(QUOTES, first)
        title = say(lang, "Quotes, %(month)s", month=month(first, lang))
        number = sum(len(by_day[day]) for day in by_month[first])
        articles = (one.article for day in by_month[first] for quote in by_day[day] for one in quote.all)
        yield Output(
            path,
            "quotes_month.html",
            QuotesMonthPage(
                head=head(
                    archive, path, title, f"{title}: {count(number, 'quote', lang)}", trail=(up,), current=QUOTES
                ),
                title=title,
                days=tuple(_day_row(archive, day, by_day[day]) for day in by_month[first]),
                pager=Pager(link(at - 1), up, link(at + 1)),
            ),
            newest(articles),
        )


def _day_row(archive: Archive, day: date, quotes: Sequence[Carried]) -> QuoteDayRow:
    numbers = Counter(_speaker(quote) for quote in quotes)  # in the order of the day's page
    return QuoteDayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.urls.at(f"{QUOTES}{day_path(day)}"),
        count=len(quotes),
        speakers=tuple(SpeakerRow(name, number) for name, number in list(numbers.items())[:SPEAKERS]),
        more=max(0, len(numbers) - SPEAKERS),
    )
