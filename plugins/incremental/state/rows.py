"""The rows of the state: an output and a source of an earlier build.

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


class MadeFile(NamedTuple):
    """A file that a build has made, or need not make.

    `file` is where its bytes wait for the commit; None if the file in the output folder has them already. `is_member`:
    it is a page of a group or a deferred page, which stays without being named in each build. `from_tree`: another
    generator has made it, so that it takes the place of any page. `is_new`: its row isn't stored as it is.
    """

    row: OutputRow
    file: str | None = None
    is_member: bool = False
    from_tree: bool = False
    is_new: bool = True


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
