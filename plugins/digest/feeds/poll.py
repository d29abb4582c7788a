"""A poll: every feed that is due is fetched, read, and its news put into `content/news`.

Feeds are fetched and read side by side; what came is stored one feed after the other in the order of the
subscriptions, so that the files of a run don't depend on which server was quicker.
"""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp
from aiohttp.abc import AbstractResolver
from filelock import FileLock, Timeout

from ..errors import DigestError, FeedError
from ..feed_status import FILE_NAME, is_worth_writing, load_feed_status, to_json
from ..subscriptions import Subscription, Subscriptions
from .addresses import guarded_connector
from .article_file import write
from .article_index import FileMark, mark_of
from .credentials import authorization_of
from .dates import believable
from .fetch import GONE, BusyError, Fetched, GoneError, NotModified, Validators, fetch, user_agent
from .filters import check_rule
from .item import DraftedFeed
from .job import Job
from .proxies import proxies_of_environment
from .report import FeedReport, PollReport, Status
from .rules import Rules
from .schedule import bounded_wait, is_due, next_poll, next_retry, rhythm
from .spill import Spill, Spilled
from .state import Memory, Standing, State
from .statuses import statuses
from .text import one_line
from .unpack import ACCEPTED
from .worker import PARSE_TIME_LIMIT_S, Processes, Workers, unpacked

if TYPE_CHECKING:
    from .images import Images
    from .pages import Pages
    from .picture_files import Pictures
    from .store import Outcome, Store

