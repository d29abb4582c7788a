"""Times of day in dates, on a clock of 24 hours or of twice 12, with the zone that follows them."""

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo
from typing import Final

from .time_zones import time_zone

_FORENOON: Final = r"a\.?\s?m\b\.?|오전|上午|午前|π\.?\s?μ\b\.?"
_AFTERNOON: Final = r"p\.?\s?m\b\.?|오후|下午|午後|μ\.?\s?μ\b\.?"
_HALF: Final = f"{_FORENOON}|{_AFTERNOON}"
_TIME: Final = re.compile(
    rf"(?:(?P<before>{_HALF})\s?)?(?<![\d:.])(?P<hour>\d{{1,2}})(?:\s?[:h]\s?|[時点點시]\s?|\.(?=\d\d(?!\.?\d)))"
    r"(?P<minute>[0-5]\d)[分분]?(?:\s?[:.]?(?<![ \d])\s?(?P<second>[0-5]\d|60)[秒초]?(?:[.,]\d{1,9})?)?(?![\d:])"
    rf"\s?(?P<after>{_HALF})?",
    re.IGNORECASE,
)
_HOUR_ALONE: Final = re.compile(rf"(?<![\d:./-])(?P<hour>\d{{1,2}})\s?(?P<after>{_HALF})", re.IGNORECASE)
_IS_AFTERNOON: Final = re.compile(_AFTERNOON, re.IGNORECASE)
_CLOCK_WORD: Final = re.compile(r"(?:uhr|hrs?|hours|h|ч|год)\b\.?\s?", re.IGNORECASE)  # "10:00 Uhr"
_ZONE: Final = re.compile(
    r"(?:GMT|UTC?)?\s?[+\-\N{MINUS SIGN}]\d\d?(?::?[0-5]\d){0,2}(?!\d)|[A-Za-z_]+(?:/[A-Za-z_+-]+)+"
    r"|[A-Z]{3}\d[A-Z]{3}\b|MET DST\b|[A-Za-z]+\b"
)
_COMMENT: Final = re.compile(r"\([^()]*\)")  # of RFC 822: "+0000 (UTC)"
_UNKNOWN_ZONE: Final = re.compile(r"[A-Z]{1,5} \d{4}")  # before the year, as the Unix command `date` has it


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, its zone, and the text around it. Of 24:00, `since_midnight` is a whole day."""

    since_midnight: timedelta
    zone: tzinfo
    rest: str


def find_clock_time(text: str, country: str) -> ClockTime | None:
    """The time of day in a date; midnight in UTC where it has none, None where its time or zone can't be told."""
    match = _TIME.search(text) or _HOUR_ALONE.search(text)
    if match is None:
        return ClockTime(timedelta(), UTC, text)
    parts = match.groupdict()
    hour = _hour_of_day(int(parts["hour"]), parts.get("before") or parts["after"] or "")
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    since_midnight = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    if hour < 0 or since_midnight > timedelta(hours=24):
        return None
    before, after = text[: match.start()], text[match.end() :].strip()
    zone, after = _zone_and_rest(_CLOCK_WORD.sub("", after) if _CLOCK_WORD.match(after) else after, country)
    return None if zone is None else ClockTime(since_midnight, zone, f"{before} {after}")


def _hour_of_day(hour: int, half: str) -> int:
    """The hour from 0 to 24, -1 where it isn't on the clock. "14:00 PM" is two in the afternoon."""
    if not half:
        return hour
    if _IS_AFTERNOON.match(half):
        return hour % 12 + 12 if hour <= 12 else hour
    return hour % 12 if hour <= 12 else -1


def _zone_and_rest(after: str, country: str) -> tuple[tzinfo | None, str]:
    """The zone that follows a time, and what follows the zone. A word that is no zone belongs to a day after it."""
    comment = _COMMENT.search(after)
    named = _COMMENT.sub("", after).strip()
    if not named:
        return (time_zone(comment[0], country) if comment else UTC), ""
    match = _ZONE.match(named)
    zone = time_zone(match[0], country) if match else None
    if match and zone is not None:
        return zone, named[match.end() :]
    is_day = any(map(str.isdigit, named)) and not _UNKNOWN_ZONE.fullmatch(named) and not (match and "+" in match[0])
    return (UTC, named) if is_day else (None, "")
