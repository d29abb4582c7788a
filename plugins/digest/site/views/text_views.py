"""Sections, search, subscribing, and the editor's own pages."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import IndexRow, Link, River, RiverDay, SiteFeed, StoryBlock


@dataclass(frozen=True, slots=True)
class SectionPage:
    head: PageHead
    name: str
    summary: str
    feed: SiteFeed
    stories: tuple[StoryBlock, ...]
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    actors: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class SubscribePage:
    head: PageHead
    site: SiteFeed
    digest: SiteFeed
    ours: str  # address of an OPML file of our own feeds
    followed: str  # of one of the feeds that we read
    sections: tuple[SiteFeed, ...]
    actors: tuple[SiteFeed, ...]
    sources: tuple[SiteFeed, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`script` and `index` are addresses: of what searches, and of what it loads when somebody does. `places` are the
    lists in which everything can be found without it."""

    head: PageHead
    script: str
    index: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One of the editor's own pages: about, method, corrections."""

    head: PageHead
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: PageHead
    latest: River
