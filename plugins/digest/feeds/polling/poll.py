"""A poll as a whole: every feed that is due goes through the three phases, and the poll leaves its record."""

import asyncio
import logging
import math
import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from aiohttp.abc import AbstractResolver
from filelock import FileLock, Timeout

from ...contracts.feed_status import FILE_NAME, FeedStatus, is_worth_writing, load_feed_status, to_json
from ...contracts.subscriptions import Subscriptions
from ...errors import DigestError
from ...storage.atomic_file import write_atomically
from ..http.credentials import authorization_of
from ..http.run_time import RunTime
from ..workers.spool import Spool
from ..workers.worker_pool import TASK_TIME_LIMIT_S, IdleProcesses
from .feed_loop import poll_feeds
from .feed_status_rules import status_after
from .poll_cache import PollCache
from .poll_report import FeedReport, PollReport
from .poll_run import PollRun

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
    task_time_limit_s: float = TASK_TIME_LIMIT_S,
    processes: IdleProcesses | None = None,
    limit_s: float = math.inf,
) -> PollReport:
    """Poll the subscriptions once. `poll_all` asks servers as well that aren't due or want to be left alone.

    `now` is the run's clock, aware; `progress` is told of every feed as it's done. `processes` are those that
    parse, where several polls are to share them. After `limit_s` seconds nothing more is asked of any server: what has
    come is stored, and the rest is left for the next poll.

    Raises:
        ConfigurationError: the credentials of a feed can't be used.
        DigestError: another poll of this cache is running, or the cache can't be written.
    """
    now = now.astimezone(UTC)
    _check(subscriptions)
    _check_content(content)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "feeds.lock", timeout=0), PollCache(cache) as poll_cache, Spool() as spool:
            run = PollRun(subscriptions, content, now, poll_all, poll_cache, spool, RunTime(limit_s))
            with nullcontext(processes) if processes else IdleProcesses() as workers:
                feeds = poll_feeds(
                    run, workers, task_time_limit_s=task_time_limit_s, resolver=resolver, progress=progress
                )
                report = PollReport(now, asyncio.run(feeds), is_cut=run.time.was_short)
            _write_feed_status(run, report)
    except Timeout as error:
        raise DigestError(f"another poll is running: {cache / 'feeds.lock'} is held") from error
    except OSError as error:
        raise DigestError(f"{cache}: the cache can't be used: {error.strerror or error}") from error
    log.info("%s", report)
    if report.is_cut:
        log.warning("the poll's %.0f s are over: what has come is stored, the rest comes with the next poll", limit_s)
    return report


def _write_feed_status(run: PollRun, report: PollReport) -> None:
    """Leave for the site how it stands with each feed. Where that can't be written, the poll has still been made."""
    before = load_feed_status(run.content)
    schedules = run.cache.schedules()
    statuses = tuple(
        status_after(before.feeds.get(feed.slug, FeedStatus(feed.slug)), feed, schedules.get(feed.slug), report.now)
        for feed in report.feeds
    )
    if not statuses or not is_worth_writing(before, statuses, report.now):
        return
    try:
        write_atomically(run.content / FILE_NAME, to_json(statuses, report.now).encode("utf-8"))
    except OSError as error:
        log.warning("%s can't be written: %s", run.content / FILE_NAME, error)


def _check_content(content: Path) -> None:
    """Refuse a folder that no article can be written to, before any server is asked.

    Raises:
        DigestError: the folder of the articles, or the one that it would be made in, is none or can't be written.
    """
    for folder in (content / "news", content, *content.absolute().parents):
        if folder.exists():
            break
    if not folder.is_dir():
        raise DigestError(f"{folder}: is no folder, and the articles go there")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DigestError(f"{folder}: can't be written, and the articles go there")


def _check(subscriptions: Subscriptions) -> None:
    """Check what can be wrong in a subscription and isn't known from its file: the credentials in the environment."""
    for feed in subscriptions.feed:
        authorization_of(feed, subscriptions.fetch.allow_private)
