"""The files of an article's picture. They stand beside the article, and its header names them.

A file's name is a hash of the article's path and of the picture's bytes. So nothing of it comes from a stranger, no two
articles share a file, and another picture has another name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...contracts.article_header import NO_PICTURE, HeaderField, picture_files
from ...storage.atomic_file import write_atomically
from ..untrusted.plain_text import short_hash
from ..workers.spool import Spooled

_NAME_DIGITS: Final = 24  # 96 bits: no other picture has it


@dataclass(frozen=True, slots=True)
class PictureSize:
    """One size of a picture; its bytes wait in the spool."""

    width: int
    height: int
    data: Spooled[bytes]


@dataclass(frozen=True, slots=True)
class RetrievedPicture:
    """The picture of one item; without sizes where the picture can't be shown and is not to be asked for again.

    `digest` is a hash of the bytes that the server sent.
    """

    sizes: tuple[PictureSize, ...] = ()
    digest: str = ""
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class RetrievedPictures:
    """The pictures of one document by the numbers of its items; `is_whole` is False where the next poll has to ask for
    some of them again. With `is_cut` some are left for the next run."""

    by_number: Mapping[int, RetrievedPicture]
    is_whole: bool = True
    is_cut: bool = False


def picture_fields(path: str, picture: RetrievedPicture) -> dict[str, str]:
    """The header fields for a picture whose files `write_picture` puts beside the article at `path`."""
    files = [f"{_name(path, picture, size.width)} {size.width}x{size.height}" for size in picture.sizes]
    return {
        HeaderField.PICTURE: "; ".join(files) or NO_PICTURE,
        HeaderField.PICTURE_ALT: picture.alt if files else "",
        HeaderField.PICTURE_CREDIT: picture.credit if files else "",
    }


def write_picture(content: Path, path: str, picture: RetrievedPicture) -> None:
    """Put the files beside the article at `path`, which is relative to `content`.

    Raises:
        OSError: a file could not be written.
    """
    folder = path.rpartition("/")[0]
    for size in picture.sizes:
        write_atomically(f"{content}/{folder}/{_name(path, picture, size.width)}", size.data.get())


def remove_pictures(content: Path, path: str, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Remove the picture files that the header `before` names and the header `after` doesn't."""
    still_named = {file.name for file in picture_files(after.get(HeaderField.PICTURE))}
    for file in picture_files(before.get(HeaderField.PICTURE)):
        if file.name not in still_named:
            (content / path).with_name(file.name).unlink(missing_ok=True)


def _name(path: str, picture: RetrievedPicture, width: int) -> str:
    return f"{short_hash(f'{path} {picture.digest}', _NAME_DIGITS)}-{width}.webp"
