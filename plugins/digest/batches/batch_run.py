"""Gives batches to an executor, a bounded number at a time, and outlives processes that die over an item.

A process that dies takes down what it was working on. Which item is to blame isn't known at first: of a pool, all open
batches fail with it. So the batches that failed are tried again one after the other with nothing beside them. A batch
over which `MAX_DEATHS` processes have died is tried again item by item, and an item over which as many have died is set
aside. All others go on.
"""

import logging
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar

from ..errors import WorkerError
from .batch_executor import BatchExecutor

MAX_DEATHS: Final = 3

# So many items set aside with none done between them mean that the processes are at fault, and not the items.
MAX_SET_ASIDE_IN_A_ROW: Final = 8

LOOK_AFTER_S: Final = 30.0  # a batch of eight texts takes a second, or half a minute if all are of the greatest length

_log = logging.getLogger(__name__)


class NamedItem(Protocol):
    """What a batch is made of; `id` is its name for people."""

    @property
    def id(self) -> str: ...


class Batch(Protocol):
    """Items, and the function that returns a result for each of them, in their order.

    The function and the items have to be picklable. A batch without items is done at once. `size` counts what the batch
    was made of, also what needs no work.
    """

    @property
    def size(self) -> int: ...

    @property
    def items(self) -> Sequence[NamedItem]: ...

    @property
    def work(self) -> Callable[[Sequence[Any]], Sequence[Any]]: ...


B = TypeVar("B", bound=Batch)


@dataclass(frozen=True, slots=True)
class FilledBatch:
    """What was done of a batch: how many items were looked at, and how many results made. `failed` and `set_aside` have
    the ids of items without a result: those that raised an error, and those over which processes died."""

    looked_at: int
    made: int
    failed: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedBatch(Generic[B]):
    """A batch with a result for each of its items; None for those with the numbers in `set_aside`."""

    batch: B
    results: tuple[Any, ...]
    set_aside: frozenset[int] = frozenset()

    @property
    def filled(self) -> FilledBatch:
        """What was done, for a run that stores results and returns none."""
        items = self.batch.items
        without = [number for number, result in enumerate(self.results) if result is None]
        return FilledBatch(
            self.batch.size,
            len(items) - len(without),
            tuple(items[number].id for number in without if number not in self.set_aside),
            tuple(items[number].id for number in sorted(self.set_aside)),
        )


