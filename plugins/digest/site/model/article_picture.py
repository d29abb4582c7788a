"""The picture of an article: files that the poll has put beside it, told of in its header."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...contracts import article_header as header
from .addresses import picture_file

_FILE: Final = re.compile(
    r"([0-9a-f]{24}-[0-9]+\.webp) ([0-9]{1,5})x([0-9]{1,5})"
)  # as `feeds.picture_files` writes it


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One size of a picture; `name` is a hash, and so stays with what it names."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """`files` are the same picture, narrowest first; `credit` says whose it is, or is ""."""

    files: tuple[PictureFile, ...]
    alt: str
    credit: str


def picture_of(file: str, metadata: Mapping[str, Any], content: Path) -> Picture | None:
    """What the header of the article `file` says of its picture; a file that isn't there isn't named."""
    told = _line(metadata, header.PICTURE)
    if not told or told == header.NO_PICTURE:
        return None
    folder = (content / file).parent
    found = (_FILE.fullmatch(part.strip()) for part in told.split(";"))
    files = tuple(
        PictureFile(match[1], int(match[2]), int(match[3]))
        for match in found
        if match and int(match[2]) and int(match[3]) and (folder / match[1]).is_file()
    )
    if not files:
        return None
    files = tuple(sorted(files, key=lambda one: one.width))
    return Picture(files, _line(metadata, header.PICTURE_ALT), _line(metadata, header.PICTURE_CREDIT))


def picture_copies(pictures: Iterable[tuple[str, Picture]], content: Path) -> Iterator[tuple[str, Path]]:
    """The files of pictures, each given with its article's, as (path below the site's root, file)."""
    for file, picture in pictures:
        for one in picture.files:
            yield picture_file(one.name), (content / file).with_name(one.name)


def _line(metadata: Mapping[str, Any], name: str) -> str:
    value = metadata.get(name.lower(), "")
    return " ".join(str(value[0] if isinstance(value, list) and value else value or "").split())
