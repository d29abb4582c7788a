"""The first phase of a poll: fetches one feed, and has a worker make drafts of its document.

Nothing in `content/` is read or written here, so feeds can be retrieved concurrently, in any order.
"""

import asyncio
import hashlib
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ...contracts.subscriptions import NO_RULES, FetchSettings, FilterRules, Subscription
from ...errors import FeedError
from ..cleaning.draft import DraftedFeed
from ..http.client_sessions import Access, ClientSessions
from ..http.credentials import authorization_of
from ..http.fetch import fetch
from ..http.responses import NotModified, Response, Validators
from ..http.run_time import RunTime
from ..workers.spool import Spool, Spooled
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import FeedTask
from .poll_cache import CachedResponse, FeedSchedule

if TYPE_CHECKING:
    from .full_text import PageTexts


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """One feed to retrieve, with its cached records.

    `cached` is the last response, None unless the same document would lead to the very files that are there. `rules`
    say which items are wanted; `keep_days` is the age in days after which its articles go, None for never.
    """

    subscription: Subscription
    schedule: FeedSchedule
    url: str = ""
    cached: CachedResponse | None = None
    rules: FilterRules = NO_RULES
    keep_days: int | None = None


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The feed isn't due, or its server said that it is gone."""


@dataclass(frozen=True, slots=True)
class LeftForNextRun:
    """The run's time was up before the feed's turn. Nothing about the feed changes."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetrievalFailure:
    """The feed could not be retrieved, because of a `FeedError` or a bug of this program."""

    error: Exception


@dataclass(frozen=True, slots=True)
class SameDocument:
    """A response with the same bytes as the last one."""

    response: Response


@dataclass(frozen=True, slots=True)
class RetrievedDocument:
    """A response that was read. `response` has no body any more, since many responses wait for their turn."""

    response: Response
    body_digest: str
    drafts: Spooled[DraftedFeed]


Retrieved = NotAsked | LeftForNextRun | RetrievalFailure | NotModified | SameDocument | RetrievedDocument


class Retriever:
    """Fetches and reads the feeds of a run, within the limits on connections to all servers and to each.

    `page_texts` fills in the texts of the articles' own pages, for subscriptions that ask for them.
    """

    def __init__(
        self,
        sessions: ClientSessions,
        settings: FetchSettings,
        workers: WorkerPool,
        spool: Spool,
        page_texts: "PageTexts | None",
        run_time: RunTime,
        *,
        now: datetime,
    ) -> None:
        self._sessions = sessions
        self._settings = settings
        self._workers = workers
        self._spool = spool
        self._page_texts = page_texts
        self._run_time = run_time
        self._now = now
        self._connections_of_host: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.connections_per_host)
        )
        self._connections = asyncio.Semaphore(settings.connections)
        # Responses that wait to be read are held in memory; while reading falls behind, nothing more is fetched.
        self._unread_responses = asyncio.Semaphore(2 * settings.connections)

    async def retrieve(self, request: FeedRequest) -> NotModified | SameDocument | RetrievedDocument:
        """Fetch one feed and read its document.

        Raises:
            NextRunError: the run's time is up.
            FeedError: the feed can't be fetched or read.
        """
        access = self._sessions.of(request.subscription.url)
        async with AsyncExitStack() as unread:
            # Waiting for a connection counts towards the run's time, and not towards the feed's.
            async with self._run_time.within(), self._connections_of_host[_host(request.url)]:
                await unread.enter_async_context(self._unread_responses)
                async with self._connections:
                    response = await self._fetch(request, access)
            if isinstance(response, NotModified):
                return response
            body_digest = hashlib.sha256(response.body).hexdigest()
            if request.cached is not None and request.cached.body_digest == body_digest:
                return SameDocument(replace(response, body=b""))
            self._run_time.check()
            drafts = await self._read(request, response)
        if self._page_texts is not None and request.subscription.text == "page":
            drafts = await self._page_texts.fill(drafts, access)
        spooled = self._spool.put(drafts, drafts.size_bytes)
        return RetrievedDocument(replace(response, body=b""), body_digest, spooled)

    async def _fetch(self, request: FeedRequest, access: Access) -> Response | NotModified:
        return await fetch(
            access,
            request.url,
            request.cached.validators if request.cached else Validators(),
            timeout_s=self._settings.timeout_s,
            now=self._now,
            authorization=authorization_of(request.subscription, self._settings.allow_private),
        )

    async def _read(self, request: FeedRequest, response: Response) -> DraftedFeed:
        known = frozenset(item.digest for item in request.cached.items) if request.cached else frozenset[str]()
        task = FeedTask(response.body, response.content_type, response.url, known, request.rules)
        try:
            drafts = await self._workers.draft(task)
        except FeedError as error:
            if response.note:
                raise FeedError(f"{error} ({response.note})", error.advice) from error
            raise
        return replace(drafts, notes=(response.note, *drafts.notes)) if response.note else drafts


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()
