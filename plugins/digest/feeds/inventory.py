"""What is in `content/news`: the answer to what has been seen.

Every file is looked at in every run that brings something new, but read only when its size or time changed since it was
read last: a stat costs 5 µs, reading 50.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from .. import article_header as header
from .article_file import is_temporary, read_header
from .state import FileMark

log = logging.getLogger("digest.feeds")

NEWS: Final = "news"  # the folder of articles within the content folder


@dataclass(frozen=True, slots=True)
class Stored:
    """One article file as far as identity goes. `path` is relative to the content folder; `date` is ISO 8601 text."""

    path: str
    source: str
    guid: str
    link: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a look at the folder found: every file's mark and fields, which were read anew, and which are gone."""

    headers: Mapping[str, tuple[FileMark, dict[str, str]]]
    fresh: tuple[str, ...]
    gone: tuple[str, ...]


def sweep(content: Path, known: Mapping[str, tuple[FileMark, dict[str, str]]]) -> Sweep:
    """The header of every Markdown file under `content/news`; those in `known` whose mark still fits aren't read."""
    headers: dict[str, tuple[FileMark, dict[str, str]]] = {}
    fresh: list[str] = []
    for mark in _marks(content, f"{NEWS}"):
        seen = known.get(mark.path)
        if seen is not None and seen[0] == mark:
            headers[mark.path] = seen
            continue
        try:
            headers[mark.path] = (mark, read_header(content / mark.path))
        except OSError as error:
            log.warning("%s can't be read: %s", mark.path, error)
            headers[mark.path] = (mark, {})
        fresh.append(mark.path)
    return Sweep(headers, tuple(fresh), tuple(path for path in known if path not in headers))


def mark_of(content: Path, path: str) -> FileMark | None:
    """The file's mark, or None where there is none; an empty file is none either: a power cut leaves such."""
    try:
        stat = (content / path).stat()
    except OSError:
        return None
    return FileMark(path, stat.st_size, stat.st_mtime_ns) if stat.st_size else None


class Inventory:
    """The articles that are there, by source and by path; a run adds what it writes."""

    def __init__(self, articles: Iterable[Stored]) -> None:
        self._by_source: dict[str, dict[str, Stored]] = {}
        self._by_path: dict[str, Stored] = {}
        for article in articles:
            self.add(article)

    def of(self, source: str) -> tuple[Stored, ...]:
        """The source's articles."""
        return tuple(self._by_source.get(source, {}).values())

    def at(self, path: str) -> Stored | None:
        """What is at a path."""
        return self._by_path.get(path)

    def add(self, article: Stored) -> None:
        """Note an article that was written, in place of what its path held."""
        self._by_path[article.path] = article
        self._by_source.setdefault(article.source, {})[article.path] = article


def stored(path: str, fields: Mapping[str, str]) -> Stored:
    """The article at a path by its header fields."""
    return Stored(
        path=path,
        source=fields.get(header.SOURCE, ""),
        guid=fields.get(header.GUID, ""),
        link=fields.get(header.SOURCE_URL, ""),
        title=fields.get(header.TITLE, ""),
        date=fields.get(header.DATE, ""),
    )


def _marks(content: Path, folder: str) -> Iterator[FileMark]:
    """In order of their paths; what a run that died left of a file is removed."""
    try:
        entries = sorted(os.scandir(content / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = str(PurePosixPath(folder, entry.name))
        if entry.is_dir(follow_symlinks=False):
            yield from _marks(content, path)
        elif entry.name.endswith(".md"):
            stat = entry.stat()
            if stat.st_size:
                yield FileMark(path, stat.st_size, stat.st_mtime_ns)
        elif is_temporary(entry.name):
            Path(entry.path).unlink(missing_ok=True)
