"""Runs all feeds of a poll through the three phases: retrieve, decide, store.

Feeds are retrieved concurrently. They are decided and stored one after the other in the order of the subscriptions, so
the files of a run don't depend on which server was faster. Two things take long, and no other publisher waits for them.
Feeds whose pages are fetched come after all others, each when it is ready. And the pictures of a feed, which are known
only when its articles are stored, are retrieved while other feeds are stored, and added afterwards. The feeds of one
publisher always keep the order of the subscriptions, since they may share items.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver

from ...contracts.subscriptions import Subscription
from ...errors import FeedError
from ..http.client_sessions import ClientSessions
from ..http.proxies import proxies_of_environment
from ..http.run_time import NextRunError
from ..untrusted.urls import publisher_of
from ..workers.worker_pool import IdleProcesses, WorkerPool
from .decide import FeedIntents, decide_document, decide_without_document, failure_report
from .feed_status_rules import is_asked
from .poll_cache import FeedSchedule
from .poll_report import FeedReport
from .poll_run import PollRun
from .retrieve import FeedRequest, LeftForNextRun, NotAsked, RetrievalFailure, Retrieved, RetrievedDocument, Retriever
from .store import StoredFeed, finish_feed, store_articles

if TYPE_CHECKING:
    from ..articles.picture_files import RetrievedPictures
    from .picture_retrieval import PictureRetriever

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class UnfinishedFeed:
    """A feed whose articles are stored and whose pictures, if it wants any, are being retrieved."""

    subscription: Subscription
    stored: StoredFeed
    pictures: "asyncio.Task[RetrievedPictures] | None"


async def poll_feeds(
    run: PollRun,
    processes: IdleProcesses,
    *,
    task_time_limit_s: float,
    resolver: AbstractResolver | None = None,
    progress: Callable[[FeedReport], None] | None = None,
) -> tuple[FeedReport, ...]:
    """The reports of all feeds, in the order of the subscriptions. `progress` is called with each as it's done."""
    settings, subscriptions = run.subscriptions.fetch, run.subscriptions.feed
    async with AsyncExitStack() as stack:
        workers = await stack.enter_async_context(WorkerPool(processes, time_limit_s=task_time_limit_s))
        sessions = ClientSessions(settings, proxies_of_environment(), resolver)
        await stack.enter_async_context(sessions)
        retriever, picture_retriever = _retrievers(run, sessions, workers)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        storing = _Storing(run, tasks, sessions, picture_retriever, progress)
        retrievals = {
            subscription.slug: tasks.create_task(_retrieve(run, retriever, subscription, schedule))
            for subscription, schedule in zip(subscriptions, run.schedules(), strict=True)
        }

        async def store_in_turn(feeds: Iterable[Subscription], publisher: str) -> None:
            for subscription in feeds:
                await storing.store(subscription, publisher, retrievals.pop(subscription.slug))

        quick, slow = _by_speed(subscriptions)
        for subscription, publisher in quick:
            await store_in_turn([subscription], publisher)
        for publisher, feeds in slow.items():
            tasks.create_task(store_in_turn(feeds, publisher))
    return tuple(storing.reports[subscription.slug] for subscription in subscriptions)


