"""What Pelican does for every file that it reads, by shorter ways with the same result.

Most of the time that Pelican takes for an article beside its Markdown goes into asking the same things again: dateutil
for a date that is plainly in ISO 8601, the file system for the current folder, the C library for how a day is written,
a table of expressions for a tag's slug. The shorter ways answer what is plain by themselves, or from what they were
told before, and hand on everything else. Without them a cold build of 2,000 articles takes 26 % more of the processor
(2.78 s against 2.25 s, medians of five paired runs of tests/benchmarks/incremental.py, Pelican 4.12). Each is held to
Pelican's own function by a test that gives both the same generated arguments
(tests/incremental/shortcuts/test_quick_reading.py), and a test compares whole articles.
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
# Formats made of these alone depend on the day of a date, and not on its time.
_DAY_FORMAT: Final = re.compile(r"(?:[^%]|%-?[aAbBdGjmuUVwWyY%])*", re.DOTALL)
_MAX_SLUGS: Final = 10_000  # that are held, some 100 bytes each
_Open: TypeAlias = Callable[..., AbstractContextManager[str]]


class HeldFile:
    """The file that is being read, whose bytes are in memory already; a run reads one file at a time."""

    def __init__(self) -> None:
        self._path = ""
        self._content: bytes | None = None

    @property
    def was_read(self) -> bool:
        """Whether the bytes that `holding` was given have been taken."""
        return self._content is None

    @contextmanager
    def holding(self, path: str, content: bytes) -> Iterator[None]:
        """Lets the file be read from its bytes, once."""
        self._path, self._content = path, content
        try:
            yield
        finally:
            self._path, self._content = "", None

    def take(self, path: str) -> bytes | None:
        """The bytes of the file that is held; None for any other, and for this one when they were taken before."""
        if path != self._path:
            return None
        content, self._content = self._content, None
        return content


@contextmanager
def quick_reading(held_file: HeldFile) -> Iterator[None]:
    """Puts the shorter ways in place of Pelican's functions, for one run. `held_file` is read without being opened."""
    with ExitStack() as stack:
        for owner, name, shorten in (
            (readers, "get_date", quick_get_date),
            (readers, "pelican_open", partial(quick_pelican_open, held_file=held_file)),
            (readers, "find_empty_alt", quick_find_empty_alt),
            (utils, "strftime", quick_strftime),
            (urlwrappers, "slugify", quick_slugify),
            (Content, "get_relative_source_path", quick_relative_source_path),
        ):
            pelicans_own = getattr(owner, name)
            stack.callback(setattr, owner, name, pelicans_own)
            setattr(owner, name, shorten(pelicans_own))
        yield


def quick_get_date(get_date: Callable[[str], Any]) -> Callable[[str], Any]:
    """Pelican's `get_date`, which is asked for all that is not plainly a whole date in ISO 8601.

    The zone at the end is Pelican's own, asked for once in each spelling.
    """

    @lru_cache(maxsize=100)
    def zone_of(suffix: str) -> tzinfo | None:
        zone: tzinfo | None = get_date(f"2001-01-01T00:00:00{suffix}").tzinfo
        return zone

    def get_iso_date(string: str) -> Any:
        match = _ISO_DATE.fullmatch(string)
        if not match or (match[7] == "Z" and time.daylight):  # a zone with summer time may call itself UTC in winter
            return get_date(string)
        *numbers, suffix = match.groups(default="")
        try:
            moment = SafeDatetime(*map(int, filter(None, numbers)))
            return moment.replace(tzinfo=zone_of(suffix)) if suffix else moment
        except ValueError:
            return get_date(string)  # a thirteenth month, a zone of 25 hours: it knows what to say

    return get_iso_date


def quick_pelican_open(pelican_open: _Open, held_file: HeldFile) -> _Open:
    """Pelican's own `open`, which isn't asked for the text of the file that is held."""

    @contextmanager
    def open_text(filename: str, mode: str = "r") -> Iterator[str]:
        content = held_file.take(filename) if mode == "r" else None
        if content is not None:
            yield content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        else:
            with pelican_open(filename, mode) as text:
                yield text

    return open_text


def quick_find_empty_alt(find_empty_alt: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """Pelican's `find_empty_alt`, which is asked only where there is an image: its pattern begins with one."""

    def find(content: str, path: str) -> None:
        if "<img" in content:
            find_empty_alt(content, path)

    return find


def quick_strftime(strftime: Callable[..., str]) -> Callable[..., str]:
    """Pelican's `strftime`, asked once a day where the format has nothing smaller: articles share their days."""
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
    """Pelican's `slugify` as tags, categories and authors call it, asked once for each name: articles share these."""

    @lru_cache(maxsize=_MAX_SLUGS)
    def slug_of(value: str, regex_subs: tuple[tuple[Any, ...], ...], preserve_case: bool, use_unicode: bool) -> str:
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    def slugify_once(value: Any, regex_subs: Any = (), preserve_case: bool = False, use_unicode: bool = False) -> str:
        if type(value) is str:
            return slug_of(value, tuple(map(tuple, regex_subs)), preserve_case, use_unicode)
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    return slugify_once


def quick_relative_source_path(get_relative_source_path: Callable[..., str | None]) -> Callable[..., str | None]:
    """`Content.get_relative_source_path`, which is asked where a path is not plainly below PATH."""

    def relative(content: Any, source_path: str | None = None) -> str | None:
        below = path_below(source_path or content.source_path, content.settings["PATH"])
        return get_relative_source_path(content, source_path) if below is None else below

    return relative
