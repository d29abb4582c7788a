"""How long a server says that its answer holds: Cache-Control and Expires (RFC 9111, 4.2.1), and Retry-After."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})\b", re.IGNORECASE)
_UNCACHED: Final = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b", re.IGNORECASE)
_FURTHEST: Final = timedelta(days=365)  # a promise beyond it is none


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The moment until which the answer holds, None where the server names none that lies ahead."""
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
    # By the server's own clock, which needn't be right, nor that of the run.
    return _ahead(now + min(expires - date, _FURTHEST) if date else expires, now)


def retry_after(value: str, now: datetime) -> datetime | None:
    """Both forms of RFC 9110, 10.2.3: seconds, or a date."""
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
