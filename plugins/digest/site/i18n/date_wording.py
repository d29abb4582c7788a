"""Days and times as people read them, in the site's language and time zone.

The forms of a day are the patterns in `_day`; translators put their parts in the order of each language. A `Time` is
what templates show: the words, and the moment as machines read it.
"""

from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_date

from ...archive.model.local_time import LocalTime
from ..views.shared_views import Time
from .messages import locale_name, say


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime, local: LocalTime) -> Time:
    """The time of day: 18:05."""
    return Time(iso(moment), f"{local.at(moment):%H:%M}")


def stamp(moment: datetime, local: LocalTime) -> Time:
    """The day and the time: 19 July 2023, 09:12 UTC."""
    return Time(iso(moment), f"{_day(local.day(moment), 'medium', local.lang)}, {local.hour(moment)}")


def clock_or_day(moment: datetime, today: date, local: LocalTime) -> Time:
    """The time of day on `today`, else the day without its year: 19 July."""
    return clock(moment, local) if local.day(moment) == today else short_day(moment, local)


def clock_and_day(moment: datetime, today: date, local: LocalTime) -> Time:
    """The time of day on `today`, else the day and the time: 20 July, 09:12."""
    there = local.at(moment)
    if there.date() == today:
        return clock(moment, local)
    return Time(iso(moment), f"{_day(there.date(), 'short', local.lang)}, {there:%H:%M}")


def hour_and_day(moment: datetime, today: date, local: LocalTime) -> Time:
    """The time of day with its zone on `today`, else the day without its year before it: 20 July, 09:12 UTC."""
    hour = local.hour(moment)
    there = local.day(moment)
    return Time(iso(moment), hour if there == today else f"{_day(there, 'short', local.lang)}, {hour}")


def short_day(moment: datetime, local: LocalTime) -> Time:
    """The day without its year: 19 July."""
    return Time(iso(moment), _day(local.day(moment), "short", local.lang))


def long_day(day: date, lang: str) -> Time:
    """The day with its weekday: Wednesday 19 July 2023."""
    return Time(day.isoformat(), _day(day, "full", lang))


def weekday(day: date, lang: str) -> str:
    """The day with its weekday, without its year: Wednesday 19 July."""
    return _day(day, "weekday", lang)


def plain_day(day: date, lang: str) -> Time:
    """The day: 19 July 2023."""
    return Time(day.isoformat(), _day(day, "medium", lang))


def month(day: date, lang: str) -> str:
    """The month with its year: July 2023."""
    return _day(day, "month", lang)


def short_month(day: date, lang: str) -> str:
    """The month in short: Jul."""
    return _day(day, "LLL", lang)


def month_day(day: date, lang: str) -> str:
    """The day in short: 23 Jun, in the order of the language."""
    return _day(day, "narrow", lang)


@lru_cache(maxsize=20_000)  # a site of 20 years has 7,300 days, each in two or three forms
def _day(day: date, form: str, lang: str) -> str:
    """A day in one of the forms named here, or by a pattern of CLDR (Unicode Technical Standard 35, part 4)."""
    pattern = {
        # Patterns of CLDR: translate by putting their parts in your order, "EEEE, d. MMMM y".
        "full": say(lang, "EEEE d MMMM y"),
        "weekday": say(lang, "EEEE d MMMM"),
        "medium": say(lang, "d MMMM y"),
        "short": say(lang, "d MMMM"),
        "narrow": say(lang, "d MMM"),
        "month": say(lang, "LLLL y"),
    }.get(form, form)
    return format_date(day, pattern, locale=locale_name(lang))
