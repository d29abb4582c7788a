"""The front page, /: the leading stories of this moment, the latest reports, quotes, sections and actors."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from ...archive.model.addresses import FRONT
from ...archive.model.events import Event
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ..components.digest_sections import reported_by_several, sections_of
from ..components.highlights import highlights
from ..components.page_head import page_head
from ..components.page_links import source_links
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import river_item
from ..components.story_blocks import story_block
from ..components.structured_data import collection_data
from ..components.topic_lists import topic_rows
from ..i18n.date_wording import long_day, stamp
from ..views.digest_views import FrontPage
from ..views.frame_views import PageHead
from ..views.shared_views import QuoteView, River, StoryBlock

HOURS = 30.0  # a day, and the evening before it
AT_LEAST = 12  # events, so that a quiet week fills the page as well
LEADING = 4  # beside the lead
MORE_LEADING = 2  # without quotes blocks are half as tall; more of them fill the column beside the latest reports
MAX_LATEST = 9
MAX_QUOTES = 3
SECTION_STORIES = 3
MAX_ACTORS = 9
CELL_CHIPS = 4  # beside three other stories there is less room
CELL_SOURCES = 4


def front_page(archive: Archive) -> FrontPage:
    """The front page. It begins with stories of several sources, by rank, or with single reports if these are few.

    The news of the evening before counts too, so that a new day begins with a full page."""
    days = archive.events.days()
    if not days:
        return FrontPage(_head(archive), None, None, "", None, (), River(), (), (), (), 0, 0)
    day = days[-1]
    events = archive.events.in_the_news(HOURS, AT_LEAST)
    blocks = _leading_blocks(archive, events, day)
    leading = {event.lead.id for event in events[: len(blocks)]}
    other_stories = [event for event in reported_by_several(events) if event.lead.id not in leading]
    newest = archive.events.newest(MAX_LATEST + len(leading))
    latest = islice((event for event in newest if event.lead.id not in leading), MAX_LATEST)
    articles = [article for event in events for article in event.articles]
    head = _head(archive)
    data = collection_data(archive, FRONT, head.title, head.description, (event.lead for event in events))
    (newest_article,) = archive.articles.newest(ALL, 1)
    return FrontPage(
        head=replace(head, data=data),
        day=long_day(archive.today, archive.settings.lang),
        updated=stamp(newest_article.date, archive.settings.local),
        day_url=archive.addresses.day(day),
        lead=blocks[0],
        leading=tuple(blocks[1:]),
        latest=River(tuple(river_item(archive, event, day) for event in latest)),
        quotes=_quotes(archive, events, blocks),
        sections=tuple(
            replace(section, stories=section.stories[:SECTION_STORIES])
            for section in sections_of(archive, other_stories, day)
        ),
        actors=topic_rows(archive, articles, archive.today)[:MAX_ACTORS],
        stories=len(reported_by_several(archive.events.on(day))),
        actors_total=archive.topics.count(),
    )


def _head(archive: Archive) -> PageHead:
    settings = archive.settings
    return replace(page_head(archive, FRONT, settings.name, settings.tagline or settings.name), trail=())


def _leading_blocks(archive: Archive, events: Sequence[Event], day: date) -> list[StoryBlock]:
    """The first events as blocks, the lead first."""
    blocks = [_leading_block(archive, event, day, first=event is events[0]) for event in events[: 1 + LEADING]]
    if not any(block.quote for block in blocks):
        further = events[1 + LEADING : 1 + LEADING + MORE_LEADING]
        blocks += [_leading_block(archive, event, day, first=False) for event in further]
    return blocks


def _leading_block(archive: Archive, event: Event, day: date, *, first: bool) -> StoryBlock:
    """An event with its sources, its actors and its best quote."""
    block = story_block(archive, event, day, level="lead" if first else "", rich=True)
    best_quote = highlights(archive, (event,), 1)
    return replace(
        block,
        chips=block.chips if first else block.chips[:CELL_CHIPS],
        source_links=() if first else source_links(archive, event, CELL_SOURCES),
        quote=quote_cluster_view(archive, best_quote[0]) if best_quote else None,
    )


def _quotes(archive: Archive, events: Iterable[Event], blocks: Iterable[StoryBlock]) -> tuple[QuoteView, ...]:
    """The best quotes of the events, without those that are already in one of the blocks."""
    in_blocks = {block.quote.reference_url for block in blocks if block.quote}
    clusters = highlights(archive, events, MAX_QUOTES + len(in_blocks))
    views = (quote_cluster_view(archive, cluster) for cluster in clusters)
    return tuple(islice((view for view in views if view.reference_url not in in_blocks), MAX_QUOTES))
