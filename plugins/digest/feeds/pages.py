"""Full texts: the pages that a feed's new items lead to, fetched politely and put in the place of the feed's own text.

Each server is asked for one page at a time, with a pause between two, and only for what its robots.txt allows. What was
had once is kept as long as the item says the same. Where a page can't be had, the feed's own text stands.
"""

import asyncio
import logging
import pickle
import time
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from ..errors import FeedError
from ..subscriptions import FetchSettings
from .fetch import Fetched, Validators, fetch, user_agent
from .item import Draft
from .job import PageJob
from .proxies import Proxies
from .state import State
from .text import one_line
from .worker import Workers, unpacked

MAX_DELAY_S: Final = 30.0  # a Crawl-delay beyond it would keep the run for hours
MAX_PAGES: Final = 100  # of one feed in one run; the rest comes in the next
ROBOTS_BYTES: Final = 500 * 1024  # what RFC 9309, 2.5 asks to read at least

log = logging.getLogger("digest.feeds")


class Pages:
    """The pages of one run; servers, their rules and pauses are shared by all feeds."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        workers: Workers,
        state: State,
        settings: FetchSettings,
        proxies: Proxies | None,
        *,
        now: datetime,
    ) -> None:
        self._session = session
        self._workers = workers
        self._state = state
        self._settings = settings
        self._proxies = proxies
        self._now = now
        self._agent = user_agent(settings.contact)
        self._turns: dict[str, asyncio.Lock] = {}
        self._robots: dict[str, Any] = {}
        self._asked_at: dict[str, float] = {}

    async def fill(self, answer: bytes) -> bytes:
        """A worker's answer with the pages' texts in its drafts; for each that couldn't be had there is a note."""
        feed = unpacked(answer)
        drafts: list[Draft] = []
        notes = list(feed.notes)
        asked = 0
        for draft in feed.drafts:
            if draft.is_same or not draft.link:
                drafts.append(draft)
                continue
            body = self._state.page(draft.link, draft.digest)
            try:
                if body is None:
                    asked += 1
                    body = await self._text(draft, asked)
                    self._state.note_page(draft.link, draft.digest, body)
                drafts.append(replace(draft, body=body))
            except FeedError as error:
                notes.append(f"{draft.name}: its page can't be had: {error}")
                drafts.append(replace(draft, has_own_body=False))
        filled = replace(feed, drafts=tuple(drafts), notes=tuple(notes))
        return pickle.dumps(filled, pickle.HIGHEST_PROTOCOL)

    async def _text(self, draft: Draft, number: int) -> str:
        if number > MAX_PAGES:
            raise FeedError(f"more than {MAX_PAGES} pages at once: its turn is in the next run")
        parts = urlsplit(draft.link)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._turns.setdefault(origin, asyncio.Lock()):
            robots = await self._rules(origin)
            if not robots.can_fetch(draft.link, self._agent):
                raise FeedError("its server's robots.txt forbids it")
            delay_s = min(max(self._settings.page_delay_s, float(robots.crawl_delay(self._agent) or 0)), MAX_DELAY_S)
            if self._settings.page_delay_s == 0:
                delay_s = 0
            await asyncio.sleep(self._asked_at.get(origin, -delay_s) + delay_s - time.monotonic())
            try:
                page = await self._get(draft.link)
            finally:
                self._asked_at[origin] = time.monotonic()
        return await self._workers.extract(PageJob(page.body, page.content_type, page.url, draft.title))

    async def _rules(self, origin: str) -> Any:
        """The server's robots.txt, asked for once in a run. What isn't there allows everything (RFC 9309, 2.3.1)."""
        if origin not in self._robots:
            from protego import Protego  # noqa: PLC0415  only subscriptions with text = "page" need it

            try:
                text = (await self._get(f"{origin}/robots.txt")).body[:ROBOTS_BYTES].decode("utf-8", "replace")
            except FeedError as error:
                # A server that can't say what it allows (5xx, no answer) allows nothing for now.
                text = "" if "answers 4" in str(error) else "User-agent: *\nDisallow: /"
                log.debug("%s/robots.txt: %s", origin, error)
            try:
                self._robots[origin] = Protego.parse(text)
            except ValueError as error:
                raise FeedError(f"its server's robots.txt can't be read: {one_line(str(error), 100)}") from error
        return self._robots[origin]

    async def _get(self, url: str) -> Fetched:
        answer = await fetch(
            self._session,
            url,
            Validators(),
            timeout_s=self._settings.timeout_s,
            now=self._now,
            proxies=self._proxies,
        )
        assert isinstance(answer, Fetched)
        return answer
