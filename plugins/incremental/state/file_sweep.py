"""Finds the files of an output folder that aren't as they were left, by size and time."""

# Only modules that Python imports at its start: see `up_to_date`.

import os

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would cost time
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def changed_files(folder: str, rows: "Iterable[tuple[bytes, int, int]]") -> "Iterator[bytes]":
    """Those paths of the rows (path, size, time in nanoseconds) whose file is missing, or has another size or time.

    The rest of a file's status counts not, since publishing by hard links changes it.
    """
    lstat, prefix = os.lstat, os.fsencode(folder) + b"/"
    for path, size, mtime_ns in rows:
        try:
            status = lstat(prefix + path)
        except OSError:
            yield path
            continue
        if status.st_mtime_ns != mtime_ns or status.st_size != size:
            yield path
