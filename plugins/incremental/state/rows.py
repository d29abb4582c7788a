"""The rows of the state: what is known of an output, of a source and of a content object from an earlier build.

They are named tuples, since a build makes tens of thousands of them: a frozen dataclass takes six times as long.
"""

from typing import NamedTuple


class ViewKey(NamedTuple):
    """All that a page is made from, in parts, so that it can be said which of them changed."""

    template: str
    template_key: bytes
    view_key: bytes
    site_key: bytes
    program_key: bytes


class OutputRow(NamedTuple):
    """A file in the output folder that we made; `path` is relative to the folder, with slashes.

    `key` is None where no view made the file. `digest` is of its bytes, and `size` and `mtime_ns` are how we left it.
    They are b"", 0 and 0 while a build that has not ended moves the file: then nothing is known but that it is ours.
    """

    path: str
    key: ViewKey | None
    digest: bytes
    size: int
    mtime_ns: int


class SourceRow(NamedTuple):
    """What a reader made of a file.

    `stamp` says what the file system told of the file, `digest` is of its bytes, `reader_key` of the reader with its
    settings. `metadata` is of `dump_metadata`, `body` is HTML.
    An empty stamp fits no file.
    """

    path: str
    reader_key: bytes
    stamp: bytes
    digest: bytes
    metadata: bytes
    body: bytes


class ContentRow(NamedTuple):
    """What Pelican made of a file: the attributes of an object but its body, which is the source's, by `dump_content`.

    `content_key` is of all that the object was made from beside the file. `stamp` and `digest` are of the file, and
    `record_key` is of both and the path: what the object is made from.
    """

    path: str
    content_key: bytes
    reader_key: bytes
    stamp: bytes
    digest: bytes
    record_key: bytes
    record: bytes
