"""The period of one bar of a chart over time: a day for a short time, a week, month or year for a longer one.

The archive uses the periods as well as the charts: it gives the last day of a topic's chart, so that the topic's page
stays the same as long as the last bar does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

MAX_BARS: Final = 40  # more are too thin to tell apart on a phone


@dataclass(frozen=True, slots=True)
class BarPeriod:
    """`first_day` maps a day to the first day of its period, `next_start` maps the first day of a period to that of the
    next period.
    """

    name: Literal["day", "week", "month", "year"]
    first_day: Callable[[date], date]
    next_start: Callable[[date], date]


def bar_period(days: int) -> BarPeriod:
    """The shortest period of which at most MAX_BARS fit into this many days."""
    if days <= MAX_BARS:
        return BarPeriod("day", lambda day: day, lambda day: day + timedelta(days=1))
    if days <= MAX_BARS * 7:
        return BarPeriod("week", monday, lambda day: day + timedelta(weeks=1))
    if days <= MAX_BARS * 30:
        return BarPeriod("month", lambda day: day.replace(day=1), lambda day: (day + timedelta(days=32)).replace(day=1))
    return BarPeriod("year", lambda day: day.replace(month=1, day=1), lambda day: day.replace(year=day.year + 1))


def bar_end(first: date, today: date) -> date:
    """The last day of today's bar in a chart that begins on the day `first`.

    Up to that day the bar is the last one, so a chart that goes up to it is the same on each of its days. Where bars
    would become longer before the period is over, it is `today`.
    """
    period = bar_period((today - first).days + 1)
    end = period.next_start(period.first_day(today)) - timedelta(days=1)
    at_the_end = bar_period((end - first).days + 1)
    return end if at_the_end.first_day(end) <= today else today


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())
