"""Replaces files whole: a reader sees the old content or the new one, never a part of either."""

import contextlib
import os
import re
from pathlib import Path
from typing import Final

# O_NOFOLLOW: a symbolic link at the temporary name can't redirect the write.
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
_TEMPORARY_NAME: Final = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")


def write_atomically(path: Path | str, data: bytes) -> None:
    """Write `data` to `path` in one step. Missing folders are created.

    A symbolic link at `path` is replaced by the file; its target stays unchanged. The bytes are first written beside
    `path`, to a name with the number of the process: two threads of one process must not write the same path at the
    same time. The file isn't flushed to the disk, so a power cut can leave it empty.

    Raises:
        OSError: the file could not be written. The file at `path` is unchanged, and no temporary file is left.
    """
    # Plain system calls: a first poll writes thousands of files, and for each of them `Path` and file objects take as
    # long as the kernel does.
    folder, name = os.path.split(path)
    temporary = f"{folder or '.'}/.{name}.{os.getpid() & 0xFFFFFFFF:08x}.tmp"
    try:
        try:
            descriptor = os.open(temporary, _NEW_FILE, 0o644)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, _NEW_FILE, 0o644)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def is_temporary(name: str) -> bool:
    """Whether `name` is a temporary file of `write_atomically`, left by a killed process."""
    return _TEMPORARY_NAME.fullmatch(name) is not None
