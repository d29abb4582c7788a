"""The page of a topic, the page of who it is seen with, and the index of topics."""

from dataclasses import dataclass

from markupsafe import Markup

from .chart_views import CoverageChart, SeenWithDiagram
from .frame_views import PageHead
from .shared_views import DataLinks, IndexRow, Link, QuoteView, River, RiverDay, SiteFeed


@dataclass(frozen=True, slots=True)
class CountedPhrase:
    """Another name of an actor, or a phrase that texts call it by, with the number of times that texts use it; 0 for a
    name that only the actor's file lists."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What an actor is, what is new about it, what it said, what was said about it, who it is seen with.

    An actor that no editor follows has no background; `how_found` then says how it came to have a page.
    """

    head: PageHead
    name: str
    kind: str
    followed: bool
    summary: str  # "14 articles from 6 sources since 23 June 2023"
    aliases: tuple[CountedPhrase, ...]
    wikidata: str
    background: Markup
    how_found: str
    feed: SiteFeed
    chart: CoverageChart | None
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    quotes_by: tuple[QuoteView, ...]
    quotes_about: tuple[QuoteView, ...]
    seen_with: tuple[IndexRow, ...]
    sources: tuple[IndexRow, ...]
    roles: tuple[CountedPhrase, ...] = ()  # what texts call the actor, each with the number of texts
    data: DataLinks | None = None  # of the newest month


@dataclass(frozen=True, slots=True)
class SeenWithGroup:
    """The newest articles that name the page's topic and another one, `name`. `more` is the address of a search for the
    others, "" where these are all."""

    name: Link
    anchor: str
    total: str  # "12 articles"
    items: River
    more: str = ""


@dataclass(frozen=True, slots=True)
class SeenWithPage:
    """Who a topic is seen with, and in which articles."""

    head: PageHead
    title: str
    groups: tuple[SeenWithGroup, ...]


@dataclass(frozen=True, slots=True)
class TopicIndexPage:
    """All topics: the followed ones, the most covered, the rising ones, found names by kind, and A to Z."""

    head: PageHead
    followed: tuple[IndexRow, ...]
    kinds: tuple[tuple[str, tuple[IndexRow, ...]], ...]  # found names: the kind in the plural, and rows
    now: tuple[IndexRow, ...] = ()  # most covered in the last weeks, whose articles `count` counts
    rising: tuple[IndexRow, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # all topics by first letter
    diagram: SeenWithDiagram | None = None
