"""One run of a poll: its conditions, and what its feeds share."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...contracts.retention import RetentionRules, retention_rules
from ...contracts.subscriptions import FilterRules, Subscription, Subscriptions
from ..articles.article_index import mark_of
from ..http.run_time import RunTime
from ..workers.spool import Spool
from .feed_status_rules import before_poll, url_to_ask
from .poll_cache import CachedResponse, FeedSchedule, PollCache
from .retrieve import FeedRequest

if TYPE_CHECKING:
    from ..articles.inventory import Inventory

# Part of what a response is cached under: raise it when the same document would now lead to other files.
READER_VERSION: Final = 3


@dataclass(frozen=True)  # without slots: its properties are computed once and kept
class PollRun:
    """One run. `now` is its clock, in UTC; `poll_all` asks servers as well that aren't due."""

    subscriptions: Subscriptions
    content: Path
    now: datetime
    poll_all: bool
    cache: PollCache
    spool: Spool
    time: RunTime = field(default_factory=RunTime)

    @cached_property
    def inventory(self) -> "Inventory":
        """What is in `content/news`, looked at once in a run, and not at all where no feed has a new document.

        Looking may write `removed.jsonl`, so only the deciding and storing of a document may ask for it.
        """
        from ..articles.inventory import Inventory  # noqa: PLC0415  a run without news doesn't need it

        return Inventory(self.content, self.cache.article_index(self.content), self.now)

    @cached_property
    def by_slug(self) -> Mapping[str, Subscription]:
        """All subscriptions by slug."""
        return {subscription.slug: subscription for subscription in self.subscriptions.feed}

    def schedules(self) -> tuple[FeedSchedule, ...]:
        """The schedule of each subscription as far as it still holds, in the order of the subscriptions."""
        known = self.cache.schedules()
        return tuple(
            before_poll(subscription, known.get(subscription.slug), self._settings(subscription))
            for subscription in self.subscriptions.feed
        )

    def request(self, subscription: Subscription, schedule: FeedSchedule) -> FeedRequest:
        """What a feed is asked for."""
        common = self.subscriptions.filter
        return FeedRequest(
            subscription,
            schedule,
            url_to_ask(schedule, self.now),
            self._valid_response(subscription.slug, schedule.settings),
            FilterRules((*common.keep, *subscription.keep), (*common.drop, *subscription.drop)),
            self._keep_days(subscription),
        )

    def _keep_days(self, subscription: Subscription) -> int | None:
        return self._retention.keep_days(subscription.slug, subscription.section)

    @cached_property
    def _retention(self) -> RetentionRules:
        return retention_rules(self.subscriptions)

    def _settings(self, subscription: Subscription) -> str:
        """A hash of all that decides which files a document of the feed leads to."""
        settings = f"{READER_VERSION} {subscription} {self.subscriptions.filter} {self._keep_days(subscription)}"
        return hashlib.sha256(settings.encode()).hexdigest()

    def _valid_response(self, slug: str, settings: str) -> CachedResponse | None:
        """The cached response, if it would lead to the same files and these are as the poll left them."""
        response = self.cache.response(slug)
        if response is None or response.settings != settings:
            return None
        if any(mark_of(self.content, item.mark.path) != item.mark for item in response.items):
            return None
        return response
