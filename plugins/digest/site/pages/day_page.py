"""The digest of each day, and the list of all days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from babel.lists import format_list

from incremental import DeferredPage

from ..components.highlights import highlights_of
from ..components.page_head import SiteFile, last_modified, page_head, site_feed
from ..components.period_changes import changes, weeks_of
from ..components.quote_cards import quote_cluster_view
from ..components.story_blocks import river_item, story_block, topic_rows
from ..components.structured_data import collection
from ..i18n.date_formats import long_day, month, weekday
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count
from ..model.addresses import DIGESTS, day_path, section_slug
from ..model.archive import Archive
from ..model.events import Event
from ..views.digest_views import DayPage, DayRow, DigestsPage
from ..views.shared_views import DigestSection, Link, Pager, River, RiverItem, RiverSection, SiteFeed, StoryBlock

QUOTES = 6
UNDIVIDED = 12  # single reports: a phone's two screens, which nobody needs headings for


def day_pages(archive: Archive) -> Iterator[SiteFile]:
    """A page for every day with articles, and `digests/`, which lists them."""
    for before, day, after in with_neighbours(archive.days):
        yield SiteFile(day_path(day), "day.html", DeferredPage(day_page, day, before, after), _modified(archive, day))
    yield SiteFile(DIGESTS, "digests.html", _digests_page(archive), last_modified(archive.articles[:1]))


def with_neighbours(dates: Sequence[date]) -> Iterator[tuple[date | None, date, date | None]]:
    """Each of the dates between the one before it and the one after it."""
    return zip((None, *dates), dates, (*dates[1:], None), strict=False)


def _modified(archive: Archive, day: date) -> str:
    return last_modified(article for event in archive.events_on(day) for article in event.articles)


def reported_by_several(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that more than one source reports."""
    return tuple(event for event in events if len(event.sources) > 1)


def sections_of(archive: Archive, events: Iterable[Event], day: date) -> tuple[DigestSection, ...]:
    """Events by the section of their lead, the fullest section first; their order within is kept. Those of one day on
    one subject stand together, below the first of them."""
    by_section, below = by_subject(archive, events)

    def place(name: str) -> tuple[bool, int, str]:
        found = by_section[name]
        return not any(event.pinned for event in found), -sum(len(event.sources) for event in found), name

    def block(event: Event) -> StoryBlock:
        return story_block(archive, event, day, rich=True, subject=below[event.lead.id])

    names = sorted(by_section, key=place)
    return tuple(
        DigestSection(
            name,
            archive.addresses.section(section_slug(name)),
            section_slug(name),
            tuple(block(event) for event in by_section[name]),
        )
        for name in names
    )


def by_subject(archive: Archive, events: Iterable[Event]) -> tuple[dict[str, list[Event]], dict[str, list[Event]]]:
    """The events that stand by themselves by section, and the others by the lead of the event that they stand below."""
    among = list(events)
    heads = {event.story.slug: event for event in among if event.story}
    by_section: dict[str, list[Event]] = defaultdict(list)
    below: dict[str, list[Event]] = defaultdict(list)
    for event in among:
        head = heads.get(archive.same_subject(event))
        if head is None or event.pinned:
            by_section[event.lead.section].append(event)
        else:
            below[head.lead.id].append(event)
    return by_section, below


def day_page(archive: Archive, day: date, before: date | None, after: date | None) -> DayPage:
    """The digest of a day; `before` and `after` are the days that have one beside it."""
    lang = archive.settings.lang
    events = archive.events_on(day)
    articles = [article for event in events for article in event.articles]
    sources = {article.source.slug for article in articles}
    single = sorted(
        (event for event in events if len(event.sources) == 1),
        key=lambda event: (event.latest.date, event.lead.id),
        reverse=True,
    )
    summary = digest_summary(events, len(sources), lang)
    title = long_day(day, lang)
    return DayPage(
        head=page_head(
            archive,
            day_path(day),
            title.text,
            f"{summary}: {events[0].lead.headline}",
            trail=(digests_link(archive), week_link(archive, day)),
            feeds=(digest_feed_link(archive),),
            current=DIGESTS,
            data=collection(archive, day_path(day), title.text, summary, (event.lead for event in events)),
        ),
        day=title,
        summary=summary,
        sections=sections_of(archive, reported_by_several(events), day),
        quotes=tuple(quote_cluster_view(archive, quote) for quote in highlights_of(archive, day)[:QUOTES]),
        single=_single(archive, [event for event in single if event.is_report], day),
        shown=River(tuple(river_item(archive, event, day) for event in single if not event.is_report)),
        actors=topic_rows(archive, articles, day),
        pager=Pager(
            previous=Link(weekday(before, lang), archive.addresses.day(before)) if before else None,
            up=Link(say(lang, "All digests"), archive.addresses.at(DIGESTS)),
            next=Link(weekday(after, lang), archive.addresses.day(after)) if after else None,
        ),
        changes=changes(archive, day, 1),
    )


def _single(archive: Archive, events: Sequence[Event], day: date) -> tuple[RiverSection, ...]:
    """What one source reports alone, newest first; a long list by section, the fullest first."""
    by_section: dict[str, list[RiverItem]] = defaultdict(list)
    for event in events:
        by_section[event.lead.section if len(events) > UNDIVIDED else ""].append(river_item(archive, event, day))
    if len(by_section) == 1:  # a heading over all of it says nothing
        by_section = defaultdict(list, {"": [item for items in by_section.values() for item in items]})
    return tuple(
        RiverSection(name, archive.addresses.section(section_slug(name)) if name else "", River(tuple(items)))
        for name, items in sorted(by_section.items(), key=lambda each: (-len(each[1]), each[0]))
    )


def digest_summary(events: Sequence[Event], sources: int, lang: str) -> str:
    """12 stories and 29 single reports from 23 sources"""
    told = len(reported_by_several(events))
    parts = ((told, count(told, "story", lang)), (len(events) - told, count(len(events) - told, "single report", lang)))
    reported = format_list([words for number, words in parts if number], locale=locale_name(lang))
    return say(lang, "%(reports)s from %(sources)s", reports=reported, sources=count(sources, "source", lang))


def digests_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Digests"), archive.addresses.at(DIGESTS))


def digest_feed_link(archive: Archive) -> SiteFeed:
    return site_feed(archive, DIGESTS, say(archive.settings.lang, "Digest of the day"))


def week_link(archive: Archive, day: date) -> Link:
    year, week, _ = day.isocalendar()
    name = say(archive.settings.lang, "Week %(week)s of %(year)s", week=week, year=year)
    return Link(name, archive.addresses.week(day))


def day_row(archive: Archive, day: date) -> DayRow:
    """A day in a line: its first story, and how much there is."""
    events = archive.events_on(day)
    told = len(reported_by_several(events))
    return DayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.day(day),
        stories=told,
        single=len(events) - told,
        lead=events[0].lead.headline,
    )


def _digests_page(archive: Archive) -> DigestsPage:
    lang = archive.settings.lang
    months: dict[str, list[DayRow]] = {}
    for day in reversed(archive.days):
        months.setdefault(month(day, lang), []).append(day_row(archive, day))
    return DigestsPage(
        head=page_head(
            archive,
            DIGESTS,
            say(lang, "Digests"),
            say(lang, "Every day’s digest: what several sources reported"),
            feeds=(digest_feed_link(archive),),
            current=DIGESTS,
        ),
        months=tuple((name, tuple(rows)) for name, rows in months.items()),
        weeks=tuple(week_link(archive, monday) for monday in reversed(list(weeks_of(archive)))),
    )
