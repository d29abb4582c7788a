"""The processes that parse and clean beside the poll: as many at work at a time as the pool has room for."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, Self

from ..cleaning.draft import DraftedFeed
from .limited_process import LimitedProcess
from .worker_tasks import FeedTask, PageTask, PictureTask, ScaledPicture, Task

TASK_TIME_LIMIT_S: Final = 60.0  # the slowest of 73 real feeds takes 2 s, 16 MiB of a broken one some 15
_MOST_PROCESSES: Final = 4  # one takes 30 to 60 MB; the storing of articles sets the pace before more are busy


class WorkerPool:
    """Hands each task to a process of its own, at most `size` of them at a time."""

    def __init__(
        self, processes: "IdleProcesses", size: int | None = None, *, time_limit_s: float = TASK_TIME_LIMIT_S
    ) -> None:
        self._processes = processes
        self._time_limit_s = time_limit_s
        size = size or min(os.cpu_count() or 1, _MOST_PROCESSES)
        self._threads = ThreadPoolExecutor(size, "digest-feeds-parser")  # each waits for one process

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown()

    async def draft(self, task: FeedTask) -> DraftedFeed:
        """The document's items as drafts: `drafting.draft_feed` in a process of its own.

        Raises:
            FeedError: the document can't be read, or reading it took more time or memory than the limits.
        """
        feed: DraftedFeed = await self._result(task)
        return feed

    async def extract(self, task: PageTask) -> str:
        """The page's main text as Markdown: `page_extraction.main_text` in a process of its own.

        Raises:
            FeedError: it has none, or reading it took more time or memory than the limits.
        """
        text: str = await self._result(task)
        return text

    async def picture(self, task: PictureTask) -> tuple[ScaledPicture, ...]:
        """The picture in one or two sizes: `picture_scaling.scaled` in a process of its own.

        Raises:
            FeedError: it is no picture that can be shown, or reading it took more time or memory than the limits.
        """
        sizes: tuple[ScaledPicture, ...] = await self._result(task)
        return sizes

    async def _result(self, task: Task) -> Any:
        # The threads take the next task by themselves, so that a loop that is busy storing keeps no process waiting.
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
    """Idle processes, which several polls can share. Those that are idle on leaving are ended."""

    def __init__(self) -> None:
        self._idle: list[LimitedProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        while self._idle:
            self._idle.pop().stop()

    def take(self) -> LimitedProcess:
        """An idle process, or a new one where none is idle."""
        try:
            return self._idle.pop()
        except IndexError:
            return LimitedProcess()

    def give_back(self, process: LimitedProcess) -> None:
        """Add a process that has done its task."""
        self._idle.append(process)
