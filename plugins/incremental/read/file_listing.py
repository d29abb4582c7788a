"""The files of a generator, listed once and read ahead.

Pelican walks a generator's tree of files three times, asks of each file whether it matches each ignored pattern, and
reads one file after the other.
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
    """What is told of all files of a generator, and knows which of them need no reading."""

    def prefetch(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> None: ...

    def valid_unchanged(self, kind: type, path: str, context: Any) -> Any: ...


def list_files_once(
    generator: Generator, cache: ReadsAhead, kind: type, settings: tuple[str, str], signals: Collection[Any]
) -> None:
    """Lets a generator's files be read ahead by `cache`, and its tree of files be walked once.

    `settings` are the names of those for included and excluded paths. `signals` are sent while a file is read: where
    somebody listens to one of them, every file goes through Pelican's own `read_file`. The files come in order: in that
    of a set, which is another one in each run, articles of one date would change places.
    """
    generate_context, get_files = generator.generate_context, generator.get_files
    listed: dict[str, list[str]] = {}  # "files", from when they were listed until Pelican asks for them

    def get_files_once(paths: Any, exclude: Any = None, extensions: Any = None) -> Collection[str]:
        if extensions is not None and extensions is not False and not extensions:
            return set()  # no suffix at all is asked for: the disabled readers', of which there are mostly none
        if extensions is None and paths == generator.settings[settings[0]] and "files" in listed:
            return listed.pop("files")
        return get_files(paths, exclude, extensions)  # type: ignore[no-any-return]  # pelican has no types

    def unchanged_object(path: str, _default: Any = None) -> Any:
        return cache.valid_unchanged(kind, path, generator.context)

    def generate_context_ahead() -> None:
        for cacher in (generator, generator.readers):
            # Pelican asks its own cache for each file even where that is off.
            if not cacher._cache_data_policy and not cacher._cache:
                cacher.get_cached_data = cacher.cache_data = _nothing_cached
        if not any(signal.receivers for signal in signals):
            # Pelican looks here for objects that need no reading, and takes them without looking at them again.
            generator.get_cached_data = unchanged_object
        paths, exclude = (generator.settings[name] for name in settings)
        looping = folders_that_lead_back(generator.path, paths)
        if type(generator)._include_path is Generator._include_path:
            generator._include_path = _with_joined_patterns(generator)
        listed["files"] = regular_files(generator.path, sorted(get_files(paths, [*exclude, *looping])))
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
