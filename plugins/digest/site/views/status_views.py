"""The status page."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import SiteFeed, Time


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A feed as the last poll left it. `problem` and `advice` are plain text and may quote a server's answer."""

    name: str
    url: str
    state: str
    answered: Time | None
    brought: Time | None
    due: Time | None
    next: str  # in place of `due` where that is None: "in the next run", or "never"
    failures: int
    since: Time | None
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How it stands with every feed; `need_attention` are the feeds that the editor should look at."""

    head: PageHead
    summary: str
    polled: Time | None
    feed: SiteFeed
    need_attention: tuple[StatusRow, ...]
    rows: tuple[StatusRow, ...]
