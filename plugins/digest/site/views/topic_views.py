"""The pages of actors."""

from dataclasses import dataclass

from markupsafe import Markup

from .chart_views import Chart, Network
from .frame_views import Head
from .shared_views import ActorRow, FeedLink, Link, Pager, QuoteView, River, RiverDay


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another name of an actor, and how often texts use it; 0 where only its file lists it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What an actor is, what is new, what it said, what was said about it, who is around it.

    A found name has no background; `found` then says how it was found.
    """

    head: Head
    name: str
    kind: str
    followed: bool
    summary: str  # "14 articles from 6 sources since 23 June 2023"
    aliases: tuple[Spelling, ...]
    wikidata: str
    background: Markup
    found: str
    feed: FeedLink
    chart: Chart | None
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    quotes_by: tuple[QuoteView, ...]
    quotes_about: tuple[QuoteView, ...]
    seen_with: tuple[ActorRow, ...]
    sources: tuple[ActorRow, ...]
    roles: tuple[Spelling, ...] = ()  # what texts say that it is, and how many do


@dataclass(frozen=True, slots=True)
class TogetherGroup:
    """The newest texts that name an actor and `name`; `more` is where the others are found, "" where these are all."""

    name: Link
    anchor: str
    total: str  # "12 articles"
    items: River
    more: str = ""


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Who an actor is seen with, and in which texts."""

    head: Head
    title: str
    groups: tuple[TogetherGroup, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """All articles of one month or day, of an actor, a source or a section, by day; newest first. A month of very many
    has its `days` instead, each with a page like this one."""

    head: Head
    title: str
    groups: tuple[RiverDay, ...]
    pager: Pager
    total: int = 0
    days: tuple[ActorRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorsPage:
    head: Head
    followed: tuple[ActorRow, ...]
    kinds: tuple[tuple[str, tuple[ActorRow, ...]], ...]  # found names: heading, rows
    now: tuple[ActorRow, ...] = ()  # most covered in the last weeks, `count` is of these
    rising: tuple[ActorRow, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # all of them, by the first letter of their names
    network: Network | None = None
