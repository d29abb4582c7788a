"""The digest of a day or a week as a letter: its stories, its quotes, and what single sources report."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from ...archive.model.addresses import day_path, week_path
from ...archive.model.events import Event
from ...archive.model.quote_clusters import QuoteCluster
from ...archive.questions.archive import Archive
from ..components.digest_sections import digest_summary, grouped_events, headings_in_order, reported_by_several
from ..components.highlights import DAY_QUOTES, best_quotes, day_highlights
from ..components.page_links import sources_summary, story_url, week_link
from ..components.quote_cards import quote_words
from ..i18n.date_wording import long_day
from ..i18n.messages import say
from .letter import Letter, LetterItem, LetterParts, LetterSection, letter_of

MAX_STORIES: Final = 40  # of a week; the page that the letter leads to has more
MAX_SINGLE: Final = 40  # reports of one source


def day_letter(archive: Archive, day: date) -> Letter | None:
    """The digest of a day; None of a day without events."""
    events = archive.events.on(day)
    if not events:
        return None
    lang = archive.settings.lang
    title, url = long_day(day, lang).text, archive.addresses.absolute(day_path(day))
    quotes = day_highlights(archive, day)[:DAY_QUOTES]
    heading = say(lang, "Quotes of the day")
    return _letter(archive, "digest.day", title, url, events, reported_by_several(events), (heading, quotes), str(day))


def week_letter(archive: Archive, monday: date) -> Letter | None:
    """The digest of the week that begins on a Monday; None of one without events."""
    days = [monday + timedelta(days=number) for number in range(7)]
    events = [event for day in days for event in archive.events.on(day)]
    if not events:
        return None
    stories = archive.events.lasting(tuple(event.lead.id for event in reported_by_several(events)))
    highlights = [cluster for day in days for cluster in day_highlights(archive, day)]
    url = archive.addresses.absolute(week_path(monday))
    quotes = best_quotes(archive, highlights, DAY_QUOTES)
    heading = say(archive.settings.lang, "Quotes of the week")
    title = week_link(archive, monday).text
    return _letter(archive, "digest.week", title, url, events, stories[:MAX_STORIES], (heading, quotes), str(monday))


def _letter(
    archive: Archive,
    kind: str,
    title: str,
    url: str,
    events: Sequence[Event],
    stories: Sequence[Event],
    quotes: tuple[str, Sequence[QuoteCluster]],
    day: str,
) -> Letter:
    """`quotes` are a heading and what stands under it; `day` is the first day, for programs."""
    settings = archive.settings
    articles = [article for event in events for article in event.articles]
    sources = len({article.publisher.slug for article in articles})
    single = [event for event in events if len(event.sources) == 1][:MAX_SINGLE] if kind == "digest.day" else []
    sections = (*_stories(archive, stories), *_quotes(archive, *quotes), *_single(archive, single))
    parts = LetterParts(
        lang=settings.lang,
        subject=f"{settings.name}: {title}",
        url=url,
        intro=digest_summary(events, sources, settings.lang),
        sections=tuple(section for section in sections if section.items),
    )
    return letter_of(kind, parts, {"day": day, "stories": [_data(archive, event) for event in (*stories, *single)]})


def _stories(archive: Archive, stories: Sequence[Event]) -> Iterator[LetterSection]:
    groups = grouped_events(archive, stories)
    for heading in headings_in_order(groups):
        yield LetterSection(heading.name, tuple(_item(archive, event, deck=True) for event in groups[heading]))


def _single(archive: Archive, events: Sequence[Event]) -> Iterator[LetterSection]:
    other = say(archive.settings.lang, "Other reports")
    yield LetterSection(other, tuple(_item(archive, event, deck=False) for event in events))


def _item(archive: Archive, event: Event, *, deck: bool) -> LetterItem:
    return LetterItem(
        title=event.lead.headline,
        url=_event_url(archive, event),
        note=sources_summary(event, archive.settings.lang),
        text=event.lead.deck if deck else "",
    )


def _quotes(archive: Archive, heading: str, quotes: Sequence[QuoteCluster]) -> Iterator[LetterSection]:
    yield LetterSection(
        heading,
        tuple(
            LetterItem(
                title=f"{quote.quote.speaker}: {quote_words(quote.quote)}",
                url=f"{archive.addresses.absolute(quote.article.path)}#{quote.anchor}",
                note=quote.article.publisher.name,
            )
            for quote in (cluster.fullest for cluster in quotes)
        ),
    )


def _event_url(archive: Archive, event: Event) -> str:
    """The page of the story, or else of the only report."""
    path = story_url(archive, event)
    root = archive.settings.url.removesuffix(archive.settings.base)  # addresses of the site begin with its base
    return f"{root}{path}" if path else archive.addresses.absolute(event.lead.path)


def _data(archive: Archive, event: Event) -> dict[str, Any]:
    return {
        "headline": event.lead.headline,
        "url": _event_url(archive, event),
        "summary": event.lead.deck,
        "reports": len(event.articles),
        "sources": [source.name for source in event.sources],
    }
