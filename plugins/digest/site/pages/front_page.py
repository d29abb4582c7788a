"""The front page: the digest of this moment, and what is latest."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice

from ..components.digest_sections import reported_by_several, sections_of
from ..components.highlights import highlights
from ..components.page_head import page_head
from ..components.page_links import source_links
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import river_item
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import story_block
from ..components.structured_data import collection
from ..components.topic_lists import topic_rows
from ..i18n.date_formats import long_day, stamp
from ..model.addresses import FRONT
from ..model.archive import Archive
from ..model.events import Event
from ..views.digest_views import FrontPage
from ..views.shared_views import DigestSection, QuoteView, River, StoryBlock

HOURS = 30.0  # a day, and the evening before it
AT_LEAST = 12  # events, so that a quiet week fills the page as well
LEADING = 4
MORE_LEADING = 2  # where nobody is quoted, blocks are half as tall, and the river beside them would go on alone
LATEST = 9
QUOTES = 3
SECTION_STORIES = 3
ACTORS = 9
CELL_CHIPS = 4  # beside three other stories there is less room
CELL_SOURCES = 4


def front_page(archive: Archive) -> SiteFile:
    """What several sources report first, ranked; where that is little, single reports fill the lead. A new day begins
    with the news of the evening before, not with an empty page."""
    lang = archive.settings.lang
    tagline = archive.settings.tagline or archive.settings.name
    shared = replace(page_head(archive, "", archive.settings.name, tagline), trail=())
    if not archive.articles:
        return SiteFile(FRONT, "front.html", FrontPage(shared, None, None, "", None, (), River(), (), (), (), 0, 0), "")
    day = archive.days[-1]
    events = archive.in_the_news(HOURS, AT_LEAST)
    blocks = [_leading_block(archive, event, day, first=event is events[0]) for event in events[: 1 + LEADING]]
    if not any(block.quote for block in blocks):
        further = events[1 + LEADING : 1 + LEADING + MORE_LEADING]
        blocks += [_leading_block(archive, event, day, first=False) for event in further]
    shown = {event.lead.id for event in events[: len(blocks)]}
    rest = tuple(event for event in reported_by_several(events) if event.lead.id not in shown)
    latest = (event for event in archive.events if event.lead.id not in shown)
    articles = [article for event in events for article in event.articles]
    data = collection(archive, "", archive.settings.name, tagline, (event.lead for event in events))
    return SiteFile(
        "",
        "front.html",
        FrontPage(
            head=replace(shared, data=data),
            day=long_day(archive.today, lang),
            updated=stamp(archive.articles[0].date, archive.settings.local),
            day_url=archive.addresses.day(day),
            lead=blocks[0],
            leading=tuple(blocks[1:]),
            latest=River(tuple(river_item(archive, event, day) for event in islice(latest, LATEST))),
            quotes=_quotes(archive, events, blocks),
            sections=tuple(_section(one) for one in sections_of(archive, rest, day)),
            actors=topic_rows(archive, articles, archive.today)[:ACTORS],
            stories=len(reported_by_several(archive.events_on(day))),
            actors_total=len(archive.topics),
        ),
        last_modified(archive.articles[:1]),
    )


def _section(section: DigestSection) -> DigestSection:
    return replace(section, stories=section.stories[:SECTION_STORIES])


def _leading_block(archive: Archive, event: Event, day: date, *, first: bool) -> StoryBlock:
    """A leading story with who reports it, who is in it, and its best quote."""
    block = story_block(archive, event, day, level="lead" if first else "", rich=True)
    best = highlights(archive, (event,), 1)
    return replace(
        block,
        chips=block.chips if first else block.chips[:CELL_CHIPS],
        source_links=() if first else source_links(archive, event, CELL_SOURCES),
        quote=quote_cluster_view(archive, best[0]) if best else None,
    )


def _quotes(archive: Archive, events: Iterable[Event], shown: Iterable[StoryBlock]) -> tuple[QuoteView, ...]:
    """The best of the others: one that stands with its story needs no second place."""
    above = {block.quote.reference_url for block in shown if block.quote}
    views = (quote_cluster_view(archive, one) for one in highlights(archive, events, QUOTES + len(above)))
    return tuple(islice((view for view in views if view.reference_url not in above), QUOTES))
