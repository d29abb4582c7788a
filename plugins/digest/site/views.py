"""What templates are given: plain, frozen, already in order, already worded.

A page is made from one view and the `SiteView`, and from nothing else, so these records are also the key by which the
writer knows whether a page must be made again. Addresses are ready to stand in `href`. Text is plain and is escaped
by Jinja; the only markup is `Markup`, made by the sanitiser or by Markdown of the editor's own files.
`lang` is a BCP 47 tag or "", where it is the site's own or unknown.
"""

from dataclasses import dataclass

from markupsafe import Markup

NO_DATA = Markup()


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
class FeedLink:
    """A feed: `url` is Atom, `json` the same as a JSON Feed."""

    title: str
    url: str
    json: str = ""


@dataclass(frozen=True, slots=True)
class LogoView:
    """`width` and `height` in px say its shape; the stylesheet says how large it is."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows. `base` is the path that the site lives under, "" at the root; `url` is absolute."""

    name: str
    tagline: str
    lang: str
    url: str
    base: str
    stylesheet: str
    nav: tuple[Link, ...]
    sections: tuple[Link, ...]
    colophon: tuple[Link, ...]
    feed: FeedLink
    note: str = ""
    logo: LogoView | None = None
    hub: str = ""  # which tells subscribers of the feeds what is new (WebSub)


@dataclass(frozen=True, slots=True)
class Head:
    """The parts that all pages share.

    `title` is the page's own, without the site's name. `trail` holds ancestors only, the h1 is the page; `current` is
    the address of the entry of the menu that is open. `canonical` is absolute: for an excerpt it is the original's.
    """

    title: str
    description: str
    canonical: str
    trail: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    current: str = ""
    noindex: bool = False
    data: Markup = NO_DATA  # JSON-LD, escaped so that nothing in it can end its element


@dataclass(frozen=True, slots=True)
class Strip:
    """One tick a report between first and latest, each from 0 to 1; empty where there is nothing to show."""

    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says so. With one source there is its name, and no tally. `sources` have a report of their own; `printed`
    is how many more print one of these; `url` is the page of the story, "" where there is none."""

    sources: int
    first: Time
    first_source: str
    latest: Time | None = None
    latest_source: str = ""
    strip: Strip | None = None
    why: str = ""
    printed: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    url: str
    followed: bool


@dataclass(frozen=True, slots=True)
class Also:
    source: str
    title: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """`speaker` is "" where nobody is named with evidence. `where` names source, day, paragraph and evidence, and
    `where_url` leads to the passage. `carriers` are all sources that carry the same words, where they are several."""

    text: str
    speaker: str
    speaker_url: str
    role: str
    where: str
    where_url: str
    lang: str = ""
    anchor: str = ""  # id of the figure, where the passage itself isn't shown
    carriers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """An event, shown once. `level` is lead, major or plain. `names` are its sources where they are listed, each with
    the address of its report; `quote` is its best one where it is shown."""

    title: str
    url: str
    evidence: Evidence
    level: str = "plain"
    lang: str = ""
    deck: str = ""
    chips: tuple[Chip, ...] = ()
    also: tuple[Also, ...] = ()
    names: tuple[Link, ...] = ()
    quote: QuoteView | None = None
    subject: tuple["RiverItem", ...] = ()  # further stories of the day on the same subject


@dataclass(frozen=True, slots=True)
class RiverItem:
    time: Time
    title: str
    url: str
    sources: str  # "Northline and 3 more"
    tally: int = 0  # drawn where it is more than 1
    lang: str = ""
    story_url: str = ""  # of the story's page, where the event has one


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A line of an index. `spark` is the number of articles in each of the last weeks or days, oldest first."""

    name: str
    url: str
    count: int
    spark: tuple[int, ...] = ()
    followed: bool = False
    kind: str = ""
    count_url: str = ""  # of what is counted, where it stands together


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    url: str
    anchor: str
    stories: tuple[StoryBlock, ...]

    @property
    def number(self) -> int:
        """Of all its stories, those below another one too."""
        return sum(1 + len(story.subject) for story in self.stories)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`day` is the day of the newest article; `updated` the time of the newest article."""

    head: Head
    day: Time | None
    updated: Time | None
    day_url: str
    lead: StoryBlock | None
    leading: tuple[StoryBlock, ...]
    latest: tuple[RiverItem, ...]
    quotes: tuple[QuoteView, ...]
    sections: tuple[Section, ...]
    actors: tuple[ActorRow, ...]
    stories: int  # of the day
    actors_total: int


@dataclass(frozen=True, slots=True)
class Pager:
    previous: Link | None = None
    up: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A followed actor and the articles that name it, now and in the period before."""

    name: str
    url: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed since the period before; every part may be empty, but not all of them."""

    since: str  # "the day before"
    rows: tuple[ChangeRow, ...]
    together: tuple[tuple[Link, Link], ...]  # followed actors named in one article for the first time
    silent: tuple[Link, ...]
    new: tuple[Link, ...]  # found names that got a page


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day's digest: what several sources report, by section, then what one source reports alone."""

    head: Head
    day: Time
    summary: str  # "12 stories and 29 single reports from 23 sources"
    sections: tuple[Section, ...]
    quotes: tuple[QuoteView, ...]
    single: tuple[RiverItem, ...]
    actors: tuple[ActorRow, ...]
    pager: Pager
    changes: ChangesView | None = None
    shown: tuple[RiverItem, ...] = ()  # live pages, videos, galleries and quizzes of one source


