"""Readers that parse a file only when it has changed, or something that they read it with.

The seam is `reader.read`, a function of one file: around it Pelican goes on as ever, with all its signals, path
metadata and typographic filters. What comes back has been through the form in which it is stored whether it was parsed
now or long ago, so that a build with a cache can't differ from one without.
"""

import fnmatch
import locale
import logging
import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from importlib import import_module
from struct import Struct
from typing import Any, Final

from dateutil.parser import parse as parse_date  # type: ignore[import-untyped]  # ships no types
from pelican import readers as pelican_readers
from pelican import signals
from pelican.contents import Article, Content, Page, SkipStub
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.utils import file_suffix

from ..keys.callable_keys import OpaqueError, describe
from ..keys.code_digests import SourceUnknownError, package_digest
from ..keys.fingerprint import DIGEST_BYTES, fingerprint
from ..run.build_run import Build
from ..state.rows import ContentRow, SourceRow
from .content_objects import Restorer, absolute, dump_content
from .forked_work import spread
from .metadata_codec import NotStorableError, dump_metadata, load_metadata
from .quick_reading import holding, path_below

logger = logging.getLogger(__name__)

READERS_SETTING: Final = "INCREMENTAL_READERS"
IGNORED_SETTING: Final = "INCREMENTAL_IGNORED_SETTINGS"
# Those whose result depends on the one file alone. reStructuredText is not among them, since it can include others.
_READERS: Final = ("pelican.readers.MarkdownReader", "pelican.readers.HTMLReader")
# Of every other setting it has to be assumed that an object depends on it.
_NOT_OF_CONTENTS: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH", "LOG_FILTER", "DEBUG", "BIND", "PORT"})
_OURS: Final = "INCREMENTAL_"
# Some 80 ms of parsing. Beside the fork itself each process copies the memory that it touches, and imports and compiles
# what Markdown needs, 60 ms together.
_FILES_A_PROCESS: Final = 40
_RACY_NS: Final = 2_000_000_000  # FAT's clock ticks every 2 s: an edit within a tick of the last may not show
_STAMP: Final = Struct("<3qQ")
_READ_BYTES: Final = 1 << 16  # more than nearly all sources have
# As most sites write them; asking dateutil twice takes longer than a short article takes to parse.
_WHOLE_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?", re.ASCII)
_DEFAULT_DATES: Final = (datetime(2001, 1, 3), datetime(2006, 3, 6))  # noqa: DTZ001  months of 31 days, nothing in common


