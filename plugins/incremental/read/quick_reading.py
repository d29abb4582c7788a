"""What Pelican does for every file it reads, by a shorter way with the same result.

- A date in ISO 8601 needs no dateutil: only the zone at its end does, once for each spelling.
- A path below PATH needs no look at the current folder.
- A file whose bytes are here already needs no second opening.
- Articles share their days, tags and categories: how a day is written, and a name's slug, is worked out once.
- A body without an image has no image without a description.

Whatever does not fit goes the way it always goes. tests/incremental/test_quick_reading.py holds each against Pelican's.
"""

import locale
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import tzinfo
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final, TypeAlias

from pelican import readers, urlwrappers, utils
from pelican.contents import Content
from pelican.utils import SafeDatetime

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
# How a date is written depends on its day alone where there are no others.
_OF_A_DAY: Final = re.compile(r"(?:[^%]|%-?[aAbBdGjmuUVwWyY%])*", re.DOTALL)
_NAMES: Final = 10_000  # slugs that are kept, some 100 bytes each
_Open: TypeAlias = Callable[..., AbstractContextManager[str]]
_held: dict[str, bytes] = {}  # of a file that is being read: a run reads one at a time


@contextmanager
def quick_reading() -> Iterator[None]:
    """For one run of Pelican."""
    with ExitStack() as stack:
        for place, name, quick in (
            (readers, "get_date", date_formats),
            (readers, "pelican_open", opening_held),
            (readers, "find_empty_alt", looking_for_images),
            (readers, "os", with_quick_relpath),
            (utils, "strftime", by_day),
            (urlwrappers, "slugify", remembering_slugs),
            (Content, "get_relative_source_path", quick_relative),
        ):
            usual = getattr(place, name)
            stack.callback(setattr, place, name, usual)
            setattr(place, name, quick(usual))
        stack.callback(_held.clear)
        yield


def date_formats(get_date: Callable[[str], Any]) -> Callable[[str], Any]:
    """Pelican's `get_date`, which asks the real one for all that is not plainly a whole date."""

    @lru_cache(maxsize=100)
    def zone(suffix: str) -> tzinfo | None:
        found: tzinfo | None = get_date(f"2001-01-01T00:00:00{suffix}").tzinfo
        return found

    def quick_date(string: str) -> Any:
        match = _ISO_DATE.fullmatch(string)
        if not match or (match[7] == "Z" and time.daylight):  # a zone with summer time may call itself UTC in winter
            return get_date(string)
        *numbers, suffix = match.groups(default="")
        try:
            moment = SafeDatetime(*map(int, filter(None, numbers)))
            return moment.replace(tzinfo=zone(suffix)) if suffix else moment
        except ValueError:
            return get_date(string)  # a thirteenth month, a zone of 25 hours: it knows what to say

    return quick_date


def quick_relative(get_relative_source_path: Callable[..., str | None]) -> Callable[..., str | None]:
    """`Content.get_relative_source_path` for POSIX paths."""

    def relative(content: Any, source_path: str | None = None) -> str | None:
        path = source_path or content.source_path
        below = path_below(path, content.settings["PATH"])
        return get_relative_source_path(content, source_path) if below is None else below

    return relative


def with_quick_relpath(module: Any) -> Any:
    """The module `os` as Pelican's readers see it, with a quick `path.relpath`."""

    def relpath(path: Any, start: Any = None) -> Any:
        below = path_below(path, start)
        return os.path.relpath(path, start) if below is None else below

    return SimpleNamespace(**{**vars(module), "path": SimpleNamespace(**{**vars(module.path), "relpath": relpath})})


def path_below(path: Any, folder: Any) -> str | None:
    """The path relative to a folder that it is in; None where they have to be looked at closer."""
    if (
        os.sep == "/"
        and type(path) is str
        and type(folder) is str
        and folder[:1] == "/"
        and path.startswith(f"{folder}/")
        and os.path.normpath(path) == path
    ):
        return path[len(folder) + 1 :] or None  # "//" is the root itself, which POSIX leaves as it is
    return None


def by_day(strftime: Callable[..., str]) -> Callable[..., str]:
    """Pelican's `strftime`, asked once a day where the format has nothing smaller."""
    of_a_day = lru_cache(maxsize=1000)(lambda fmt: _OF_A_DAY.fullmatch(fmt) is not None)

    @lru_cache(maxsize=1000)
    def day(ordinal: int, date_format: str, _locale: str) -> str:
        return strftime(SafeDatetime.fromordinal(ordinal), date_format)

    def quick_strftime(date: Any, date_format: str) -> str:
        if type(date) is SafeDatetime and type(date_format) is str and of_a_day(date_format):
            return day(date.toordinal(), date_format, locale.setlocale(locale.LC_ALL))
        return strftime(date, date_format)

    return quick_strftime


def remembering_slugs(slugify: Callable[..., str]) -> Callable[..., str]:
    """Pelican's `slugify` as tags, categories and authors call it."""

    @lru_cache(maxsize=_NAMES)
    def slug(value: str, regex_subs: tuple[tuple[Any, ...], ...], preserve_case: bool, use_unicode: bool) -> str:
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    def quick_slugify(value: Any, regex_subs: Any = (), preserve_case: bool = False, use_unicode: bool = False) -> str:
        if type(value) is str:
            return slug(value, tuple(map(tuple, regex_subs)), preserve_case, use_unicode)
        return slugify(value, regex_subs=regex_subs, preserve_case=preserve_case, use_unicode=use_unicode)

    return quick_slugify


def looking_for_images(find_empty_alt: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """Pelican's `find_empty_alt`, whose pattern begins with an image."""

    def find(content: str, path: str) -> None:
        if "<img" in content:
            find_empty_alt(content, path)

    return find


@contextmanager
def holding(source_path: str, content: bytes) -> Iterator[Callable[[], bool]]:
    """Lets the file be read from its bytes, once; the function tells whether that has happened."""
    _held[source_path] = content
    try:
        yield lambda: source_path not in _held
    finally:
        _held.pop(source_path, None)


def opening_held(pelican_open: _Open) -> _Open:
    """Pelican's own `open`, which gives the text of a file that is held without opening it."""

    @contextmanager
    def quick_open(filename: str, mode: str = "r") -> Iterator[str]:
        if mode == "r" and filename in _held:
            yield _held.pop(filename).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        else:
            with pelican_open(filename, mode) as text:
                yield text

    return quick_open
