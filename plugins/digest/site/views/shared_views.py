"""What many pages share: links, times, and the lines and blocks that stand for a story, a quote or an actor."""

from dataclasses import dataclass

from markupsafe import Markup

NO_DATA = Markup()
TIME_CHARS = 8  # 18:05, 19 July


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
    """A feed: `url` is Atom, `json` the same as a JSON Feed."""

    title: str
    url: str
    json: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One tick a report between first and latest, each from 0 to 1; empty where there is nothing to show."""

    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """Who says so. With one source there is its name, and no tally. `sources` have a report of their own; `reprints`
    is how many more print one of these; `url` is the page of the story, "" where there is none."""

    sources: int
    first: Time
    first_source: str
    latest: Time | None = None
    latest_source: str = ""
    strip: Strip | None = None
    why: str = ""
    reprints: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    url: str
    followed: bool


@dataclass(frozen=True, slots=True)
class OtherHeadline:
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
    reference: str
    reference_url: str
    lang: str = ""
    anchor: str = ""  # id of the figure, where the passage itself isn't shown
    printed_by: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RiverItem:
    time: Time
    title: str
    url: str
    sources: str  # "Northline and 3 more"
    tally: int = 0  # drawn where it is more than 1
    lang: str = ""
    story_url: str = ""  # of the story's page, where the event has one
    genre: str = ""  # "Live page", "Video": what it is, where it isn't a report


@dataclass(frozen=True, slots=True)
class River:
    """Lines in order of time."""

    items: tuple[RiverItem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def dated(self) -> bool:
        """Whether one of the times needs more room than a clock or the day of a short month."""
        return any(len(item.time.text) > TIME_CHARS for item in self.items)


NO_RIVER = River()


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """An event, shown once. `level` is lead, major or plain. `names` are its sources where they are listed, each with
    the address of its report; `quote` is its best one where it is shown."""

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
    same_subject: River = NO_RIVER  # further stories of the day on the same subject


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of an index. `spark` is the number of articles in each of the last weeks or days, oldest first."""

    name: str
    url: str
    count: int
    spark: tuple[int, ...] = ()
    followed: bool = False
    kind: str = ""
    count_url: str = ""  # of what is counted, where it stands together


@dataclass(frozen=True, slots=True)
class DigestSection:
    name: str
    url: str
    anchor: str
    stories: tuple[StoryBlock, ...]

    @property
    def story_count(self) -> int:
        """Of all its stories, those below another one too."""
        return sum(1 + len(story.same_subject.items) for story in self.stories)


@dataclass(frozen=True, slots=True)
class Pager:
    previous: Link | None = None
    up: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class RiverDay:
    """The lines of one day."""

    day: Time
    url: str  # of its digest; "" where it has none
    items: River


@dataclass(frozen=True, slots=True)
class RiverSection:
    """The lines of one section; without a name where a list is too short to be divided."""

    name: str
    url: str
    items: River
