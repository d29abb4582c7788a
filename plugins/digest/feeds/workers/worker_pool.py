"""A pool of processes that parse and clean documents and scale pictures, beside the process of the poll."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, Self

from ..cleaning.draft import DraftedFeed
from .limited_process import LimitedProcess
from .worker_tasks import FeedTask, PageTask, PictureTask, ScaledPicture, Task

TASK_TIME_LIMIT_S: Final = (
    60.0  # for any task; the slowest of 73 real feeds takes 2 s, a broken one of 16 MiB some 15 s
)
_MAX_PROCESSES: Final = 4  # one takes 30 to 60 MB; with more, storing articles would be the bottleneck


class WorkerPool:
    """Gives each task to a separate process, with at most `size` processes at a time."""

    def __init__(
        self, processes: "IdleProcesses", size: int | None = None, *, time_limit_s: float = TASK_TIME_LIMIT_S
    ) -> None:
        self._processes = processes
        self._time_limit_s = time_limit_s
        size = size or min(os.cpu_count() or 1, _MAX_PROCESSES)
        self._threads = ThreadPoolExecutor(size, "digest-feeds-parser")  # each waits for one process

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown()

    async def draft(self, task: FeedTask) -> DraftedFeed:
        """The document's items as drafts: `drafting.draft_feed` in another process.

        Raises:
            FeedError: the document can't be read, or reading it took more time or memory than the limits.
        """
        feed: DraftedFeed = await self._result(task)
        return feed

    async def extract(self, task: PageTask) -> str:
        """The page's main text as Markdown: `page_extraction.main_text` in another process.

        Raises:
            FeedError: it has none, or reading it took more time or memory than the limits.
        """
        text: str = await self._result(task)
        return text

    async def picture(self, task: PictureTask) -> tuple[ScaledPicture, ...]:
        """The picture in one or two sizes: `picture_scaling.scaled` in another process.

        Raises:
            FeedError: it isn't a picture that can be shown, or reading it took more time or memory than the limits.
        """
        sizes: tuple[ScaledPicture, ...] = await self._result(task)
        return sizes

    async def _result(self, task: Task) -> Any:
        # The threads take the next task themselves, so that no process waits while the event loop is busy storing.
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, task)

    def _ask(self, task: Task) -> Any:
        """Run in a thread: the result of one task."""
        process = self._processes.take()
        try:
            return process.ask(task, self._time_limit_s)
        finally:
            if process.is_idle:
                self._processes.give_back(process)
            else:
                process.kill()


class IdleProcesses:
    """Idle processes, which several polls can share. On leaving the context, the idle ones are ended."""

    def __init__(self, run: Callable[[Any], Any] | None = None) -> None:
        """`run` makes the result of a task in such a process; without it they do the tasks of `worker_tasks`."""
        self._idle: list[LimitedProcess] = []
        self._run = run

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        while self._idle:
            self._idle.pop().stop()

    def take(self) -> LimitedProcess:
        """An idle process, or a new one if none is idle."""
        try:
            return self._idle.pop()
        except IndexError:
            return LimitedProcess(self._run)

    def give_back(self, process: LimitedProcess) -> None:
        """Add a process that has finished its task."""
        self._idle.append(process)
