"""A poll: every feed that is due is fetched, read, and its news put into `content/news`.

Feeds are fetched and read side by side; what came is stored one feed after the other in the order of the
subscriptions, so that the files of a run don't depend on which server was quicker.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from aiohttp.abc import AbstractResolver
from filelock import FileLock, Timeout

from ...contracts.feed_status import FILE_NAME, is_worth_writing, load_feed_status, to_json
from ...contracts.subscriptions import Subscriptions
from ...errors import DigestError
from ..articles.article_file import write
from ..http.client_session import client_session
from ..http.credentials import authorization_of
from ..http.proxies import proxies_of_environment
from ..subscribing.item_filters import check_rule
from ..workers.spool import Spool
from ..workers.worker_pool import PARSE_TIME_LIMIT_S, WorkerPool, WorkerProcesses
from .feed_standing import before_poll
from .feed_statuses import statuses
from .poll_cache import State
from .poll_report import FeedReport, PollReport
from .poll_run import Run
from .retrieve import Retrieved, Retriever
from .store_results import finish

log = logging.getLogger("digest.feeds")


def poll(  # noqa: PLR0913  each is a condition of the run that a test or a program sets
    subscriptions: Subscriptions,
    *,
    content: Path,
    cache: Path,
    now: datetime,
    poll_all: bool = False,
    progress: Callable[[FeedReport], None] | None = None,
    resolver: AbstractResolver | None = None,
    parse_time_limit_s: float = PARSE_TIME_LIMIT_S,
    processes: WorkerProcesses | None = None,
) -> PollReport:
    """Poll the subscriptions once. `poll_all` asks servers as well that aren't due or want to be left alone.

    `now` is the run's clock, aware; `progress` is told of every feed as it's done. `processes` are those that
    parse, where several polls are to share them.

    Raises:
        ConfigurationError: a rule or the name of a credential can't be used.
        DigestError: another poll of this cache is running, or the cache can't be written.
    """
    now = now.astimezone(UTC)
    _check(subscriptions)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "feeds.lock", timeout=0), State(cache) as state, Spool() as spool:
            run = Run(subscriptions, content, now, poll_all, state, spool)
            with nullcontext(processes) if processes else WorkerProcesses() as parsers:
                report = PollReport(now, asyncio.run(_polled(run, progress, resolver, parsers, parse_time_limit_s)))
            _note_status(content, subscriptions, report, state)
    except Timeout as error:
        raise DigestError(f"another poll is running: {cache / 'feeds.lock'} is held") from error
    except OSError as error:
        raise DigestError(f"{cache}: the cache can't be used: {error}") from error
    log.info("%s", report)
    return report


def _note_status(content: Path, subscriptions: Subscriptions, report: PollReport, state: State) -> None:
    """Leave for the site how it stands with each feed; where that can't be written, the poll has still been made."""
    before = load_feed_status(content)
    after = statuses(before.feeds, report, state.standings())
    if not subscriptions.feed or not is_worth_writing(before, after, report.now):
        return
    try:
        write(content / FILE_NAME, to_json(after, report.now))
    except OSError as error:
        log.warning("%s can't be written: %s", content / FILE_NAME, error)


def _check(subscriptions: Subscriptions) -> None:
    """What can be wrong in a subscription and only this room knows of."""
    for feed in subscriptions.feed:
        for rule in (*feed.keep, *feed.drop, *subscriptions.filter.keep, *subscriptions.filter.drop):
            check_rule(rule)
    for feed in subscriptions.feed:
        authorization_of(feed, subscriptions.fetch.allow_private)


async def _polled(
    run: Run,
    progress: Callable[[FeedReport], None] | None,
    resolver: AbstractResolver | None,
    processes: WorkerProcesses,
    parse_time_limit_s: float,
) -> tuple[FeedReport, ...]:
    fetching, feeds, known = run.subscriptions.fetch, run.subscriptions.feed, run.state.standings()
    proxies = proxies_of_environment(fetching.allow_private)
    reports: list[FeedReport] = []
    async with AsyncExitStack() as stack:
        workers = await stack.enter_async_context(WorkerPool(processes, time_limit_s=parse_time_limit_s))
        session = await stack.enter_async_context(client_session(fetching, proxies, resolver))
        retriever = Retriever(run, session, workers, proxies)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        coming: deque[asyncio.Task[Retrieved]] = deque()
        for feed in feeds:
            standing = before_poll(feed, known.get(feed.slug), run.settings(feed))
            coming.append(tasks.create_task(retriever.retrieve(feed, standing)))
        for feed in feeds:
            report = finish(run, feed, await coming.popleft())
            reports.append(report)
            if progress is not None:
                progress(report)
            await asyncio.sleep(0)  # storing one after the other would let the answers of others wait till too late
    return tuple(reports)
