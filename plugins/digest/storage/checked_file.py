"""A cache file with a digest of its bytes, by which damage is found."""

from hashlib import blake2b
from pathlib import Path

from .atomic_file import write_atomically


def read_checked(path: Path) -> bytes:
    """The bytes that `write_checked` wrote.

    Raises:
        OSError: the file can't be read, or isn't there.
        ValueError: it is damaged.
    """
    digest, _, data = path.read_bytes().partition(b"\n")
    if digest != _digest(data):
        raise ValueError("it is damaged")
    return data


def write_checked(path: Path, data: bytes) -> None:
    """Write a file with a digest on its first line.

    Raises:
        OSError: it can't be written.
    """
    write_atomically(path, _digest(data) + b"\n" + data)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()
