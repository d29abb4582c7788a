"""What the feeds of one run share: its conditions, and what is made once, when the first of them asks for it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...contracts.subscriptions import FilterRules, Subscription, Subscriptions
from ..articles.article_index import mark_of
from ..untrusted.plain_text import one_line
from ..workers.spool import Spool
from .poll_cache import Memory, Standing, State
from .poll_report import FeedReport, Status

if TYPE_CHECKING:
    from ..articles.article_store import Store

# Part of what an answer is remembered under: raise it when the same document would now lead to other files.
READER_VERSION: Final = 3


@dataclass(frozen=True)
class Run:
    """One run. `now` is its clock, in UTC; `poll_all` asks servers as well that aren't due."""

    subscriptions: Subscriptions
    content: Path
    now: datetime
    poll_all: bool
    state: State
    spool: Spool

    @cached_property
    def store(self) -> "Store":
        """What is in `content/news`, looked at once in a run, and not at all where no feed brings anything."""
        from ..articles.article_store import Store  # noqa: PLC0415
        from ..articles.inventory import Inventory  # noqa: PLC0415  a run without news needs neither

        inventory = Inventory(self.content, self.state.index(self.content), self.now)
        by_slug: Mapping[str, Subscription] = {feed.slug: feed for feed in self.subscriptions.feed}
        return Store(self.content, inventory, by_slug, self.now)

    def settings(self, feed: Subscription) -> str:
        """A hash of all that decides which files a document of the feed leads to."""
        return self._settings[feed.slug]

    @cached_property
    def _settings(self) -> dict[str, str]:
        return {
            feed.slug: hashlib.sha256(f"{READER_VERSION} {feed} {self.subscriptions.filter}".encode()).hexdigest()
            for feed in self.subscriptions.feed
        }

    def rules(self, feed: Subscription) -> FilterRules:
        """Which of the feed's items are wanted."""
        common = self.subscriptions.filter
        return FilterRules((*common.keep, *feed.keep), (*common.drop, *feed.drop))

    def valid_memory(self, feed: Subscription) -> Memory | None:
        """What is remembered of the last answer, if it still led to the same files and they're as it left them."""
        memory = self.state.memory(feed.slug)
        if memory is None or memory.settings != self.settings(feed):
            return None
        if any(mark_of(self.content, one.mark.path) != one.mark for one in memory.kept):
            return None
        return memory


def report_of(
    feed: Subscription, status: Status, message: str = "", advice: str = "", *, unchanged: int = 0
) -> FeedReport:
    """The report of a feed of which nothing is stored."""
    return FeedReport(feed.slug, feed.name, feed.url, status, message, advice, unchanged=unchanged)


def fault_of(feed: Subscription, error: Exception) -> FeedReport:
    """The report of a feed that met a fault of ours."""
    return report_of(feed, "failed", f"{type(error).__name__}: {one_line(str(error), 200)}")


def advice_of(standing: Standing) -> str:
    """What the editor can do about a feed that answered."""
    return f'it moved for good: change its line to url = "{standing.moved_to}"' if standing.moved_to else ""
