"""The timeline of a story: a line for each source, a dot for each of its reports."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ...archive.model.article import Article
from ...archive.model.local_time import LocalTime
from ..i18n.date_wording import month_day, stamp
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.chart_views import Timeline, TimelineDot, TimelineRow, TimelineTick, TimeRow
from ..views.shared_views import Link

MIN_SOURCES = 4  # the times of fewer are read faster in the list below
MAX_SOURCES = 12  # more are in the list below
# Units of the viewBox, 608 wide as all charts; a name and the line under it take ROW.
WIDTH = 608
INSET = 8
ROW = 52
AXIS = 34
NAME_CHARS = 30
_HOUR = timedelta(hours=1)
# The steps between marks on the axis; days and weeks from midnight on.
_STEPS = [_HOUR * hours for hours in (1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24, 48, 168, 336, 730, 2190, 8760)]
_MAX_TICKS = 5  # as many clock times as fit on a phone


def story_timeline(articles: Sequence[Article], local: LocalTime) -> Timeline | None:
    """The timeline of a story's articles, which are in order of time; None where all came at one moment,
    or from fewer than MIN_SOURCES."""
    first, last = articles[0].date, articles[-1].date
    by_source: dict[str, list[Article]] = {}
    for article in articles:
        by_source.setdefault(article.publisher.slug, []).append(article)
    if last <= first or len(by_source) < MIN_SOURCES:
        return None
    span = last - first

    def x(moment: datetime) -> float:
        return round(INSET + (moment - first) / span * (WIDTH - 2 * INSET), 1)

    shown = list(by_source.values())[:MAX_SOURCES]
    lang = local.lang
    return Timeline(
        title=say(lang, "When each source reported it"),
        description=say(
            lang,
            "%(articles)s from %(sources)s, the first by %(first)s at %(start)s, the latest by %(last)s at %(end)s.",
            articles=count(len(articles), "article", lang),
            sources=count(len(by_source), "source", lang),
            first=articles[0].publisher.name,
            start=stamp(first, local).text,
            last=articles[-1].publisher.name,
            end=stamp(last, local).text,
        ),
        height=ROW * len(shown) + AXIS,
        floor=ROW * len(shown),
        rows=tuple(
            TimelineRow(
                _shortened(group[0].publisher.name),
                y=ROW * index,
                dots=tuple(TimelineDot(x(article.date)) for article in group),
            )
            for index, group in enumerate(shown)
        ),
        ticks=tuple(_ticks(first, last, x(first), x(last), local)),
        more=max(0, len(by_source) - MAX_SOURCES),
        reports=tuple(TimeRow(stamp(article.date, local), Link(article.publisher.name, "")) for article in articles),
    )


def _ticks(first: datetime, last: datetime, start: float, end: float, local: LocalTime) -> list[TimelineTick]:
    """Marks at whole hours or days, as many as leave room for their words. `start` and `end` are where the first and
    the last report stand."""
    step = next((step for step in _STEPS if (last - first) / step <= _MAX_TICKS), _STEPS[-1])
    local_first = local.at(first)
    tick = local_first.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks: list[TimelineTick] = []
    while tick <= last:
        if tick >= local_first:
            x = start + (tick - first) / (last - first) * (end - start)
            words = f"{tick:%H:%M}" if step < 24 * _HOUR else month_day(tick.date(), local.lang)
            ticks.append(TimelineTick(round(x, 1), words, _anchor(x)))
        tick += step
    return ticks


def _anchor(x: float) -> str:
    """Which end of its words a mark stands at (SVG's text-anchor), so that they stay in the box."""
    return "start" if x < 40 else "end" if x > WIDTH - 40 else "middle"


def _shortened(name: str) -> str:
    return name if len(name) <= NAME_CHARS else f"{name[: NAME_CHARS - 1].rstrip()}…"
