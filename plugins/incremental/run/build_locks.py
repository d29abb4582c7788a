"""Locks of the state folder and of the output folder. Only one build at a time has each of them.

This module also has the message for a second build ("another build is running").
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # not a Unix
    fcntl = None  # type: ignore[assignment]

from ..errors import BuildRunningError

LOCK_FILE: Final = "incremental.lock"


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Holds a lock of the kernel within this context. The lock of a killed process is released.

    Raises:
        BuildRunningError: another build has the lock.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        with _locked_elsewhere(path):
            yield
        return
    with _flock(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), path, str(path)):
        yield


@contextmanager
def locked_folder(path: Path) -> Iterator[None]:
    """Holds a lock of the folder itself, if the system can do that, so that no lock file is among the pages.

    Raises:
        BuildRunningError: another build has the lock.
    """
    path.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        with _locked_elsewhere(path / f".{LOCK_FILE}"):
            yield
        return
    with _flock(os.open(path, os.O_RDONLY), path, f"the folder {path}"):
        yield


@contextmanager
def _flock(file: int, path: Path, name: str) -> Iterator[None]:
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunningError(f"another build is running: it holds {name}", str(path)) from error
        yield
    finally:
        os.close(file)


@contextmanager
def _locked_elsewhere(path: Path) -> Iterator[None]:
    """Holds a lock on a system without flock."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  5 ms, and needed only on Windows

    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BuildRunningError(f"another build is running: it holds {path}", str(path)) from error
    try:
        yield
    finally:
        lock.release()
