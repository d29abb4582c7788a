"""What several kinds of pages show: links, times, and the lines, rows and blocks that stand for an article, an event, a
quote or a topic."""

from dataclasses import dataclass

from markupsafe import Markup

NO_DATA = Markup()
TIME_CHARS = 8  # as many as "18:05" or "19 July" need


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """`iso` for the `datetime` attribute, `text` for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class SiteFeed:
    """A feed of the site: `url` is the address of its Atom form, `json` and `rss` those of the same as a JSON Feed and
    as RSS 2.0, "" where there is none; `posts` that of the feed of posts."""

    title: str
    url: str
    json: str = ""
    rss: str = ""
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """When the reports on an event came: a tick for each, from 0 for the first to 1 for the latest."""

    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """Who reports an event. `sources` is the number of sources with a report of their own, `reprints` the number of
    those that print one of these reports. The first and the latest source are named. `url` is the page of the story,
    "" where there is none; `pinned` says that the editors put the event where it stands. `languages` names the
    languages in which it is told, where there are several."""

    sources: int
    first: Time
    first_source: str
    latest: Time | None = None
    latest_source: str = ""
    strip: Strip | None = None
    pinned: bool = False
    languages: str = ""
    reprints: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A topic of a story."""

    name: str
    url: str
    followed: bool


@dataclass(frozen=True, slots=True)
class OtherHeadline:
    """The headline of another source's report on the same event, or of a copy of a report. `original` is the report's
    address at the source, "" where that isn't known."""

    source: str
    title: str
    url: str
    lang: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """`speaker` is "" where no evidence names one; `speaker_text` is then what the source calls them. `headline` is
    that of the article, `reference` names source and day, and `reference_url` leads to the passage; on the page of the
    article itself there is no headline, and `reference` says how the text names the speaker. `printed_by` are all
    sources that print the quote, where there are several."""

    text: str
    speaker: str
    speaker_url: str
    role: str
    reference: str
    reference_url: str
    lang: str = ""
    anchor: str = ""  # id of the figure, where the passage itself isn't shown
    printed_by: tuple[Link, ...] = ()
    speaker_text: str = ""  # "a justice official"
    headline: str = ""


@dataclass(frozen=True, slots=True)
class PassagePiece:
    """A piece of a passage; `marked` if it is what was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PassageView:
    """A verbatim part of an article's headline or text, in pieces."""

    pieces: tuple[PassagePiece, ...]


@dataclass(frozen=True, slots=True)
class RiverItem:
    """A line for an event or an article. `passages` show why an article is in a list of hits.

    `sources` is the name of the source whose headline it is, and `original` the report's address there; `more` counts
    the event's other sources, and leads to the story's page. `sources` alone may be that count.
    """

    time: Time
    title: str
    url: str
    sources: str
    tally: int = 0  # number of sources; drawn where there are several
    lang: str = ""
    story_url: str = ""  # the page of the story, where the event has one
    genre: str = ""  # "Live page", "Video"; "" for a report
    original: str = ""
    more: str = ""  # "and 3 more"
    passages: tuple[PassageView, ...] = ()


@dataclass(frozen=True, slots=True)
class River:
    """Lines in order of time, as a river of news has them."""

    items: tuple[RiverItem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def dated(self) -> bool:
        """Whether one of the times needs more room than TIME_CHARS."""
        return any(len(item.time.text) > TIME_CHARS for item in self.items)


NO_RIVER = River()


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """An event, shown once. `level` is "lead", "major", "plain" or "minor". `source_links` are its sources where they
    are listed, each with the address of its report; `quote` is its best quote where that is shown."""

    title: str
    url: str
    reported_by: ReportedBy
    level: str = "plain"
    lang: str = ""
    deck: str = ""
    chips: tuple[Chip, ...] = ()
    other_headlines: tuple[OtherHeadline, ...] = ()
    source_links: tuple[Link, ...] = ()
    quote: QuoteView | None = None


@dataclass(frozen=True, slots=True)
class TopLine:
    """One of the lines that sum up a day, a week or the news of the moment. `section` is the section or subject under
    which the story stands."""

    section: Link
    story: StoryBlock


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A row of an index: a topic, a source or a day with a number of articles. `spark` has the numbers of the last
    weeks, oldest first, and is empty where they would be a flat line. `count_url` is the address where the counted
    articles stand, "" where they don't; `rising` says that they are many more than before."""

    name: str
    url: str
    count: int
    spark: tuple[int, ...] = ()
    count_url: str = ""
    followed: bool = False
    rising: bool = False


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The stories of one section of the site, or on one subject; `anchor` is its id on the page.

    Of a subject, `single_reports` are what one source reports on it, and `earlier` leads to the digest of the latest
    day before that has it.
    """

    name: str
    url: str
    anchor: str
    stories: tuple[StoryBlock, ...]
    single_reports: River = NO_RIVER
    earlier: Link | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages before, above and after this one."""

    previous: Link | None = None
    up: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class RiverDay:
    """The lines of one day; `rest` has those that are only shown on demand."""

    day: Time
    url: str  # of its digest; "" where it has none
    items: River
    rest: River = NO_RIVER


@dataclass(frozen=True, slots=True)
class RiverSection:
    """The lines of one section; the name is "" where a list is too short to be divided into sections. `rest` has those
    that are only shown on demand."""

    name: str
    url: str
    items: River
    rest: River = NO_RIVER


@dataclass(frozen=True, slots=True)
class DataLinks:
    """The files of open data of a page, in groups by form: (name of the form, files). `period` is the month that they
    are of, "" where the page says it; `index` leads to those of all months."""

    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    period: str = ""
    index: Link | None = None
