"""Faster replacements for the functions that Pelican calls for every file, with the same results.

Apart from Markdown, most of Pelican's time for an article goes into repeated calls: of dateutil for a date that is
obviously in ISO 8601, of the file system for the current folder, of the C library to format a day, of a table of
regular expressions for a tag's slug. The replacements compute simple cases themselves or take them from a cache, and
call Pelican's function for all others. Without them a cold build of 2,000 articles takes 26 % more processor time (2.78
s against 2.25 s, medians of five paired runs of tests/benchmarks/incremental.py, Pelican 4.12).

A test gives each replacement and Pelican's function the same generated arguments and compares the results
(tests/incremental/shortcuts/test_quick_reading.py); another test compares whole articles.
"""

import locale
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import tzinfo
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from pelican import readers, urlwrappers, utils
from pelican.contents import Content
from pelican.utils import SafeDatetime

from ..read.source_paths import path_below

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
# Formats that consist only of these depend on the day of a date, not on its time.
_DAY_FORMAT: Final = re.compile(r"(?:[^%]|%-?[aAbBdGjmuUVwWyY%])*", re.DOTALL)
_MAX_SLUGS: Final = 10_000  # cached slugs, some 100 bytes each
_Open: TypeAlias = Callable[..., AbstractContextManager[str]]


class PreloadedFile:
    """The file that is being read, with its bytes in memory. A run reads one file at a time."""

    def __init__(self) -> None:
        self._path = ""
        self._content: bytes | None = None

    @property
    def was_read(self) -> bool:
        """Whether the bytes have been read."""
        return self._content is None

    @contextmanager
    def preloaded(self, path: str, content: bytes) -> Iterator[None]:
        """Within this context, the file at `path` can be read once from `content`."""
        self._path, self._content = path, content
        try:
            yield
        finally:
            self._path, self._content = "", None

    def read_once(self, path: str) -> bytes | None:
        """The bytes of the preloaded file; None for any other file, and at the second call."""
        if path != self._path:
            return None
        content, self._content = self._content, None
        return content


@contextmanager
def quick_reading(preloaded_file: PreloadedFile) -> Iterator[None]:
    """Replaces Pelican's functions for one run. `preloaded_file` is read without being opened."""
    with ExitStack() as stack:
        for owner, name, replacement in (
            (readers, "get_date", quick_get_date),
            (readers, "pelican_open", partial(quick_pelican_open, preloaded_file=preloaded_file)),
            (readers, "find_empty_alt", quick_find_empty_alt),
            (utils, "strftime", quick_strftime),
            (urlwrappers, "slugify", quick_slugify),
            (Content, "get_relative_source_path", quick_relative_source_path),
        ):
            original = getattr(owner, name)
            stack.callback(setattr, owner, name, original)
            setattr(owner, name, replacement(original))
        yield


def quick_get_date(get_date: Callable[[str], Any]) -> Callable[[str], Any]:
    """A replacement for Pelican's `get_date`, which is still called for anything but a complete date in ISO 8601.

    Time zones come from Pelican's function, once for each spelling.
    """

    @lru_cache(maxsize=100)
    def zone_of(suffix: str) -> tzinfo | None:
        zone: tzinfo | None = get_date(f"2001-01-01T00:00:00{suffix}").tzinfo
        return zone

    def get_iso_date(string: str) -> Any:
        match = _ISO_DATE.fullmatch(string)
        if not match or (match[7] == "Z" and time.daylight):  # a zone with summer time may be named UTC in winter
            return get_date(string)
        *numbers, suffix = match.groups(default="")
        try:
            moment = SafeDatetime(*map(int, filter(None, numbers)))
            return moment.replace(tzinfo=zone_of(suffix)) if suffix else moment
        except ValueError:
            return get_date(string)  # a thirteenth month, a zone of 25 hours: Pelican raises its error

    return get_iso_date


def quick_pelican_open(pelican_open: _Open, preloaded_file: PreloadedFile) -> _Open:
    """A replacement for Pelican's `pelican_open`, which is not called for the preloaded file."""

    @contextmanager
    def open_text(filename: str, mode: str = "r") -> Iterator[str]:
        content = preloaded_file.read_once(filename) if mode == "r" else None
        if content is not None:
            yield content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        else:
            with pelican_open(filename, mode) as text:
                yield text

    return open_text


def quick_find_empty_alt(find_empty_alt: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """A replacement for Pelican's `find_empty_alt`, which is called only for a text with an image."""

    def find(content: str, path: str) -> None:
        if "<img" in content:
            find_empty_alt(content, path)

    return find


def quick_strftime(strftime: Callable[..., str]) -> Callable[..., str]:
    """A replacement for Pelican's `strftime`, which is called once for each day if the format has no time of day."""
    is_day_format = lru_cache(maxsize=1000)(lambda date_format: _DAY_FORMAT.fullmatch(date_format) is not None)

    @lru_cache(maxsize=1000)
    def format_day(ordinal: int, date_format: str, _locale: str) -> str:
        return strftime(SafeDatetime.fromordinal(ordinal), date_format)

    def format_date(date: Any, date_format: str) -> str:
        if type(date) is SafeDatetime and type(date_format) is str and is_day_format(date_format):
            return format_day(date.toordinal(), date_format, locale.setlocale(locale.LC_ALL))
        return strftime(date, date_format)

    return format_date


def quick_slugify(slugify: Callable[..., str]) -> Callable[..., str]:
    """A replacement for Pelican's `slugify` for tags, categories and authors. It is called once for each name."""

    @lru_cache(maxsize=_MAX_SLUGS)
    def slug_of(value: str, regex_subs: tuple[tuple[Any, ...], ...], preserve_case: bool, use_unicode: bool) -> str:
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    def slugify_once(value: Any, regex_subs: Any = (), preserve_case: bool = False, use_unicode: bool = False) -> str:
        if type(value) is str:
            return slug_of(value, tuple(map(tuple, regex_subs)), preserve_case, use_unicode)
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    return slugify_once


def quick_relative_source_path(get_relative_source_path: Callable[..., str | None]) -> Callable[..., str | None]:
    """A replacement for `Content.get_relative_source_path`, which is called only for paths that aren't below PATH."""

    def relative(content: Any, source_path: str | None = None) -> str | None:
        below = path_below(source_path or content.source_path, content.settings["PATH"])
        return get_relative_source_path(content, source_path) if below is None else below

    return relative
