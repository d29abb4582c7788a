"""What Pelican does for every file it reads, by a shorter way with the same result.

- A date in ISO 8601 needs no dateutil: only the zone at its end does, once for each spelling.
- A path below PATH needs no look at the current folder.
- A file whose bytes are here already needs no second opening.

Whatever does not fit goes the way it always goes. tests/incremental/test_quick_reading.py holds each against Pelican's.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final, TypeAlias

from pelican import readers
from pelican.contents import Content
from pelican.utils import SafeDatetime

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_Open: TypeAlias = Callable[..., AbstractContextManager[str]]
_held: dict[str, bytes] = {}  # of a file that is being read: a run reads one at a time


@contextmanager
def quick_reading() -> Iterator[None]:
    """For one run of Pelican."""
    get_date, pelican_open, relative = readers.get_date, readers.pelican_open, Content.get_relative_source_path
    readers.get_date = quick_dates(get_date)
    readers.pelican_open = opening_held(pelican_open)
    if os.sep == "/":
        Content.get_relative_source_path = quick_relative(relative)
    try:
        yield
    finally:
        readers.get_date, readers.pelican_open = get_date, pelican_open
        Content.get_relative_source_path = relative
        _held.clear()


def quick_dates(get_date: Callable[[str], Any]) -> Callable[[str], Any]:
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
        root = content.settings["PATH"]
        if (
            type(path) is str
            and type(root) is str
            and root[:1] == "/"
            and path.startswith(f"{root}/")
            and os.path.normpath(path) == path
        ):
            return path[len(root) + 1 :]
        return get_relative_source_path(content, source_path)

    return relative


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
