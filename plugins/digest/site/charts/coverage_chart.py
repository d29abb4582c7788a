"""Coverage over time as bars: by day for a short time, by week, month or year for a longer one."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from ..i18n.date_formats import month_day, plain_day, short_month
from ..i18n.messages import decimal, say
from ..i18n.nouns import count
from ..views.chart_views import Bar, ChartRow, CoverageChart, Gridline

# Units of the design's viewBox: 608 wide, of which 564 hold bars, 172 high above the axis at 196.
_WIDTH, _FLOOR, _HEIGHT = 564.0, 196.0, 172.0
DAYS_A_LABEL = 7  # as many days as leave room for a date on a phone
_WIDEST = 40.0  # a bar as wide as a column of text isn't read as one
_MAX_BARS = 40  # more are too thin to tell apart on a phone


def coverage_chart(name: str, days: Iterable[date], until: date, lang: str) -> CoverageChart | None:
    """The chart of articles that name `name`, one date an article, up to a day, whose bar is the last; None where one
    bar would be all."""
    dates = sorted(day for day in days if day <= until)
    if not dates:
        return None
    period, start_of, following = _period((until - dates[0]).days + 1)
    counts = Counter(start_of(day) for day in dates)
    periods = []
    at = start_of(dates[0])
    while at <= start_of(until):
        periods.append(at)
        at = following(at)
    periods = periods[-_MAX_BARS:]
    if len(periods) < 2 or not any(counts[one] for one in periods):
        return None
    top, step = _scale(max(counts[one] for one in periods))
    width = min(_WIDTH / len(periods), _WIDEST)
    start = _WIDTH - width * len(periods)  # the latest stands beside the numbers
    total = sum(counts[one] for one in periods)
    peak = max(periods, key=lambda one: (counts[one], one))
    words = _words(period, name, plain_day(peak, lang).text, lang)
    return CoverageChart(
        title=words.title,
        description=say(
            lang,
            "%(articles)s in all; most, %(number)s, in %(period)s.",
            articles=count(total, "article", lang),
            number=decimal(lang, counts[peak]),
            period=words.peak,
        ),
        caption=words.caption,
        period=words.head,
        floor=_FLOOR,
        bars=tuple(
            Bar(
                x=round(start + index * width + 2, 1),
                y=round(_FLOOR - counts[one] / top * _HEIGHT, 1),
                width=round(max(1.0, width - 4), 1),
                height=round(counts[one] / top * _HEIGHT, 1),
                label=_label(period, periods, index, lang),
                open=one == periods[-1],
                mark=decimal(lang, counts[one]) if one == peak else "",
            )
            for index, one in enumerate(periods)
        ),
        grid=tuple(
            Gridline(round(_FLOOR - value / top * _HEIGHT, 1), decimal(lang, value))
            for value in range(step, top + 1, step)
        ),
        rows=tuple(ChartRow(plain_day(one, lang), counts[one]) for one in reversed(periods) if counts[one]),
    )


def bar_end(first: date, today: date) -> date:
    """The last day of today's bar in a chart that begins on a day: a chart up to it stays what it is while that bar is
    the last, whatever the day."""
    _, start_of, following = _period((today - first).days + 1)
    end = following(start_of(today)) - timedelta(days=1)
    _, start_of, _ = _period((end - first).days + 1)
    return end if start_of(end) <= today else today  # where bars grow longer in the middle of one


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    peak: str
    caption: str
    head: str


def _words(period: str, name: str, peak: str, lang: str) -> _Words:
    """What a chart of days, weeks, months or years says of itself."""
    if period == "day":
        return _Words(
            say(lang, "Articles naming %(name)s, by day", name=name),
            say(lang, "the day of %(day)s", day=peak),
            say(lang, "Articles that name %(name)s, by day. The outlined bar is the day that isn’t over.", name=name),
            say(lang, "Day"),
        )
    if period == "week":
        return _Words(
            say(lang, "Articles naming %(name)s, by week", name=name),
            say(lang, "the week from %(day)s", day=peak),
            say(lang, "Articles that name %(name)s, by week. The outlined bar is the week that isn’t over.", name=name),
            say(lang, "Week from"),
        )
    if period == "month":
        return _Words(
            say(lang, "Articles naming %(name)s, by month", name=name),
            say(lang, "the month from %(day)s", day=peak),
            say(
                lang, "Articles that name %(name)s, by month. The outlined bar is the month that isn’t over.", name=name
            ),
            say(lang, "Month from"),
        )
    return _Words(
        say(lang, "Articles naming %(name)s, by year", name=name),
        say(lang, "the year from %(day)s", day=peak),
        say(lang, "Articles that name %(name)s, by year. The outlined bar is the year that isn’t over.", name=name),
        say(lang, "Year from"),
    )


def _period(days: int) -> tuple[str, Callable[[date], date], Callable[[date], date]]:
    """What one bar stands for, so that all of them fit: its name, its first day, the next one's first day."""
    if days <= _MAX_BARS:
        return "day", lambda day: day, lambda day: day + timedelta(days=1)
    if days <= _MAX_BARS * 7:
        return "week", monday, lambda day: day + timedelta(weeks=1)
    if days <= _MAX_BARS * 30:
        return "month", lambda day: day.replace(day=1), lambda day: (day + timedelta(days=32)).replace(day=1)
    return "year", lambda day: day.replace(month=1, day=1), lambda day: day.replace(year=day.year + 1)


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def _scale(most: int) -> tuple[int, int]:
    """The value at the top and the step between two or three grid lines: 1, 2 or 5 times a power of ten."""
    rough = most / 3
    power = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= rough)
    return step * ceil(most / step), step


def _label(period: str, periods: list[date], index: int, lang: str) -> str:
    """Of days, every week's date; else the month's or year's name where it begins, and the first period's own where
    there is room before the next."""
    at = periods[index]
    if period == "day":
        return month_day(at, lang) if (index % DAYS_A_LABEL == 0 and index + 3 < len(periods)) or index == 0 else ""
    if period == "year":
        return str(at.year)
    begins = at.year != periods[index - 1].year if period == "month" else at.month != periods[index - 1].month
    if index == 0:
        soon = [one for one in periods[1:4] if (one.year if period == "month" else one.month) != at.month]
        begins = not soon or period == "month"
    return (str(at.year) if period == "month" else short_month(at, lang)) if begins else ""
