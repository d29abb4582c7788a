"""Coverage over time as bars: how many articles name an actor, by day for a short time, by week, month or year for a
longer one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from ...archive.model.chart_periods import MAX_BARS, BarPeriod, bar_period
from ..i18n.date_wording import month_day, plain_day, short_month
from ..i18n.messages import decimal, say
from ..i18n.nouns import count
from ..views.chart_views import Bar, ChartRow, CoverageChart, Gridline

# Units of the design's viewBox: 608 wide, of which 564 hold bars, 172 high above the axis at 196.
_WIDTH, _FLOOR, _HEIGHT = 564.0, 196.0, 172.0
DAYS_A_LABEL = 7  # as many days as leave room for a date on a phone
_WIDEST = 40.0  # a bar as wide as a column of text isn't read as one


def coverage_chart(name: str, article_dates: Iterable[date], until: date, lang: str) -> CoverageChart | None:
    """The chart of articles that name `name`; None if there would be only one bar.

    `article_dates` has one date for each article. The last bar is that of the day `until`.
    """
    dates = sorted(day for day in article_dates if day <= until)
    if not dates:
        return None
    period = bar_period((until - dates[0]).days + 1)
    counts = Counter(period.first_day(day) for day in dates)
    starts = _starts(period, dates[0], until)
    if len(starts) < 2 or not any(counts[start] for start in starts):
        return None
    top, step = _scale(max(counts[start] for start in starts))
    peak = max(starts, key=lambda start: (counts[start], start))
    words = _words(period, name, plain_day(peak, lang).text, lang)
    return CoverageChart(
        title=words.title,
        description=say(
            lang,
            "%(articles)s in all; most, %(number)s, in %(period)s.",
            articles=count(sum(counts[start] for start in starts), "article", lang),
            number=decimal(lang, counts[peak]),
            period=words.peak,
        ),
        caption=words.caption,
        period=words.head,
        floor=_FLOOR,
        bars=_bars(period, starts, counts, top, peak, lang),
        grid=tuple(
            Gridline(round(_FLOOR - value / top * _HEIGHT, 1), decimal(lang, value))
            for value in range(step, top + 1, step)
        ),
        rows=tuple(ChartRow(plain_day(start, lang), counts[start]) for start in reversed(starts) if counts[start]),
    )


def _starts(period: BarPeriod, first: date, until: date) -> list[date]:
    """The first days of the last MAX_BARS periods from the day `first` to the day `until`."""
    starts = []
    start = period.first_day(first)
    while start <= period.first_day(until):
        starts.append(start)
        start = period.next_start(start)
    return starts[-MAX_BARS:]


def _scale(most: int) -> tuple[int, int]:
    """The value at the top and the step between two or three grid lines: 1, 2 or 5 times a power of ten."""
    rough = most / 3
    power = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= rough)
    return step * ceil(most / step), step


@dataclass(frozen=True, slots=True)
class _ChartWords:
    """`peak` names the period that has most articles, `head` stands above the periods in the table."""

    title: str
    peak: str
    caption: str
    head: str


def _words(period: BarPeriod, name: str, peak: str, lang: str) -> _ChartWords:
    """What a chart of days, weeks, months or years says of itself."""
    match period.name:
        case "day":
            return _ChartWords(
                say(lang, "Articles naming %(name)s, by day", name=name),
                say(lang, "the day of %(day)s", day=peak),
                say(
                    lang, "Articles that name %(name)s, by day. The outlined bar is the day that isn’t over.", name=name
                ),
                say(lang, "Day"),
            )
        case "week":
            return _ChartWords(
                say(lang, "Articles naming %(name)s, by week", name=name),
                say(lang, "the week from %(day)s", day=peak),
                say(
                    lang,
                    "Articles that name %(name)s, by week. The outlined bar is the week that isn’t over.",
                    name=name,
                ),
                say(lang, "Week from"),
            )
        case "month":
            return _ChartWords(
                say(lang, "Articles naming %(name)s, by month", name=name),
                say(lang, "the month from %(day)s", day=peak),
                say(
                    lang,
                    "Articles that name %(name)s, by month. The outlined bar is the month that isn’t over.",
                    name=name,
                ),
                say(lang, "Month from"),
            )
        case "year":
            return _ChartWords(
                say(lang, "Articles naming %(name)s, by year", name=name),
                say(lang, "the year from %(day)s", day=peak),
                say(
                    lang,
                    "Articles that name %(name)s, by year. The outlined bar is the year that isn’t over.",
                    name=name,
                ),
                say(lang, "Year from"),
            )


def _bars(
    period: BarPeriod, starts: Sequence[date], counts: Counter[date], top: int, peak: date, lang: str
) -> tuple[Bar, ...]:
    width = min(_WIDTH / len(starts), _WIDEST)
    left = _WIDTH - width * len(starts)  # the latest bar stands beside the numbers
    return tuple(
        Bar(
            x=round(left + index * width + 2, 1),
            y=round(_FLOOR - counts[start] / top * _HEIGHT, 1),
            width=round(max(1.0, width - 4), 1),
            height=round(counts[start] / top * _HEIGHT, 1),
            label=_label(period, starts, index, lang),
            open=start == starts[-1],
            mark=decimal(lang, counts[start]) if start == peak else "",
        )
        for index, start in enumerate(starts)
    )


def _label(period: BarPeriod, starts: Sequence[date], index: int, lang: str) -> str:
    """What stands below a bar.

    Of days it is the date, once a week. Of weeks it is the month where it begins, of months the year. The first bar has
    its own where there is room before the next label.
    """
    start = starts[index]
    if period.name == "day":
        has_label = (index % DAYS_A_LABEL == 0 and index + 3 < len(starts)) or index == 0
        return month_day(start, lang) if has_label else ""
    if period.name == "year":
        return str(start.year)
    if period.name == "month":
        return str(start.year) if index == 0 or start.year != starts[index - 1].year else ""
    if index == 0:
        has_label = all(following.month == start.month for following in starts[1:4])
    else:
        has_label = start.month != starts[index - 1].month
    return short_month(start, lang) if has_label else ""
