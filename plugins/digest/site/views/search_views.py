"""The page of the search, and the pages of watches, which are searches that go on."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import DataLinks, Link, RiverDay, SiteFeed, Time


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`script` is the address of the script that searches, `index` of the folder that it loads its data from. `lists`
    are the pages on which everything can be found without a script."""

    head: PageHead
    script: str
    index: str
    lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WatchPage:
    head: PageHead
    name: str
    query: str
    summary: str
    feed: SiteFeed
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    data: DataLinks | None = None


@dataclass(frozen=True, slots=True)
class WatchTableRow:
    name: str
    url: str
    query: str
    articles: int
    latest: Time | None
    feed: SiteFeed


@dataclass(frozen=True, slots=True)
class WatchIndexPage:
    head: PageHead
    rows: tuple[WatchTableRow, ...]
