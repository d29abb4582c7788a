"""The formats in which feeds give dates.

JSON Feed has RFC 3339 alone. XML feeds have many forms, and feedparser knows them: RFC 822 with its mistakes, W3CDTF,
month names of several languages. Nearly all feeds use two forms, exactly. These two are read here, so that a run whose
feeds are plain needn't import feedparser for its dates, which takes 0.06 s; one date takes 3.4 µs here and 4.9 µs there
(tests/benchmarks/beside_libraries.py). What has another form goes to feedparser. For each form, and for moments that
the calendar doesn't have, tests/digest/feeds/parsing/test_date_parsing.py demands what feedparser says.

A format that feedparser doesn't know is added to `_quick_moment`. It is then read in plain documents; those that
feedparser reads need `feedparser.registerDateHandler` in `feedparser_library` as well.
"""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from .feedparser_library import parse_date

_MONTH_NAMES: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
# RFC 822 with a year of four digits, and RFC 3339 to the second.
_RFC822: Final = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d?) ([A-Z][a-z]{2}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|([+-])(\d\d)(\d\d))"
)
_RFC3339: Final = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))")


def nine_numbers(text: str) -> tuple[int, ...] | None:
    """The moment in UTC as `time.struct_time` has it, None where `text` is no date that feedparser can read."""
    moment = _quick_moment(text)
    return parse_date(text) if moment is None else tuple(moment.utctimetuple())


def moment_of_numbers(numbers: time.struct_time | tuple[int, ...] | None) -> datetime | None:
    """The moment that nine numbers in UTC name, None where the calendar has no such moment."""
    if not numbers:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(tuple(numbers)), UTC)
    except (ValueError, OverflowError, OSError, IndexError, TypeError):
        return None


def moment_of_iso(text: str) -> datetime | None:
    """The moment in UTC of an ISO 8601 or RFC 3339 text, None where it is neither. A text without a zone is
    taken for UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _quick_moment(text: str) -> datetime | None:
    if match := _RFC822.fullmatch(text):
        day, month_name, year, *time_and_zone = match.groups()
        month = _MONTHS.get(month_name, 0)
    elif match := _RFC3339.fullmatch(text):
        year, month_number, day, *time_and_zone = match.groups()
        month = int(month_number)
    else:
        return None
    hour, minute, second, sign, offset_hours, offset_minutes = time_and_zone
    try:
        moment = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    if sign is None:
        return moment
    offset = timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
    return moment - offset if sign == "+" else moment + offset
