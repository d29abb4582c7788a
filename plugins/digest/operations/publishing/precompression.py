"""Compressed files beside those of the site, which a web server sends as they are instead of compressing each answer.

A compressed file is kept in the cache under the digest of its content, so that only what changed is compressed again,
with a digest of its own bytes, by which damage is found. Its bytes depend on the content and on the versions of the
libraries alone.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ...storage.atomic_file import write_atomically
from ...storage.installed_version import installed_version
from .published_files import PublishedFile, digest_of

CACHE_FOLDER: Final = "precompressed"
# Other kinds, such as pictures and the search index, are compressed by themselves.
COMPRESSIBLE: Final = (".bib", ".css", ".csv", ".html", ".js", ".json", ".jsonl", ".opml", ".svg", ".txt", ".xml")
MIN_BYTES: Final = 1024  # below that, an answer fits one packet anyway


@dataclass(frozen=True, slots=True)
class Encoding:
    """`token` names it in HTTP's Content-Encoding; `library` is the package whose version the bytes depend on, "" for
    the standard library's."""

    ending: str
    token: str
    library: str
    compress: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    """A gzip stream without a time: RFC 1952, section 2.3."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415  most sites compress nothing

    # On pages of the demonstration, level 5 makes 17.7 % at 11 MB/s, level 9 17.6 % at 0.5, level 11 15.8 % at 0.2.
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=5))


def _zstd(data: bytes) -> bytes:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  Python 3.14
    except ImportError:
        from backports import zstd  # noqa: PLC0415

    return bytes(zstd.compress(data, 12))  # level 12 makes 19.4 % at 13 MB/s, level 19 19.1 % at 0.9


ENCODINGS: Final[Mapping[str, Encoding]] = MappingProxyType(
    {
        "gzip": Encoding(".gz", "gzip", "", _gzip),
        "brotli": Encoding(".br", "br", "brotli", _brotli),
        "zstd": Encoding(".zst", "zstd", "backports.zstd", _zstd),
    }
)


def precompressed(files: Sequence[PublishedFile], names: Sequence[str], cache: Path) -> list[PublishedFile]:
    """The compressed files that belong beside `files`, by these of the `ENCODINGS`. A file that wouldn't become smaller
    has none.

    Raises:
        OSError: a file can't be read, or the cache can't be written.
    """
    if not names:
        return []
    folder = cache / CACHE_FOLDER
    known = _cached_files(folder)
    wanted = [file for file in files if file.path.endswith(COMPRESSIBLE) and file.source.stat().st_size >= MIN_BYTES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the libraries work without Python's lock
        digests = list(pool.map(digest_of, wanted))
        sources = dict(zip(digests, wanted, strict=True))  # files with the same bytes are compressed once
        encodings = [ENCODINGS[name] for name in names]
        jobs = [(digest, encoding, file) for digest, file in sources.items() for encoding in encodings]
        places = dict(pool.map(lambda job: _compressed(job[0], job[1], job[2], folder, known), jobs))
    for unused in set(known.values()).difference(places.values()):
        unused.unlink(missing_ok=True)
    beside = [
        PublishedFile(f"{file.path}{encoding.ending}", places[digest, encoding.token])
        for file, digest in zip(wanted, digests, strict=True)
        for encoding in encodings
    ]
    return [file for file in beside if file.source.stat().st_size]


def _cached_files(folder: Path) -> dict[tuple[str, str], Path]:
    """The files of the cache by the digest of what they are made of, and the version of what made them."""
    return {(file.name.partition(".")[0], file.parent.name): file for file in folder.glob("*/*.*.*") if file.is_file()}


def _compressed(
    digest: str, encoding: Encoding, file: PublishedFile, folder: Path, known: Mapping[tuple[str, str], Path]
) -> tuple[tuple[str, str], Path]:
    """The compressed form of one file by the digest of the file and the encoding's token. It is an empty file where it
    would not be smaller."""
    version = _version(encoding)
    place = known.get((digest, version))
    if place and place.name == _name(digest, place.read_bytes(), encoding):
        return (digest, encoding.token), place
    data = file.source.read_bytes()
    compressed = encoding.compress(data)
    if len(compressed) >= len(data):
        compressed = b""
    place = folder / version / _name(digest, compressed, encoding)
    write_atomically(place, compressed)
    return (digest, encoding.token), place


def _name(digest: str, compressed: bytes, encoding: Encoding) -> str:
    return f"{digest}.{hashlib.sha256(compressed).hexdigest()}{encoding.ending}"


def _version(encoding: Encoding) -> str:
    """The name of the folder in the cache for what an encoding makes."""
    version = installed_version(encoding.library) if encoding.library else zlib.ZLIB_RUNTIME_VERSION
    return f"{encoding.token}-{version}"
