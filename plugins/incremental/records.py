"""What is known of one output and of one source from an earlier build."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewKey:
    """All that a page is made from, in parts, so that it can be said which of them changed."""

    template: str
    template_key: bytes
    view_key: bytes
    site_key: bytes
    program_key: bytes


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A file in the output folder that we made; `path` is relative to the folder, with slashes.

    `key` is None where no view made the file. `digest` is of its bytes, and `size` and `mtime_ns` are how we left it.
    They are b"", 0 and 0 while a build that has not ended moves the file: then nothing is known but that it is ours.
    """

    path: str
    key: ViewKey | None
    digest: bytes
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a reader made of a file.

    `stamp` says what the file system told of the file, `digest` is of its bytes, `reader_key` of the reader with its
    settings. `metadata` is JSON, `body` is HTML.
    An empty stamp fits no file.
    """

    path: str
    reader_key: bytes
    stamp: str
    digest: bytes
    metadata: str
    body: bytes


@dataclass(frozen=True, slots=True)
class ContentRow:
    """What Pelican made of a file: JSON of an object's attributes but its body, which is the source's.

    `content_key` is of all that the object was made from beside the file. `stamp` and `digest` are of the file.
    """

    path: str
    content_key: bytes
    reader_key: bytes
    stamp: str
    digest: bytes
    record: str
