"""Times, counts and kinds as people read them, in the site's language."""

from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from ..annotate.records import Kind
from .views import Time

KINDS: dict[Kind, str] = {
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "group": "Group",
    "event": "Event",
    "work": "Work",
}
KINDS_PLURAL: dict[Kind, str] = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "group": "Groups",
    "event": "Events",
    "work": "Works",
}


def count(number: int, one: str, many: str = "") -> str:
    """1 story, 2 stories."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime) -> Time:
    """18:05"""
    return Time(iso(moment), f"{moment:%H:%M}")


def stamp(moment: datetime, lang: str) -> Time:
    """19 July 2023, 09:12 UTC"""
    return Time(iso(moment), f"{_day(moment.date(), 'd MMMM y', lang)}, {moment:%H:%M} UTC")


def clock_or_day(moment: datetime, today: date, lang: str) -> Time:
    """The clock on the day at hand, the day and month otherwise."""
    return clock(moment) if moment.date() == today else short_day(moment, lang)


def clock_and_day(moment: datetime, today: date, lang: str) -> Time:
    """The clock, and before it the day where it is another one: 20 July, 09:12"""
    if moment.date() == today:
        return clock(moment)
    return Time(iso(moment), f"{_day(moment.date(), 'd MMMM', lang)}, {moment:%H:%M}")


def short_day(moment: datetime, lang: str) -> Time:
    """19 July"""
    return Time(iso(moment), _day(moment.date(), "d MMMM", lang))


def long_day(day: date, lang: str) -> Time:
    """Wednesday 19 July 2023"""
    return Time(day.isoformat(), _day(day, "EEEE d MMMM y", lang))


def weekday(day: date, lang: str) -> str:
    """Wednesday 19 July"""
    return _day(day, "EEEE d MMMM", lang)


def plain_day(day: date, lang: str) -> Time:
    """19 July 2023"""
    return Time(day.isoformat(), _day(day, "d MMMM y", lang))


def month(day: date, lang: str) -> str:
    """July 2023"""
    return _day(day, "LLLL y", lang)


def short_month(day: date, lang: str) -> str:
    """Jul"""
    return _day(day, "LLL", lang)


def language(tag: str, lang: str) -> str:
    """The name of a language: uk is Ukrainian. A tag that names none stays as it is."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(lang.replace("-", "_")) or tag
    except (ValueError, UnknownLocaleError):
        return tag


@lru_cache(maxsize=20_000)  # a site of 20 years has 7,300 days, each in two or three forms
def _day(day: date, pattern: str, lang: str) -> str:
    return format_date(day, pattern, locale=lang.replace("-", "_"))