class SourceCache:
    """The cache that the generators of one build share."""

    def __init__(self, build: Build, settings: Mapping[str, Any]) -> None:
        self._build = build
        self._settings = settings
        self._reader_keys: dict[type, bytes | None] = {}
        self._content_keys: dict[tuple[type, type], bytes | None] = {}
        self._bodies: dict[str, tuple[Any, bytes]] = {}  # by absolute path: the reader and its key
        # Files that had not changed when this was asked of all: absolute path, row and reader.
        self._unchanged: dict[tuple[str, type], tuple[str, ContentRow, Any]] = {}
        self._restorer = Restorer(settings, self._body)

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
                    reader.read = _CachedRead(reader, key, self._build, self._settings)
        readers.read_file = _CachedReadFile(readers, self)
        if isinstance(generator, ArticlesGenerator):
            heard = (signals.article_generator_preread, signals.article_generator_context)
            _prefetching(generator, self, Article, ("ARTICLE_PATHS", "ARTICLE_EXCLUDES"), heard)
        elif isinstance(generator, PagesGenerator):
            heard = (signals.page_generator_preread, signals.page_generator_context)
            _prefetching(generator, self, Page, ("PAGE_PATHS", "PAGE_EXCLUDES"), heard)

    def count(self) -> None:
        self._build.sources += 1

    def prefetch(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> None:
        """Asks of all files whether they have changed, and reads what has over several processes; what they make,
        `restored` then finds in the state."""
        changed = self._changed(readers, files, kind)
        if self._build.jobs < 2:
            return
        base = self._settings["PATH"]
        self._build.sources_state.save()

        def read(path: str) -> tuple[int, Any, Any]:
            parsed = self._build.parsed
            with signals.content_object_init.muted():
                self.made(readers, kind, base, path, wanted=False, context={})
            rows = self._build.sources_state.taken()
            return (self._build.parsed - parsed, *rows)

        done = spread(
            changed,
            read,
            jobs=self._build.jobs,
            folder=self._build.tree.parent,
            at_least=_FILES_A_PROCESS,
            begin=self._build.sources_state.only_collect,
        )
        for result in done:
            if result is not None:
                parsed, sources, contents = result
                self._build.parsed += parsed
                for row in sources:
                    self._build.sources_state.keep_source(SourceRow(*row))
                for row in contents:
                    self._build.sources_state.keep_content(ContentRow(*row))
        self._build.sources_state.save()

    def key(self, reader: Any, kind: type) -> bytes | None:
        """A digest of what objects of this kind are made from beside their file; None where they depend on more, or on
        what can't be told: such have no records."""
        if not isinstance(getattr(reader, "read", None), _CachedRead):
            return None
        pair = (type(reader), kind)
        if pair not in self._content_keys:
            self._content_keys[pair] = _content_key(self._reader_keys[pair[0]], kind, self._settings)
        return self._content_keys[pair]

    def restored(self, reader: Any, key: bytes, kind: type, base: str, path: str, context: Any) -> Any:
        """The object from its record, or None where it has none or its file has changed."""
        source = absolute(base, path)
        row = self._build.sources_state.content(os.path.normpath(path), key)
        if row is None or row.reader_key != self._reader_keys[type(reader)]:
            return None
        stamp = stamp_of(source, self._build.started_ns)
        if not stamp or row.stamp != stamp:
            if _digest(source) != row.digest:
                return None
            self._build.sources_state.keep_content(row._replace(stamp=stamp))
        self._bodies[source] = (reader, row.reader_key)
        return self._restorer.restore(row, kind, source, context)

    def restored_unchanged(self, kind: type, path: str, context: Any) -> Any:
        """The object of a file of which it is known already that it has not changed, or None; once for each."""
        found = self._unchanged.pop((path, kind), None)
        if found is None:
            return None
        source, row, reader = found
        self._bodies[source] = (reader, row.reader_key)
        return self._restorer.restore(row, kind, source, context)

    def valid_unchanged(self, kind: type, path: str, context: Any) -> Any:
        """As `restored_unchanged`, where Pelican takes the object as it is and nobody wants to hear of its making."""
        if signals.content_object_init.receivers:
            return None
        found = self._unchanged.get((path, kind))
        if found is None:
            return None
        source, row, reader = found
        content = self._restorer.restore(row, kind, source, context)
        if not content._origin.is_valid:
            return None
        del self._unchanged[path, kind]
        self._bodies[source] = (reader, row.reader_key)
        self._build.sources += 1
        return content

    def made(
        self,
        readers: pelican_readers.Readers,
        kind: type,
        base: str,
        path: str,
        *,
        wanted: bool = True,
        **options: Any,
    ) -> Any:
        """The object as Pelican makes it, and in the form that a record gives it if it can have one.

        Where the object is not `wanted`, only its record is kept.
        """
        reader = readers.readers[_suffix(path)]
        key = self.key(reader, kind)
        read: _CachedRead = reader.read
        read.depends_on_today = False
        read.row = None
        content = type(readers).read_file(readers, base, path, kind, **options)
        row = read.row
        if (
            key is None
            or row is None
            or type(content) is not kind
            or read.depends_on_today
            or content._content != _body_of(row)
        ):
            return content
        try:
            record = dump_content(content, blake2b(row.body, digest_size=DIGEST_BYTES).digest())
        except NotStorableError as error:
            logger.info("%s is made in each build: %s", row.path, error)
            return content
        record_key = fingerprint((os.fsencode(row.path), key, row.digest))
        made = ContentRow(row.path, key, row.reader_key, row.stamp, row.digest, record_key, record)
        self._build.sources_state.keep_content(made)
        self._bodies[content.source_path] = (reader, row.reader_key)
        return self._restorer.restore(made, kind, content.source_path, content._context) if wanted else None

    def _body(self, source_path: str) -> str:
        reader, key = self._bodies[source_path]
        row = self._build.sources_state.source(_relative(source_path, self._settings["PATH"]), key)
        return _body_of(row) if row else reader.read(source_path)[0]  # the state was damaged since

    def _changed(self, readers: pelican_readers.Readers, files: Iterable[str], kind: type) -> list[str]:
        """Those of the files that have to be read before an object can be made; the others are noted.

        The loop is as short as it can be: it runs for every article of a site in which a few have changed.
        """
        self._unchanged.clear()
        changed = []
        base, started_ns, content = self._settings["PATH"], self._build.started_ns, self._build.sources_state.content
        keys: dict[str, tuple[Any, bytes | None, bytes | None]] = {}  # by suffix
        folders: dict[str, tuple[str, str]] = {}  # with a slash: relative as paths of rows are, and absolute
        stamps = self._build.stamps
        for path in files:
            suffix = _suffix(path)
            if suffix not in keys:
                reader = readers.readers.get(suffix)
                keys[suffix] = (reader, self.key(reader, kind), self._reader_keys.get(type(reader)))
            reader, key, reader_key = keys[suffix]
            if not key:
                continue
            folder, _, name = path.rpartition("/")
            if folder not in folders:
                folders[folder] = _folders(base, folder)
            below, above = folders[folder]
            source = above + name
            try:
                stamp = stamp_of(source, started_ns)
            except OSError:
                continue  # gone: Pelican will say so
            stamps[source] = stamp
            row = content(below + name, key)
            if row is None or row.reader_key != reader_key:
                changed.append(path)
                continue
            if not stamp or row.stamp != stamp:
                if _digest(source) != row.digest:
                    changed.append(path)
                    continue
                if row.stamp != stamp:
                    row = row._replace(stamp=stamp)
                    self._build.sources_state.keep_content(row)
            self._unchanged[path, kind] = (source, row, reader)
        return changed

    def _reader_key(self, kind: type) -> bytes | None:
        if kind not in self._reader_keys:
            self._reader_keys[kind] = _reader_key(kind, self._settings, self._build.program_key)
        return self._reader_keys[kind]


class _CachedReadFile:
    """Stands in for `Readers.read_file`."""

    def __init__(self, readers: pelican_readers.Readers, cache: SourceCache) -> None:
        self._readers = readers
        self._cache = cache
        self._base = readers.settings["PATH"]  # of the files that are asked of ahead

    def __call__(
        self, base_path: str, path: str, content_class: type = Page, fmt: str | None = None, **options: Any
    ) -> Any:
        context_signal = options.get("context_signal")
        heard = context_signal and context_signal.receivers
        content = None
        if not fmt and not heard and base_path == self._base:
            content = self._cache.restored_unchanged(content_class, path, options.get("context"))
        if content is None:
            reader = self._readers.readers.get(_suffix(path))
            key = self._cache.key(reader, content_class)
            if fmt or heard or key is None:
                read = type(self._readers).read_file
                return read(self._readers, base_path, path, content_class, fmt=fmt, **options)
            content = self._cache.restored(reader, key, content_class, base_path, path, options.get("context"))
        if content is not None:
            self._cache.count()
            if options.get("preread_signal"):
                options["preread_signal"].send(options.get("preread_sender"))
        else:
            with signals.content_object_init.muted():
                content = self._cache.made(self._readers, content_class, base_path, path, **options)
        if isinstance(content, Content) and not isinstance(content, SkipStub):
            signals.content_object_init.send(content)
        return content


def _prefetching(
    generator: Generator, cache: SourceCache, kind: type, names: tuple[str, str], heard: Collection[Any]
) -> None:
    """Lets a generator's files be read ahead, and its tree of files be walked once where Pelican walks it thrice.

    They come in order: in a set's, which each run has another of, articles of one date would change places. `heard` are
    signals that are sent while a file is read.
    """
    generate_context, get_files = generator.generate_context, generator.get_files
    found: dict[str, list[str]] = {}

    def get_files_once(paths: Any, exclude: Any = None, extensions: Any = None) -> Collection[str]:
        if extensions is not None and extensions is not False and not extensions:
            return set()  # no suffix at all is asked for: the disabled readers', of which there are mostly none
        if extensions is None and paths == generator.settings[names[0]] and "files" in found:
            return found.pop("files")
        return get_files(paths, exclude, extensions)  # type: ignore[no-any-return]  # pelican has no types

    def cached(path: str, _default: Any = None) -> Any:
        return cache.valid_unchanged(kind, path, generator.context)

    def generate_context_ahead() -> None:
        for cacher in (generator, generator.readers):
            if (
                not cacher._cache_data_policy and not cacher._cache
            ):  # Pelican's own cache is off, but asks for each file
                cacher.get_cached_data = cacher.cache_data = _nothing_cached
        if not any(signal.receivers for signal in heard):
            # Where Pelican looks for objects that need no reading, and takes them without looking at them again.
            generator.get_cached_data = cached
        paths, exclude = (generator.settings[name] for name in names)
        if type(generator)._include_path is Generator._include_path:
            generator._include_path = _including(generator)
        found["files"] = sorted(get_files(paths, exclude))
        cache.prefetch(generator.readers, found["files"], kind)
        generate_context()

    generator.get_files = get_files_once
    generator.generate_context = generate_context_ahead


def _including(generator: Generator) -> Callable[..., bool]:
    """Pelican's `_include_path`, with all patterns of IGNORE_FILES in one, where it asks for each file and pattern."""
    patterns = [fnmatch.translate(os.path.normcase(pattern)) for pattern in generator.settings["IGNORE_FILES"]]
    is_ignored = re.compile("|".join(patterns) or "(?!)").match
    readers, normcase = generator.readers, os.path.normcase

    def include(path: str, extensions: Any = None) -> bool:
        if is_ignored(normcase(path.rpartition("/")[2])):
            return False
        return extensions is False or _suffix(path) in (readers.extensions if extensions is None else extensions)

    return include


def _suffix(path: str) -> str:
    """As `file_suffix` for the names that nearly all files have, in a third of the time."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix if dot and stem[:1] not in ("", ".") else str(file_suffix(path))


def _nothing_cached(_path: str, default: Any = None) -> Any:
    return default


class _CachedRead:
    """Stands in for the `read` of one reader."""

    def __init__(self, reader: Any, key: bytes, build: Build, settings: Mapping[str, Any]) -> None:
        self._read = reader.read
        self._opens_once = type(reader) in (pelican_readers.MarkdownReader, pelican_readers.HTMLReader)
        self._key = key
        self._build = build
        self._settings = settings
        self.depends_on_today = False  # some date since this was set to False
        self.row: SourceRow | None = None  # of what was read last, where it can be stored
        self._process_metadata = reader.process_metadata
        reader.process_metadata = self._watch_dates

    def __call__(self, source_path: str) -> tuple[Any, dict[str, Any]]:
        self._build.sources += 1
        self.row = None
        path = _relative(source_path, self._settings["PATH"])
        row = self._build.sources_state.source(path, self._key)
        stamp = self._build.stamps[source_path] = stamp_of(source_path, self._build.started_ns)
        if row and stamp and row.stamp == stamp:
            self.row = row
            return _result(row, self._settings)
        content = _bytes_of(source_path)
        digest = _digest_of(content)
        if row and row.digest == digest:
            if row.stamp != stamp:
                row = row._replace(stamp=stamp)
                self._build.sources_state.keep_source(row)
            self.row = row
            return _result(row, self._settings)
        return self._parse(source_path, content, SourceRow(path, self._key, stamp, digest, metadata=b"", body=b""))

    def _parse(self, source: str, content: bytes, row: SourceRow) -> tuple[Any, dict[str, Any]]:
        self._build.parsed += 1
        before, self.depends_on_today = self.depends_on_today, False
        with holding(source, content) as was_read:
            body, metadata = self._read(source)
            read_as_held = was_read() and self._opens_once
        depends_on_today, self.depends_on_today = self.depends_on_today, self.depends_on_today or before
        metadata = {name: value for name, value in metadata.items() if value is not pelican_readers._DISCARD}
        if type(body) is not str or depends_on_today:
            return body, metadata
        try:
            row = row._replace(metadata=dump_metadata(metadata), body=body.encode("utf-8", "surrogatepass"))
        except NotStorableError as error:
            logger.info("%s is parsed in each build, since its metadata has %s", row.path, error)
            return body, metadata
        if (
            read_as_held or _digest(source) == row.digest
        ):  # else somebody wrote while we read, and nobody knows what was parsed
            self._build.sources_state.keep_source(row)
            self.row = row
        return _result(row, self._settings)

    def _watch_dates(self, name: str, value: Any) -> Any:
        """Pelican's processing of one value; notes a date that is completed from the day of the build."""
        if name in ("date", "modified") and isinstance(value, str):
            self.depends_on_today = self.depends_on_today or _leaves_something_out(value)
        return self._process_metadata(name, value)


def _folders(base: str, folder: str) -> tuple[str, str]:
    """What comes before the name of a file in a folder: as the paths of rows are, and as Pelican names a source."""
    return os.path.normpath(os.path.join(folder, "x"))[:-1], absolute(base, os.path.join(folder, "x"))[:-1]  # noqa: PTH118


def _relative(path: str, folder: str) -> str:
    below = path_below(path, folder)
    return os.path.relpath(path, folder) if below is None else below


def _result(row: SourceRow, settings: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return _body_of(row), load_metadata(row.metadata, settings)


def _body_of(row: SourceRow) -> str:
    return row.body.decode("utf-8", "surrogatepass")


def _reader_key(kind: type, settings: Mapping[str, Any], program_key: bytes) -> bytes | None:
    """A digest of all that a reader's result depends on beside the file; None if that can't be told."""
    parts = (kind, settings["MARKDOWN"], settings["FORMATTED_FIELDS"], pelican_readers.METADATA_PROCESSORS)
    try:
        extensions = [_extension_digest(extension) for extension in settings["MARKDOWN"]["extensions"]]
        # Dateutil takes the names of the machine's own time zone into account.
        return fingerprint((program_key, describe(parts), extensions, time.tzname))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("Sources for %s are parsed in each build: %s", kind.__qualname__, error)
        return None


def _content_key(reader_key: bytes | None, kind: type, settings: Mapping[str, Any]) -> bytes | None:
    """A digest of all that an object is made from beside its file; None if that can't be told."""
    if not settings["WITH_FUTURE_DATES"] or settings.get("DEFAULT_DATE") == "fs":
        return None  # it depends on the clock, or on the file's time
    try:
        return fingerprint((reader_key, describe(kind), settings_digest(settings)))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("%s objects are made in each build: %s", kind.__name__, error)
        return None


def settings_digest(settings: Mapping[str, Any]) -> bytes:
    """Of all settings that may have a part in what an object is made of.

    Raises:
        OpaqueError, SourceUnknownError: one of them can't be looked into.
    """
    ignored = _NOT_OF_CONTENTS.union(settings.get(IGNORED_SETTING, ()))
    read = {name: value for name, value in settings.items() if name not in ignored and not name.startswith(_OURS)}
    return fingerprint((describe(read), locale.setlocale(locale.LC_ALL)))


def _extension_digest(extension: Any) -> bytes | None:
    """The source of a Markdown extension that is given by the name of its module.

    Markdown's own and those of entry points come with a version, which is in the program's key; objects are described
    among the settings.
    """
    if not isinstance(extension, str) or extension.startswith("markdown.extensions."):
        return None
    module = extension.partition(":")[0]
    try:
        import_module(module)
    except ImportError:
        return None  # the name of an entry point, or a mistake that Markdown will report
    return package_digest(module)


def stamp_of(source: str, started_ns: int) -> bytes:
    """What the file system tells of a file, or b"" where it was changed so recently that this proves nothing."""
    status = os.stat(source)  # noqa: PTH116  a Path takes as long again, for ten thousand files
    changed_ns, moved_ns = status.st_mtime_ns, status.st_ctime_ns
    if changed_ns > started_ns - _RACY_NS or moved_ns > started_ns - _RACY_NS:
        return b""
    return _STAMP.pack(status.st_size, changed_ns, moved_ns, status.st_ino)


# Size, times of the last change of bytes and of the inode in nanoseconds, and the inode.
stamp_parts: Final[Callable[[bytes], tuple[Any, ...]]] = _STAMP.unpack


def _digest(source: str) -> bytes:
    return _digest_of(_bytes_of(source))


def _bytes_of(source: str) -> bytes:
    """By four calls of the system where `open` makes seven."""
    file = os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = []
        while part := os.read(file, _READ_BYTES):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


def _digest_of(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def _leaves_something_out(text: str) -> bool:
    """Whether `get_date` would complete a date from the present day."""
    if _WHOLE_DATE.fullmatch(text):
        return False
    try:
        first, second = (parse_date(text.replace("_", " "), default=default) for default in _DEFAULT_DATES)
    except (ValueError, OverflowError):
        return False  # Pelican refuses it
    return bool(first != second)
