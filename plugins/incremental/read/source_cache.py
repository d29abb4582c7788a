"""The results of readers for articles and pages: from the state if their files are unchanged, else from Pelican.

The result of a reader for a file depends on the file, and on the reader with its settings and extensions. Everything
else in Pelican stays as it is: objects, signals, path metadata, typographic filters.
"""

import logging
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pelican import readers as pelican_readers
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.utils import file_suffix

from ..run.build_run import Build
from ..state.rows import SourceRow
from .cached_reader import CachedReader
from .file_listing import list_files_once
from .forked_work import spread
from .source_keys import reader_key

logger = logging.getLogger(__name__)

READERS_SETTING: Final = "INCREMENTAL_READERS"
# The readers whose result depends only on the one file. reStructuredText isn't one: a file can include others.
_READERS: Final = ("pelican.readers.MarkdownReader", "pelican.readers.HTMLReader")
# The fewest files for which another process is worth its cost. They take some 80 ms to parse. The fork, the copying of
# touched memory, and the imports of Markdown take 60 ms.
_FILES_A_PROCESS: Final = 40


class SourceCache:
    """The cache that the generators of one build share."""

    def __init__(self, build: Build, settings: Mapping[str, Any]) -> None:
        self._build = build
        self._settings = settings
        self._keys: dict[type, bytes | None] = {}  # by class of readers

    def install(self, generator: Generator) -> None:
        """Puts the cache before each reader whose result depends only on the file, and reads files ahead."""
        if generator.settings["CACHE_CONTENT"] or generator.settings["LOAD_CONTENT_CACHE"]:
            # It pickles readers. Ours can't be pickled, so its file would be incomplete.
            logger.warning("Pelican's own cache of content is on: CACHE_CONTENT and LOAD_CONTENT_CACHE keep ours off")
            return
        allowed = self._settings.get(READERS_SETTING, _READERS)
        for reader in generator.readers.readers.values():
            kind = type(reader)
            if f"{kind.__module__}.{kind.__qualname__}" in allowed and (key := self._key(kind)):
                reader.read = CachedReader(reader, key, self._build, self._settings)
        if isinstance(generator, ArticlesGenerator):
            list_files_once(generator, self.read_ahead, ("ARTICLE_PATHS", "ARTICLE_EXCLUDES"))
        elif isinstance(generator, PagesGenerator):
            list_files_once(generator, self.read_ahead, ("PAGE_PATHS", "PAGE_EXCLUDES"))

    def read_ahead(self, readers: pelican_readers.Readers, files: Iterable[str], keep: bool) -> None:
        """Reads the changed files in several processes, so that their results are in the state.

        If they need not be kept, they are in a state of this build alone.
        """
        state = self._build.source_state if keep else self._build.passing_sources
        for reader in readers.readers.values():
            if isinstance(reader.read, CachedReader):
                reader.read.state = state
        if self._build.jobs < 2:
            return
        changed = []
        for path in files:
            read = getattr(readers.readers.get(file_suffix(path)), "read", None)
            source = os.path.abspath(os.path.join(self._settings["PATH"], path))  # noqa: PTH100, PTH118  as Pelican does
            if isinstance(read, CachedReader) and not read.has_current(source):
                changed.append((read, source))
        state.save()

        def read_one(item: tuple[CachedReader, str]) -> list[tuple[Any, ...]]:
            read, source = item
            read(source)
            return state.take_new()

        results = spread(
            changed,
            read_one,
            jobs=self._build.jobs,
            folder=self._build.tree.parent,
            at_least=_FILES_A_PROCESS,
            begin=state.collect_only,
        )
        for rows in results:
            self._build.parsed += bool(rows)
            for row in rows or ():
                state.put(SourceRow(*row))
        state.save()

    def _key(self, kind: type) -> bytes | None:
        if kind not in self._keys:
            self._keys[kind] = reader_key(kind, self._settings, self._build.program_key)
        return self._keys[kind]
