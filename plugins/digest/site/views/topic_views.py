"""The page of a topic, the page of who it is seen with, and the index of topics."""

from dataclasses import dataclass

from markupsafe import Markup

from .chart_views import ActorNetwork, CoverageChart
from .frame_views import PageHead
from .shared_views import DataLinks, IndexRow, Link, QuoteView, River, SiteFeed

NO_MARKUP = Markup()


@dataclass(frozen=True, slots=True)
class CountedPhrase:
    """Another name of an actor, or a phrase that texts call it by, with the number of times that texts use it; 0 for a
    name that only the actor's file lists."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class SeenWithGroup:
    """The newest articles that name the page's topic and another one, `name`. `all_url` is the address of more of them,
    and `more` that of a search for all; each is "" where there is none."""

    name: Link
    anchor: str
    total: str  # "12 articles"
    items: River
    more: str = ""
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What is new about an actor, what it is, what it said, what was said about it, who it is seen with.

    `background` is the first paragraph of what the editor wrote, where that is longer, and `background_more` the rest.
    An actor that no editor follows has no background; `how_found` then says how it came to have a page.
    """

    head: PageHead
    name: str
    kind: str
    followed: bool
    summary: str  # "14 articles from 6 sources since 23 June 2023"
    aliases: tuple[CountedPhrase, ...]
    wikidata: str
    background: Markup
    how_found: str
    feed: SiteFeed
    chart: CoverageChart | None
    latest: River
    months: tuple[Link, ...]
    quotes_by: tuple[QuoteView, ...]
    quotes_about: tuple[QuoteView, ...]
    seen_with: tuple[SeenWithGroup, ...]
    sources: tuple[IndexRow, ...]
    roles: tuple[CountedPhrase, ...] = ()  # what texts call the actor, each with the number of texts
    background_more: Markup = NO_MARKUP
    network: ActorNetwork | None = None
    all_seen_with: Link | None = None  # where more names are than the page has
    data: DataLinks | None = None  # of the newest month


@dataclass(frozen=True, slots=True)
class SeenWithLetter:
    """The names that begin with a letter, `count` being the number of articles; `page` has their articles."""

    page: Link
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class SeenWithPage:
    """Who a topic is seen with, and in which articles. Of many names, the page has the list by `letters`, and a page
    for each letter has the groups of its names."""

    head: PageHead
    title: str
    groups: tuple[SeenWithGroup, ...]
    letters: tuple[SeenWithLetter, ...] = ()
    pages: tuple[Link, ...] = ()  # of all letters, on the page of one


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """A name, and the names that it appears with most, `count` being the number of articles."""

    name: Link
    others: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class TopicIndexPage:
    """All topics: those of the last weeks, who appears with whom, the most named by kind, and A to Z."""

    head: PageHead
    now: tuple[IndexRow, ...]  # `count` counts articles of the last weeks
    kinds: tuple[tuple[str, tuple[IndexRow, ...]], ...]  # the kind in the plural, and rows
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # all topics by first letter
    together: tuple[TogetherRow, ...] = ()
