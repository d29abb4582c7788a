"""The pages of actors."""

from dataclasses import dataclass

from markupsafe import Markup

from .chart_views import CoverageChart, SeenWithDiagram
from .frame_views import PageHead
from .shared_views import IndexRow, Link, QuoteView, River, RiverDay, SiteFeed


@dataclass(frozen=True, slots=True)
class CountedPhrase:
    """Another name of an actor, and how often texts use it; 0 where only its file lists it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What an actor is, what is new, what it said, what was said about it, who is around it.

    A found name has no background; `how_found` then says how it was found.
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
    roles: tuple[CountedPhrase, ...] = ()  # what texts say that it is, and how many do


@dataclass(frozen=True, slots=True)
class SeenWithGroup:
    """The newest texts that name an actor and `name`; `more` is where the others are found, "" where these are all."""

    name: Link
    anchor: str
    total: str  # "12 articles"
    items: River
    more: str = ""


@dataclass(frozen=True, slots=True)
class SeenWithPage:
    """Who an actor is seen with, and in which texts."""

    head: PageHead
    title: str
    groups: tuple[SeenWithGroup, ...]


@dataclass(frozen=True, slots=True)
class TopicIndexPage:
    head: PageHead
    followed: tuple[IndexRow, ...]
    kinds: tuple[tuple[str, tuple[IndexRow, ...]], ...]  # found names: heading, rows
    now: tuple[IndexRow, ...] = ()  # most covered in the last weeks, `count` is of these
    rising: tuple[IndexRow, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # all of them, by the first letter of their names
    diagram: SeenWithDiagram | None = None
