"""A poll: every feed that is due is fetched, read, and its news put into `content/news`.

Feeds are fetched and read side by side; what came is stored one feed after the other in the order of the
subscriptions, so that the files of a run don't depend on which server was quicker.
"""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver
from filelock import FileLock, Timeout

from ..errors import DigestError, FeedError
from ..subscriptions import FetchSettings, Subscription, Subscriptions
from .addresses import guarded_connector
from .fetch import BusyError, Fetched, NotModified, Validators, fetch, user_agent
from .inventory import Inventory, mark_of, stored, sweep
from .item import DraftedFeed
from .report import FeedReport, PollReport, Status
from .schedule import bounded_wait, waits_until
from .state import Memory, State
from .store import store
from .text import one_line
from .worker import PARSE_TIME_LIMIT_S, Workers

# Part of what an answer is remembered under: raise it when the same document would now lead to other files.
READER_VERSION: Final = 1

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What came of one feed before anything is stored: a report that ends it, or an answer that was read."""

    report: FeedReport | None = None
    fetched: Fetched | None = None
    drafted: DraftedFeed | None = None
    body: str = ""  # hash of the answer's bytes
    wait: datetime | None = None


def poll(
    subscriptions: Subscriptions,
    *,
    content: Path,
    cache: Path,
    now: datetime,
    poll_all: bool = False,
    progress: Callable[[FeedReport], None] | None = None,
    resolver: AbstractResolver | None = None,
    parse_time_limit_s: float = PARSE_TIME_LIMIT_S,
) -> PollReport:
    """Poll the subscriptions once. `poll_all` asks servers as well that want to be left alone.

    `now` is the run's clock, aware; `progress` is told of every feed as it's done.

    Raises:
        DigestError: another poll of this cache is running, or the cache can't be written.
    """
    now = now.astimezone(UTC)
    run = _Run(subscriptions.fetch, content=content, now=now, poll_all=poll_all)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "feeds.lock", timeout=0), State(cache) as state:
            coroutine = run.poll(subscriptions.feed, state, progress, resolver, parse_time_limit_s)
            report = PollReport(now, asyncio.run(coroutine))
    except Timeout as error:
        raise DigestError(f"another poll is running: {cache / 'feeds.lock'} is held") from error
    except OSError as error:
        raise DigestError(f"{cache}: the cache can't be used: {error}") from error
    log.info("%s", report)
    return report


class _Run:
    """One run: what it was told, and what its feeds share."""

    def __init__(self, settings: FetchSettings, *, content: Path, now: datetime, poll_all: bool) -> None:
        self._settings = settings
        self._content = content
        self._now = now
        self._poll_all = poll_all
        self._inventory: Inventory | None = None
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._all = asyncio.Semaphore(settings.connections)

    async def poll(
        self,
        feeds: tuple[Subscription, ...],
        state: State,
        progress: Callable[[FeedReport], None] | None,
        resolver: AbstractResolver | None,
        parse_time_limit_s: float,
    ) -> tuple[FeedReport, ...]:
        connector = guarded_connector(
            self._settings.allow_private,
            connections=self._settings.connections,
            per_host=self._settings.connections_per_host,
            resolver=resolver,
        )
        waits = {} if self._poll_all else state.waits()
        async with (
            Workers(time_limit_s=parse_time_limit_s) as workers,
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": user_agent(self._settings.contact), "Accept-Encoding": "gzip, deflate"},
                timeout=aiohttp.ClientTimeout(total=None),  # `fetch` has one limit over all redirects
                auto_decompress=False,
                trust_env=False,
            ) as session,
            asyncio.TaskGroup() as tasks,
        ):
            coming: deque[asyncio.Task[Retrieved]] = deque()
            for feed in feeds:
                until = waits_until(feed.slug, waits, self._now)
                memory = self._valid_memory(feed, state)
                coming.append(tasks.create_task(self._retrieve(session, workers, feed, memory, until)))
            reports: list[FeedReport] = []
            for feed in feeds:
                report = self._finish(feed, await coming.popleft(), state)
                reports.append(report)
                if progress is not None:
                    progress(report)
        return tuple(reports)

    def _valid_memory(self, feed: Subscription, state: State) -> Memory | None:
        """What is remembered of the last answer, if it still led to the same files and they're as it left them."""
        memory = state.memory(feed.slug)
        if memory is None or memory.settings != _settings_hash(feed):
            return None
        if any(mark_of(self._content, mark.path) != mark for mark in memory.files):
            return None
        return memory

    async def _retrieve(
        self,
        session: aiohttp.ClientSession,
        workers: Workers,
        feed: Subscription,
        memory: Memory | None,
        until: datetime | None,
    ) -> Retrieved:
        """Fetch and read one feed; every fault becomes a report."""
        if until is not None:
            message = f"its server asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            return Retrieved(_report(feed, "waiting", message), wait=until)
        try:
            return await self._ask(session, workers, feed, memory)
        except BusyError as error:
            return Retrieved(_report(feed, "failed", str(error)), wait=bounded_wait(error.until, self._now))
        except FeedError as error:
            return Retrieved(_report(feed, "failed", str(error)))
        except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
            log.exception("%s: polling failed", feed.name)
            return Retrieved(_report(feed, "failed", _in_one_line(error)))

    async def _ask(
        self, session: aiohttp.ClientSession, workers: Workers, feed: Subscription, memory: Memory | None
    ) -> Retrieved:
        validators = memory.validators if memory else Validators()
        host = self._hosts.setdefault(_host(feed.url), asyncio.Semaphore(self._settings.connections_per_host))
        async with host, self._all:  # waiting for its turn doesn't count towards a feed's time
            answer = await fetch(session, feed.url, validators, timeout_s=self._settings.timeout_s, now=self._now)
        if isinstance(answer, NotModified):
            assert memory is not None
            return Retrieved(_report(feed, "not modified", unchanged=memory.entries))
        body = hashlib.sha256(answer.body).hexdigest()
        if memory is not None and memory.body == body:
            report = _report(feed, "unchanged", _moved(answer), unchanged=memory.entries)
            return Retrieved(report, fetched=answer, body=body)
        drafted = await workers.draft(answer.body, answer.content_type, answer.url)
        return Retrieved(None, answer, drafted, body)

    def _finish(self, feed: Subscription, retrieved: Retrieved, state: State) -> FeedReport:
        """Store what came of one feed; every fault becomes a report."""
        try:
            report = self._store(feed, retrieved, state)
            state.commit()
        except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
            log.exception("%s: storing failed", feed.name)
            report = _report(feed, "failed", _in_one_line(error))
        log.log(logging.WARNING if report.status == "failed" else logging.INFO, "%s", report)
        for refusal in report.failed:
            log.warning("%s: %s: %s", report.name, refusal.entry, refusal.reason)
        for refusal in report.dropped:
            log.debug("%s: %s: %s", report.name, refusal.entry, refusal.reason)
        return report

    def _store(self, feed: Subscription, retrieved: Retrieved, state: State) -> FeedReport:
        """The files first, then what is remembered of the answer."""
        state.wait(feed.slug, retrieved.wait)
        if retrieved.report is not None:
            memory = state.memory(feed.slug) if retrieved.report.status == "unchanged" else None
            if memory is not None and retrieved.fetched is not None:
                renewed = retrieved.fetched.validators
                state.remember(feed.slug, Memory(memory.settings, renewed, memory.body, memory.files, memory.entries))
            return retrieved.report
        assert retrieved.fetched is not None
        assert retrieved.drafted is not None
        inventory = self._loaded_inventory(state)
        done = store(retrieved.drafted, feed, content=self._content, inventory=inventory, now=self._now)
        notes = [_moved(retrieved.fetched), *retrieved.drafted.notes, "" if done.files else "it has no entries"]
        report = FeedReport(
            feed.slug,
            feed.name,
            feed.url,
            "ok",
            "; ".join(note for note in notes[:3] if note),
            done.new,
            done.updated,
            done.unchanged,
            done.dropped,
            done.failed,
            done.write_errors,
        )
        if done.failed:
            state.forget(feed.slug)  # what failed is tried again, whatever the server says of changes
        else:
            count = done.new + done.updated + done.unchanged
            validators = retrieved.fetched.validators
            state.remember(feed.slug, Memory(_settings_hash(feed), validators, retrieved.body, done.files, count))
        return report

    def _loaded_inventory(self, state: State) -> Inventory:
        """What is in `content/news`, looked at once in a run, and not at all where no feed brings anything."""
        if self._inventory is None:
            found = sweep(self._content, state.headers())
            state.note_headers((found.headers[path] for path in found.fresh), found.gone)
            self._inventory = Inventory(stored(path, fields) for path, (_, fields) in found.headers.items())
        return self._inventory


def _report(feed: Subscription, status: Status, message: str = "", *, unchanged: int = 0) -> FeedReport:
    return FeedReport(feed.slug, feed.name, feed.url, status, message, unchanged=unchanged)


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {one_line(str(error), 200)}"


def _moved(fetched: Fetched) -> str:
    return f'it moved for good: change its line to url = "{fetched.moved_to}"' if fetched.moved_to else ""


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def _settings_hash(feed: Subscription) -> str:
    return hashlib.sha256(f"{READER_VERSION} {feed.model_dump_json()}".encode()).hexdigest()
