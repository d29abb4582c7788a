"""Lists the files of a generator once, and has them read ahead.

Pelican alone walks a generator's folders three times, matches each file with each ignored pattern, and reads one file
after the other.
"""

import fnmatch
import os
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol

from pelican import readers as pelican_readers
from pelican.generators import Generator

from .content_folder import folders_that_lead_back, regular_files
from .source_paths import suffix_of


class ReadsAhead(Protocol):
    """The part of `SourceCache` that this module uses: it gets a generator's files and finds the unchanged ones."""

    def prefetch(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> None: ...

    def valid_unchanged(self, kind: type, path: str, context: Any) -> Any: ...


def list_files_once(
    generator: Generator, cache: ReadsAhead, kind: type, settings: tuple[str, str], signals: Collection[Any]
) -> None:
    """Changes a generator so that `cache` reads its files ahead, and its folders are walked once.

    `settings` are the names of the settings for included and excluded paths. `signals` are sent while a file is read:
    if any has a receiver, every file goes through Pelican's `read_file`. The files are sorted: the order of a set
    differs in each run, and articles with the same date would change places.
    """
    generate_context, get_files = generator.generate_context, generator.get_files
    listed: dict[str, list[str]] = {}  # the key "files" is there until Pelican calls `get_files`

    def get_files_once(paths: Any, exclude: Any = None, extensions: Any = None) -> Collection[str]:
        if extensions is not None and extensions is not False and not extensions:
            return set()  # the suffixes of disabled readers are wanted, and there are none
        if extensions is None and paths == generator.settings[settings[0]] and "files" in listed:
            return listed.pop("files")
        return get_files(paths, exclude, extensions)  # type: ignore[no-any-return]  # pelican has no types

    def unchanged_object(path: str, _default: Any = None) -> Any:
        return cache.valid_unchanged(kind, path, generator.context)

    def generate_context_ahead() -> None:
        for cacher in (generator, generator.readers):
            # Pelican calls its own cache for each file even if that is off.
            if not cacher._cache_data_policy and not cacher._cache:
                cacher.get_cached_data = cacher.cache_data = _nothing_cached
        if not any(signal.receivers for signal in signals):
            # Pelican takes objects from here without reading or checking them again.
            generator.get_cached_data = unchanged_object
        paths, exclude = (generator.settings[name] for name in settings)
        looping = folders_that_lead_back(generator.path, paths)
        if type(generator)._include_path is Generator._include_path:
            generator._include_path = _with_joined_patterns(generator)
        files = regular_files(generator.path, sorted(get_files(paths, [*exclude, *looping])))
        # A plugin that keeps articles itself, and needs only some of them read, sets this attribute.
        choose_files = getattr(generator, "choose_files", None)
        listed["files"] = choose_files(files) if choose_files else files
        cache.prefetch(generator.readers, listed["files"], kind)
        generate_context()

    generator.get_files = get_files_once
    generator.generate_context = generate_context_ahead


def _with_joined_patterns(generator: Generator) -> Callable[..., bool]:
    """Pelican's `_include_path`, with all patterns of IGNORE_FILES joined in one."""
    patterns = [fnmatch.translate(os.path.normcase(pattern)) for pattern in generator.settings["IGNORE_FILES"]]
    is_ignored = re.compile("|".join(patterns) or "(?!)").match
    readers, normcase = generator.readers, os.path.normcase

    def include(path: str, extensions: Any = None) -> bool:
        if is_ignored(normcase(path.rpartition("/")[2])):
            return False
        return extensions is False or suffix_of(path) in (readers.extensions if extensions is None else extensions)

    return include


def _nothing_cached(_path: str, default: Any = None) -> Any:
    return default
