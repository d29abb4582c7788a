"""The first stories of a day, a week or the moment as lines that sum it up, and the names that are in most reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..views.shared_views import Link, TopLine
from .digest_sections import Heading
from .page_links import source_links
from .story_blocks import story_block
from .topic_lists import topic_rows

LINES = 5  # as many as are read in ten seconds
LINE_SOURCES = 2  # by name: as many as fit a line on a phone
MAX_NAMED = 4


def top_lines(
    archive: Archive, events: Sequence[Event], day: date, section: Callable[[Event], Link]
) -> tuple[TopLine, ...]:
    """The first LINES of the events, which are in the order of a digest, each below what `section` says of it; none
    where the page has no more than these."""
    if len(events) <= LINES:
        return ()
    return tuple(top_line(archive, event, day, section(event)) for event in events[:LINES])


def headings_on_page(groups: Mapping[Heading, Sequence[Event]]) -> Callable[[Event], Link]:
    """A link to the heading below which an event stands on the same page; nothing where there is only one."""
    headings = {event.lead.id: heading for heading, events in groups.items() for event in events}

    def section(event: Event) -> Link:
        heading = headings[event.lead.id]
        return Link(heading.name, f"#{heading.anchor}") if len(groups) > 1 else Link("", "")

    return section


def top_line(archive: Archive, event: Event, day: date, section: Link) -> TopLine:
    block = story_block(archive, event, day, level="plain")
    links = source_links(archive, event, LINE_SOURCES)
    return TopLine(section, replace(block, source_links=links))


def most_named(archive: Archive, articles: Iterable[Article]) -> tuple[Link, ...]:
    """The actors whom most of the articles name; none where fewer than three are named more than once."""
    rows = [row for row in topic_rows(archive, articles, None) if row.count > 1]
    return tuple(Link(row.name, row.url) for row in rows[:MAX_NAMED]) if len(rows) > 2 else ()
