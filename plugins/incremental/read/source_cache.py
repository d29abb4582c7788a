"""Objects of articles and pages from the state, where their files have not changed; new ones from Pelican's readers.

There are two caches, one within the other. What a reader makes of a file (`cached_reader`) depends on the file, and on
the reader with its settings and extensions. The object that Pelican makes of it (`content_restorer`) depends on all
other settings as well. Around both Pelican goes on as it always does, with all its signals, path metadata and
typographic filters.
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
from ..shortcuts.quick_reading import HeldFile
from ..state.rows import ContentRow, SourceRow
from .cached_reader import CachedReader, body_of_row
from .file_listing import list_files_once
from .forked_work import spread
from .source_files import digest_of_file, stamp_of
from .source_keys import content_key, reader_key
from .source_paths import absolute_path, folder_prefixes, relative_path, suffix_of

logger = logging.getLogger(__name__)

READERS_SETTING: Final = "INCREMENTAL_READERS"
# Those whose result depends on the one file alone. reStructuredText is not among them, since it can include others.
_READERS: Final = ("pelican.readers.MarkdownReader", "pelican.readers.HTMLReader")
# Some 80 ms of parsing. Beside the fork itself each process copies the memory that it touches, and imports and compiles
# what Markdown needs, 60 ms together.
_FILES_A_PROCESS: Final = 40


class SourceCache:
    """The cache that the generators of one build share."""

    def __init__(self, build: Build, settings: Mapping[str, Any], held_file: HeldFile) -> None:
        self._build = build
        self._settings = settings
        self._held_file = held_file
        self._fingerprinter = Fingerprinter()
        self._reader_keys: dict[type, bytes | None] = {}
        self._content_keys: dict[tuple[type, type], bytes | None] = {}
        self._bodies: dict[str, tuple[Any, bytes]] = {}  # by absolute path: the reader and its key
        # Files that had not changed when this was asked of all: absolute path, row and reader.
        self._unchanged: dict[tuple[str, type], tuple[str, ContentRow, Any]] = {}
        self._restorer = ContentRestorer(settings, self._load_body)

    def install(self, generator: Generator) -> None:
        """Puts the cache before each reader whose result depends on the file alone, and before what makes objects."""
        if generator.settings["CACHE_CONTENT"] or generator.settings["LOAD_CONTENT_CACHE"]:
            # It pickles readers and objects, which ours can't be: its file would end in the middle.
            logger.warning("Pelican's own cache of content is on: CACHE_CONTENT and LOAD_CONTENT_CACHE keep ours off")
            return
        allowed = self._settings.get(READERS_SETTING, _READERS)
        readers = generator.readers
        for reader in readers.readers.values():
            kind = type(reader)
            if f"{kind.__module__}.{kind.__qualname__}" in allowed:
                key = self._reader_key(kind)
                if key:
                    reader.read = CachedReader(reader, key, self._build, self._settings, self._held_file)
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
        """Finds which files have changed, and reads those over several processes. `restore` then finds in the state
        what they have made."""
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
        """A digest of what objects of a class are made from beside their file.

        None for objects without records: they depend on more, or on what can't be told.
        """
        if not isinstance(getattr(reader, "read", None), CachedReader):
            return None
        pair = (type(reader), kind)
        if pair not in self._content_keys:
            self._content_keys[pair] = content_key(self._reader_keys[pair[0]], kind, self._settings)
        return self._content_keys[pair]

    def restore(self, reader: Any, key: bytes, kind: type, base: str, path: str, context: Any) -> Any:
        """The object from its record; None where it has none or its file has changed."""
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
        """The object of a file which `prefetch` has found unchanged, else None; once for each file."""
        unchanged = self._unchanged.pop((path, kind), None)
        if unchanged is None:
            return None
        source, row, reader = unchanged
        self._bodies[source] = (reader, row.reader_key)
        return self._restorer.restore(row, kind, source, context)

    def valid_unchanged(self, kind: type, path: str, context: Any) -> Any:
        """The object of a file which `prefetch` has found unchanged, once for each file.

        None where Pelican would log something about the object, or somebody wants to hear that it is made.
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

        Where the object is not `wanted`, only its record is stored.
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
        """The record of an object made from the source of `row`; None where it can have none."""
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
        return body_of_row(row) if row else reader.read(source_path)[0]  # the state was damaged since

    def _note_unchanged(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> list[str]:
        """Notes the files whose objects can be restored, and returns those that have to be read before.

        The loop is as short as it can be: it runs for every article of a site in which a few have changed.
        """
        self._unchanged.clear()
        changed = []
        base, started_ns, content = self._settings["PATH"], self._build.started_ns, self._build.source_state.content
        keys: dict[str, tuple[Any, bytes | None, bytes | None]] = {}  # by suffix
        folders: dict[str, tuple[str, str]] = {}  # of the paths of rows, and of the names of sources
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
                continue  # the file is gone: Pelican will say so
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
    """Stands in for `Readers.read_file`."""

    def __init__(self, readers: pelican_readers.Readers, cache: SourceCache) -> None:
        self._readers = readers
        self._cache = cache
        self._base = readers.settings["PATH"]  # of the files that are read ahead

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
