"""WorkerProcesses that parse and clean, each with a time and a memory limit: no document can hang or kill a poll."""

import asyncio
import contextlib
import logging
import os
import pickle
import resource
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from ...errors import FeedError
from ..parsing.item import DraftedFeed
from .worker_tasks import FeedTask, PageTask, PictureTask, ScaledPicture

PARSE_TIME_LIMIT_S: Final = 60.0  # the slowest of 73 real feeds takes 2 s, 16 MiB of a broken one some 15
START_TIME_LIMIT_S: Final = 60.0  # of a process: half a second, on a machine that does nothing else
MEMORY_LIMIT_BYTES: Final = 2 * 2**30  # of address space; a real feed of 2.7 MB takes 0.2 GiB of it
_WELL: Final = b"+"  # the first byte of an answer
_FAULT: Final = b"-"

log = logging.getLogger("digest.feeds")

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class WorkerProcesses:
    """Processes that have nothing to do, kept from one poll to the next where there are several; ended on leaving."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        while self._idle:
            self._idle.pop().stop()

    def take(self) -> "_Process":
        """One of them, or a new one."""
        try:
            return self._idle.pop()
        except IndexError:
            return _Process()

    def give(self, process: "_Process") -> None:
        """One that has done its work."""
        self._idle.append(process)


class WorkerPool:
    """At most `size` of the processes at work side by side."""

    def __init__(
        self, processes: WorkerProcesses, size: int | None = None, *, time_limit_s: float = PARSE_TIME_LIMIT_S
    ) -> None:
        self._processes = processes
        self._time_limit_s = time_limit_s
        size = size or min(os.cpu_count() or 1, 4)
        self._threads = ThreadPoolExecutor(size, "digest-feeds-parser")  # each waits for one process

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown()

    async def draft(self, job: FeedTask) -> bytes:
        """`drafting.draft` in a process of its own: a `DraftedFeed` for `unpacked`, in bytes until it is its turn.

        Raises:
            FeedError: the document can't be read, or reading it took more time or memory than the limits.
        """
        return await self._ask(job)

    async def extract(self, job: PageTask) -> str:
        """`extraction.extract` in a process of its own: the Markdown of a page's main text.

        Raises:
            FeedError: it has none, or reading it took more time or memory than the limits.
        """
        return (await self._ask(job)).decode("utf-8")

    async def picture(self, job: PictureTask) -> tuple[ScaledPicture, ...]:
        """`picture.scaled` in a process of its own.

        Raises:
            FeedError: it is no picture that can be shown, or reading it took more time or memory than the limits.
        """
        made: tuple[ScaledPicture, ...] = pickle.loads(await self._ask(job))  # noqa: S301  our own process wrote it
        return made

    async def _ask(self, job: FeedTask | PageTask | PictureTask) -> bytes:
        # The threads take the next job by themselves, so that a loop that is busy storing keeps no process waiting.
        answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, job)
        if answer[:1] == _FAULT:
            raise FeedError(answer[1:].decode("utf-8", "replace"))
        return answer[1:]

    def _answer(self, job: FeedTask | PageTask | PictureTask) -> bytes:
        """In a thread: a process that failed is ended, since nobody knows what it is doing."""
        process = self._processes.take()
        try:
            answer = process.ask(job, self._time_limit_s)
        except BaseException:
            process.kill()
            raise
        self._processes.give(process)
        return answer


def unpacked(answer: bytes) -> DraftedFeed:
    """What a worker of ours made of a document."""
    feed: DraftedFeed = pickle.loads(answer)  # noqa: S301  our own process wrote it
    return feed


class _Process:
    def __init__(self) -> None:
        import multiprocessing  # noqa: PLC0415  a run without news starts no process

        context = multiprocessing.get_context("spawn")  # a fork would copy the event loop's threads and sockets
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="digest-feeds-parser")
        self._process.start()
        theirs.close()
        self._is_ready = False

    def ask(self, job: FeedTask | PageTask | PictureTask, time_limit_s: float) -> bytes:
        """An answer, or _FAULT with the reason why there is none."""
        try:
            if not self._is_ready:  # starting, which a busy machine makes long, doesn't count towards a document's time
                self._is_ready = self._connection.poll(START_TIME_LIMIT_S) and bool(self._connection.recv_bytes())
            if not self._is_ready:
                raise FeedError(f"the parser's process did not start within {START_TIME_LIMIT_S:g} s")
            self._connection.send(job)
            if not self._connection.poll(time_limit_s):
                raise FeedError(f"reading it took more than {time_limit_s:g} s")
            answer = self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise FeedError("reading it made the parser crash") from error
        return answer

    def stop(self) -> None:
        """End it when it has nothing to do."""
        self._connection.close()
        self._process.join(5)
        self.kill()

    def kill(self) -> None:
        """End it whatever it does."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._connection.close()
        self._process.close()


def _serve(connection: "Connection") -> None:
    """The process: one document after the other, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the poll ends its workers itself
    with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force, or the system knows none
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    # Imported by the process that does the work: the poll itself needs none of it.
    from ..cleaning.page_extraction import extract  # noqa: PLC0415
    from .drafting import draft  # noqa: PLC0415

    connection.send_bytes(_WELL)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send_bytes(_answer(job, draft, extract))


def _answer(
    job: FeedTask | PageTask | PictureTask, draft: Callable[[FeedTask], DraftedFeed], extract: Callable[[PageTask], str]
) -> bytes:
    try:
        if isinstance(job, PictureTask):
            from .picture_scaling import scaled  # noqa: PLC0415  most lists show no pictures

            return _WELL + pickle.dumps(scaled(job.data), pickle.HIGHEST_PROTOCOL)
        if isinstance(job, FeedTask):
            return _WELL + pickle.dumps(draft(job), pickle.HIGHEST_PROTOCOL)
        return _WELL + extract(job).encode("utf-8", "replace")
    except FeedError as error:
        return _FAULT + str(error).encode("utf-8", "replace")
    except MemoryError:
        return _FAULT + f"reading it took more than {MEMORY_LIMIT_BYTES // 2**30} GiB".encode()
    except Exception as error:  # the guard of the process's loop: a bug that one document finds is its own
        log.exception("reading %s failed", job.url)
        return _FAULT + f"the parser failed on it: {type(error).__name__}".encode()
