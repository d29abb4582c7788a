"""The two forms of dates that nearly all feeds use, read at once; all others by feedparser's own rules."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_NAMES: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
# RFC 822 with a year of four digits, and RFC 3339 to the second.
_RFC822: Final = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d?) ([A-Z][a-z]{2}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|([+-])(\d\d)(\d\d))"
)
_RFC3339: Final = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))")


def nine_numbers(text: str) -> tuple[int, ...] | None:
    """The moment in UTC as `time.struct_time` has it, None where it is none that feedparser can read."""
    moment = _plain(text)
    if moment is not None:
        return tuple(moment.utctimetuple())
    from feedparser.datetimes import _parse_date  # noqa: PLC0415  only for the few that need it

    found = _parse_date(text)
    return tuple(found) if found else None


def _plain(text: str) -> datetime | None:
    if match := _RFC822.fullmatch(text):
        day, name, year, *rest = match.groups()
        month = _MONTHS.get(name, 0)
    elif match := _RFC3339.fullmatch(text):
        year, number, day, *rest = match.groups()
        month = int(number)
    else:
        return None
    hour, minute, second, sign, hours, minutes = rest
    try:
        moment = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    if sign is None:
        return moment
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return moment - offset if sign == "+" else moment + offset
