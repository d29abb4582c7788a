"""The front page, and the digests of days and weeks."""

from dataclasses import dataclass

from .chart_views import DaysChart
from .frame_views import PageHead
from .shared_views import (
    NO_RIVER,
    DigestSection,
    IndexRow,
    Link,
    Pager,
    QuoteView,
    River,
    RiverSection,
    StoryBlock,
    Time,
    TopLine,
)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page. `day` is today, `updated` the time of the newest article, and `day_url` the digest of its day.

    `lead` and `lines` sum up the news; `summary` is their heading, "" where they are too few for one. `sections` are
    the bands below, `more_sections` leads to the sections that have none. `days` are the digests of the days before.
    """

    head: PageHead
    day: Time | None
    updated: Time | None
    day_url: str
    summary: str
    lead: StoryBlock | None
    lines: tuple[TopLine, ...]
    latest: River
    quotes: tuple[QuoteView, ...]
    sections: tuple[DigestSection, ...]
    more_sections: tuple[Link, ...]
    days: tuple["DayRow", ...]
    week: Link | None
    actors: tuple[IndexRow, ...]
    actors_total: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A followed actor and the articles that name it, now and in the period before."""

    name: str
    url: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class PeriodChanges:
    """What changed since the period before: each of the four lists may be empty, but not all of them."""

    since: str  # "the day before"
    rows: tuple[ChangeRow, ...]
    first_together: tuple[tuple[Link, Link], ...]  # pairs of followed actors that one article names for the first time
    silent: tuple[Link, ...]
    new: tuple[Link, ...]  # found names that got a page in the period


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day's digest: what several sources report, by subject and section, then what one source reports alone.

    `named` are the actors whom most of its articles name; `lines` are its first stories, where it has more than these;
    `going_on` are stories of days before that several newsrooms told again.
    """

    head: PageHead
    day: Time
    summary: str  # "12 stories and 29 single reports from 23 sources"
    sections: tuple[DigestSection, ...]
    quotes: tuple[QuoteView, ...]
    single_reports: tuple[RiverSection, ...]
    actors: tuple[IndexRow, ...]
    pager: Pager
    changes: PeriodChanges | None = None
    other_genres: River = NO_RIVER  # of one source: opinion, live pages, videos and all else that is no report
    named: tuple[Link, ...] = ()
    lines: tuple[TopLine, ...] = ()
    chart: DaysChart | None = None
    going_on: River = NO_RIVER


@dataclass(frozen=True, slots=True)
class DayRow:
    day: Time
    url: str
    stories: int
    single_reports: int
    lead: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week's digest, from Monday `first` to Sunday `last`; `named` and `lines` are of the week."""

    head: PageHead
    title: str
    first: Time
    last: Time
    summary: str
    sections: tuple[DigestSection, ...]
    changes: PeriodChanges | None
    quotes: tuple[QuoteView, ...]
    days: tuple[DayRow, ...]
    actors: tuple[IndexRow, ...]
    pager: Pager
    named: tuple[Link, ...] = ()
    lines: tuple[TopLine, ...] = ()
    chart: DaysChart | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week with the days of it that stand below it, newest first."""

    week: Link
    days: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month with its weeks, newest first; `days` is the number of its days."""

    name: str
    weeks: tuple[WeekRow, ...]
    days: int


@dataclass(frozen=True, slots=True)
class DigestIndexPage:
    """All days, newest first, by week and month: the latest months, and the earlier ones on demand."""

    head: PageHead
    months: tuple[MonthRow, ...]
    earlier: tuple[MonthRow, ...] = ()
