"""What is around every page: the site, the head, the evidence beside it."""

from dataclasses import dataclass

from markupsafe import Markup

from .shared_views import NO_DATA, Link, SiteFeed


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
    feed: SiteFeed
    direction: str = "ltr"  # of the site's language; "rtl" is the other one
    note: str = ""
    logo: LogoView | None = None
    hub: str = ""  # which tells subscribers of the feeds what is new (WebSub)


@dataclass(frozen=True, slots=True)
class PageHead:
    """The parts that all pages share.

    `title` is the page's own, without the site's name. `trail` holds ancestors only, the h1 is the page; `current` is
    the address of the entry of the menu that is open. `canonical` is absolute: for an excerpt it is the original's.
    """

    title: str
    description: str
    canonical: str
    trail: tuple[Link, ...] = ()
    feeds: tuple[SiteFeed, ...] = ()
    current: str = ""
    noindex: bool = False
    data: Markup = NO_DATA  # JSON-LD, escaped so that nothing in it can end its element
