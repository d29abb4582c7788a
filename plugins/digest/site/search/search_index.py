"""The files of the search: an index for each part of the archive, cached as long as its records are the same."""

import json
import logging
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from incremental import DeferredPage, Page, fingerprint

from ...archive.model.addresses import search_index_file
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ...errors import BuildError
from ...storage.atomic_file import write_atomically
from ...storage.code_digest import code_digest
from . import pagefind
from .pagefind import SearchError
from .reproducible_index import make_canonical
from .search_parts import SearchPart, search_parts
from .search_records import SearchRecord, search_records

CACHE_FOLDER: Final = "search"  # below the folder of the caches
PARTS_FILE: Final = "parts.json"
KEYS_FILE: Final = "part-keys.json"
CACHE_KEY_PACKAGES: Final = ("digest.site.search",)  # what decides what pagefind is given and what is made of its files
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchSummary:
    """What the search of a build holds. `folders` has the name of each part that can be searched, and the folder of its
    index, which is named by a digest of what is indexed; `failed` has the names of the parts that could not be
    indexed."""

    parts_file: Path | None  # the list of the parts
    folders: tuple[tuple[str, Path], ...]
    records: int
    indexed: int  # parts that were not in the cache
    failed: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return f"search: {self.indexed} of {len(self.folders)} parts indexed{failed} in {self.seconds:.1f} s"


class SearchBeside:
    """The search of the site, of which a process of its own makes the files while this one asks questions."""

    def __init__(self, archive: Archive, folder_of_caches: Path, writer: Any) -> None:
        """Begins. `writer` is that of the plugin `incremental`."""
        self._arguments = archive, folder_of_caches
        self._work = writer.begin_beside(lambda: _as_plain(search_files(*self._arguments)))

    def files(self) -> SearchSummary:
        """The files, once they are made. Raises what `search_files` raises."""
        made = self._work.result()
        return search_files(*self._arguments) if made is None else _from_plain(*made)


def _as_plain(summary: SearchSummary) -> tuple[Any, ...]:
    parts_file = str(summary.parts_file) if summary.parts_file else ""
    folders = tuple((name, str(folder)) for name, folder in summary.folders)
    return parts_file, folders, summary.records, summary.indexed, summary.failed, summary.seconds


def _from_plain(parts_file: str, folders: Iterable[tuple[str, str]], *rest: Any) -> SearchSummary:
    made = tuple((name, Path(folder)) for name, folder in folders)
    return SearchSummary(Path(parts_file) if parts_file else None, made, *rest)


def search_files(archive: Archive, folder_of_caches: Path) -> SearchSummary:
    """The search of the site. Where pagefind fails, a warning names the part, and the rest can be searched.

    Raises:
        BuildError: an index can't be written, as on a full disk: the site that is served keeps its search until there
            is room.
    """
    start = time.monotonic()
    cache, lang = folder_of_caches / CACHE_FOLDER, archive.settings.lang
    parts = search_parts(tuple(reversed(archive.articles.all_days(ALL))))
    folders: dict[str, Path] = {}
    failed: list[str] = []
    indexed = 0
    try:
        executable = pagefind.program()
        words = str(archive.settings.excerpt_words)
        keys = _PartKeys(archive, cache, (code_digest(*CACHE_KEY_PACKAGES), pagefind.version(executable), lang, words))
    except SearchError as error:
        _log.warning("The site has no search: %s", error)
        failed, parts = [part.name for part in parts], ()
    for part in parts:
        key, records = keys.key(part)
        folder = cache / key
        if not folder.is_dir():
            try:
                _make_index(executable, records or tuple(search_records(archive, part.days)), folder, lang)
            except SearchError as error:
                _log.warning("The search lacks %s to %s: %s", part.first, part.last, error)
                failed.append(part.name)
                continue
            except OSError as error:
                raise BuildError(f"{folder}: the index of the search can't be written: {error}") from error
            indexed += 1
        folders[part.name] = folder
    if not failed:
        keys.save()
    _remove_unused(cache, {folder.name for folder in folders.values()})
    available = [part for part in parts if part.name in folders]
    parts_file = _write_parts(available, cache) if available else None
    by_part = tuple((part.name, folders[part.name]) for part in available)
    articles = sum(part.articles for part in available)
    return SearchSummary(parts_file, by_part, articles, indexed, tuple(failed), time.monotonic() - start)


def index_files(archive: Archive, part: str, folder: str) -> Iterator[Page]:
    """The files of a part's index, from their folder."""
    del archive
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield Page(search_index_file(part, name), "", DeferredPage(_index_file, folder, name))


def _index_file(archive: Archive, folder: str, name: str) -> bytes:
    del archive
    return Path(folder, name).read_bytes()


class _PartKeys:
    """The names of the folders that cache the indexes of parts: digests of what is indexed. They are kept with the
    version of the archive, so that only parts with changed days are read again."""

    def __init__(self, archive: Archive, cache: Path, program: tuple[str, ...]) -> None:
        self._archive = archive
        self._file = cache / KEYS_FILE
        self._program = fingerprint(program).hex()
        self._known: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._changed: frozenset[str] | None = None
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            saved = json.loads(self._file.read_text("utf-8"))
            if saved["program"] == self._program:
                self._changed = archive.changed_since(saved["version"])
                self._known = dict(saved["keys"])

    def key(self, part: SearchPart) -> tuple[str, tuple[SearchRecord, ...]]:
        """The name of a part's folder, and the records of the part where they had to be read for it."""
        records: tuple[SearchRecord, ...] = ()
        known = self._known.get(f"{part.name} {part.articles}")
        changed = self._changed is None or any(f"search/{day}" in self._changed for day in part.days)
        if known is None or changed:
            records = tuple(search_records(self._archive, part.days))
            known = fingerprint((self._program, records)).hex()
        self._keys[f"{part.name} {part.articles}"] = known
        return known, records

    def save(self) -> None:
        state = {"program": self._program, "version": self._archive.version, "keys": self._keys}
        data = json.dumps(state).encode()
        if not self._file.is_file() or self._file.read_bytes() != data:
            write_atomically(self._file, data)


def _make_index(executable: Path, records: Sequence[SearchRecord], folder: Path, lang: str) -> None:
    """Index the records of a part into `folder`, which comes into being only when all of it is there."""
    unfinished = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        pagefind.index(executable, records, unfinished.resolve(), lang)
        make_canonical(unfinished)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)  # a full disk needs the room
        raise


def _remove_unused(cache: Path, used: set[str]) -> None:
    for folder in cache.iterdir() if cache.is_dir() else ():
        if folder.is_dir() and folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _write_parts(parts: Sequence[SearchPart], cache: Path) -> Path:
    """The file with the list of the parts, newest first, by which a browser knows what to load."""
    rows = [
        {"name": part.name, "first": str(part.first), "last": str(part.last), "articles": part.articles}
        for part in parts
    ]
    parts_file, data = cache / PARTS_FILE, json.dumps(rows).encode()
    if not parts_file.is_file() or parts_file.read_bytes() != data:  # an unchanged file keeps its time
        write_atomically(parts_file, data)
    return parts_file
