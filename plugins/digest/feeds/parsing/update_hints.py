"""When a feed says that it wants to be asked again: ttl, sy:updatePeriod and sy:updateFrequency, skipHours, skipDays.

Sources: RSS 2.0 (ttl in minutes; skipHours in GMT, 0 to 23, and 24 in older versions; skipDays by English names) and
the syndication module of RSS 1.0. The document is searched with expressions, since neither reader of XML gives them.
"""

import re
from dataclasses import dataclass
from typing import Final

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS_S: Final = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}
_TTL: Final = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD: Final = re.compile(rb"<(?:\w+:)?updatePeriod>\s*(\w+)\s*<", re.IGNORECASE)
_FREQUENCY: Final = re.compile(rb"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_HOURS: Final = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS: Final = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR: Final = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY: Final = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UpdateHints:
    """When to poll a feed: not again within `min_interval_s` seconds, and not in these hours of the day and days of the
    week (Monday is 0), both in UTC.
    """

    min_interval_s: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


NO_UPDATE_HINTS: Final = UpdateHints()


def read_update_hints(body: bytes) -> UpdateHints:
    """The hints of one document, in whatever place they stand. A document of JSON has none."""
    min_interval_s = 0
    if match := _TTL.search(body):
        min_interval_s = int(match[1]) * 60
    if match := _PERIOD.search(body):
        period_s = _PERIODS_S.get(match[1].decode("ascii", "replace").lower(), 0)
        frequency = _FREQUENCY.search(body)
        min_interval_s = max(min_interval_s, period_s // max(1, int(frequency[1]) if frequency else 1))
    hours = {int(hour) % 24 for block in _HOURS.findall(body)[:1] for hour in _HOUR.findall(block) if int(hour) <= 24}
    names = {
        day.decode("ascii", "replace").lower() for block in _SKIP_DAYS.findall(body)[:1] for day in _DAY.findall(block)
    }
    days = tuple(number for number, name in enumerate(_DAYS) if name in names)
    # A feed that skips all hours or all days doesn't mean it.
    return UpdateHints(min_interval_s, tuple(sorted(hours)) if len(hours) < 24 else (), days if len(days) < 7 else ())
