"""One feed is fetched and read; nothing is stored yet, so that feeds can be asked side by side."""

import asyncio
import hashlib
import logging
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import aiohttp

from ...contracts.subscriptions import Subscription
from ...errors import FeedError
from ..http.credentials import authorization_of
from ..http.fetch import fetch
from ..http.http_errors import GONE_ADVICE
from ..http.proxies import Proxies
from ..http.responses import NotModified, Response, Validators
from ..parsing.item import DraftedFeed
from ..workers.spool import Spooled
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import FeedTask
from . import feed_standing
from .poll_cache import Memory, Standing
from .poll_report import FeedReport
from .poll_run import Run, advice_of, fault_of, report_of
from .schedule import is_due

if TYPE_CHECKING:
    from ..articles.picture_files import Pictures
    from .full_text import Pages
    from .pictures import Images

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What came of one feed before anything is stored: a report that ends it, or an answer that was read."""

    standing: Standing
    report: FeedReport | None = None
    fetched: Response | None = None
    drafted: Spooled[DraftedFeed] | None = None
    memory: Memory | None = None
    body: str = ""  # hash of the answer's bytes
    pictures: "Pictures | None" = None


class Retriever:
    """Fetches and reads the feeds of a run, within the limits of all servers and of each."""

    def __init__(self, run: Run, session: aiohttp.ClientSession, workers: WorkerPool, proxies: Proxies | None) -> None:
        self._run = run
        self._session = session
        self._workers = workers
        self._proxies = proxies
        self._settings = run.subscriptions.fetch
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(self._settings.connections_per_host)
        )
        self._all = asyncio.Semaphore(self._settings.connections)
        # What was fetched and waits to be read is held in memory; while that falls behind, nothing more is fetched.
        self._ahead = asyncio.Semaphore(2 * self._settings.connections)
        self._pages: Pages | None = None
        self._images: Images | None = None
        self._ask_further()

    def _ask_further(self) -> None:
        """Prepare for pages and pictures. Most lists have no use for either, and don't load them."""
        feeds = self._run.subscriptions.feed
        with_pages = any(feed.text == "page" for feed in feeds)
        with_images = any(feed.images == "show" for feed in feeds)
        if not with_pages and not with_images:
            return
        from ..http.crawler import Crawler  # noqa: PLC0415

        crawler = Crawler(self._session, self._settings, self._proxies, now=self._run.now)
        if with_pages:
            from .full_text import Pages  # noqa: PLC0415

            self._pages = Pages(crawler, self._workers, self._run.state)
        if with_images:
            from .pictures import Images  # noqa: PLC0415

            self._images = Images(crawler, self._workers, self._run.spool)

    async def retrieve(self, feed: Subscription, standing: Standing) -> Retrieved:
        """Fetch and read one feed, if it is due; every fault becomes a report."""
        now = self._run.now
        if not self._run.poll_all and standing.is_gone:
            return Retrieved(
                standing, report_of(feed, "gone", "its server said that it is gone for good (410)", GONE_ADVICE)
            )
        if not self._run.poll_all and not is_due(standing.due, now):
            reason = standing.reason or "it is due again at"
            return Retrieved(standing, report_of(feed, "waiting", f"{reason} {standing.due:%Y-%m-%d %H:%M} UTC"))
        standing = replace(standing, is_gone=False)
        try:
            return await self._ask(feed, standing)
        except FeedError as error:
            report = report_of(feed, "failed", str(error), error.advice)
            return Retrieved(feed_standing.after_failure(feed, standing, error, now), report)
        except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
            log.exception("%s: polling failed", feed.name)
            report = fault_of(feed, error)
            return Retrieved(feed_standing.after_failure(feed, standing, None, now), report)

    async def _ask(self, feed: Subscription, standing: Standing) -> Retrieved:
        memory = self._run.valid_memory(feed)
        url = feed_standing.address(standing, self._run.now)
        async with AsyncExitStack() as reading:
            async with self._hosts[_host(url)]:  # waiting for its turn doesn't count towards a feed's time
                await reading.enter_async_context(self._ahead)
                async with self._all:
                    answer = await fetch(
                        self._session,
                        url,
                        memory.validators if memory else Validators(),
                        timeout_s=self._settings.timeout_s,
                        now=self._run.now,
                        authorization=authorization_of(feed, self._settings.allow_private),
                        proxies=self._proxies,
                    )
            retrieved = await self._read(feed, standing, memory, answer)
        return await self._with_pictures(feed, await self._with_pages(feed, retrieved))

    async def _read(
        self, feed: Subscription, standing: Standing, memory: Memory | None, answer: Response | NotModified
    ) -> Retrieved:
        """What an answer says, read by a worker if it isn't known."""
        standing = feed_standing.after_answer(feed, standing, answer, self._run.now)
        advice = advice_of(standing)
        if isinstance(answer, NotModified):
            assert memory is not None
            return Retrieved(standing, report_of(feed, "not modified", "", advice, unchanged=memory.entries))
        body = hashlib.sha256(answer.body).hexdigest()
        if memory is not None and memory.body == body:
            report = report_of(feed, "unchanged", "", advice, unchanged=memory.entries)
            return Retrieved(standing, report, answer, memory=memory, body=body)
        known = frozenset(one.digest for one in memory.kept) if memory else frozenset[str]()
        task = FeedTask(answer.body, answer.content_type, answer.url, known, self._run.rules(feed))
        drafted = await self._workers.draft(task)
        return Retrieved(
            standing, None, _without_body(answer), self._run.spool.put(drafted, drafted.size_bytes), memory, body
        )

    async def _with_pages(self, feed: Subscription, retrieved: Retrieved) -> Retrieved:
        """With the full texts of the articles' own pages, where the subscription asks for them."""
        if self._pages is None or retrieved.drafted is None or feed.text != "page":
            return retrieved
        filled = await self._pages.fill(retrieved.drafted.get())
        return replace(retrieved, drafted=self._run.spool.put(filled, filled.size_bytes))

    async def _with_pictures(self, feed: Subscription, retrieved: Retrieved) -> Retrieved:
        """With the pictures of articles that have none yet, where the subscription allows them."""
        if self._images is None or retrieved.drafted is None or feed.images != "show":
            return retrieved
        drafted = retrieved.drafted.get()
        wanting = self._run.store.without_picture(drafted.drafts, feed)
        pictures = await self._images.pictures(feed.name, wanting)
        return replace(retrieved, drafted=self._run.spool.put(drafted, drafted.size_bytes), pictures=pictures)


def _without_body(fetched: Response) -> Response:
    """Many answers wait for their turn to be stored."""
    return replace(fetched, body=b"")


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()
