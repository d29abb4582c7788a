"""The rows of the state: an output, a source and a content object of an earlier build.

They are named tuples, since a build makes tens of thousands of them, and a frozen dataclass takes six times as long.
"""

from typing import NamedTuple


class ViewKey(NamedTuple):
    """A digest of each thing that a page depends on, so that a changed one can be named."""

    template: str
    template_key: bytes
    view_key: bytes
    site_key: bytes
    program_key: bytes


class OutputRow(NamedTuple):
    """A file in the output folder that we made; `path` is relative to the folder, with slashes.

    `key` is None if no view made the file. `digest` is the digest of its bytes; `size` and `mtime_ns` are its size and
    time after the build. They are b"", 0 and 0 while a build is moving the file: then it is only known to be ours.
    """

    path: str
    key: ViewKey | None
    digest: bytes
    size: int
    mtime_ns: int


class SourceRow(NamedTuple):
    """The result of a reader for a file.

    `stamp` is the file's size, times and inode; an empty stamp matches no file. `digest` is the digest of its bytes,
    `reader_key` that of the reader with its settings. `metadata` is a result of `dump_metadata`, `body` is HTML.
    """

    path: str
    reader_key: bytes
    stamp: bytes
    digest: bytes
    metadata: bytes
    body: bytes


class ContentRow(NamedTuple):
    """The object that Pelican made of a file: its attributes, as a `record` of `dump_content`, without the body.

    `content_key` is a digest of everything that the object depends on, except the file. `stamp` and `digest` are the
    file's. `record_key` is a digest of the path, `content_key` and `digest`, and so of everything that the object
    depends on. The body is in the `SourceRow` with the same path and `reader_key`.
    """

    path: str
    content_key: bytes
    reader_key: bytes
    stamp: bytes
    digest: bytes
    record_key: bytes
    record: bytes
