"""The page of an article, what stands at its address once there is no such page any more, and what was changed in
articles."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import Chip, Link, Pager, QuoteView, River, SiteFeed, StoryBlock, Strip, Time


@dataclass(frozen=True, slots=True)
class EnclosureView:
    """A file to hear or see at its publisher; `kind` is "Audio", `details` are "MP3, 12 MB, 45:10"."""

    url: str
    kind: str
    details: str


@dataclass(frozen=True, slots=True)
class SourceBox:
    """Where an article comes from. `source` is who published it, and `via` the source by whose feed it came, where that
    is another. `credit` is the origin that the text names, with its page where it has one; `extent`
    says how much of the text is shown; `others` are the other reports on the event, as many as a page has room for."""

    source: Link
    published: Time
    modified: Time | None
    credit: Link | None
    extent: str
    authors: tuple[str, ...]
    original: str  # address of the original, "" where the feed gave none
    others: River
    strip: Strip | None
    story_url: str = ""
    via: Link | None = None
    enclosure: EnclosureView | None = None
    first_issue: Link | None = None  # where this is a later issue of the source's report
    issued_again: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture in several widths. `url`, `width` and `height` are those of the widest file; `srcset` is "" where there
    is one file."""

    url: str
    width: int
    height: int
    srcset: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class ChangePiece:
    """A piece of a passage: `side` is "gone", "come", or "same" for words that stayed."""

    text: str
    side: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change. `what` says what kind it is, in a few words; `headline` is () where that stayed; `more` says how much
    isn't shown, "" where all is."""

    anchor: str
    at: Time
    what: str
    headline: tuple[ChangePiece, ...]
    passages: tuple[tuple[ChangePiece, ...], ...]
    more: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, or the excerpt of it that its source's terms allow. In the markup of `body`, mentions are linked and
    quoted passages are marked; pull quotes stand between the pieces. `brief` is whether there is less text than beside
    it: the page is then a compact one."""

    head: PageHead
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
    source_box: SourceBox
    quotes: tuple[QuoteView, ...]  # quotes behind the end of an excerpt
    more_stories_title: str
    more_stories: tuple[StoryBlock, ...]
    pager: Pager
    picture: PictureView | None = None
    brief: bool = False
    changed: str = ""  # what kinds of changes there were, in a line
    changes: tuple[ChangeView, ...] = ()  # newest first


@dataclass(frozen=True, slots=True)
class GonePage:
    """What stands at the address of an article without a page. `why` is a sentence, which `to` ends: the article's day,
    with its digest where there is one. With `leads_on` readers are taken there. `original` is the address of the
    original at `source`, or ""."""

    title: str
    lang: str
    why: str
    to: Link
    source: str
    original: str
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """A change with the article that it is of. `url` leads to the change on the article's page."""

    title: str
    url: str
    lang: str
    source: Link
    change: ChangeView


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """The changes that were found on one day, newest first."""

    day: Time
    changes: tuple[ChangeItem, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    head: PageHead
    feed: SiteFeed
    days: tuple[ChangeDay, ...]
