"""The objects of articles and pages: from the state if their files are unchanged, else from Pelican's readers.

There are two caches, one within the other. The result of a reader for a file (`cached_reader`) depends on the file, and
on the reader with its settings and extensions. The object that Pelican makes of it (`content_restorer`) depends on all
other settings as well. Everything else in Pelican stays as it is: signals, path metadata, typographic filters.
"""

import logging
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final

from pelican import readers as pelican_readers
from pelican import signals
from pelican.contents import Article, Content, Page, SkipStub
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from ..content.content_record import dump_content
from ..content.content_restorer import ContentRestorer
from ..content.metadata_codec import NotStorableError
from ..keys.fingerprint import DIGEST_BYTES, Fingerprinter
from ..run.build_run import Build
from ..shortcuts.quick_reading import PreloadedFile
from ..state.rows import ContentRow, SourceRow
from .cached_reader import CachedReader, body_of_row
from .file_listing import list_files_once
from .forked_work import spread
from .source_files import digest_of_file, stamp_of
from .source_keys import content_key, reader_key
from .source_paths import absolute_path, folder_prefixes, relative_path, suffix_of

logger = logging.getLogger(__name__)

READERS_SETTING: Final = "INCREMENTAL_READERS"
# The readers whose result depends only on the one file. reStructuredText isn't one: a file can include others.
_READERS: Final = ("pelican.readers.MarkdownReader", "pelican.readers.HTMLReader")
# The fewest files for which another process is worth its cost. They take some 80 ms to parse. The fork, the copying of
# touched memory, and the imports of Markdown take 60 ms.
_FILES_A_PROCESS: Final = 40


