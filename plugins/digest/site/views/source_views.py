"""The page of a source, and the index of sources."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import DataLinks, IndexRow, Link, RiverDay, SiteFeed, Time


@dataclass(frozen=True, slots=True)
class SourcePage:
    head: PageHead
    name: str
    about: str
    home: str
    section: Link
    summary: str
    terms: str
    feed: SiteFeed
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    actors: tuple[IndexRow, ...]
    first_reports: str = ""  # how often it was first; "" where it shares no story with other sources
    state: str = ""  # of its feed, with the day of the last poll; "" where no poll has asked it
    problem: str = ""
    status_url: str = ""
    data: DataLinks | None = None  # of the newest month


@dataclass(frozen=True, slots=True)
class SourceTableRow:
    name: str
    url: str
    section: str
    lang: str
    articles: int
    latest: Time | None
    state: str = ""  # "" unless its feed fails or is gone


@dataclass(frozen=True, slots=True)
class SourceIndexPage:
    head: PageHead
    rows: tuple[SourceTableRow, ...]