@dataclass(eq=False, slots=True)
class _OpenBatch(Generic[B]):
    batch: B
    results: list[Any]
    waiting: int  # the number of items without a result
    set_aside: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Part(Generic[B]):
    """The items from `start` to `stop` of an open batch, to be done in one call."""

    open_batch: _OpenBatch[B]
    start: int
    stop: int
    deaths: int = 0

    @property
    def items(self) -> Sequence[NamedItem]:
        return self.open_batch.batch.items[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class _Failure:
    """An error of the work, in place of its results."""

    error: Exception


def _guarded(work: Callable[[Sequence[Any]], Sequence[Any]], items: Sequence[Any]) -> Sequence[Any] | _Failure:
    """The results of the work, or its error as a value, with its traceback as a note.

    Each executor has its own way to send an error and a traceback from one process to another. Not every error outlives
    it: with an error whose traceback is deep, a client of Dask 2026.8 waits for ever.
    """
    try:
        return work(items)
    except Exception as error:  # noqa: BLE001  it is raised again where the results are awaited
        error.add_note(traceback.format_exc())
        error.__traceback__ = error.__cause__ = error.__context__ = None
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  bytes of this line
        except Exception:  # noqa: BLE001  errors of libraries may have parts or arguments of any kind
            return _Failure(WorkerError(f"{type(error).__name__}: {error}"))
        return _Failure(error)


def _results(future: "Future[Sequence[Any] | _Failure]") -> Sequence[Any]:
    """Raises the error of the work, if it ended with one."""
    results = future.result()
    if isinstance(results, _Failure):
        raise results.error
    return results


class BatchRun(Generic[B]):
    """One run of batches through an executor."""

    def __init__(self, executor: BatchExecutor) -> None:
        self._executor = executor
        self._open: deque[_OpenBatch[B]] = deque()  # in the order in which they came, until they are yielded
        self._running: dict[Future[Sequence[Any] | _Failure], _Part[B]] = {}
        self._suspects: deque[_Part[B]] = deque()  # to be tried again, each alone
        self._set_aside_in_a_row = 0

    def finished(self, batches: Iterable[B], *, in_order: bool) -> Iterator[FinishedBatch[B]]:
        """Each batch with its results: in the order of `batches`, or as they are done.

        A batch is taken from `batches` only when there is room for it, so that memory is bounded by
        `BatchExecutor.max_open`. A batch counts until it is yielded.

        Raises:
            WorkerError: the processes can't be reached, or they die over every item.
            Exception: whatever `work` raised; the batches that are open are given up.
        """
        source, is_at_end = iter(batches), False
        try:
            while True:
                while not is_at_end and not self._suspects and len(self._open) < self._executor.max_open():
                    batch = next(source, None)
                    if batch is None:
                        is_at_end = True
                    else:
                        self._begin(batch)
                if not self._open:
                    return
                yield from self._next_finished(in_order)
        finally:
            for future in self._running:
                future.cancel()

    def _begin(self, batch: B) -> None:
        open_batch = _OpenBatch(batch, [None] * len(batch.items), len(batch.items))
        self._open.append(open_batch)
        if batch.items:
            self._submit(_Part(open_batch, 0, len(batch.items)))

    def _submit(self, part: _Part[B]) -> None:
        try:
            future = self._executor.submit(_guarded, part.open_batch.batch.work, part.items)
        except BrokenExecutor as error:
            raise WorkerError(f"a process that annotates has died, perhaps for lack of memory: {error}") from error
        self._running[future] = part

    def _next_finished(self, in_order: bool) -> Iterator[FinishedBatch[B]]:
        """The batches that can be yielded now, at least one; waits for it."""
        while not (ready := self._taken(in_order)):
            if not self._running:
                self._submit(self._suspects.popleft())
            done, _ = wait(self._running, LOOK_AFTER_S, return_when=FIRST_COMPLETED)
            if not done:
                self._executor.look_after()
            for future in done:
                self._settle(self._running.pop(future), future)
        for open_batch in ready:
            yield FinishedBatch(open_batch.batch, tuple(open_batch.results), frozenset(open_batch.set_aside))

    def _taken(self, in_order: bool) -> list[_OpenBatch[B]]:
        """Takes the batches that are done out of the open ones; in order, those before the first that isn't."""
        if not in_order:
            ready = [open_batch for open_batch in self._open if not open_batch.waiting]
            if ready:
                self._open = deque(open_batch for open_batch in self._open if open_batch.waiting)
            return ready
        ready = []
        while self._open and not self._open[0].waiting:
            ready.append(self._open.popleft())
        return ready

    def _settle(self, part: _Part[B], future: "Future[Sequence[Any] | _Failure]") -> None:
        """Notes the results of a part that is done, or what is to become of it."""
        try:
            results = _results(future)
        except CancelledError as error:
            raise WorkerError(
                "the workers can't be reached any more; what is done is kept, and another run goes on from there"
            ) from error
        except Exception as error:
            deaths = self._executor.deaths_in(error)
            if not deaths:
                raise
            self._blame(_Part(part.open_batch, part.start, part.stop, part.deaths + deaths))
            return
        self._set_aside_in_a_row = 0
        part.open_batch.results[part.start : part.stop] = results
        part.open_batch.waiting -= part.stop - part.start

    def _blame(self, part: _Part[B]) -> None:
        """Has a part tried again, as a whole or item by item, or sets its only item aside."""
        if part.deaths < MAX_DEATHS:
            self._suspects.append(part)
        elif part.stop - part.start > 1:
            names = ", ".join(item.id for item in part.items)
            _log.warning("%d processes have died over one batch; each of it is tried by itself: %s", part.deaths, names)
            self._suspects.extend(_Part(part.open_batch, at, at + 1) for at in range(part.start, part.stop))
        else:
            (item,) = part.items
            _log.error("%s: %d processes have died over it; it is set aside", item.id, part.deaths)
            part.open_batch.set_aside.add(part.start)
            part.open_batch.waiting -= 1
            self._set_aside_in_a_row += 1
            if self._set_aside_in_a_row >= MAX_SET_ASIDE_IN_A_ROW:
                raise WorkerError("the processes die over every item, perhaps for lack of memory")
