"""The pages of quotes."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import Link, Pager, QuoteView, Time


@dataclass(frozen=True, slots=True)
class QuotesOfDay:
    """The quotes of a day, those of one speaker together; `url` is the day's own page."""

    day: Time
    url: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class SpeakerQuotes:
    """What one speaker said on a day; `role` is the first role that the quotes' texts give, "" where they give none.

    `named` is whether each card says whose it is, since the heading is that of all speakers without a name.
    """

    name: Link
    role: str
    quotes: tuple[QuoteView, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """The quotes of the latest days, or those of one day by speaker."""

    head: PageHead
    title: str
    standfirst: str
    days: tuple[QuotesOfDay, ...]
    months: tuple[Link, ...]
    pager: Pager
    speakers: tuple[SpeakerQuotes, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class QuoteDayRow:
    day: Time
    url: str
    count: int
    speakers: tuple[SpeakerRow, ...]
    more: int  # number of speakers that are not named here


@dataclass(frozen=True, slots=True)
class QuotesMonthPage:
    """The days of a month that have quotes, oldest first, each with its speakers."""

    head: PageHead
    title: str
    days: tuple[QuoteDayRow, ...]
    pager: Pager
