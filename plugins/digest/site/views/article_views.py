"""An article's page."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import Chip, Link, Pager, QuoteView, RiverItem, StoryBlock, Strip, Time


@dataclass(frozen=True, slots=True)
class SourceBox:
    """Where an article comes from. `credit` is who the text itself credits, with a page where there is one."""

    source: Link
    published: Time
    modified: Time | None
    credit: Link | None
    extent: str
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
    quotes: tuple[QuoteView, ...]  # those behind the end of an excerpt
    more_stories_title: str
    more_stories: tuple[StoryBlock, ...]
    pager: Pager
    picture: PictureView | None = None
