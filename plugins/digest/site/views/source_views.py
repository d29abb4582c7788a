"""The pages of sources, and how the feeds do."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import IndexRow, Link, RiverDay, SiteFeed, Time


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
    first_reports: str = ""  # how often it was first; "" where it shares no story with others
    state: str = ""  # of its feed, with the day of the last poll; "" where nothing is known
    problem: str = ""
    status_url: str = ""


@dataclass(frozen=True, slots=True)
class SourceTableRow:
    name: str
    url: str
    section: str
    lang: str
    articles: int
    latest: Time | None
    state: str = ""  # where its feed fails


@dataclass(frozen=True, slots=True)
class SourceIndexPage:
    head: PageHead
    rows: tuple[SourceTableRow, ...]


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A feed as the last poll left it. `problem` and `advice` may hold a stranger's words, as plain text."""

    name: str
    url: str
    state: str
    answered: Time | None
    brought: Time | None
    due: Time | None
    next: str  # where `due` is None: in the next run, or never
    failures: int
    since: Time | None
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How it stands with every feed; `need_attention` are those that the editor should look at."""

    head: PageHead
    summary: str
    polled: Time | None
    feed: SiteFeed
    need_attention: tuple[StatusRow, ...]
    rows: tuple[StatusRow, ...]
