"""The picture of an article: files beside the article file, which its header names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...contracts.article_header import HeaderField, PictureFile
from .addresses import picture_file


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """`files` are the same picture in several sizes, narrowest first; `credit` says whose it is, or is ""."""

    files: tuple[PictureFile, ...]
    alt: str
    credit: str


def picture_of(file: str, metadata: Mapping[str, Any], content: Path) -> ArticlePicture | None:
    """The picture that the header of the article `file` names; None where none of its files is there."""
    folder = (content / file).parent
    named: tuple[PictureFile, ...] = HeaderField.PICTURE.of(metadata)
    files = [size for size in named if size.width and size.height and (folder / size.name).is_file()]
    if not files:
        return None
    narrowest_first = tuple(sorted(files, key=lambda size: size.width))
    return ArticlePicture(
        narrowest_first, HeaderField.PICTURE_ALT.of(metadata), HeaderField.PICTURE_CREDIT.of(metadata)
    )


def picture_copies(pictures: Iterable[tuple[str, Sequence[str]]], content: Path) -> Iterator[tuple[str, Path]]:
    """The files of pictures as (path below the site's root, file). `pictures` are the names of files beside those of
    articles, which are given by their paths below the content folder."""
    for article_file, names in pictures:
        for name in names:
            yield picture_file(name), (content / article_file).with_name(name)
