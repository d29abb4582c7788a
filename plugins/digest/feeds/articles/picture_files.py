"""The files of an article's picture: beside the article, with names of our own, told of in its header.

A name is made of the article's path and the picture's bytes: nothing of it is a stranger's, no two articles share a
file, and another picture has another name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...contracts.article_header import NO_PICTURE, HeaderField, picture_files
from ..untrusted.plain_text import short_hash
from ..workers.spool import Spooled
from .article_file import write_bytes

_NAME_DIGITS: Final = 24  # 96 bits: no other picture has it


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a picture; its bytes wait to be written."""

    width: int
    height: int
    data: Spooled[bytes]


@dataclass(frozen=True, slots=True)
class Picture:
    """A draft's picture, or that it has none which could be shown: then there are no sizes. `digest` is of the bytes
    that the server sent."""

    sizes: tuple[Size, ...] = ()
    digest: str = ""
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Those of one document, by the numbers of its drafts. `is_whole` is False where some are to be asked for again."""

    by_number: dict[int, Picture]
    is_whole: bool = True


NO_PICTURES: Final = Pictures({})


def picture_fields(path: str, picture: Picture) -> dict[str, str]:
    """The header fields that tell of a picture which `write_picture` will put beside the article at `path`."""
    files = [f"{_name(path, picture, one.width)} {one.width}x{one.height}" for one in picture.sizes]
    return {
        HeaderField.PICTURE: "; ".join(files) or NO_PICTURE,
        HeaderField.PICTURE_ALT: picture.alt if files else "",
        HeaderField.PICTURE_CREDIT: picture.credit if files else "",
    }


def write_picture(content: Path, path: str, picture: Picture) -> None:
    """Put the files beside the article at `path`.

    Raises:
        OSError: one could not be written.
    """
    folder = path.rpartition("/")[0]
    for one in picture.sizes:
        write_bytes(f"{content}/{folder}/{_name(path, picture, one.width)}", one.data.get())


def remove_pictures(content: Path, path: str, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Remove the files of ours that the article's header named and names no longer."""
    still_named = {file.name for file in picture_files(after.get(HeaderField.PICTURE))}
    for file in picture_files(before.get(HeaderField.PICTURE)):
        if file.name not in still_named:
            (content / path).with_name(file.name).unlink(missing_ok=True)


def _name(path: str, picture: Picture, width: int) -> str:
    return f"{short_hash(f'{path} {picture.digest}', _NAME_DIGITS)}-{width}.webp"
