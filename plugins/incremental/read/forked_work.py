"""Spreads work over forked processes, with the same results as in one process.

A worker inherits the memory of the build, and writes its results to a file as plain bytes. The build repeats the work
on any item that a worker could not do, for whatever reason. So errors and log lines come from one process, in order.
"""

import gc
import logging
import marshal
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any, Final, TypeVar

logger = logging.getLogger(__name__)

_Item = TypeVar("_Item")
_NEIGHBOURS: Final = 16  # items at most that follow each other and are one worker's
_OBJECTS_A_COLLECTION: Final = 50_000  # templates leave cycles behind, some 15 objects a page
_MARSHAL_VERSION: Final = 4  # the newest; these bytes never outlive the run


def spread(
    items: Sequence[_Item],
    work: Callable[[_Item], Any],
    *,
    jobs: int,
    folder: Path,
    at_least: int,
    begin: Callable[[], None],
) -> Iterator[Any]:
    """The result of `work` for each item, or None if the caller must do the work itself.

    All work is done then; results are read as they are asked for, since together they may be large.

    Results must be values that `marshal` accepts. `begin` is called first in each worker. The files with results are
    made in `folder`. Processes are forked only if each gets at least `at_least` items, since a fork costs time, and
    only if there are no other threads, whose locks a forked process would inherit.
    """
    jobs = min(jobs, len(items) // at_least)
    if jobs < 2 or not _can_fork():
        return repeat(None, len(items))
    workers: list[_Worker] = []
    try:
        for number in range(jobs):
            share = _share(number, jobs, len(items))
            workers.append(_Worker(share, items, work, folder / f"worker-{number}", begin))
        for worker in workers:
            worker.wait()
    except BaseException:
        for worker in workers:
            worker.end()
        raise
    return _in_order(workers, len(items))


def _in_order(workers: Sequence["_Worker"], count: int) -> Iterator[Any]:
    results = [worker.results() for worker in workers]
    try:
        for item in range(count):
            yield next(results[_worker_of(item, len(workers), count)])
    finally:
        for worker in workers:
            worker.end()


class WorkBeside:
    """Work that a forked process does while this one does other work."""

    def __init__(self, work: Callable[[], Any], results: Path, *, fork: bool) -> None:
        """Begins the work, if a process can be forked and `fork` allows it.

        Its result, which must be a value that `marshal` accepts, waits in the file `results`.
        """
        self._worker = _Worker([0], [None], lambda _: work(), results, lambda: None) if fork and _can_fork() else None

    def result(self) -> Any:
        """Waits for the result; None if the caller must do the work itself."""
        if self._worker is None:
            return None
        self._worker.wait()
        (result,) = self._worker.results()
        self.end()
        return result

    def end(self) -> None:
        """Ends the process, if its result was never asked for."""
        if self._worker:
            self._worker.end()
            self._worker = None


class _Worker:
    """A forked process that works on some of the items."""

    def __init__(
        self,
        share: Sequence[int],
        items: Sequence[_Item],
        work: Callable[[_Item], Any],
        file: Path,
        begin: Callable[[], None],
    ) -> None:
        """Forks the process. Its results will be in `file`, each as the number of the item and the result."""
        self._share, self._file = share, file
        sys.stdout.flush()
        sys.stderr.flush()
        self._process: int | None = os.fork()
        if self._process == 0:
            _run_worker(share, items, work, file, begin)

    def wait(self) -> None:
        """Waits until the process has ended."""
        assert self._process
        _, status = os.waitpid(self._process, 0)
        self._process = None
        if status:
            logger.warning("a worker ended with status %d; its share is done again", status)
            self._file.unlink(missing_ok=True)

    def results(self) -> Iterator[Any]:
        """The results for its share of the items, in order; None where there is none."""
        try:
            file = self._file.open("rb")
        except FileNotFoundError:
            yield from [None] * len(self._share)
            return
        with file:
            number, result = marshal.load(file)  # noqa: S302  written by our own child
            for item in self._share:
                if item != number:
                    yield None
                    continue
                yield result
                number, result = marshal.load(file)  # noqa: S302

    def end(self) -> None:
        """Ends the process, if it hasn't ended, and deletes its file."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None
        self._file.unlink(missing_ok=True)


def _can_fork() -> bool:
    return hasattr(os, "fork") and threading.active_count() == 1


def _share(number: int, jobs: int, count: int) -> list[int]:
    """The items of one of the workers, in rows of neighbours: they need much the same things."""
    return [item for item in range(count) if _worker_of(item, jobs, count) == number]


def _worker_of(item: int, jobs: int, count: int) -> int:
    row = max(1, min(_NEIGHBOURS, count // (4 * jobs)))
    return item // row % jobs


def _run_worker(
    numbers: Sequence[int],
    items: Sequence[_Item],
    work: Callable[[_Item], Any],
    file: Path,
    begin: Callable[[], None],
) -> None:
    """Works on the items with these numbers, writes each result, and ends the process."""
    status = 1
    try:
        gc.freeze()  # to look for garbage in what the build had would copy all memory that is shared with it
        gc.set_threshold(_OBJECTS_A_COLLECTION)
        begin()
        with _log_lines() as lines, file.open("wb") as results:
            for number in numbers:
                try:
                    result = work(items[number])
                except Exception:  # noqa: BLE001  the caller repeats the work and gets the same error
                    result = None
                if result is not None and not lines:
                    marshal.dump((number, result), results, _MARSHAL_VERSION)
                lines.clear()
            marshal.dump((-1, None), results, _MARSHAL_VERSION)  # the end
        status = 0
    except BaseException:  # noqa: BLE001  a worker ends with a status, and never returns to the caller
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


@contextmanager
def _log_lines() -> Iterator[list[logging.LogRecord]]:
    """Collects log records of level WARNING or above without showing them: the caller will log them again."""
    lines: list[logging.LogRecord] = []

    class CollectingHandler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record)

    root = logging.getLogger()
    handlers, root.handlers = root.handlers, [CollectingHandler(logging.WARNING)]
    try:
        yield lines
    finally:
        root.handlers = handlers