@dataclass(frozen=True, slots=True)
class DayRow:
    day: Time
    url: str
    stories: int
    articles: int
    lead: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week's digest, from Monday `first` to Sunday `last`."""

    head: Head
    title: str
    first: Time
    last: Time
    summary: str
    stories: tuple[StoryBlock, ...]
    changes: ChangesView | None
    quotes: tuple[QuoteView, ...]
    days: tuple[DayRow, ...]
    actors: tuple[ActorRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """All days, newest first, in groups of a month."""

    head: Head
    months: tuple[tuple[str, tuple[DayRow, ...]], ...]
    weeks: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of a story. `copies` are those that print its text."""

    time: Time
    source: Link
    title: str
    url: str
    lang: str
    excerpt: str
    copies: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Arc:
    """Two names that appear together: a path in units of its viewBox, and how thick it is."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """`label` is the name, shortened to what the picture has room for."""

    name: str
    label: str
    url: str
    y: int
    radius: float
    followed: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    one: Link
    other: Link
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """Who appears with whom, 608 units wide; names end at 300, arcs begin at 318. `rows` are the same as a table."""

    title: str
    description: str
    height: int
    nodes: tuple[NetworkNode, ...]
    arcs: tuple[Arc, ...]
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineDot:
    x: float


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The reports of one source; `y` is the upper end of its line."""

    name: str
    y: int
    dots: tuple[TimelineDot, ...]


@dataclass(frozen=True, slots=True)
class TimelineTick:
    """A mark of the axis; `anchor` is start, middle or end, so that its words stay in the picture."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    time: Time
    source: Link


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each source reported a story, 608 units wide; `reports` are the same as a table."""

    title: str
    description: str
    height: int
    floor: int
    rows: tuple[TimelineRow, ...]
    ticks: tuple[TimelineTick, ...]
    more: int  # sources that only the table has
    reports: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """`only`: its words stand in no other source's headline."""

    text: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """A source's headline in parts, all of which together are the whole of it; `report` is named after the source."""

    report: Link
    parts: tuple[HeadlinePart, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """An event with all that reports it, in order of time."""

    head: Head
    title: str
    lang: str
    standfirst: str
    lead: Link  # the report that headline and standfirst are taken from
    evidence: Evidence
    reports: tuple[ReportView, ...]
    quotes: tuple[QuoteView, ...]
    actors: tuple[ActorRow, ...]  # `count` is the number of reports that name them
    pager: Pager
    timeline: Timeline | None = None
    earlier: tuple[RiverItem, ...] = ()  # the stories that it follows, the latest first
    headlines: tuple[HeadlineView, ...] = ()  # how they differ


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at an address that a story or an actor had, or would have; `why` is what is said before the way."""

    head: Head
    why: str
    to: Link


@dataclass(frozen=True, slots=True)
class QuoteDay:
    """The quotes of a day, those of one speaker together; `url` is "" on the day's own page."""

    day: Time
    url: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """The latest days, or one day."""

    head: Head
    title: str
    standfirst: str
    days: tuple[QuoteDay, ...]
    months: tuple[Link, ...]
    pager: Pager


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
    more: int  # speakers that are not named here


@dataclass(frozen=True, slots=True)
class QuotesMonthPage:
    """The days of a month that have quotes, oldest first, and who spoke."""

    head: Head
    title: str
    days: tuple[QuoteDayRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class SourceBox:
    """Where an article comes from. `credit` is who the text itself credits, with a page where there is one."""

    source: Link
    published: Time
    modified: Time | None
    credit: Link | None
    shown: str
    authors: tuple[str, ...]
    original: str  # address of the original, "" where the feed gave none
    others: tuple[RiverItem, ...]
    strip: Strip | None
    story_url: str = ""


@dataclass(frozen=True, slots=True)
class PictureView:
    """`url` is the widest file, and `width` and `height` are its own; `srcset` is "" where there is only one."""

    url: str
    width: int
    height: int
    srcset: str
    alt: str
    credit: str
    absolute: str  # the same address with the site's host, for who sees the page elsewhere


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`body` has its mentions linked and its quoted passages marked; its parts are markup and the pull quotes that
    stand between them."""

    head: Head
    title: str
    lang: str
    direction: str  # "rtl", "ltr" or "auto"
    standfirst: str
    source: Link
    published: Time
    modified: Time | None
    sources: int
    chips: tuple[Chip, ...]
    body: tuple[Markup | QuoteView, ...]
    excerpt: bool
    box: SourceBox
    quotes: tuple[QuoteView, ...]  # those behind the end of an excerpt
    more_title: str
    more: tuple[StoryBlock, ...]
    pager: Pager
    picture: PictureView | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of its viewBox; `label` is empty where the axis shows none, `mark` is the number
    above the highest."""

    x: float
    y: float
    width: float
    height: float
    label: str
    open: bool  # the period isn't over
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gridline:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    time: Time
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Coverage over time, 608 units wide and 224 high, the axis at `floor`. `rows` are the same numbers for the table,
    newest first, without those that are 0."""

    title: str
    description: str
    caption: str
    period: str  # head of the table's first column
    floor: float
    bars: tuple[Bar, ...]
    grid: tuple[Gridline, ...]
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another name of an actor, and how often texts use it; 0 where only its file lists it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class RiverDay:
    """The lines of one day."""

    day: Time
    url: str  # of its digest; "" where it has none
    items: tuple[RiverItem, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What an actor is, what is new, what it said, what was said about it, who is around it.

    A found name has no background; `found` then says how it was found.
    """

    head: Head
    name: str
    kind: str
    followed: bool
    summary: str  # "14 articles from 6 sources since 23 June 2023"
    aliases: tuple[Spelling, ...]
    wikidata: str
    background: Markup
    found: str
    feed: FeedLink
    chart: Chart | None
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    quotes_by: tuple[QuoteView, ...]
    quotes_about: tuple[QuoteView, ...]
    seen_with: tuple[ActorRow, ...]
    sources: tuple[ActorRow, ...]
    roles: tuple[Spelling, ...] = ()  # what texts say that it is, and how many do


@dataclass(frozen=True, slots=True)
class TogetherGroup:
    """The newest texts that name an actor and `name`; `more` is where the others are found, "" where these are all."""

    name: Link
    anchor: str
    total: str  # "12 articles"
    items: tuple[RiverItem, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Who an actor is seen with, and in which texts."""

    head: Head
    title: str
    groups: tuple[TogetherGroup, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """All articles of one month, of an actor, a source or a section; newest first. A month of very many has its `days`
    instead, each with a page like this one."""

    head: Head
    title: str
    items: tuple[RiverItem, ...]
    pager: Pager
    total: int = 0
    days: tuple[ActorRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorsPage:
    head: Head
    followed: tuple[ActorRow, ...]
    kinds: tuple[tuple[str, tuple[ActorRow, ...]], ...]  # found names: heading, rows
    now: tuple[ActorRow, ...] = ()  # most covered in the last weeks, `count` is of these
    rising: tuple[ActorRow, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # all of them, by the first letter of their names
    network: Network | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    head: Head
    name: str
    about: str
    home: str
    section: Link
    summary: str
    shown: str
    feed: FeedLink
    latest: tuple[RiverItem, ...]
    months: tuple[Link, ...]
    actors: tuple[ActorRow, ...]
    first: str = ""  # how often it was first; "" where it shares no story with others
    state: str = ""  # of its feed, with the day of the last poll; "" where nothing is known
    problem: str = ""
    status_url: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    name: str
    url: str
    section: str
    lang: str
    articles: int
    latest: Time | None
    state: str = ""  # where its feed fails


@dataclass(frozen=True, slots=True)
class SourcesPage:
    head: Head
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A feed as the last poll left it. `problem` and `advice` may hold a stranger's words, as plain text."""

    name: str
    url: str
    state: str
    answered: Time | None
    brought: Time | None
    due: Time | None
    next: str  # where `due` is None: in the next run, or never
    failures: int
    since: Time | None
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How it stands with every feed; `calling` are those that the editor should look at."""

    head: Head
    summary: str
    polled: Time | None
    feed: FeedLink
    calling: tuple[StatusRow, ...]
    rows: tuple[StatusRow, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    head: Head
    name: str
    summary: str
    feed: FeedLink
    stories: tuple[StoryBlock, ...]
    latest: tuple[RiverItem, ...]
    months: tuple[Link, ...]
    actors: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class SubscribePage:
    head: Head
    site: FeedLink
    digest: FeedLink
    ours: str  # address of an OPML file of our own feeds
    followed: str  # of one of the feeds that we read
    sections: tuple[FeedLink, ...]
    actors: tuple[FeedLink, ...]
    sources: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`script` and `index` are addresses: of what searches, and of what it loads when somebody does. `places` are the
    lists in which everything can be found without it."""

    head: Head
    script: str
    index: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One of the editor's own pages: about, method, corrections."""

    head: Head
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: Head
    latest: tuple[RiverItem, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`id` never changes; `updated` is RFC 3339; `content` is sanitised HTML; `original` is where the source has it."""

    id: str
    title: str
    url: str
    published: str
    updated: str
    source: str
    source_url: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str
    content: Markup
    lang: str = ""
    original: str = ""
    picture: str = ""  # its address


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed, newest entry first: Atom 1.0 (RFC 4287) and JSON Feed 1.1 are made of the same view.

    `previous` and `following` are archives (RFC 5005): the one before and the one after; `current` of an archive itself
    is the feed of today. The three are addresses without the ending, .xml or .json.
    """

    id: str
    title: str
    subtitle: str
    url: str  # of the feed itself
    page: str  # of the page that it belongs to
    updated: str
    entries: tuple[FeedEntry, ...]
    json: str = ""  # of the same as a JSON Feed
    previous: str = ""
    following: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in an OPML file; `feed` is "" where it is nobody else's to read."""

    name: str
    feed: str
    page: str
    about: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OpmlView:
    """An OPML 2.0 file: feeds in groups."""

    title: str
    groups: tuple[tuple[str, tuple[Outline, ...]], ...]


@dataclass(frozen=True, slots=True)
class SitemapRow:
    url: str
    modified: str  # RFC 3339, or ""


@dataclass(frozen=True, slots=True)
class SitemapView:
    rows: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class SitemapIndexView:
    rows: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    sitemap: str
