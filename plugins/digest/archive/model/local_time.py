"""The time zone of the site: which day it is there at a moment."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The language and the time zone (a name of the IANA database) in which times are written."""

    lang: str
    zone: str = "UTC"

    @property
    def tz(self) -> ZoneInfo:
        return _zone(self.zone)

    def at(self, moment: datetime) -> datetime:
        """The moment in the zone."""
        try:
            return moment.astimezone(self.tz)
        except OverflowError:  # the calendar's very first or last day, which some feeds do give
            return moment

    def day(self, moment: datetime) -> date:
        """The day that it is in the zone at a moment."""
        return self.at(moment).date()

    def hour(self, moment: datetime) -> str:
        """The time of day with its zone: 09:12 UTC."""
        there = self.at(moment)
        name = there.tzname() or self.zone
        return f"{there:%H:%M} {name if name[:1].isalpha() else f'UTC{name}'}"


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
