"""A reader's `read` that parses a file only if the file, or anything else that the result depends on, has changed."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from dateutil.parser import parse as parse_date  # type: ignore[import-untyped]  # ships no types
from pelican import readers as pelican_readers

from ..content.metadata_codec import NotStorableError, dump_metadata, load_metadata
from ..run.build_run import Build
from ..shortcuts.quick_reading import PreloadedFile
from ..state.rows import SourceRow
from .source_files import bytes_of, digest_of_bytes, digest_of_file, stamp_of
from .source_paths import relative_path

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

    def __init__(
        self, reader: Any, key: bytes, build: Build, settings: Mapping[str, Any], preloaded_file: PreloadedFile
    ) -> None:
        self.depends_on_today = (
            False  # whether any date read since this was set to False is completed from today's date
        )
        self.row: SourceRow | None = None  # of the file that was read last; None if it can't be stored
        self._read = reader.read
        self._opens_once = type(reader) in (pelican_readers.MarkdownReader, pelican_readers.HTMLReader)
        self._key = key
        self._build = build
        self._settings = settings
        self._preloaded_file = preloaded_file
        self._process_metadata = reader.process_metadata
        reader.process_metadata = self._watch_dates

    def __call__(self, source_path: str) -> tuple[Any, dict[str, Any]]:
        self._build.sources += 1
        self.row = None
        path = relative_path(source_path, self._settings["PATH"])
        row = self._build.source_state.source(path, self._key)
        stamp = self._build.stamps[source_path] = stamp_of(source_path, self._build.started_ns)
        if row and stamp and row.stamp == stamp:
            self.row = row
            return _result(row, self._settings)
        content = bytes_of(source_path)
        digest = digest_of_bytes(content)
        if row and row.digest == digest:
            if row.stamp != stamp:
                row = row._replace(stamp=stamp)
                self._build.source_state.put_source(row)
            self.row = row
            return _result(row, self._settings)
        return self._parse(source_path, content, SourceRow(path, self._key, stamp, digest, metadata=b"", body=b""))

    def _parse(self, source: str, content: bytes, row: SourceRow) -> tuple[Any, dict[str, Any]]:
        self._build.parsed += 1
        before, self.depends_on_today = self.depends_on_today, False
        with self._preloaded_file.preloaded(source, content):
            body, metadata = self._read(source)
            parsed_these_bytes = self._preloaded_file.was_read and self._opens_once
        depends_on_today, self.depends_on_today = self.depends_on_today, self.depends_on_today or before
        metadata = {name: value for name, value in metadata.items() if value is not pelican_readers._DISCARD}
        if type(body) is not str or depends_on_today:
            return body, metadata
        try:
            row = row._replace(metadata=dump_metadata(metadata), body=body.encode("utf-8", "surrogatepass"))
        except NotStorableError as error:
            logger.info("%s is parsed in each build, since its metadata has %s", row.path, error)
            return body, metadata
        # If the file was written to while it was read, its parsed bytes are unknown, and the result isn't stored.
        if parsed_these_bytes or digest_of_file(source) == row.digest:
            self._build.source_state.put_source(row)
            self.row = row
        return _result(row, self._settings)

    def _watch_dates(self, name: str, value: Any) -> Any:
        """Pelican's processing of one value. It notes whether a date is completed from the day of the build."""
        if name in ("date", "modified") and isinstance(value, str):
            self.depends_on_today = self.depends_on_today or _leaves_something_out(value)
        return self._process_metadata(name, value)


def body_of_row(row: SourceRow) -> str:
    return row.body.decode("utf-8", "surrogatepass")


def _result(row: SourceRow, settings: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return body_of_row(row), load_metadata(row.metadata, settings)


def _leaves_something_out(text: str) -> bool:
    """Whether `get_date` would complete a date from today's date."""
    if _WHOLE_DATE.fullmatch(text):
        return False
    try:
        first, second = (parse_date(text.replace("_", " "), default=default) for default in _DEFAULT_DATES)
    except (ValueError, OverflowError):
        return False  # Pelican rejects it
    return bool(first != second)
