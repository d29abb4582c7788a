"""A reader's `read` that parses a file only if the file, or anything else that the result depends on, has changed."""

import logging
import os
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from dateutil.parser import parse as parse_date  # type: ignore[import-untyped]  # ships no types
from pelican import readers as pelican_readers

from ..run.build_run import Build
from ..state.rows import SourceRow
from .metadata_codec import NotStorableError, dump_metadata, load_metadata
from .source_files import bytes_of, digest_of_bytes, digest_of_file, stamp_of

logger = logging.getLogger(__name__)

# A complete date in the most usual form. For any other form dateutil is called twice, which takes longer than parsing a
# short article.
_WHOLE_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?", re.ASCII)
_DEFAULT_DATES: Final = (datetime(2001, 1, 3), datetime(2006, 3, 6))  # noqa: DTZ001  months of 31 days, nothing in common


class CachedReader:
    """Replaces the `read` of one reader.

    Every result is converted to its stored form and back, whether it was parsed now or by an earlier build. So a build
    with a cache can't differ from one without.
    """

    def __init__(self, reader: Any, key: bytes, build: Build, settings: Mapping[str, Any]) -> None:
        self.state = build.source_state
        self._read = reader.read
        self._key = key
        self._build = build
        self._settings = settings
        self._depends_on_today = False  # whether a date of the file that is read is completed from today's date
        self._process_metadata = reader.process_metadata
        reader.process_metadata = self._watch_dates

    def __call__(self, source_path: str) -> tuple[Any, dict[str, Any]]:
        self._build.sources += 1
        row, stamp = self._row(source_path)
        if row and stamp and row.stamp == stamp:
            return _result(row, self._settings)
        digest = digest_of_bytes(bytes_of(source_path))
        if row and row.digest == digest:
            if row.stamp != stamp:
                self.state.put(row._replace(stamp=stamp))
            return _result(row, self._settings)
        path = os.path.relpath(source_path, self._settings["PATH"])
        return self._parse(source_path, SourceRow(path, self._key, stamp, digest, metadata=b"", body=b""))

    def has_current(self, source_path: str) -> bool:
        """Whether the file need not be parsed."""
        try:
            row, stamp = self._row(source_path)
            return row is not None and (
                (stamp != b"" and row.stamp == stamp) or digest_of_file(source_path) == row.digest
            )
        except OSError:
            return True  # Pelican will report it

    def _row(self, source_path: str) -> tuple[SourceRow | None, bytes]:
        """The row of a file, and the stamp of the file now."""
        row = self.state.source(os.path.relpath(source_path, self._settings["PATH"]), self._key)
        stamp = self._build.stamps[source_path] = stamp_of(source_path, self._build.started_ns)
        return row, stamp

    def _parse(self, source: str, row: SourceRow) -> tuple[Any, dict[str, Any]]:
        self._build.parsed += 1
        self._depends_on_today = False
        body, metadata = self._read(source)
        metadata = {name: value for name, value in metadata.items() if value is not pelican_readers._DISCARD}
        if type(body) is not str or self._depends_on_today:
            return body, metadata
        try:
            row = row._replace(metadata=dump_metadata(metadata), body=body.encode("utf-8", "surrogatepass"))
        except NotStorableError as error:
            logger.info("%s is parsed in each build, since its metadata has %s", row.path, error)
            return body, metadata
        # If the file was written to while it was read, its parsed bytes are unknown, and the result isn't stored.
        if digest_of_file(source) == row.digest:
            self.state.put(row)
        return _result(row, self._settings)

    def _watch_dates(self, name: str, value: Any) -> Any:
        """Pelican's processing of one value. It notes whether a date is completed from the day of the build."""
        if name in ("date", "modified") and isinstance(value, str):
            self._depends_on_today = self._depends_on_today or _leaves_something_out(value)
        return self._process_metadata(name, value)


def _result(row: SourceRow, settings: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return row.body.decode("utf-8", "surrogatepass"), load_metadata(row.metadata, settings)


def _leaves_something_out(text: str) -> bool:
    """Whether `get_date` would complete a date from today's date."""
    if _WHOLE_DATE.fullmatch(text):
        return False
    try:
        first, second = (parse_date(text.replace("_", " "), default=default) for default in _DEFAULT_DATES)
    except (ValueError, OverflowError):
        return False  # Pelican rejects it
    return bool(first != second)