# Part of what an answer is remembered under: raise it when the same document would now lead to other files.
READER_VERSION: Final = 3
MOVED_AFTER: Final = timedelta(days=7)  # a permanent redirect that held so long is no mistake of the publisher's

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What came of one feed before anything is stored: a report that ends it, or an answer that was read."""

    standing: Standing
    report: FeedReport | None = None
    fetched: Fetched | None = None
    drafted: Spilled | None = None
    memory: Memory | None = None
    body: str = ""  # hash of the answer's bytes
    pictures: "Pictures | None" = None


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
    processes: Processes | None = None,
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
        with FileLock(cache / "feeds.lock", timeout=0), State(cache) as state, Spill() as spill:
            run = _Run(subscriptions, content=content, now=now, poll_all=poll_all, state=state, spill=spill)
            with nullcontext(processes) if processes else Processes() as parsers:
                report = PollReport(now, asyncio.run(run.poll(progress, resolver, parsers, parse_time_limit_s)))
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


class _Run:
    """One run: what it was told, and what its feeds share."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        *,
        content: Path,
        now: datetime,
        poll_all: bool,
        state: State,
        spill: Spill,
    ) -> None:
        self._feeds = subscriptions.feed
        self._settings = subscriptions.fetch
        self._filter = subscriptions.filter
        self._content = content
        self._now = now
        self._poll_all = poll_all
        self._state = state
        self._spill = spill
        self._store: Store | None = None
        self._pages: Pages | None = None
        self._images: Images | None = None
        self._hashes: dict[str, str] = {}
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._all = asyncio.Semaphore(self._settings.connections)
        # What was fetched and waits to be read is held in memory; while that falls behind, nothing more is fetched.
        self._ahead = asyncio.Semaphore(2 * self._settings.connections)
        self._proxies = proxies_of_environment(self._settings.allow_private)

    async def poll(
        self,
        progress: Callable[[FeedReport], None] | None,
        resolver: AbstractResolver | None,
        processes: Processes,
        parse_time_limit_s: float,
    ) -> tuple[FeedReport, ...]:
        standings = self._state.standings()
        reports: list[FeedReport] = []
        async with AsyncExitStack() as stack:
            workers = await stack.enter_async_context(Workers(processes, time_limit_s=parse_time_limit_s))
            session = await stack.enter_async_context(self._session(resolver))
            self._ask_further(session, workers)
            tasks = await stack.enter_async_context(asyncio.TaskGroup())
            coming: deque[asyncio.Task[Retrieved]] = deque()
            for feed in self._feeds:
                standing = self._standing(feed, standings.get(feed.slug))
                coming.append(tasks.create_task(self._retrieve(session, workers, feed, standing)))
            for feed in self._feeds:
                report = await self._finish(feed, await coming.popleft())
                reports.append(report)
                if progress is not None:
                    progress(report)
                await asyncio.sleep(0)  # storing one after the other would let the answers of others wait till too late
        return tuple(reports)

    def _ask_further(self, session: aiohttp.ClientSession, workers: Workers) -> None:
        """Prepare for pages and pictures. Most lists have no use for either, and don't load them."""
        with_pages = any(feed.text == "page" for feed in self._feeds)
        with_images = any(feed.images == "show" for feed in self._feeds)
        if not with_pages and not with_images:
            return
        from .polite import Polite  # noqa: PLC0415

        polite = Polite(session, self._settings, self._proxies, now=self._now)
        if with_pages:
            from .pages import Pages  # noqa: PLC0415

            self._pages = Pages(polite, workers, self._state)
        if with_images:
            from .images import Images  # noqa: PLC0415

            self._images = Images(polite, workers, self._spill)

    def _session(self, resolver: AbstractResolver | None) -> aiohttp.ClientSession:
        private = (*self._settings.allow_private, *(self._proxies.endpoints if self._proxies else ()))
        return aiohttp.ClientSession(
            connector=guarded_connector(
                private,
                connections=self._settings.connections,
                per_host=self._settings.connections_per_host,
                resolver=resolver,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent(self._settings.contact), "Accept-Encoding": ACCEPTED},
            timeout=aiohttp.ClientTimeout(total=None),  # `fetch` has one limit over all redirects
            auto_decompress=False,
            trust_env=False,  # it would read ~/.netrc as well; `proxies` has what is wanted of the environment
        )

    def _standing(self, feed: Subscription, known: Standing | None) -> Standing:
        """How it stands with the feed; one whose line was changed is due at once."""
        settings = self._settings_hash(feed)
        if known is None or known.url != feed.url:
            return Standing(feed.url, settings)
        return known if known.settings == settings else replace(known, settings=settings, due=None, is_gone=False)

    def _valid_memory(self, feed: Subscription) -> Memory | None:
        """What is remembered of the last answer, if it still led to the same files and they're as it left them."""
        memory = self._state.memory(feed.slug)
        if memory is None or memory.settings != self._settings_hash(feed):
            return None
        if any(mark_of(self._content, one.mark.path) != one.mark for one in memory.kept):
            return None
        return memory

    async def _retrieve(
        self,
        session: aiohttp.ClientSession,
        workers: Workers,
        feed: Subscription,
        standing: Standing,
    ) -> Retrieved:
        """Fetch and read one feed; every fault becomes a report."""
        if not self._poll_all and standing.is_gone:
            return Retrieved(standing, _report(feed, "gone", "its server said that it is gone for good (410)", GONE))
        if not self._poll_all and not is_due(standing.due, self._now):
            reason = standing.reason or "it is due again at"
            return Retrieved(standing, _report(feed, "waiting", f"{reason} {standing.due:%Y-%m-%d %H:%M} UTC"))
        standing = replace(standing, is_gone=False)
        try:
            return await self._ask(session, workers, feed, standing)
        except FeedError as error:
            report = _report(feed, "failed", str(error), error.advice)
            return Retrieved(self._after_failure(feed, standing, error), report)
        except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
            log.exception("%s: polling failed", feed.name)
            report = _report(feed, "failed", _in_one_line(error))
            return Retrieved(self._after_failure(feed, standing, None), report)

    def _after_failure(self, feed: Subscription, standing: Standing, error: FeedError | None) -> Standing:
        """Later and later; an address that we were sent to is given up at once."""
        failures = standing.failures + 1
        if isinstance(error, GoneError):
            return replace(standing, is_gone=True, due=None, failures=failures)
        until = bounded_wait(error.until, self._now) if isinstance(error, BusyError) else None
        reason = "its server asks to be left alone until" if until else "it failed, and is tried again at"
        due = until or next_retry(self._now, slug=feed.slug, failures=failures)
        is_there = self._moved(standing) != standing.url
        moved_since = None if is_there else standing.moved_since
        return replace(standing, failures=failures, due=due, reason=reason, moved_since=moved_since)

    def _moved(self, standing: Standing) -> str:
        """The address to ask: the one that it was moved to for good, if that has held for long enough."""
        held = standing.moved_since is not None and self._now - standing.moved_since >= MOVED_AFTER
        return standing.moved_to if held and standing.moved_to else standing.url

    async def _ask(
        self,
        session: aiohttp.ClientSession,
        workers: Workers,
        feed: Subscription,
        standing: Standing,
    ) -> Retrieved:
        memory = self._valid_memory(feed)
        validators = memory.validators if memory else Validators()
        url = self._moved(standing)
        host = self._hosts.setdefault(_host(url), asyncio.Semaphore(self._settings.connections_per_host))
        async with AsyncExitStack() as reading:
            async with host:  # waiting for its turn doesn't count towards a feed's time
                await reading.enter_async_context(self._ahead)
                async with self._all:
                    answer = await fetch(
                        session,
                        url,
                        validators,
                        timeout_s=self._settings.timeout_s,
                        now=self._now,
                        authorization=authorization_of(feed, self._settings.allow_private),
                        proxies=self._proxies,
                    )
            retrieved = await self._read(workers, feed, standing, memory, answer)
        if self._pages is not None and retrieved.drafted is not None and feed.text == "page":
            filled = await self._pages.fill(retrieved.drafted.get())
            retrieved = replace(retrieved, drafted=self._spill.put(filled))
        if self._images is not None and retrieved.drafted is not None and feed.images == "show":
            drafted = retrieved.drafted.get()
            wanting = self._loaded_store().without_picture(unpacked(drafted).drafts, feed)
            pictures = await self._images.pictures(feed.name, wanting)
            retrieved = replace(retrieved, drafted=self._spill.put(drafted), pictures=pictures)
        return retrieved

    async def _read(
        self,
        workers: Workers,
        feed: Subscription,
        standing: Standing,
        memory: Memory | None,
        answer: Fetched | NotModified,
    ) -> Retrieved:
        """What an answer says, read by a worker if it isn't known."""
        standing = self._after_answer(feed, standing, answer)
        advice = _advice(standing)
        if isinstance(answer, NotModified):
            assert memory is not None
            return Retrieved(standing, _report(feed, "not modified", "", advice, unchanged=memory.entries))
        body = hashlib.sha256(answer.body).hexdigest()
        if memory is not None and memory.body == body:
            report = _report(feed, "unchanged", "", advice, unchanged=memory.entries)
            return Retrieved(standing, report, answer, memory=memory, body=body)
        known = frozenset(one.digest for one in memory.kept) if memory else frozenset[str]()
        job = Job(answer.body, answer.content_type, answer.url, known, self._rules(feed))
        drafted = await workers.draft(job)
        return Retrieved(standing, None, _without_body(answer), self._spill.put(drafted), memory, body)

    def _after_answer(self, feed: Subscription, standing: Standing, answer: Fetched | NotModified) -> Standing:
        """What the answer says of when to come back and where to."""
        moved_to = answer.moved_to or (standing.moved_to if self._moved(standing) != standing.url else "")
        since = standing.moved_since if moved_to and moved_to == standing.moved_to else self._now if moved_to else None
        standing = replace(standing, failures=0, reason="", moved_to=moved_to, moved_since=since)
        return self._with_next_poll(feed, standing, answer.fresh_until)

    def _with_next_poll(self, feed: Subscription, standing: Standing, fresh_until: datetime | None) -> Standing:
        interval = timedelta(minutes=feed.interval) if feed.interval else None
        usual = timedelta(seconds=standing.usual_s) if standing.usual_s else rhythm((), self._now)
        due = next_poll(self._now, usual=usual, hints=standing.hints, fresh_until=fresh_until, interval=interval)
        return replace(standing, due=due)

    def _rules(self, feed: Subscription) -> Rules:
        return Rules((*self._filter.keep, *feed.keep), (*self._filter.drop, *feed.drop))

    async def _finish(self, feed: Subscription, retrieved: Retrieved) -> FeedReport:
        """Store what came of one feed; every fault becomes a report."""
        try:
            report = self._stored(feed, retrieved)
            if report.status == "ok":
                self._state.commit()  # what is lost of the others costs a request
        except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
            log.exception("%s: storing failed", feed.name)
            self._state.forget(feed.slug)
            report = _report(feed, "failed", _in_one_line(error))
        log.log(logging.WARNING if report.status == "failed" else logging.INFO, "%s", report)
        for refusal in report.failed:
            log.warning("%s: failed %s: %s", report.name, refusal.entry, refusal.reason)
        for refusal in report.dropped:
            log.debug("%s: dropped %s: %s", report.name, refusal.entry, refusal.reason)
        return report

    def _stored(self, feed: Subscription, retrieved: Retrieved) -> FeedReport:
        """The files first, then what is remembered of the answer."""
        standing, memory = retrieved.standing, retrieved.memory
        if retrieved.report is not None:
            self._state.note_standing(feed.slug, standing)
            if memory is not None and retrieved.fetched is not None:
                self._state.remember(feed.slug, replace(memory, validators=retrieved.fetched.validators))
            return retrieved.report
        assert retrieved.fetched is not None
        assert retrieved.drafted is not None
        drafted = unpacked(retrieved.drafted.get())
        known = {one.digest: one.mark for one in memory.kept} if memory else {}
        done = self._put(drafted, feed, known, retrieved.pictures)
        if done.is_stale:
            self._state.forget(feed.slug)
            self._state.note_standing(feed.slug, replace(standing, due=None))
            return _report(feed, "failed", "its articles changed while it was read: it is read again next time")
        self._note(feed, retrieved, drafted, done)
        notes = [*drafted.notes, *["it has no entries"] * (not drafted.drafts and not done.dropped)]
        return FeedReport(
            feed.slug,
            feed.name,
            feed.url,
            "ok",
            "; ".join(notes[:3]),
            _advice(standing),
            done.new,
            done.updated,
            done.unchanged,
            done.dropped,
            done.failed,
            done.write_errors,
        )

    def _put(
        self,
        drafted: DraftedFeed,
        feed: Subscription,
        known: Mapping[str, FileMark],
        pictures: "Pictures | None",
    ) -> "Outcome":
        store = self._loaded_store()
        return store.put(drafted, feed, known, pictures) if pictures else store.put(drafted, feed, known)

    def _note(self, feed: Subscription, retrieved: Retrieved, drafted: DraftedFeed, done: "Outcome") -> None:
        assert retrieved.fetched is not None
        dates = (believable(draft.published or draft.updated, self._now) for draft in drafted.drafts)
        usual = rhythm((date for date in dates if date), self._now)
        standing = replace(retrieved.standing, usual_s=usual.total_seconds(), hints=drafted.hints)
        standing = self._with_next_poll(feed, standing, retrieved.fetched.fresh_until)
        self._state.note_standing(feed.slug, standing)
        pictures_are_owed = retrieved.pictures is not None and not retrieved.pictures.is_whole
        if done.failed or pictures_are_owed or any(not draft.has_own_body for draft in drafted.drafts):
            self._state.forget(feed.slug)  # what failed is tried again, whatever the server says of changes
            return
        count = done.new + done.updated + done.unchanged
        validators = retrieved.fetched.validators
        self._state.remember(feed.slug, Memory(self._settings_hash(feed), validators, retrieved.body, done.kept, count))

    def _loaded_store(self) -> "Store":
        """What is in `content/news`, looked at once in a run, and not at all where no feed brings anything."""
        if self._store is None:
            from .inventory import Inventory  # noqa: PLC0415  a run without news needs neither
            from .store import Store  # noqa: PLC0415

            inventory = Inventory(self._content, self._state.index(self._content), self._now)
            by_slug: Mapping[str, Subscription] = {feed.slug: feed for feed in self._feeds}
            self._store = Store(self._content, inventory, by_slug, self._now)
        return self._store

    def _settings_hash(self, feed: Subscription) -> str:
        known = self._hashes.get(feed.slug)
        if known is None:
            text = f"{READER_VERSION} {feed} {self._filter}"
            known = self._hashes[feed.slug] = hashlib.sha256(text.encode()).hexdigest()
        return known


def _report(
    feed: Subscription, status: Status, message: str = "", advice: str = "", *, unchanged: int = 0
) -> FeedReport:
    return FeedReport(feed.slug, feed.name, feed.url, status, message, advice, unchanged=unchanged)


def _without_body(fetched: Fetched) -> Fetched:
    """Many answers wait for their turn to be stored."""
    return replace(fetched, body=b"")


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {one_line(str(error), 200)}"


def _advice(standing: Standing) -> str:
    return f'it moved for good: change its line to url = "{standing.moved_to}"' if standing.moved_to else ""


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()
