"""Feeds, lists of feeds, and the page that explains them."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import SiteFeed


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`id` never changes; `updated` is RFC 3339; `content` is sanitised HTML; `original` is where the source has it."""

    id: str
    title: str
    url: str
    published: str
    updated: str
    source: str
    source_url: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str
    content: Markup
    lang: str = ""
    original: str = ""
    picture: str = ""  # its address


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed, newest entry first: Atom 1.0 (RFC 4287) and JSON Feed 1.1 are made of the same view.

    `previous` and `following` are archives (RFC 5005): the one before and the one after; `current` of an archive itself
    is the feed of today. The three are addresses without the ending, .xml or .json.
    """

    id: str
    title: str
    subtitle: str
    url: str  # of the feed itself
    page: str  # of the page that it belongs to
    updated: str
    entries: tuple[FeedEntry, ...]
    json: str = ""  # of the same as a JSON Feed
    previous: str = ""
    following: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed in an OPML file; `feed` is "" where it is nobody else's to read."""

    name: str
    feed: str
    page: str
    about: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OpmlView:
    """An OPML 2.0 file: feeds in groups."""

    title: str
    groups: tuple[tuple[str, tuple[OpmlFeed, ...]], ...]


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
