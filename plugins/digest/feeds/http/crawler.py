"""What is asked of servers besides feeds: one document at a time of each, with a pause between two, and only what its
robots.txt allows."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from ...contracts.subscriptions import FetchSettings
from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .fetch import FEED_DOCUMENT, DocumentKind, Response, Validators, fetch, user_agent
from .proxies import Proxies

MAX_DELAY_S: Final = 30.0  # a Crawl-delay beyond it would keep the run for hours
ROBOTS_BYTES: Final = 500 * 1024  # what RFC 9309, 2.5 asks to read at least

log = logging.getLogger("digest.feeds")


class Crawler:
    """The servers of one run, their rules and pauses, shared by all feeds."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: FetchSettings, proxies: Proxies | None, *, now: datetime
    ) -> None:
        self._session = session
        self._settings = settings
        self._proxies = proxies
        self._now = now
        self._agent = user_agent(settings.contact)
        self._turns: dict[str, asyncio.Lock] = {}
        self._robots: dict[str, Any] = {}
        self._asked_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """For a `with` around asking for `url`: its server's turn has come, and it has nothing against it.

        Raises:
            FeedError: its robots.txt forbids it, or can't be had.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._turns.setdefault(origin, asyncio.Lock()):
            robots = await self._rules(origin)
            if isinstance(robots, FeedError):
                raise FeedError(f"its server can't say in robots.txt what it allows: {robots}") from robots
            if not robots.can_fetch(url, self._agent):
                raise FeedError("its server's robots.txt forbids it")
            delay_s = min(max(self._settings.page_delay_s, float(robots.crawl_delay(self._agent) or 0)), MAX_DELAY_S)
            if self._settings.page_delay_s == 0:
                delay_s = 0
            await asyncio.sleep(self._asked_at.get(origin, -delay_s) + delay_s - time.monotonic())
            try:
                yield
            finally:
                self._asked_at[origin] = time.monotonic()

    async def get(self, url: str, wanted: DocumentKind = FEED_DOCUMENT) -> Response:
        """What is at `url`, within its turn.

        Raises:
            FeedError: as `fetch` has it.
        """
        answer = await fetch(
            self._session,
            url,
            Validators(),
            timeout_s=self._settings.timeout_s,
            now=self._now,
            proxies=self._proxies,
            wanted=wanted,
        )
        assert isinstance(answer, Response)
        return answer

    async def _rules(self, origin: str) -> Any:
        """The server's robots.txt, asked for once in a run. What isn't there allows everything (RFC 9309, 2.3.1)."""
        if origin not in self._robots:
            from protego import Protego  # noqa: PLC0415  only subscriptions with text = "page" or images need it

            try:
                text = (await self.get(f"{origin}/robots.txt")).body[:ROBOTS_BYTES].decode("utf-8", "replace")
            except FeedError as error:
                log.debug("%s/robots.txt: %s", origin, error)
                if "answers 4" not in str(error):  # a server that can't say what it allows allows nothing for now
                    self._robots[origin] = error
                    return error
                text = ""
            try:
                self._robots[origin] = Protego.parse(text)
            except ValueError as error:
                raise FeedError(f"its server's robots.txt can't be read: {one_line(str(error), 100)}") from error
        return self._robots[origin]