class _Storing:
    """The storing of the feeds of one run, and their `reports` by slug."""

    def __init__(
        self,
        run: PollRun,
        tasks: asyncio.TaskGroup,
        sessions: ClientSessions,
        picture_retriever: "PictureRetriever | None",
        progress: Callable[[FeedReport], None] | None,
    ) -> None:
        self.reports: dict[str, FeedReport] = {}
        self._run = run
        self._tasks = tasks
        self._sessions = sessions
        self._picture_retriever = picture_retriever
        self._progress = progress
        self._last_of: dict[str, asyncio.Task[None]] = {}  # publisher -> the task that finishes its last feed

    async def store(
        self, subscription: Subscription, publisher: str, retrieval: "asyncio.Task[tuple[FeedRequest, Retrieved]]"
    ) -> None:
        """Decide on and store a feed when it is retrieved.

        It is finished immediately, unless its pictures or those of another feed of its publisher are being retrieved.
        """
        stored = _decide_and_store(self._run, *await retrieval)
        pictures = None
        if self._picture_retriever is not None and stored.wanted_pictures:
            access = self._sessions.of(subscription.url)
            retrieving = self._picture_retriever.retrieve(subscription.name, stored.wanted_pictures, access)
            pictures = self._tasks.create_task(retrieving)
        feed = UnfinishedFeed(subscription, stored, pictures)
        before = self._last_of.get(publisher)
        if pictures is None and (before is None or before.done()):
            self._finish(feed, None)
        else:
            self._last_of[publisher] = self._tasks.create_task(self._finish_later(feed, before))
        await asyncio.sleep(
            0
        )  # without a pause, storing many feeds would delay the answers of servers beyond their time limit

    async def _finish_later(self, feed: UnfinishedFeed, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await before
        self._finish(feed, await feed.pictures if feed.pictures is not None else None)

    def _finish(self, feed: UnfinishedFeed, pictures: "RetrievedPictures | None") -> None:
        report = _finish(self._run, feed, pictures)
        self.reports[report.slug] = report
        if self._progress is not None:
            self._progress(report)


def _by_speed(
    subscriptions: Sequence[Subscription],
) -> tuple[list[tuple[Subscription, str]], dict[str, list[Subscription]]]:
    """The subscriptions without pages, each with its publisher; and publisher -> the subscriptions with pages.

    A feed that comes after a feed with pages of the same publisher counts as one with pages. If the publisher of a feed
    is unknown, its slug is used.
    """
    quick: list[tuple[Subscription, str]] = []
    slow: dict[str, list[Subscription]] = {}
    for subscription in subscriptions:
        publisher = publisher_of(subscription.home or subscription.url) or f"feed {subscription.slug}"
        if subscription.text == "page" or publisher in slow:
            slow.setdefault(publisher, []).append(subscription)
        else:
            quick.append((subscription, publisher))
    return quick, slow


async def _retrieve(
    run: PollRun, retriever: Retriever, subscription: Subscription, schedule: FeedSchedule
) -> tuple[FeedRequest, Retrieved]:
    """The first phase for one feed. Every error becomes a value."""
    request = FeedRequest(subscription, schedule)
    if not run.poll_all and not is_asked(schedule, run.now):
        return request, NotAsked()
    try:
        request = run.request(subscription, schedule)
        return request, await retriever.retrieve(request)
    except NextRunError as error:
        return request, LeftForNextRun(str(error))
    except FeedError as error:
        return request, RetrievalFailure(error)
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: polling failed", subscription.name)
        return request, RetrievalFailure(error)


def _decide_and_store(run: PollRun, request: FeedRequest, retrieved: Retrieved) -> StoredFeed:
    """The second phase for one feed, and the articles of the third. Every error becomes a report."""
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
        return store_articles(intents, run.content, run.inventory, run.subscriptions.versions)
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: storing failed", subscription.name)
        report = failure_report(subscription, error)
        return StoredFeed(FeedIntents(report, request.schedule, drops_response=True))


def _finish(run: PollRun, feed: UnfinishedFeed, pictures: "RetrievedPictures | None") -> FeedReport:
    """The end of the third phase for one feed. Every error becomes a report, and every report is logged."""
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
    """The retrievers of feeds and of pictures.

    Most lists of subscriptions need neither pages nor pictures, and so don't import the modules for them.
    """
    settings, subscriptions = run.subscriptions.fetch, run.subscriptions.feed
    needs_pages = any(subscription.text == "page" for subscription in subscriptions)
    needs_pictures = any(subscription.images == "show" for subscription in subscriptions)
    page_texts = picture_retriever = None
    if needs_pages or needs_pictures:
        from ..http.crawler import Crawler  # noqa: PLC0415
        from .full_text import PageTexts  # noqa: PLC0415
        from .picture_retrieval import PictureRetriever  # noqa: PLC0415

        crawler = Crawler(settings, run.time, now=run.now)
        page_texts = PageTexts(crawler, workers, run.cache) if needs_pages else None
        picture_retriever = PictureRetriever(crawler, workers, run.spool) if needs_pictures else None
    retriever = Retriever(sessions, settings, workers, run.spool, page_texts, run.time, now=run.now)
    return retriever, picture_retriever
