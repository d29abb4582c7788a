"""Readers that parse a file only when it has changed, or something that they read it with.

The seam is `reader.read`, a function of one file: around it Pelican goes on as ever, with all its signals, path
metadata and typographic filters. What comes back has been through the form in which it is stored whether it was parsed
now or long ago, so that a build with a cache can't differ from one without.
"""

import logging
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from dateutil.parser import parse as parse_date  # type: ignore[import-untyped]  # ships no types
from pelican import readers as pelican_readers

from .build import Build
from .callables import OpaqueError, describe
from .fingerprint import DIGEST_BYTES, fingerprint
from .metadata import NotStorableError, dump_metadata, load_metadata
from .records import SourceRow
from .sources import SourceUnknownError, package_digest

logger = logging.getLogger(__name__)

READERS_SETTING: Final = "INCREMENTAL_READERS"
# Those whose result depends on the one file alone. reStructuredText is not among them, since it can include others.
_READERS: Final = ("pelican.readers.MarkdownReader", "pelican.readers.HTMLReader")
_RACY_NS: Final = 2_000_000_000  # FAT's clock ticks every 2 s: an edit within a tick of the last may not show
_DEFAULT_DATES: Final = (datetime(2001, 1, 3), datetime(2006, 3, 6))  # noqa: DTZ001  months of 31 days, nothing in common


class SourceCache:
    """The cache that the readers of one build share."""

    def __init__(self, build: Build, settings: Mapping[str, Any]) -> None:
        self._build = build
        self._settings = settings
        self._keys: dict[type, bytes | None] = {}

    def install(self, readers: pelican_readers.Readers) -> None:
        """Puts the cache before each reader whose result depends on the file alone."""
        allowed = self._settings.get(READERS_SETTING, _READERS)
        for reader in readers.readers.values():
            kind = type(reader)
            if f"{kind.__module__}.{kind.__qualname__}" not in allowed:
                continue
            if kind not in self._keys:
                self._keys[kind] = _reader_key(kind, self._settings, self._build.program_key)
            key = self._keys[kind]
            if key:
                reader.read = _CachedRead(reader, key, self._build, self._settings)


class _CachedRead:
    """Stands in for the `read` of one reader."""

    def __init__(self, reader: Any, key: bytes, build: Build, settings: Mapping[str, Any]) -> None:
        self._read = reader.read
        self._key = key
        self._build = build
        self._settings = settings
        self._depends_on_today = False
        self._process_metadata = reader.process_metadata
        reader.process_metadata = self._watch_dates

    def __call__(self, source_path: str) -> tuple[Any, dict[str, Any]]:
        self._build.sources += 1
        source = Path(source_path)
        path = os.path.relpath(source_path, self._settings["PATH"])
        row = self._build.state.source(path, self._key)
        stamp = _stamp(source, self._build.started_ns)
        digest = row.digest if row and stamp and row.stamp == stamp else _digest(source)
        if row and row.digest == digest:
            if row.stamp != stamp:
                self._build.state.keep_source(replace(row, stamp=stamp))
            return _result(row, self._settings)
        return self._parse(source, SourceRow(path, self._key, stamp, digest, metadata="", body=b""))

    def _parse(self, source: Path, row: SourceRow) -> tuple[Any, dict[str, Any]]:
        self._build.parsed += 1
        self._depends_on_today = False
        body, metadata = self._read(str(source))
        metadata = {name: value for name, value in metadata.items() if value is not pelican_readers._DISCARD}
        if type(body) is not str or self._depends_on_today:
            return body, metadata
        try:
            row = replace(row, metadata=dump_metadata(metadata), body=body.encode("utf-8", "surrogatepass"))
        except NotStorableError as error:
            logger.info("%s is parsed in each build, since its metadata has %s", row.path, error)
            return body, metadata
        if _digest(source) == row.digest:  # else somebody wrote while we read, and nobody knows what was parsed
            self._build.state.keep_source(row)
        return _result(row, self._settings)

    def _watch_dates(self, name: str, value: Any) -> Any:
        """Pelican's processing of one value; notes a date that is completed from the day of the build."""
        if name in ("date", "modified") and isinstance(value, str):
            self._depends_on_today = self._depends_on_today or _leaves_something_out(value)
        return self._process_metadata(name, value)


def _result(row: SourceRow, settings: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return row.body.decode("utf-8", "surrogatepass"), load_metadata(row.metadata, settings)


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


def _stamp(source: Path, started_ns: int) -> str:
    """What the file system tells of a file, or "" where it was changed so recently that this proves nothing."""
    status = source.stat()
    if max(status.st_mtime_ns, status.st_ctime_ns) > started_ns - _RACY_NS:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _digest(source: Path) -> bytes:
    return blake2b(source.read_bytes(), digest_size=DIGEST_BYTES).digest()


def _leaves_something_out(text: str) -> bool:
    """Whether `get_date` would complete a date from the present day."""
    try:
        first, second = (parse_date(text.replace("_", " "), default=default) for default in _DEFAULT_DATES)
    except (ValueError, OverflowError):
        return False  # Pelican refuses it
    return bool(first != second)
