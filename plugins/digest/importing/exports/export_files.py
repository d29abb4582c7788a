"""The files of an export, opened safely: a file, packed with gzip or not, the members of a zip file or of a folder.

Nothing is unpacked to the disk, so the name of a member is only a name. Links within a folder aren't followed. What is
unpacked may be at most MAX_RATIO times as long as what it is unpacked from.
"""

import codecs
import errno
import gzip
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Final

from ...feeds.untrusted.plain_text import one_line
from .export_record import ExportError

MAX_RATIO: Final = 200  # news packs to a tenth; zeros to a thousandth
_FREE_BYTES: Final = 64 * 2**20  # that may be unpacked from anything
_MAX_DIRECTORY_BYTES: Final = 64 * 2**20  # of a zip file: some 500,000 members, for which Python takes 400 MB
_MAX_NAME_CHARS: Final = 200
_HEAD_BYTES: Final = 64 * 1024
_END_RECORD_BYTES: Final = 22 + 65_535 + 20 + 56  # with the longest comment, and the records of a large archive
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
READ_ERRORS: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


Read = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class ExportMember:
    """A file of a folder or zip file. `name` is its path within, on one line; `open` opens it; `problem` says why it
    isn't opened, or is ""."""

    name: str
    open: Callable[[], AbstractContextManager[tuple[Read, Callable[[], float]]]]
    problem: str = ""


@contextmanager
def opened(path: Path | str, *, follow: bool = True) -> Iterator[tuple[Read, Callable[[], float]]]:
    """What reads so many bytes of a file, and what says how much of it was read, from 0 to 1.

    The bytes come unpacked where the file is packed with gzip, and in UTF-8 where it begins with the mark of another
    form of Unicode.

    Raises:
        OSError: it can't be opened, isn't a regular file, or is a link and `follow` is False.
    """
    with open_regular(path, follow=follow) as file:
        is_packed = file.peek(2)[:2] == b"\x1f\x8b"
        size = max(os.fstat(file.fileno()).st_size, 1)
        read = _bounded(gzip.GzipFile(fileobj=file).read, file.tell) if is_packed else file.read
        yield _in_utf8(read), lambda: file.tell() / size


def open_regular(path: Path | str, *, follow: bool = True) -> BufferedReader:
    """A regular file, open for reading.

    Raises:
        OSError: it can't be opened, isn't a regular file, or is a link and `follow` is False.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)  # O_NONBLOCK: opening a pipe would wait for a writer
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return open(descriptor, "rb")  # noqa: PTH123  a descriptor has no Path


@contextmanager
def zip_members(path: Path) -> Iterator[Iterator[ExportMember]]:
    """The files in a zip file, in its order.

    Raises:
        ExportError: it is damaged, or has too many.
    """
    with open_regular(path) as file:
        if _directory_bytes(file) > _MAX_DIRECTORY_BYTES:
            raise ExportError("this zip file has too many files: unpack it into a folder, and import that")
        try:
            archive = zipfile.ZipFile(file)
        except READ_ERRORS as error:
            raise ExportError(f"this zip file is damaged: {error}") from error
        with archive:
            yield (_zip_member(archive, info) for info in archive.infolist() if not info.is_dir())


def folder_members(folder: Path) -> Iterator[ExportMember]:
    """The files of a folder and of those in it, in the order of their names."""
    yield from _files_in(folder, "")


def _files_in(folder: Path, below: str) -> Iterator[ExportMember]:
    with os.scandir(folder / below) as found:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in found)
    for name, is_folder, is_link in entries:
        path = f"{below}{name}"
        if is_folder:
            yield from _files_in(folder, f"{path}/")
        else:
            problem = "it is a link, and links aren't followed" if is_link else ""
            yield ExportMember(
                one_line(path, _MAX_NAME_CHARS), partial(opened, f"{folder}/{path}", follow=False), problem
            )


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> ExportMember:
    @contextmanager
    def open_member() -> Iterator[tuple[Read, Callable[[], float]]]:
        with archive.open(info) as member:
            yield _in_utf8(_bounded(member.read, lambda: info.compress_size)), lambda: 0.0

    problem = "it is encrypted" if info.flag_bits & 1 else ""
    return ExportMember(one_line(info.filename, _MAX_NAME_CHARS), open_member, problem)


def _bounded(read: Read, packed_bytes: Callable[[], int]) -> Read:
    """`read`, as long as it gives at most MAX_RATIO times the bytes from which they are unpacked."""
    total = 0

    def read_bounded(size: int) -> bytes:
        nonlocal total
        data = read(size)
        total += len(data)
        if total > max(_FREE_BYTES, MAX_RATIO * packed_bytes()):
            raise ExportError(f"what is packed in it is more than {MAX_RATIO} times as long as it should be")
        return data

    return read_bounded


def _in_utf8(read: Read) -> Read:
    """`read` in UTF-8, without a mark at the beginning."""
    first = read(_HEAD_BYTES)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if first.startswith(mark)), "")
    if not encoding:
        return _with_first(first.removeprefix(codecs.BOM_UTF8), read)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = _with_first(first, read)

    def read_decoded(size: int) -> bytes:
        while data := rest(size):
            if text := decoder.decode(data):
                return text.encode("utf-8", "replace")
        return decoder.decode(b"", final=True).encode("utf-8", "replace")

    return read_decoded


def _with_first(first: bytes, read: Read) -> Read:
    waiting = [first] if first else []
    return lambda size: waiting.pop() if waiting else read(size)


def _directory_bytes(file: BufferedReader) -> int:
    """How long the directory of a zip file is, by the record at its end (APPNOTE.TXT, 4.3.16); 0 without one."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _END_RECORD_BYTES, 0))
    end = file.read()
    file.seek(0)
    found = end.rfind(b"PK\x05\x06")
    if found < 0 or len(end) < found + 22:
        return 0
    declared = int.from_bytes(end[found + 12 : found + 16], "little")
    longer = end.rfind(b"PK\x06\x06", 0, found)  # 4.3.14: where the archive is too large for the first record
    if declared == 0xFFFFFFFF and longer >= 0:
        return int.from_bytes(end[longer + 40 : longer + 48], "little")
    return declared
