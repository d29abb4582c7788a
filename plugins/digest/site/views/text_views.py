"""Sections, search, subscribing, and the editor's own pages."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import Head
from .shared_views import ActorRow, FeedLink, Link, River, RiverDay, StoryBlock


@dataclass(frozen=True, slots=True)
class SectionPage:
    head: Head
    name: str
    summary: str
    feed: FeedLink
    stories: tuple[StoryBlock, ...]
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    actors: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class SubscribePage:
    head: Head
    site: FeedLink
    digest: FeedLink
    ours: str  # address of an OPML file of our own feeds
    followed: str  # of one of the feeds that we read
    sections: tuple[FeedLink, ...]
    actors: tuple[FeedLink, ...]
    sources: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`script` and `index` are addresses: of what searches, and of what it loads when somebody does. `places` are the
    lists in which everything can be found without it."""

    head: Head
    script: str
    index: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One of the editor's own pages: about, method, corrections."""

    head: Head
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: Head
    latest: River
