"""How much was reported day by day, as small bars beside the heading of a digest."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ...archive.questions.archive import Archive
from ..i18n.date_wording import month, month_day, plain_day
from ..i18n.messages import decimal, say
from ..views.chart_views import AxisLabel, DayBar, DaysChart

# Units of the design's viewBox, one px each.
_WIDTH, _FLOOR, _HEIGHT, _GAP = 288.0, 56.0, 52.0, 2.0
_LABEL = 36.0  # room for a date
MIN_DAYS = 3  # with news: fewer bars say less than their numbers
WEEKS = 4


def month_chart(archive: Archive, day: date) -> DaysChart | None:
    """The days of a month up to `day`, which is marked, on an axis of the whole month.

    Later days are left out, so that the page of a day that is over stays as it is.
    """
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    labels = {first: str(1), day: str(day.day), last: str(last.day)}
    caption = say(archive.settings.lang, "Stories and other reports by day, %(month)s", month=_month(archive, day))
    return _chart(archive, (first, last), (day, day), labels, caption)


def weeks_chart(archive: Archive, monday: date) -> DaysChart | None:
    """The days of WEEKS weeks; the last of them, which begins on `monday`, is marked."""
    lang = archive.settings.lang
    first, last = monday - timedelta(weeks=WEEKS - 1), monday + timedelta(days=6)
    labels = {first: month_day(first, lang), monday: month_day(monday, lang)}
    caption = say(lang, "Stories and other reports by day, four weeks")
    return _chart(archive, (first, last), (monday, last), labels, caption)


def _month(archive: Archive, day: date) -> str:
    return month(day, archive.settings.lang)


def _chart(
    archive: Archive, shown: tuple[date, date], marked: tuple[date, date], labels: dict[date, str], caption: str
) -> DaysChart | None:
    """The days `shown` as bars, from the first to the last; those `marked` stand out, and later ones have no bar."""
    counts = dict(archive.events.counts(shown[0], marked[1]))
    if len(counts) < MIN_DAYS:
        return None
    days = [shown[0] + timedelta(days=number) for number in range((shown[1] - shown[0]).days + 1)]
    most = max(counts.values())
    width = (_WIDTH + _GAP) / len(days) - _GAP
    return DaysChart(
        title=_title(counts, marked, caption, archive.settings.lang),
        caption=caption,
        bars=tuple(
            DayBar(
                x=round(number * (width + _GAP), 1),
                y=round(_FLOOR - counts[day] / most * _HEIGHT, 1),
                width=round(width, 1),
                height=round(counts[day] / most * _HEIGHT, 1),
                hit=marked[0] <= day <= marked[1],
            )
            for number, day in enumerate(days)
            if day in counts
        ),
        labels=_labels(days, labels, marked[0], width),
    )


def _title(counts: Mapping[date, int], marked: tuple[date, date], caption: str, lang: str) -> str:
    """The number of the marked days, and that of the day with most."""
    most = max(counts, key=lambda day: (counts[day], day))
    first, last = (plain_day(day, lang).text for day in marked)
    number = decimal(lang, sum(number for day, number in counts.items() if marked[0] <= day <= marked[1]))
    peak = {"most": decimal(lang, counts[most]), "peak": plain_day(most, lang).text}
    if first == last:
        return say(
            lang,
            "%(caption)s: %(number)s on %(day)s; most, %(most)s, on %(peak)s.",
            caption=caption,
            number=number,
            day=first,
            **peak,
        )
    return say(
        lang,
        "%(caption)s: %(number)s from %(first)s to %(last)s; most on one day, %(most)s, on %(peak)s.",
        caption=caption,
        number=number,
        first=first,
        last=last,
        **peak,
    )


def _labels(days: Sequence[date], labels: dict[date, str], hit: date, width: float) -> tuple[AxisLabel, ...]:
    """The dates below the axis, without those that would touch that of the marked day."""
    middle = {day: number * (width + _GAP) + width / 2 for number, day in enumerate(days)}
    wanted = {day: text for day, text in labels.items() if day == hit or abs(middle[day] - middle[hit]) >= _LABEL}
    return tuple(_label(middle[day], text, is_hit=day == hit) for day, text in sorted(wanted.items()))


def _label(x: float, text: str, *, is_hit: bool) -> AxisLabel:
    if x < _LABEL / 2:
        return AxisLabel(0.0, text, "start", is_hit)
    if x > _WIDTH - _LABEL / 2:
        return AxisLabel(_WIDTH, text, "end", is_hit)
    return AxisLabel(round(x, 1), text, "middle", is_hit)
