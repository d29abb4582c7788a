"""Faster replacements for the functions that Pelican calls for every file, with the same results.

Apart from Markdown, most of Pelican's time for an article goes into repeated calls: of dateutil for a date that is
obviously in ISO 8601, of the file system for the current folder, of the C library to format a day, of a table of
regular expressions for a tag's slug. The replacements compute simple cases themselves or take them from a cache, and
call Pelican's function for all others. Without them a cold build of 2,000 articles takes 26 % more processor time (2.78
s against 2.25 s, medians of five paired runs of tests/benchmarks/incremental.py, Pelican 4.12).

A test gives each replacement and Pelican's function the same generated arguments and compares the results
(tests/quick_pelican/test_quick_reading.py); another test compares whole articles.
"""

import fnmatch
import locale
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final

from pelican import readers, urlwrappers, utils
from pelican.cache import FileStampDataCacher
from pelican.contents import Content
from pelican.generators import Generator
from pelican.utils import SafeDatetime, file_suffix

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
# Formats that consist only of these depend on the day of a date, not on its time.
_DAY_FORMAT: Final = re.compile(r"(?:[^%]|%-?[aAbBdGjmuUVwWyY%])*", re.DOTALL)
_MAX_SLUGS: Final = 10_000  # cached slugs, some 100 bytes each


@contextmanager
def quick_reading() -> Iterator[None]:
    """Replaces Pelican's functions for one run."""
    with ExitStack() as stack:
        for owner, name, replacement in (
            (readers, "get_date", quick_get_date),
            (readers, "find_empty_alt", quick_find_empty_alt),
            (utils, "strftime", quick_strftime),
            (urlwrappers, "slugify", quick_slugify),
            (FileStampDataCacher, "_get_file_stamp", quick_file_stamp),
            (Content, "get_relative_source_path", quick_relative_source_path),
        ):
            original = getattr(owner, name)
            stack.callback(setattr, owner, name, original)
            setattr(owner, name, replacement(original))
        yield


def quick_listing(generator: Generator) -> None:
    """Has a generator match each file with all patterns of IGNORE_FILES at once."""
    if type(generator)._include_path is Generator._include_path:
        generator._include_path = _with_joined_patterns(generator)


def _with_joined_patterns(generator: Generator) -> Callable[..., bool]:
    """Pelican's `_include_path`, with all patterns of IGNORE_FILES joined in one."""
    patterns = [fnmatch.translate(os.path.normcase(pattern)) for pattern in generator.settings["IGNORE_FILES"]]
    is_ignored = re.compile("|".join(patterns) or "(?!)").match
    readers, normcase = generator.readers, os.path.normcase

    def include(path: str, extensions: Any = None) -> bool:
        name = path.rpartition("/")[2]
        if is_ignored(normcase(name)):
            return False
        return extensions is False or file_suffix(name) in (readers.extensions if extensions is None else extensions)

    return include


def quick_file_stamp(get_file_stamp: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """A replacement for `_get_file_stamp`, which Pelican calls three times a file even if its cache is off."""

    def stamp(cacher: Any, filename: str) -> Any:
        if not cacher._cache_data_policy and not cacher._cache:
            return ""
        return get_file_stamp(cacher, filename)

    return stamp


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


def path_below(path: Any, folder: Any) -> str | None:
    """The path relative to a folder that contains it; None if this can't be seen from the text of both."""
    if (
        os.sep == "/"
        and type(path) is str
        and type(folder) is str
        and folder[:1] == "/"
        and path.startswith(f"{folder}/")
        and os.path.normpath(path) == path
    ):
        return path[len(folder) + 1 :] or None  # "//" is the root folder, which POSIX allows
    return None
