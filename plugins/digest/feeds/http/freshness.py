"""How long a server says that its response holds, by Cache-Control and Expires (RFC 9111, 4.2.1), and Retry-After."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})\b", re.IGNORECASE)
_UNCACHED: Final = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b", re.IGNORECASE)
_FURTHEST: Final = timedelta(days=365)  # what a server says of a later time is no promise


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The moment until which the response holds, None where the server names none after `now`."""
    control = headers.get("Cache-Control", "")
    if _UNCACHED.search(control):
        return None
    if match := _MAX_AGE.search(control):
        age = headers.get("Age", "").strip()
        seconds = int(match[1]) - (int(age) if re.fullmatch(r"\d{1,9}", age) else 0)
        return _ahead(now + timedelta(seconds=min(seconds, _FURTHEST.total_seconds())), now)
    expires, date = moment_of(headers.get("Expires", "")), moment_of(headers.get("Date", ""))
    if expires is None:
        return None
    # Both moments are of the server's clock, which may be wrong: their distance counts.
    return _ahead(now + min(expires - date, _FURTHEST) if date else expires, now)


def retry_after(value: str, now: datetime) -> datetime | None:
    """The moment that Retry-After names, as seconds or as a date (RFC 9110, 10.2.3), None where it is neither."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value):
        return datetime.fromtimestamp(now.timestamp() + int(value), UTC)
    return moment_of(value)


def moment_of(value: str) -> datetime | None:
    """The moment of an HTTP date, None where it is none."""
    try:
        moment = parsedate_to_datetime(value.strip())
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _ahead(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment > now else None
