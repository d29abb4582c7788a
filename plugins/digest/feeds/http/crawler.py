"""What is asked of servers besides feeds: one document at a time of each server, with a pause between two, and only
what the server's robots.txt allows."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from ...contracts.subscriptions import FetchSettings
from .client_sessions import Access, user_agent
from .fetch import fetch
from .responses import FEED_DOCUMENT, DocumentKind, Response, Validators
from .robots_rules import RobotsRules

MAX_DELAY_S: Final = 30.0  # a Crawl-delay beyond it would keep the run for hours


class Crawler:
    """Asks for the pages and pictures of one run; all feeds share it, so that a server meets one crawler."""

    def __init__(self, settings: FetchSettings, *, now: datetime) -> None:
        self._settings = settings
        self._now = now
        self._robots_rules = RobotsRules(user_agent(settings.contact), self.get)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked_at_s: dict[str, float] = {}  # by server, of the clock that only goes forward

    @asynccontextmanager
    async def turn(self, access: Access, url: str) -> AsyncIterator[None]:
        """A context for asking for `url`: no other request goes to its server, and the last one is long enough ago.

        Raises:
            FeedError: the server's robots.txt forbids it, or is unreachable.
        """
        parts = urlsplit(url)
        server = f"{parts.scheme}://{parts.netloc}"
        async with self._turns[server]:
            delay_s = await self._robots_rules.crawl_delay_s(access, url)
            await asyncio.sleep(self._asked_at_s.get(server, -MAX_DELAY_S) + self._pause_s(delay_s) - time.monotonic())
            try:
                yield
            finally:
                self._asked_at_s[server] = time.monotonic()

    async def get(self, access: Access, url: str, kind: DocumentKind = FEED_DOCUMENT) -> Response:
        """The document at `url`, to be asked for within its turn.

        Raises:
            FeedError: as `fetch` has it.
        """
        response = await fetch(
            access,
            url,
            Validators(),
            timeout_s=self._settings.timeout_s,
            now=self._now,
            kind=kind,
        )
        assert isinstance(response, Response)
        return response

    def _pause_s(self, crawl_delay_s: float) -> float:
        """The pause after the last request. An editor's 0, which is for servers of one's own, overrides the server."""
        if self._settings.page_delay_s == 0:
            return 0
        return min(max(self._settings.page_delay_s, crawl_delay_s), MAX_DELAY_S)
