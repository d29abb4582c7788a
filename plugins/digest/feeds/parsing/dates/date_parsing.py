"""The moment that a date in a feed names.

JSON Feed has RFC 3339 alone, RSS has RFC 822, and Atom RFC 3339; publishers write whatever their software gives. Nearly
all dates have one of two forms exactly, which are read first, in 3.4 µs. The others are taken apart: a time of day with
its zone, then a day. What isn't understood to the last number is no date, and neither is what could be two moments.
feedparser's formats were left, since it reads every unknown zone as UTC, "2016/6/29" as November, and seconds since
1970 as a day of the thirteenth month.

tests/digest/feeds/parsing/dates/test_date_parsing.py holds each form.
"""

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Final

from .clock_times import find_clock_time
from .date_context import DateContext
from .time_zones import MAX_OFFSET, in_utc
from .written_dates import find_day

MAX_DATE_CHARS: Final = 100  # the longest real one has 50

_MONTH_NAMES: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
# RFC 822 with a year of four digits, and RFC 3339 to the second.
_RFC822: Final = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d?) ([A-Z][a-z]{2}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|([+-])(\d\d)(\d\d))"
)
_RFC3339: Final = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))")
_YEAR_OR_MONTH: Final = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?")  # W3CDTF, of things that have no day
_DAY_OF_YEAR: Final = re.compile(r"((?:19|20)\d\d)-?(\d{3})")  # ISO 8601
_NUMBER: Final = re.compile(r"(\d{8,16})(?:\.\d{1,9})?")
_UNITS_A_SECOND: Final = {9: 1, 10: 1, 13: 10**3, 16: 10**6}  # by the digits that moments since 1973 have
_COMPACT_FORMS: Final = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_NO_CONTEXT: Final = DateContext()


def moment_of_date(text: str, context: DateContext = _NO_CONTEXT) -> datetime | None:
    """The moment in UTC, None where the text is no date, or one that could mean several moments.

    A date without a zone is taken for UTC, and one without a time for midnight. `context` decides on dates in numbers,
    names of months and zones that mean several things.
    """
    text = text.strip()
    moment = _quick_moment(text)
    if moment is not None or not text or len(text) > MAX_DATE_CHARS:
        return moment
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if match := _NUMBER.fullmatch(text):
        return _moment_of_number(match[1])
    if match := _YEAR_OR_MONTH.fullmatch(text):
        return _compact_moment(f"{match[1]}{match[2] or '01'}", "%Y%m")
    if match := _DAY_OF_YEAR.fullmatch(text):
        return _compact_moment(match[1] + match[2], "%Y%j")
    with suppress(ValueError):  # every form of ISO 8601 that Python knows, among them weeks
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else in_utc(moment, moment.tzinfo)
    return _written_moment(text, context)


def _written_moment(text: str, context: DateContext) -> datetime | None:
    clock_time = find_clock_time(text, context.country)
    if clock_time is None:
        return None
    rest = clock_time.rest
    day = find_day(re.sub(r"(?<=\d)T(?=\s*$)", "", rest), context)
    if day is None:
        return None
    try:
        local = datetime.combine(day, time()) + clock_time.since_midnight
    except OverflowError:
        return None
    return in_utc(local, clock_time.zone)


def _moment_of_number(digits: str) -> datetime | None:
    """The moment of a number: a compact date, or seconds since 1970 or their thousandths or millionths."""
    if form := _COMPACT_FORMS.get(len(digits)):
        return _compact_moment(digits, form)
    units = _UNITS_A_SECOND.get(len(digits))
    return None if units is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(digits) // units)


def _compact_moment(digits: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(digits, form).replace(tzinfo=UTC)
    except ValueError:
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
        if sign is None:
            return moment
        offset = timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
        if offset > MAX_OFFSET:
            return None
        return moment - offset if sign == "+" else moment + offset
    except (ValueError, OverflowError):
        return None
