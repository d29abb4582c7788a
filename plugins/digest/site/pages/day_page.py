"""The digest of a day, /2026/11/22/: its stories by subject and section, what changed, its quotes, and what one source
reports alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ...archive.model.addresses import DIGESTS, day_path, section_slug
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..charts.days_chart import month_chart
from ..components.digest_sections import digest_summary, grouped_events, reported_by_several, sections_of
from ..components.highlights import DAY_QUOTES, day_highlights
from ..components.page_head import page_head
from ..components.page_links import digest_feed, digests_link, week_link
from ..components.period_changes import period_changes
from ..components.poster_links import with_poster
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import going_on_item, river_item
from ..components.structured_data import collection_data
from ..components.top_lines import headings_on_page, most_named, top_lines
from ..components.topic_lists import MIN_ROWS, topic_rows
from ..i18n.date_wording import long_day, weekday
from ..i18n.messages import say
from ..views.digest_views import DayPage
from ..views.frame_views import PageHead
from ..views.shared_views import NO_RIVER, Link, Pager, River, RiverItem, RiverSection

UNDIVIDED = 12  # single reports, two screens of a phone: a list this short needs no headings
SHOWN = 6  # of each section; the others are shown on demand
GOING_ON = 8  # stories of days before; each is told in full where it began
FOLDED = 3  # fewer are not worth a click


def day_page(archive: Archive, day: date, before: date | None, after: date | None) -> DayPage:
    """The digest of a day; `before` and `after` are the days beside it that have a digest."""
    events = archive.events.on(day)
    articles = [article for event in events for article in event.articles]
    sources = {article.publisher.slug for article in articles}
    summary = digest_summary(events, len(sources), archive.settings.lang)
    several = reported_by_several(events)
    single = sorted(
        (event for event in events if len(event.sources) == 1),
        key=lambda event: (event.latest.date, event.lead.id),
        reverse=True,
    )
    groups = grouped_events(archive, several, single)
    on_subjects = {event.lead.id for group in groups.values() for event in group}
    others = [event for event in single if event.lead.id not in on_subjects]
    return DayPage(
        head=with_poster(archive, "days", _head(archive, day, summary, events)),
        day=long_day(day, archive.settings.lang),
        summary=summary,
        sections=sections_of(archive, several, day, single=single),
        quotes=tuple(quote_cluster_view(archive, cluster) for cluster in day_highlights(archive, day)[:DAY_QUOTES]),
        single_reports=_single_reports(archive, [event for event in others if event.is_report], day),
        other_genres=River(tuple(river_item(archive, event, day) for event in others if not event.is_report)),
        actors=topic_rows(archive, articles, day, at_least=MIN_ROWS),
        pager=_pager(archive, before, after),
        changes=period_changes(archive, day, 1),
        named=most_named(archive, articles),
        lines=top_lines(archive, several, day, headings_on_page(groups)),
        chart=month_chart(archive, day),
        going_on=River(tuple(going_on_item(archive, event, day) for event in archive.events.going_on(day)[:GOING_ON])),
    )


def _head(archive: Archive, day: date, summary: str, events: Sequence[Event]) -> PageHead:
    title = long_day(day, archive.settings.lang).text
    return page_head(
        archive,
        day_path(day),
        title,
        f"{summary}: {events[0].lead.headline}",
        trail=(digests_link(archive), week_link(archive, day)),
        feeds=(digest_feed(archive),),
        current=DIGESTS,
        data=collection_data(archive, day_path(day), title, summary, (event.lead for event in events)),
    )


def _single_reports(archive: Archive, events: Sequence[Event], day: date) -> tuple[RiverSection, ...]:
    """The single reports, in their order; a long list is divided by section, the fullest first, of which each shows
    the first SHOWN."""
    by_section: dict[str, list[RiverItem]] = defaultdict(list)
    for event in events:
        by_section[event.lead.section if len(events) > UNDIVIDED else ""].append(river_item(archive, event, day))
    if len(by_section) == 1:  # a single heading over the whole list is useless
        by_section = defaultdict(list, {"": [item for items in by_section.values() for item in items]})
    fullest_first = sorted(by_section.items(), key=lambda section: (-len(section[1]), section[0]))
    shown = SHOWN if len(by_section) > 1 else UNDIVIDED
    return tuple(
        RiverSection(name, archive.addresses.section(section_slug(name)) if name else "", *_folded(items, shown))
        for name, items in fullest_first
    )


def _folded(items: Sequence[RiverItem], shown: int) -> tuple[River, River]:
    """The lines that are shown, and those that are shown on demand."""
    if len(items) < shown + FOLDED:
        return River(tuple(items)), NO_RIVER
    return River(tuple(items[:shown])), River(tuple(items[shown:]))


def _pager(archive: Archive, before: date | None, after: date | None) -> Pager:
    lang = archive.settings.lang
    return Pager(
        previous=Link(weekday(before, lang), archive.addresses.day(before)) if before else None,
        up=Link(say(lang, "All digests"), archive.addresses.at(DIGESTS)),
        next=Link(weekday(after, lang), archive.addresses.day(after)) if after else None,
    )
