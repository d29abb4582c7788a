"""The page of a story, and the page at an address that moved."""

from dataclasses import dataclass

from .chart_views import Timeline
from .frame_views import PageHead
from .shared_views import (
    NO_RIVER,
    Chip,
    DataLinks,
    IndexRow,
    Link,
    OtherHeadline,
    Pager,
    QuoteView,
    ReportedBy,
    River,
    Time,
)


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """A part of a headline or a sentence. `only` marks what stands in no other report's."""

    text: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a story. `source` leads to the report there, `url` is its page here, and `copies` are the other
    reports that print its text. The headline is in parts."""

    time: Time
    source: Link
    title: tuple[HeadlinePart, ...]
    url: str
    lang: str
    deck: str
    copies: tuple[OtherHeadline, ...] = ()
    is_long: bool = False  # the headline


@dataclass(frozen=True, slots=True)
class SoleFigure:
    """A sentence with the numbers that no other report has marked; `url` is the page of its report."""

    parts: tuple[HeadlinePart, ...]
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class SoleDetails:
    """The figures and the quotes of an event that one source alone has; `source` leads to its report there."""

    source: Link
    figures: tuple[SoleFigure, ...]
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class JoinView:
    """A report, and why it is part of the story: what it shares with another report."""

    source: str
    title: str
    url: str
    lang: str
    why: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """An event with all that reports it, in order of time."""

    head: PageHead
    title: str
    lang: str
    standfirst: str
    lead: Link  # the report whose headline and deck the page has
    reported_by: ReportedBy
    reports: tuple[ReportView, ...]
    quotes: tuple[QuoteView, ...]
    actors: tuple[IndexRow, ...]  # `count` is the number of reports that name them
    pager: Pager
    timeline: Timeline | None = None
    earlier: River = NO_RIVER  # the stories that this one follows, the latest first
    compared: bool = False  # whether the headlines are: then what one source alone has in its headline is marked
    sole: tuple[SoleDetails, ...] = ()
    subject: Link | None = None  # of the day's digest, which has further events on it
    ranked_by: str = ""  # what the story's place in the digest follows from
    joins: tuple[JoinView, ...] = ()  # for each report but the first, why it is part of the story
    data: DataLinks | None = None
    is_led: bool = False  # by a report that an editor has chosen
    chips: tuple[Chip, ...] = ()  # the actors where they are too few for a list


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at a former address of a story or a topic: the reason, and the link to its present page."""

    head: PageHead
    why: str
    to: Link
