"""Processes of this machine that work if there are many texts. Each process loads its own model."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from .batch_executor import BatchExecutor
from .shared_values import KeptValue, SharedValue, keep_values, value_key

T = TypeVar("T")

# With fewer texts, loading the model in each process takes longer than annotating all texts in one process.
MIN_TEXTS: Final = 200

# So many batches a process are open at once. A text of 100,000 characters takes as long as ten batches: in a run that
# keeps the order, the other processes have something to do meanwhile.
OPEN_A_PROCESS: Final = 4


@contextmanager
def workers(jobs: int, texts: int) -> Iterator[BatchExecutor | None]:
    """An executor of `jobs` processes for this many texts; None if one process is as fast."""
    if jobs < 2 or texts < MIN_TEXTS:
        yield None
        return
    with WorkerProcesses(jobs) as executor:
        yield executor


class WorkerProcesses(BatchExecutor):
    """A pool of processes, which is replaced by a new one after one of them has died.

    The processes are spawned, not forked: the calling process may have threads, and a model whose memory would
    gradually be copied.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._values: dict[str, Any] = {}
        self._pool: ProcessPoolExecutor | None = None

    def max_open(self) -> int:
        return OPEN_A_PROCESS * self._jobs

    def share(self, value: T) -> SharedValue[T]:
        key = value_key(value)
        if key not in self._values:
            self._values[key] = value
            self.shutdown()  # the processes are given their values when they begin
        return KeptValue(key)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        if self._pool is not None:
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self.shutdown()
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(self._jobs, context, initializer=keep_values, initargs=(self._values,))
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)
            self._pool = None
