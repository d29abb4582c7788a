"""A lock that allows only one run at a time, which the processes that the run starts hold too; and the wait for a build
that is under way."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from ..errors import AnotherBuildError, DigestError

WAIT_S: Final = 600.0  # for another build: most take less, and a person who waits longer wants to know
_TURN_S: Final = 0.2
_Result = TypeVar("_Result")


class AnotherRunError(DigestError):
    """Another run holds the lock."""


@contextmanager
def run_lock(file: Path) -> Iterator[int]:
    """Hold a lock of `file`; yields its descriptor, for `pass_fds` of the processes that are started.

    The kernel frees the lock when the last process that has the descriptor open has ended: a dead run can't hold it,
    and a step that outlives its run keeps the next run out until it is done.

    Raises:
        AnotherRunError: the lock is held.
        OSError: the file can't be opened.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherRunError(f"another run is under way ({file} is locked); nothing was done") from error
        yield descriptor
    finally:
        os.close(descriptor)


def when_no_build_runs(step: Callable[[], _Result], *, wait_s: float) -> _Result:
    """What `step` returns. While another build keeps it from beginning, it is tried again, for `wait_s` seconds.

    Raises:
        AnotherBuildError: the other build took longer. So does `step`, where it can't begin.
    """
    deadline = time.monotonic() + wait_s
    told = False
    while True:
        try:
            return step()
        except AnotherBuildError as error:
            if time.monotonic() >= deadline:
                raise
            if not told:
                import logging  # noqa: PLC0415  a build with nothing to do need not load it

                logging.getLogger(__name__).warning("%s; waiting until it is done, %.0f s at most", error, wait_s)
            told = True
            _wait_until_free(Path(error.lock), deadline)


def _wait_until_free(lock: Path, deadline: float) -> None:
    """Wait until nobody holds the lock of a file or folder, or has removed it, at most until `deadline`."""
    while time.monotonic() < deadline:
        try:
            descriptor = os.open(lock, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_TURN_S)
        else:
            return
        finally:
            os.close(descriptor)
