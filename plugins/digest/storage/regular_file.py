"""Reads files that people put below `content/`, where anything may have the name of a file."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

MAX_FILE_BYTES: Final = 64 * 1024 * 1024  # a file that a person writes has a thousandth of this


def read_regular_file(path: Path) -> bytes:
    """The bytes of a regular file or of a link to one.

    Pipes and devices are not read: a run would wait for a pipe for ever, and a device may never end.

    Raises:
        OSError: there is no such file, it can't be read, isn't a regular file, or has over `MAX_FILE_BYTES`.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # without O_NONBLOCK, opening a pipe waits for a writer
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if status.st_size > MAX_FILE_BYTES:
            raise OSError(errno.EFBIG, f"it has over {MAX_FILE_BYTES // 2**20} MB", str(path))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_FILE_BYTES)
    finally:
        os.close(descriptor)


def read_regular_text(path: Path, *, errors: str = "strict") -> str:
    r"""The text of a regular file in UTF-8, with "\n" for every line end and without a byte order mark.

    Raises:
        OSError: as from `read_regular_file`.
        UnicodeDecodeError: it isn't UTF-8, and `errors` is "strict".
    """
    return read_regular_file(path).decode("utf-8-sig", errors).replace("\r\n", "\n").replace("\r", "\n")
