"""The files of a site as they are published: each a path on the site and a file that has its bytes."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FRONT_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """`path` is relative to the root of the site, with slashes."""

    path: str
    source: Path


def output_files(output: Path) -> list[PublishedFile]:
    """The files below a folder in the order of their paths. Names that begin with a dot are left out: they are of the
    writer, or of nobody.

    Raises:
        OSError: a folder can't be read. To publish a site without it would be worse than not to publish.
    """
    files = []
    for folder, folders, names in os.walk(output, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(folder).relative_to(output)
        files += [PublishedFile((inside / name).as_posix(), Path(folder, name)) for name in names if name[0] != "."]
    return sorted(files, key=lambda file: file.path)


def _raise(error: OSError) -> None:
    raise error


def is_page(path: str) -> bool:
    """Whether a path on the site is that of a page."""
    return path.endswith(".html")


def digest_of(file: PublishedFile) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with file.source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def link_files(files: Iterable[PublishedFile], folder: Path) -> None:
    """Fill a folder, which is made, with hard links where the file system allows them, with copies elsewhere."""
    folder.mkdir(parents=True)
    made = {folder}
    for file in files:
        place = folder / file.path
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        try:
            os.link(file.source, place)
        except OSError:
            shutil.copy2(file.source, place)


def in_order_of_upload(files: Sequence[PublishedFile]) -> list[PublishedFile]:
    """Files in an order in which each can be served as soon as it is there: what pages are made of before the pages,
    and the front page, which leads to all that is new, at the end."""
    return sorted(files, key=lambda file: (file.path == FRONT_PAGE, is_page(file.path), file.path))
