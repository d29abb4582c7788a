"""A story's page."""

from dataclasses import dataclass

from .chart_views import Timeline
from .frame_views import PageHead
from .shared_views import NO_RIVER, IndexRow, Link, OtherHeadline, Pager, QuoteView, ReportedBy, River, Time


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a story. `copies` are those that print its text."""

    time: Time
    source: Link
    title: str
    url: str
    lang: str
    deck: str
    copies: tuple[OtherHeadline, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """`only`: its words stand in no other source's headline."""

    text: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """A source's headline in parts, all of which together are the whole of it; `report` is named after the source."""

    report: Link
    parts: tuple[HeadlinePart, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """An event with all that reports it, in order of time."""

    head: PageHead
    title: str
    lang: str
    standfirst: str
    lead: Link  # the report that headline and standfirst are taken from
    reported_by: ReportedBy
    reports: tuple[ReportView, ...]
    quotes: tuple[QuoteView, ...]
    actors: tuple[IndexRow, ...]  # `count` is the number of reports that name them
    pager: Pager
    timeline: Timeline | None = None
    earlier: River = NO_RIVER  # the stories that it follows, the latest first
    headlines: tuple[HeadlineView, ...] = ()  # how they differ


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at an address that a story or an actor had, or would have; `why` is what is said before the way."""

    head: PageHead
    why: str
    to: Link
