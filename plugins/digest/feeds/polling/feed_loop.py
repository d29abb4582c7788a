"""All feeds of a run go through the three phases here: retrieve, decide, store.

Feeds are retrieved side by side. They are decided and stored one after the other in the order of the subscriptions, so
the files of a run don't depend on which server was quicker. Pictures are the exception: which are wanted is known when
a feed's articles are stored, so its pictures are retrieved while other feeds are stored, and added afterwards.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver

from ...contracts.subscriptions import Subscription
from ...errors import FeedError
from ..http.client_sessions import ClientSessions
from ..http.proxies import proxies_of_environment
from ..workers.worker_pool import WorkerPool, WorkerProcesses
from .decide import FeedIntents, decide_document, decide_without_document, failure_report
from .feed_status_rules import is_asked
from .poll_cache import FeedSchedule
from .poll_report import FeedReport
from .poll_run import PollRun
from .retrieve import FeedRequest, NotAsked, RetrievalFailure, Retrieved, RetrievedDocument, Retriever
from .store import StoredFeed, finish_feed, store_articles

if TYPE_CHECKING:
    from ..articles.picture_files import RetrievedPictures
    from .picture_retrieval import PictureRetriever

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class UnfinishedFeed:
    """A feed whose articles are stored, and whose pictures are on their way where it wants any."""

    subscription: Subscription
    stored: StoredFeed
    pictures: "asyncio.Task[RetrievedPictures] | None"

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be waited for."""
        return self.pictures is None or self.pictures.done()


async def poll_feeds(
    run: PollRun,
    processes: WorkerProcesses,
    *,
    parse_time_limit_s: float,
    resolver: AbstractResolver | None = None,
    progress: Callable[[FeedReport], None] | None = None,
) -> tuple[FeedReport, ...]:
    """The reports of all feeds, in the order of the subscriptions. `progress` is called with each as it's done."""
    settings, subscriptions = run.subscriptions.fetch, run.subscriptions.feed
    reports: list[FeedReport] = []

    async def finish(feed: UnfinishedFeed) -> None:
        report = _finish(run, feed, await feed.pictures if feed.pictures is not None else None)
        reports.append(report)
        if progress is not None:
            progress(report)

    async with AsyncExitStack() as stack:
        workers = await stack.enter_async_context(WorkerPool(processes, time_limit_s=parse_time_limit_s))
        sessions = ClientSessions(settings, proxies_of_environment(), resolver)
        await stack.enter_async_context(sessions)
        retriever, picture_retriever = _retrievers(run, sessions, workers)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        retrievals = deque(
            tasks.create_task(_retrieve(run, retriever, subscription, schedule))
            for subscription, schedule in zip(subscriptions, run.schedules(), strict=True)
        )
        unfinished: deque[UnfinishedFeed] = deque()
        for subscription in subscriptions:
            stored = _store(run, *await retrievals.popleft())
            pictures = None
            if picture_retriever is not None and stored.wanted_pictures:
                pictures = tasks.create_task(
                    picture_retriever.retrieve(subscription.name, stored.wanted_pictures, sessions.of(subscription.url))
                )
            unfinished.append(UnfinishedFeed(subscription, stored, pictures))
            while unfinished and unfinished[0].is_ready:
                await finish(unfinished.popleft())
            await asyncio.sleep(0)  # storing one after the other would let the answers of others wait till too late
        for feed in unfinished:
            await finish(feed)
    return tuple(reports)


async def _retrieve(
    run: PollRun, retriever: Retriever, subscription: Subscription, schedule: FeedSchedule
) -> tuple[FeedRequest, Retrieved]:
    """The first phase for one feed; every fault becomes a value."""
    request = FeedRequest(subscription, schedule)
    if not run.poll_all and not is_asked(schedule, run.now):
        return request, NotAsked()
    try:
        request = run.request(subscription, schedule)
        return request, await retriever.retrieve(request)
    except FeedError as error:
        return request, RetrievalFailure(error)
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: polling failed", subscription.name)
        return request, RetrievalFailure(error)


def _store(run: PollRun, request: FeedRequest, retrieved: Retrieved) -> StoredFeed:
    """The second phase for one feed, and the articles of the third; every fault becomes a report."""
    subscription = request.subscription
    try:
        if not isinstance(retrieved, RetrievedDocument):
            return StoredFeed(decide_without_document(request, retrieved, run.now))
        from ..articles.identity import publisher_family  # noqa: PLC0415  a run without news doesn't need it

        feed = retrieved.drafts.get()
        family = publisher_family(subscription, run.by_slug)
        known = {item.digest: item.mark.path for item in request.cached.items} if request.cached else {}
        stored_items = run.inventory.stored_items(feed.drafts, family, run.now, known)
        intents = decide_document(request, retrieved, feed, stored_items, run.by_slug, run.now)
        return store_articles(intents, run.content, run.inventory)
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: storing failed", subscription.name)
        report = failure_report(subscription, error)
        return StoredFeed(FeedIntents(report, request.schedule, drops_response=True))


def _finish(run: PollRun, feed: UnfinishedFeed, pictures: "RetrievedPictures | None") -> FeedReport:
    """The end of the third phase for one feed; every fault becomes a report, and every report is logged."""
    subscription = feed.subscription
    try:
        report = finish_feed(feed.stored, pictures, run.content, lambda: run.inventory, run.cache)
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: storing failed", subscription.name)
        run.cache.drop_response(subscription.slug)
        report = failure_report(subscription, error)
    log.log(logging.WARNING if report.status == "failed" else logging.INFO, "%s", report)
    for rejected in report.failed:
        log.warning("%s: failed %s: %s", report.name, rejected.entry, rejected.reason)
    for rejected in report.dropped:
        log.debug("%s: dropped %s: %s", report.name, rejected.entry, rejected.reason)
    return report


def _retrievers(
    run: PollRun, sessions: ClientSessions, workers: WorkerPool
) -> tuple[Retriever, "PictureRetriever | None"]:
    """What retrieves feeds, and what retrieves pictures. Most lists need neither pages nor pictures, and don't load
    what they take."""
    settings, subscriptions = run.subscriptions.fetch, run.subscriptions.feed
    needs_pages = any(subscription.text == "page" for subscription in subscriptions)
    needs_pictures = any(subscription.images == "show" for subscription in subscriptions)
    page_texts = picture_retriever = None
    if needs_pages or needs_pictures:
        from ..http.crawler import Crawler  # noqa: PLC0415
        from .full_text import PageTexts  # noqa: PLC0415
        from .picture_retrieval import PictureRetriever  # noqa: PLC0415

        crawler = Crawler(settings, now=run.now)
        page_texts = PageTexts(crawler, workers, run.cache) if needs_pages else None
        picture_retriever = PictureRetriever(crawler, workers, run.spool) if needs_pictures else None
    return Retriever(sessions, settings, workers, run.spool, page_texts, now=run.now), picture_retriever