class SourceCache:
    """The cache that the generators of one build share."""

    def __init__(self, build: Build, settings: Mapping[str, Any], preloaded_file: PreloadedFile) -> None:
        self._build = build
        self._settings = settings
        self._preloaded_file = preloaded_file
        self._fingerprinter = Fingerprinter()
        self._reader_keys: dict[type, bytes | None] = {}
        self._content_keys: dict[tuple[type, type], bytes | None] = {}
        self._bodies: dict[str, tuple[Any, bytes]] = {}  # absolute path -> the reader and its key
        # Path and class of each file that `prefetch` found unchanged -> absolute path, row and reader.
        self._unchanged: dict[tuple[str, type], tuple[str, ContentRow, Any]] = {}
        self._restorer = ContentRestorer(settings, self._load_body)

    def install(self, generator: Generator) -> None:
        """Puts the cache before each reader whose result depends only on the file, and before `read_file`."""
        if generator.settings["CACHE_CONTENT"] or generator.settings["LOAD_CONTENT_CACHE"]:
            # It pickles readers and objects. Ours can't be pickled, so its file would be incomplete.
            logger.warning("Pelican's own cache of content is on: CACHE_CONTENT and LOAD_CONTENT_CACHE keep ours off")
            return
        allowed = self._settings.get(READERS_SETTING, _READERS)
        readers = generator.readers
        for reader in readers.readers.values():
            kind = type(reader)
            if f"{kind.__module__}.{kind.__qualname__}" in allowed:
                key = self._reader_key(kind)
                if key:
                    reader.read = CachedReader(reader, key, self._build, self._settings, self._preloaded_file)
        readers.read_file = CachedFileReader(readers, self)
        if isinstance(generator, ArticlesGenerator):
            sent = (signals.article_generator_preread, signals.article_generator_context)
            list_files_once(generator, self, Article, ("ARTICLE_PATHS", "ARTICLE_EXCLUDES"), sent)
        elif isinstance(generator, PagesGenerator):
            sent = (signals.page_generator_preread, signals.page_generator_context)
            list_files_once(generator, self, Page, ("PAGE_PATHS", "PAGE_EXCLUDES"), sent)

    def count(self) -> None:
        self._build.sources += 1

    def prefetch(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> None:
        """Finds the changed files, and reads them in several processes, so that `restore` finds them in the state."""
        changed = self._note_unchanged(readers, files, kind)
        if self._build.jobs < 2:
            return
        base = self._settings["PATH"]
        self._build.source_state.save()

        def read(path: str) -> tuple[int, Any, Any]:
            parsed = self._build.parsed
            with signals.content_object_init.muted():
                self.make(readers, kind, base, path, wanted=False, context={})
            rows = self._build.source_state.take_new_rows()
            return (self._build.parsed - parsed, *rows)

        results = spread(
            changed,
            read,
            jobs=self._build.jobs,
            folder=self._build.tree.parent,
            at_least=_FILES_A_PROCESS,
            begin=self._build.source_state.collect_only,
        )
        for result in results:
            if result is not None:
                parsed, sources, contents = result
                self._build.parsed += parsed
                for row in sources:
                    self._build.source_state.put_source(SourceRow(*row))
                for row in contents:
                    self._build.source_state.put_content(ContentRow(*row))
        self._build.source_state.save()

    def key(self, reader: Any, kind: type) -> bytes | None:
        """A digest of everything that objects of a class depend on, except their file.

        None for objects without records: they depend on other things, or on things that are unknown.
        """
        if not isinstance(getattr(reader, "read", None), CachedReader):
            return None
        pair = (type(reader), kind)
        if pair not in self._content_keys:
            self._content_keys[pair] = content_key(self._reader_keys[pair[0]], kind, self._settings)
        return self._content_keys[pair]

    def restore(self, reader: Any, key: bytes, kind: type, base: str, path: str, context: Any) -> Any:
        """The object from its record; None if it has no record or its file has changed."""
        source = absolute_path(base, path)
        row = self._build.source_state.content(os.path.normpath(path), key)
        if row is None or row.reader_key != self._reader_keys[type(reader)]:
            return None
        stamp = stamp_of(source, self._build.started_ns)
        if not stamp or row.stamp != stamp:
            if digest_of_file(source) != row.digest:
                return None
            self._build.source_state.put_content(row._replace(stamp=stamp))
        self._bodies[source] = (reader, row.reader_key)
        return self._restorer.restore(row, kind, source, context)

    def restore_unchanged(self, kind: type, path: str, context: Any) -> Any:
        """The object of a file that `prefetch` found unchanged, or None. It is returned once for each file."""
        unchanged = self._unchanged.pop((path, kind), None)
        if unchanged is None:
            return None
        source, row, reader = unchanged
        self._bodies[source] = (reader, row.reader_key)
        return self._restorer.restore(row, kind, source, context)

    def valid_unchanged(self, kind: type, path: str, context: Any) -> Any:
        """The object of a file that `prefetch` found unchanged. It is returned once for each file.

        None if Pelican would log something about the object, or if the signal `content_object_init` has a receiver.
        """
        if signals.content_object_init.receivers:
            return None
        unchanged = self._unchanged.get((path, kind))
        if unchanged is None:
            return None
        source, row, reader = unchanged
        content = self._restorer.restore(row, kind, source, context)
        if not content._origin.is_valid:
            return None
        del self._unchanged[path, kind]
        self._bodies[source] = (reader, row.reader_key)
        self._build.sources += 1
        return content

    def make(
        self,
        readers: pelican_readers.Readers,
        kind: type,
        base: str,
        path: str,
        *,
        wanted: bool = True,
        **options: Any,
    ) -> Any:
        """The object as Pelican makes it, restored from its record if it can have one.

        If the object isn't `wanted`, only its record is stored.
        """
        reader = readers.readers[suffix_of(path)]
        key = self.key(reader, kind)
        read: CachedReader = reader.read
        read.depends_on_today = False
        read.row = None
        content = type(readers).read_file(readers, base, path, kind, **options)
        row = read.row
        if (
            key is None
            or row is None
            or type(content) is not kind
            or read.depends_on_today
            or content._content != body_of_row(row)
        ):
            return content
        content_row = self._content_row(content, key, row)
        if content_row is None:
            return content
        self._build.source_state.put_content(content_row)
        self._bodies[content.source_path] = (reader, row.reader_key)
        if not wanted:
            return None
        return self._restorer.restore(content_row, kind, content.source_path, content._context)

    def _content_row(self, content: Content, key: bytes, row: SourceRow) -> ContentRow | None:
        """The record of an object made from the source of `row`; None if it can't have one."""
        try:
            record = dump_content(content, blake2b(row.body, digest_size=DIGEST_BYTES).digest())
        except NotStorableError as error:
            logger.info("%s is made in each build: %s", row.path, error)
            return None
        record_key = self._fingerprinter.fingerprint((os.fsencode(row.path), key, row.digest))
        return ContentRow(row.path, key, row.reader_key, row.stamp, row.digest, record_key, record)

    def _load_body(self, source_path: str) -> str:
        reader, key = self._bodies[source_path]
        row = self._build.source_state.source(relative_path(source_path, self._settings["PATH"]), key)
        return body_of_row(row) if row else reader.read(source_path)[0]  # the state has been damaged meanwhile

    def _note_unchanged(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> list[str]:
        """Notes the files whose objects can be restored, and returns those that must be read first.

        The loop is as short as possible: it runs for every article of a site, even if only a few have changed.
        """
        self._unchanged.clear()
        changed = []
        base, started_ns, content = self._settings["PATH"], self._build.started_ns, self._build.source_state.content
        keys: dict[str, tuple[Any, bytes | None, bytes | None]] = {}  # by suffix
        folders: dict[str, tuple[str, str]] = {}  # prefixes of the paths of rows, and of the names of sources
        stamps = self._build.stamps
        for path in files:
            suffix = suffix_of(path)
            if suffix not in keys:
                reader = readers.readers.get(suffix)
                keys[suffix] = (reader, self.key(reader, kind), self._reader_keys.get(type(reader)))
            reader, key, reader_key = keys[suffix]
            if not key:
                continue
            folder, _, name = path.rpartition("/")
            if folder not in folders:
                folders[folder] = folder_prefixes(base, folder)
            row_prefix, source_prefix = folders[folder]
            source = source_prefix + name
            try:
                stamp = stamp_of(source, started_ns)
            except OSError:
                continue  # the file is gone; Pelican will report it
            stamps[source] = stamp
            row = content(row_prefix + name, key)
            if row is None or row.reader_key != reader_key:
                changed.append(path)
                continue
            if not stamp or row.stamp != stamp:
                if digest_of_file(source) != row.digest:
                    changed.append(path)
                    continue
                if row.stamp != stamp:
                    row = row._replace(stamp=stamp)
                    self._build.source_state.put_content(row)
            self._unchanged[path, kind] = (source, row, reader)
        return changed

    def _reader_key(self, kind: type) -> bytes | None:
        if kind not in self._reader_keys:
            self._reader_keys[kind] = reader_key(kind, self._settings, self._build.program_key)
        return self._reader_keys[kind]


class CachedFileReader:
    """Replaces `Readers.read_file`."""

    def __init__(self, readers: pelican_readers.Readers, cache: SourceCache) -> None:
        self._readers = readers
        self._cache = cache
        self._base = readers.settings["PATH"]  # the folder of the files that are read ahead

    def __call__(
        self, base_path: str, path: str, content_class: type = Page, fmt: str | None = None, **options: Any
    ) -> Any:
        context_signal = options.get("context_signal")
        is_heard = context_signal and context_signal.receivers
        content = None
        if not fmt and not is_heard and base_path == self._base:
            content = self._cache.restore_unchanged(content_class, path, options.get("context"))
        if content is None:
            reader = self._readers.readers.get(suffix_of(path))
            key = self._cache.key(reader, content_class)
            if fmt or is_heard or key is None:
                read = type(self._readers).read_file
                return read(self._readers, base_path, path, content_class, fmt=fmt, **options)
            content = self._cache.restore(reader, key, content_class, base_path, path, options.get("context"))
        if content is not None:
            self._cache.count()
            if options.get("preread_signal"):
                options["preread_signal"].send(options.get("preread_sender"))
        else:
            with signals.content_object_init.muted():
                content = self._cache.make(self._readers, content_class, base_path, path, **options)
        if isinstance(content, Content) and not isinstance(content, SkipStub):
            signals.content_object_init.send(content)
        return content
