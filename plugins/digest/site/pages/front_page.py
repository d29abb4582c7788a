"""The front page, /: the news in five lines, the latest reports, quotes, bands by section, the days before, actors."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from ...archive.model.addresses import FRONT, section_slug
from ...archive.model.events import Event
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ..components.digest_sections import day_row, reported_by_several
from ..components.front_bands import band_events, band_groups, front_bands, more_sections, tells, without_editions
from ..components.highlights import highlights
from ..components.page_head import page_head
from ..components.page_links import week_link
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import river_item
from ..components.story_blocks import story_block
from ..components.structured_data import collection_data
from ..components.top_lines import LINES, top_line
from ..components.topic_lists import topic_rows
from ..i18n.date_wording import hour_and_day, long_day
from ..i18n.messages import say
from ..views.digest_views import DayRow, FrontPage
from ..views.frame_views import PageHead
from ..views.shared_views import Link, QuoteView, River, StoryBlock, TopLine

HOURS = 30.0  # a day, and the evening before it
AT_LEAST = 12  # events, so that a quiet week fills the page as well
AT_LEAST_IN_BANDS = 60
MIN_REPORTING = 2  # sources, for what several report now
MIN_STORIES = 3  # of several sources, for lines that are called a summary
MAX_LATEST = 9
FEWER_LATEST = 7  # where the column beside them is shorter, since the lead has no quote
FEWEST_LATEST = 5  # where there is nothing more on the lead at all
LATEST_OF = 3  # times as many are looked at, for those that are reports of some weight
MAX_QUOTES = 3
MAX_DAYS = 6  # with the day itself, a week
MAX_ACTORS = 9
MIN_ACTORS = 3  # fewer are no list


def front_page(archive: Archive) -> FrontPage:
    """The front page. It begins with stories of several sources, by rank, or with single reports if these are few.

    The news of the evening before counts too, so that a new day begins with a full page. An event is shown once."""
    days = archive.events.days()
    if not days:
        return _empty_page(archive)
    day, lang = days[-1], archive.settings.lang
    events = _telling_first(archive, archive.events.in_the_news(HOURS, AT_LEAST))
    summed_up = summary(events, archive.now)
    in_lines = {event.lead.id for event in summed_up}
    groups = band_groups(archive, archive.events.in_the_news(HOURS, AT_LEAST_IN_BANDS))
    lead = _lead(archive, summed_up[0], day)
    told = in_lines | _stories_in(band_events(groups, in_lines).values())
    latest = latest_events(archive, told, latest_beside(lead))
    bands = band_events(groups, in_lines | {event.lead.id for event in latest})
    sections = front_bands(archive, bands, day)
    head = _head(archive)
    data = collection_data(archive, FRONT, head.title, head.description, (event.lead for event in events))
    (newest_article,) = archive.articles.newest(ALL, 1)
    in_the_news = [article for event in events for article in event.articles]
    actors = topic_rows(archive, in_the_news, archive.today, at_least=MIN_ACTORS, at_most=MAX_ACTORS)
    is_summary = len(summed_up) == LINES and len(reported_by_several(summed_up)) >= MIN_STORIES
    return FrontPage(
        head=replace(head, data=data),
        day=long_day(archive.today, lang),
        updated=hour_and_day(newest_article.date, archive.today, archive.settings.local),
        day_url=archive.addresses.day(day),
        summary=say(lang, "The news in five lines") if is_summary else "",
        lead=lead,
        lines=_lines(archive, summed_up[1:], day),
        latest=River(tuple(river_item(archive, event, day) for event in latest)),
        quotes=_quotes(archive, events, lead),
        sections=sections,
        more_sections=more_sections(archive, sections),
        days=_days_before(archive, days),
        week=week_link(archive, day),
        actors=actors,
        actors_total=archive.topics.count(),
    )


def _telling_first(archive: Archive, events: Sequence[Event]) -> list[Event]:
    """The events in their order, but last what one source has as an edition of a column, as opinion or the like, or
    under a headline that tells no event: lines that sum up a day begin with what happened."""
    of_no_column = {event.lead.id for event in without_editions(archive, events)}

    def is_news(event: Event) -> bool:
        return event.pinned or len(event.sources) > 1 or (event.lead.id in of_no_column and tells(event))

    return sorted(events, key=lambda event: not is_news(event))


def summary(events: Sequence[Event], now: datetime) -> list[Event]:
    """The few of the events, which are in the order of their rank, that sum up the news; those that most sources report
    come first.

    What fewer than two of them have reported in the last HOURS is chosen last and comes last: it is the news of days
    before. On the labelled windows of news, of the five events that most newsrooms report at a moment, 4.28 are chosen
    so, and 4.16 by rank alone; such an event would lead 3 of 74 front pages. HOURS end with the latest report, since
    polls may have failed.
    """
    dates = [event.latest.date for event in events if event.latest.date <= now]
    since = max(dates, default=now) - timedelta(hours=HOURS)

    def is_of_now(event: Event) -> bool:
        return event.pinned or len(event.independent_since(since)) >= MIN_REPORTING

    chosen = sorted(events, key=lambda event: not is_of_now(event))[:LINES]
    return sorted(chosen, key=lambda event: (not event.pinned, not is_of_now(event), -len(event.independent)))


def _empty_page(archive: Archive) -> FrontPage:
    return FrontPage(_head(archive), None, None, "", "", None, (), River(), (), (), (), (), None, (), 0)


def _head(archive: Archive) -> PageHead:
    settings = archive.settings
    return replace(page_head(archive, FRONT, settings.name, settings.tagline or settings.name), trail=())


def _lines(archive: Archive, events: Sequence[Event], day: date) -> tuple[TopLine, ...]:
    """Events as lines, with their sections where each has one: a label on some alone would seem to set them apart."""
    sections = [_section(archive, event) for event in events]
    shown = sections if all(section.text for section in sections) else [Link("", "")] * len(sections)
    return tuple(top_line(archive, event, day, section) for event, section in zip(events, shown, strict=True))


def _section(archive: Archive, event: Event) -> Link:
    """The section of an event, where most of its sources share it; nothing on a site that has only one."""
    section = event.headlined.section
    in_it = {article.publisher.newsroom for article in event.articles if article.section == section}
    if len(archive.sources.sections()) < 2 or 2 * len(in_it) <= len(event.sources):
        return Link("", "")
    return Link(section, archive.addresses.section(section_slug(section)))


def _lead(archive: Archive, event: Event, day: date) -> StoryBlock:
    """The first event, with its actors, its best quote and the headlines of other sources."""
    best_quote = highlights(archive, (event,), 1)
    block = story_block(archive, event, day, level="lead", rich=True)
    quote = quote_cluster_view(archive, best_quote[0]) if best_quote else None
    return replace(block, quote=quote)


def latest_beside(lead: StoryBlock) -> int:
    """How many of the latest reports are as high as the column of the lead beside them."""
    if lead.quote:
        return MAX_LATEST
    return FEWER_LATEST if len(lead.other_headlines) > 1 else FEWEST_LATEST


def _stories_in(bands: Iterable[Sequence[Event]]) -> set[str]:
    """The leads of what several sources report."""
    return {event.lead.id for events in bands for event in reported_by_several(events)}


def latest_events(archive: Archive, shown: set[str], number: int) -> list[Event]:
    """The newest events, the latest first: rather those of several sources, or on followed actors, than others, and
    rather those on names that have a page than trifles.

    Opinion, live pages, editions of columns, headlines that tell no event are left out, and so is what is shown
    elsewhere.
    """
    newest = without_editions(archive, archive.events.newest(LATEST_OF * number + len(shown)))
    reports = [event for event in newest if event.lead.id not in shown and tells(event)]
    weighty_first = sorted(reports, key=lambda event: -_weight(archive, event))
    chosen = {event.lead.id for event in weighty_first[:number]}
    return [event for event in reports if event.lead.id in chosen]


def _weight(archive: Archive, event: Event) -> int:
    """2 for what several sources report or a followed actor is in, 1 for another name that has a page, 0 for others."""
    topics = [topic for article in event.articles for topic in archive.topics.in_article(article.id)]
    if len(event.sources) > 1 or any(topic.followed for topic in topics):
        return 2
    return 1 if topics else 0


def _quotes(archive: Archive, events: Iterable[Event], lead: StoryBlock) -> tuple[QuoteView, ...]:
    """The best quotes of the events, without that of the lead."""
    in_lead = lead.quote.reference_url if lead.quote else ""
    clusters = highlights(archive, events, MAX_QUOTES + 1)
    views = (quote_cluster_view(archive, cluster) for cluster in clusters)
    return tuple(islice((view for view in views if view.reference_url != in_lead), MAX_QUOTES))


def _days_before(archive: Archive, days: Sequence[date]) -> tuple[DayRow, ...]:
    """The digests of the days before the last one, the latest first; none where there is only one."""
    before = [day_row(archive, day) for day in reversed(days[-1 - MAX_DAYS : -1])]
    return tuple(before) if len(before) > 1 else ()
