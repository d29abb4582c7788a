"""What is asked of servers besides feeds: one document at a time of each server, with a pause between two, and only
what the server's robots.txt allows. No server takes more of a run than its budget."""

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
from .run_time import NextRunError, RunTime

MAX_DELAY_S: Final = 30.0  # a Crawl-delay beyond it would keep the run for hours


class Crawler:
    """Asks for the pages and pictures of one run; all feeds share it, so that a server meets one crawler."""

    def __init__(self, settings: FetchSettings, run_time: RunTime | None = None, *, now: datetime) -> None:
        self._run_time = run_time or RunTime()
        self._settings = settings
        self._now = now
        self._robots_rules = RobotsRules(user_agent(settings.contact), self.get)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked_at_s: dict[str, float] = {}  # by server, of the clock that only goes forward
        self._taken_s: defaultdict[str, float] = defaultdict(float)  # of this run, by server

    @asynccontextmanager
    async def turn(self, access: Access, url: str) -> AsyncIterator[None]:
        """A context for asking for `url`: no other request goes to its server, and the last one is long enough ago.

        Raises:
            NextRunError: the server has had its share of this run, or the run's time is up.
            FeedError: the server's robots.txt forbids it, or is unreachable.
        """
        parts = urlsplit(url)
        server = f"{parts.scheme}://{parts.netloc}"
        async with self._turns[server]:
            self._run_time.check()
            begun_s = time.monotonic()
            try:
                pause_s = self._pause_s(await self._robots_rules.crawl_delay_s(access, url))
                wait_s = max(0.0, self._asked_at_s.get(server, -MAX_DELAY_S) + pause_s - time.monotonic())
                self._check_budget(server, pause_s, wait_s)
                await asyncio.sleep(wait_s)
                yield
                self._asked_at_s[server] = time.monotonic()
            except NextRunError:
                raise
            except BaseException:
                self._asked_at_s[server] = time.monotonic()
                self._run_time.check()  # where the end of the run is the reason
                raise
            finally:
                self._taken_s[server] += time.monotonic() - begun_s

    async def get(self, access: Access, url: str, kind: DocumentKind = FEED_DOCUMENT) -> Response:
        """The document at `url`, to be asked for within its turn.

        Raises:
            FeedError: as `fetch` has it.
        """
        async with self._run_time.within():
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

    def _check_budget(self, server: str, pause_s: float, wait_s: float) -> None:
        """Do nothing where the server may be asked once more after a wait; the first time it may always.

        Raises:
            NextRunError: the server's budget or the run's time doesn't suffice.
        """
        budget_s = self._settings.server_budget_s
        if server in self._asked_at_s and self._taken_s[server] + wait_s > budget_s:
            raise NextRunError(
                f"{server} has had its {budget_s:.0f} s of this run, with {pause_s:.0f} s between two requests: "
                "its turn is in the next run"
            )
        self._run_time.check(wait_s)

    def _pause_s(self, crawl_delay_s: float) -> float:
        """The pause after the last request. An editor's 0, which is for servers of one's own, overrides the server."""
        if self._settings.page_delay_s == 0:
            return 0
        return min(max(self._settings.page_delay_s, crawl_delay_s), MAX_DELAY_S)
