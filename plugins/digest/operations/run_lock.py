"""A lock that allows only one run at a time. The processes that the run starts hold it too."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DigestError


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
