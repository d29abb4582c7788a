"""The files of the search: an index for each part of the archive, cached as long as its records are the same."""

import json
import logging
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from incremental import fingerprint

from ...archive.model.addresses import SEARCH_PARTS, search_index_file
from ...archive.model.archive import Archive
from ...errors import BuildError
from ...storage.atomic_file import write_atomically
from ...storage.code_digest import code_digest
from . import pagefind
from .pagefind import SearchError
from .reproducible_index import make_canonical
from .search_parts import SearchPart, search_parts
from .search_records import search_records

CACHE_FOLDER: Final = "search"  # below the folder of the caches
PARTS_FILE: Final = "parts.json"
CACHE_KEY_PACKAGES: Final = ("digest.site.search",)  # what decides what pagefind is given and what is made of its files
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchSummary:
    """What the search of a build holds. `files` are (path below the site's root, file); `failed` has the names of the
    parts that could not be indexed."""

    files: tuple[tuple[str, Path], ...]
    records: int
    parts: int
    indexed: int  # parts that were not in the cache
    failed: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return f"search: {self.indexed} of {self.parts} parts indexed{failed} in {self.seconds:.1f} s"


def search_files(archive: Archive) -> SearchSummary:
    """The search of the site. Where pagefind fails, a warning names the part, and the rest can be searched.

    Raises:
        BuildError: an index can't be written, as on a full disk: the site that is served keeps its search until there
            is room.
    """
    start = time.monotonic()
    cache, lang = archive.settings.cache / CACHE_FOLDER, archive.settings.lang
    parts = search_parts(tuple(search_records(archive)))
    folders: dict[str, Path] = {}
    failed: list[str] = []
    indexed = 0
    try:
        executable = pagefind.program()
        version = pagefind.version(executable)
    except SearchError as error:
        _log.warning("The site has no search: %s", error)
        failed, parts = [part.name for part in parts], ()
    for part in parts:
        folder = cache / _key(part, version, lang)
        if not folder.is_dir():
            try:
                _make_index(executable, part, folder, lang)
            except SearchError as error:
                _log.warning("The search lacks %s to %s: %s", part.first, part.last, error)
                failed.append(part.name)
                continue
            except OSError as error:
                raise BuildError(f"{folder}: the index of the search can't be written: {error}") from error
            indexed += 1
        folders[part.name] = folder
    _remove_unused(cache, {folder.name for folder in folders.values()})
    available = [part for part in parts if part.name in folders]
    files = tuple(_files(available, folders, cache)) if available else ()
    records = sum(len(part.records) for part in available)
    return SearchSummary(files, records, len(available), indexed, tuple(failed), time.monotonic() - start)


def _key(part: SearchPart, pagefind_version: str, lang: str) -> str:
    """The name of the folder that caches the index of a part."""
    return fingerprint((code_digest(*CACHE_KEY_PACKAGES), pagefind_version, lang, part.records)).hex()


def _make_index(executable: Path, part: SearchPart, folder: Path, lang: str) -> None:
    """Index a part into `folder`, which comes into being only when all of it is there."""
    unfinished = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        pagefind.index(executable, part.records, unfinished.resolve(), lang)
        make_canonical(unfinished)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)  # a full disk needs the room
        raise


def _remove_unused(cache: Path, used: set[str]) -> None:
    for folder in cache.iterdir() if cache.is_dir() else ():
        if folder.is_dir() and folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _files(parts: Sequence[SearchPart], folders: Mapping[str, Path], cache: Path) -> Iterator[tuple[str, Path]]:
    """The files of all parts, and before them the list of the parts, newest first, by which a browser knows what to
    load."""
    rows = [
        {"name": part.name, "first": str(part.first), "last": str(part.last), "articles": len(part.records)}
        for part in parts
    ]
    parts_file, data = cache / PARTS_FILE, json.dumps(rows).encode()
    if not parts_file.is_file() or parts_file.read_bytes() != data:  # an unchanged file keeps its time
        write_atomically(parts_file, data)
    yield SEARCH_PARTS, parts_file
    for part in parts:
        folder = folders[part.name]
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield search_index_file(part.name, path.relative_to(folder).as_posix()), path
