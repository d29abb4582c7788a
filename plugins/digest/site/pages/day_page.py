"""The digest of each day, and the list of all days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from incremental import DeferredPage

from ..components.digest_sections import digest_summary, reported_by_several, sections_of
from ..components.highlights import highlights_of
from ..components.page_head import page_head
from ..components.page_links import digest_feed, digests_link, week_link, with_neighbours
from ..components.period_changes import changes
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import river_item
from ..components.site_file import SiteFile, last_modified
from ..components.structured_data import collection
from ..components.topic_lists import topic_rows
from ..i18n.date_formats import long_day, weekday
from ..i18n.messages import say
from ..model.addresses import DIGESTS, day_path, section_slug
from ..model.archive import Archive
from ..model.events import Event
from ..views.digest_views import DayPage
from ..views.shared_views import Link, Pager, River, RiverItem, RiverSection
from .digest_index_page import _digests_page

QUOTES = 6
UNDIVIDED = 12  # single reports: a phone's two screens, which nobody needs headings for


def day_pages(archive: Archive) -> Iterator[SiteFile]:
    """A page for every day with articles, and `digests/`, which lists them."""
    for before, day, after in with_neighbours(archive.days):
        yield SiteFile(day_path(day), "day.html", DeferredPage(day_page, day, before, after), _modified(archive, day))
    yield SiteFile(DIGESTS, "digest_index.html", _digests_page(archive), last_modified(archive.articles[:1]))


def _modified(archive: Archive, day: date) -> str:
    return last_modified(article for event in archive.events_on(day) for article in event.articles)


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
            feeds=(digest_feed(archive),),
            current=DIGESTS,
            data=collection(archive, day_path(day), title.text, summary, (event.lead for event in events)),
        ),
        day=title,
        summary=summary,
        sections=sections_of(archive, reported_by_several(events), day),
        quotes=tuple(quote_cluster_view(archive, quote) for quote in highlights_of(archive, day)[:QUOTES]),
        single_reports=_single(archive, [event for event in single if event.is_report], day),
        other_genres=River(tuple(river_item(archive, event, day) for event in single if not event.is_report)),
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
