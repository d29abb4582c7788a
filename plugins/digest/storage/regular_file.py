"""Reads files that people put below `content/`, which may be anything that has a name there."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

MAX_FILE_BYTES: Final = 64 * 1024 * 1024  # a file that a person wrote has a thousandth of it


def read_regular_file(path: Path) -> bytes:
    """The bytes of a regular file, also by way of a link.

    A pipe would keep a run waiting for ever, and a device may never end: neither is read.

    Raises:
        OSError: there is no such file, it can't be read, is no regular file, or has over `MAX_FILE_BYTES`.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # without it, opening a pipe waits for somebody who writes
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


def read_regular_text(path: Path, *, errors: str = "strict", encoding: str = "utf-8") -> str:
    r"""The text of a regular file, with "\n" for every line end.

    Raises:
        OSError: what `read_regular_file` refuses.
        UnicodeDecodeError: it isn't in that encoding, and `errors` is "strict".
    """
    return read_regular_file(path).decode(encoding, errors).replace("\r\n", "\n").replace("\r", "\n")
