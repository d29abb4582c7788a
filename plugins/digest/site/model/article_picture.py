"""The picture of an article: files that the poll has put beside it, told of in its header."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...contracts.article_header import HeaderField, PictureFile
from .addresses import picture_file


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """`files` are the same picture, narrowest first; `credit` says whose it is, or is ""."""

    files: tuple[PictureFile, ...]
    alt: str
    credit: str


def picture_of(file: str, metadata: Mapping[str, Any], content: Path) -> ArticlePicture | None:
    """What the header of the article `file` says of its picture; a file that isn't there isn't named."""
    folder = (content / file).parent
    named: tuple[PictureFile, ...] = HeaderField.PICTURE.of(metadata)
    files = tuple(size for size in named if size.width and size.height and (folder / size.name).is_file())
    if not files:
        return None
    files = tuple(sorted(files, key=lambda one: one.width))
    return ArticlePicture(files, HeaderField.PICTURE_ALT.of(metadata), HeaderField.PICTURE_CREDIT.of(metadata))


def picture_copies(pictures: Iterable[tuple[str, ArticlePicture]], content: Path) -> Iterator[tuple[str, Path]]:
    """The files of pictures, each given with its article's, as (path below the site's root, file)."""
    for file, picture in pictures:
        for one in picture.files:
            yield picture_file(one.name), (content / file).with_name(one.name)
