"""What `BatchRun` asks of an executor beside the standard methods, and the answers for an executor that has none."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, Final, TypeVar

from .shared_values import CarriedValue, SharedValue

T = TypeVar("T")

# Of an executor that doesn't say how many batches it needs at once: enough for four processes.
DEFAULT_OPEN: Final = 16


class BatchExecutor(Executor):
    """An executor whose processes may die without ending the run."""

    def max_open(self) -> int:
        """How many batches it can have at once so that none of its processes waits."""
        return DEFAULT_OPEN

    def deaths_in(self, error: BaseException) -> int:
        """How many processes have died at a batch that ended with `error`; 0 if the error is of another kind."""
        return int(isinstance(error, BrokenExecutor))

    def look_after(self) -> None:
        """Called now and then while no batch ends: tells in the log why that may be.

        Raises:
            WorkerError: no batch will end any more.
        """

    def share(self, value: T) -> SharedValue[T]:
        """A value for the work of all batches, to be called before the first batch."""
        return CarriedValue(value)


class SameProcessExecutor(BatchExecutor):
    """Does the work immediately, in this process."""

    def max_open(self) -> int:
        return 1

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class _PlainExecutor(BatchExecutor):
    """Any executor with the standard methods."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return self._executor.submit(fn, *args, **kwargs)


def batch_executor(executor: Executor | None) -> BatchExecutor:
    """The executor with all methods of `BatchExecutor`; without one, this process does the work."""
    if executor is None:
        return SameProcessExecutor()
    return executor if isinstance(executor, BatchExecutor) else _PlainExecutor(executor)
