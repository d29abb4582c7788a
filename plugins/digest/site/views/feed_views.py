"""Feeds, lists of feeds, files of open data, and the page that explains them."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import SiteFeed


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed. `id` never changes; `published` and `updated` are in RFC 3339; `content` is sanitised HTML;
    `original` is the URL at the source."""

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
    """A document of a feed, newest entry first: Atom 1.0 (RFC 4287) and JSON Feed 1.1 are made of the same view.

    `previous` and `following` are the archives before and after this document (RFC 5005). An archive has the address of
    the newest document as `current`. These three addresses have no ending; the templates add .xml or .json.
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
class RssItem:
    """An item of RSS 2.0. `published` is in RFC 822; `description` is HTML."""

    id: str
    title: str
    url: str
    published: str
    creator: str
    categories: tuple[str, ...]
    description: Markup


@dataclass(frozen=True, slots=True)
class RssView:
    """The newest items of a feed as RSS 2.0, newest first. `url` is of the feed itself, `page` of the page that it
    belongs to; `updated` is in RFC 822."""

    title: str
    subtitle: str
    url: str
    page: str
    updated: str
    items: tuple[RssItem, ...]


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed in an OPML file; `feed` is its URL, "" where others can't reach it."""

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
    data_url: str = ""  # of the whole archive as data; "" where the editor offers none
    has_data: bool = False  # whether some pages have files of data
    top_stories: SiteFeed | None = None
    watches: tuple[SiteFeed, ...] = ()
    changes: SiteFeed | None = None  # where publishers have changed anything


@dataclass(frozen=True, slots=True)
class OpenDataFile:
    """A file of open data. `text` isn't HTML: all of it is the file."""

    text: Markup
