"""The files of the search: an index for each part, kept among the caches as long as its records are the same."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incremental import fingerprint

from ..model.addresses import SEARCH_PARTS, search_index_file
from ..model.archive import Archive
from . import pagefind
from .pagefind import SearchError
from .reproducible_index import make_canonical
from .search_parts import SearchPart, search_parts
from .search_records import search_records

CACHE_FOLDER = "search"  # below the folder of the caches
_FORM = 2  # of what we give pagefind and make of its files; another one is another key
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchSummary:
    """What the search of a build holds. `files` are (path below the site's root, file); `failed` names the parts that
    could not be indexed."""

    files: tuple[tuple[str, Path], ...]
    records: int
    parts: int
    indexed: int
    failed: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return f"search: {self.indexed} of {self.parts} parts indexed{failed} in {self.seconds:.1f} s"


def search_files(archive: Archive) -> SearchSummary:
    """The search of the site. Where pagefind fails, a warning names the part, and the rest can be searched."""
    begun = time.monotonic()
    cache = archive.settings.cache / CACHE_FOLDER
    parts = search_parts(tuple(search_records(archive)))
    folders: dict[str, Path] = {}
    failed: list[str] = []
    indexed = 0
    try:
        executable = pagefind.program()
        made_by = pagefind.version(executable)
    except SearchError as error:
        _log.warning("The site has no search: %s", error)
        failed, parts = [part.name for part in parts], ()
    for part in parts:
        folder = cache / _key(part, made_by, archive.settings.lang)
        if not folder.is_dir():
            try:
                _make(executable, part, folder, archive.settings.lang)
            except (SearchError, OSError) as error:
                _log.warning("The search lacks %s to %s: %s", part.first, part.last, error)
                failed.append(part.name)
                continue
            indexed += 1
        folders[part.name] = folder
    _forget(cache, {folder.name for folder in folders.values()})
    listed = [part for part in parts if part.name in folders]
    files = tuple(_files(listed, folders, cache)) if listed else ()
    records = sum(len(part.records) for part in listed)
    return SearchSummary(files, records, len(listed), indexed, tuple(failed), time.monotonic() - begun)


def _key(part: SearchPart, made_by: str, lang: str) -> str:
    return fingerprint((_FORM, made_by, lang, part.records)).hex()


def _make(executable: Path, part: SearchPart, folder: Path, lang: str) -> None:
    """The folder is there only when all of it is."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    pagefind.index(executable, part.records, fresh.resolve(), lang)
    make_canonical(fresh)
    fresh.rename(folder)


def _forget(cache: Path, used: set[str]) -> None:
    for folder in cache.iterdir() if cache.is_dir() else ():
        if folder.is_dir() and folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _files(parts: list[SearchPart], folders: dict[str, Path], cache: Path) -> Iterator[tuple[str, Path]]:
    """Also the list of the parts, newest first, by which a browser knows what to load."""
    listed = [
        {"name": part.name, "first": str(part.first), "last": str(part.last), "articles": len(part.records)}
        for part in parts
    ]
    text = json.dumps(listed)
    file = cache / "parts.json"
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    yield SEARCH_PARTS, file
    for part in parts:
        folder = folders[part.name]
        for found in sorted(folder.rglob("*")):
            if found.is_file():
                yield search_index_file(part.name, found.relative_to(folder).as_posix()), found
