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
from pathlib import Path
from typing import Any, Final, TypeVar

logger = logging.getLogger(__name__)

_Item = TypeVar("_Item")
_NEIGHBOURS: Final = 16  # items at most that follow each other and are one worker's
_MARSHAL_VERSION: Final = 4  # the newest; these bytes never outlive the run


def spread(
    items: Sequence[_Item],
    work: Callable[[_Item], Any],
    *,
    jobs: int,
    folder: Path,
    at_least: int,
    begin: Callable[[], None],
) -> list[Any]:
    """The result of `work` for each item, or None if the caller must do the work itself.

    Results must be values that `marshal` accepts. `begin` is called first in each worker. The files with results are
    made in `folder`. Processes are forked only if each gets at least `at_least` items, since a fork costs time, and
    only if there are no other threads, whose locks a forked process would inherit.
    """
    jobs = min(jobs, len(items) // at_least)
    if jobs < 2 or not _can_fork():
        return [None] * len(items)
    children: dict[int, Path] = {}
    try:
        for number in range(jobs):
            results = folder / f"worker-{number}"
            child = _forked_worker(_share(number, jobs, len(items)), items, work, results, begin)
            children[child] = results
        return _gathered(children, len(items))
    finally:
        _end(children)  # children are left only after an error or an interruption


class WorkBeside:
    """Work that a forked process does while this one does other work."""

    def __init__(self, work: Callable[[], Any], results: Path, *, fork: bool) -> None:
        """Begins the work, if a process can be forked and `fork` allows it.

        Its result, which must be a value that `marshal` accepts, waits in the file `results`.
        """
        self._children: dict[int, Path] = {}
        if fork and _can_fork():
            self._children[_forked_worker([0], [None], lambda _: work(), results, lambda: None)] = results

    def result(self) -> Any:
        """Waits for the result; None if the caller must do the work itself."""
        return _gathered(self._children, 1)[0]

    def end(self) -> None:
        """Ends the process, if its result was never asked for."""
        _end(self._children)


def _can_fork() -> bool:
    return hasattr(os, "fork") and threading.active_count() == 1


def _forked_worker(
    numbers: Sequence[int],
    items: Sequence[_Item],
    work: Callable[[_Item], Any],
    results: Path,
    begin: Callable[[], None],
) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _run_worker(numbers, items, work, results, begin)
    return child


def _end(children: dict[int, Path]) -> None:
    while children:
        child, _ = children.popitem()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _share(number: int, jobs: int, count: int) -> list[int]:
    """The items of one of the workers, in rows of neighbours: they need much the same things."""
    row = max(1, min(_NEIGHBOURS, count // (4 * jobs)))
    return [item for item in range(count) if item // row % jobs == number]


def _run_worker(
    numbers: Sequence[int],
    items: Sequence[_Item],
    work: Callable[[_Item], Any],
    results: Path,
    begin: Callable[[], None],
) -> None:
    """Works on the items with these numbers, writes the results, and ends the process."""
    status = 1
    try:
        gc.disable()  # a collection would copy all memory that is shared with the build
        begin()
        results_by_number = {}
        with _log_lines() as lines:
            for number in numbers:
                try:
                    result = work(items[number])
                except Exception:  # noqa: BLE001  the caller repeats the work and gets the same error
                    result = None
                if result is not None and not lines:
                    results_by_number[number] = result
                lines.clear()
        results.write_bytes(marshal.dumps(results_by_number, _MARSHAL_VERSION))
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


def _gathered(children: dict[int, Path], count: int) -> list[Any]:
    gathered: list[Any] = [None] * count
    while children:
        child, results = next(iter(children.items()))
        _, status = os.waitpid(child, 0)
        del children[child]
        if status:
            logger.warning("a worker ended with status %d; its share is done again", status)
        else:
            for number, result in marshal.loads(results.read_bytes()).items():  # noqa: S302  written by our own child
                gathered[number] = result
        results.unlink(missing_ok=True)
    return gathered
