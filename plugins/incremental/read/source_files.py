"""The stamp of a source file, its bytes and their digest."""

import os
from collections.abc import Callable
from hashlib import blake2b
from struct import Struct
from typing import Any, Final

from ..keys.fingerprint import DIGEST_BYTES

RACY_NS: Final = 2_000_000_000  # FAT's clock ticks every 2 s, so a second edit within a tick may not show
_STAMP: Final = Struct("<3qQ")
_READ_BYTES: Final = 1 << 16  # more than nearly all sources have


def stamp_of(source: str, started_ns: int) -> bytes:
    """Size, times and inode of a file; b"" if it was changed so recently that they may hide a further change.

    `started_ns` is the beginning of the build, in nanoseconds since the epoch.
    """
    status = os.stat(source)  # noqa: PTH116  a Path doubles the time, for ten thousand files
    changed_ns, moved_ns = status.st_mtime_ns, status.st_ctime_ns
    if changed_ns > started_ns - RACY_NS or moved_ns > started_ns - RACY_NS:
        return b""
    return _STAMP.pack(status.st_size, changed_ns, moved_ns, status.st_ino)


# The parts of a stamp: size, time of the last change of the bytes and of the inode (both in nanoseconds), and the
# inode.
stamp_parts: Final[Callable[[bytes], tuple[Any, ...]]] = _STAMP.unpack


def bytes_of(source: str) -> bytes:
    """The bytes of a file, with four system calls; `open` makes seven."""
    file = os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = []
        while part := os.read(file, _READ_BYTES):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


def digest_of_file(source: str) -> bytes:
    return digest_of_bytes(bytes_of(source))


def digest_of_bytes(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()
