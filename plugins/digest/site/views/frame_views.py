"""What is around every page: the site's name and menus, and what the page says about itself."""

from dataclasses import dataclass

from markupsafe import Markup

from .shared_views import NO_DATA, Link, SiteFeed


@dataclass(frozen=True, slots=True)
class LogoView:
    """`width` and `height`, in px, give the picture's shape; the stylesheet sets how large it is shown."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class IconLinks:
    """The addresses of the site's icons and of its web manifest; `svg` is "" where there is none."""

    favicon: str
    svg: str
    touch: str
    manifest: str


@dataclass(frozen=True, slots=True)
class HeadPicture:
    """The picture that is shown with links to a page elsewhere; `url` has scheme and host."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows. `base` is the path below which the site stands, "" at the root of its host; `url` is the
    site's address with scheme and host."""

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
    hub: str = ""  # URL of the hub that tells subscribers of the feeds what is new (WebSub)
    picture: HeadPicture | None = None  # of all pages that have none of their own
    icons: IconLinks | None = None
    colours: tuple[str, ...] = ()  # of light pages and of dark ones


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says about itself.

    `title` is the page's own, without the site's name. `trail` holds the pages above this one, whose own name is the
    h1. `current` is the address of the menu's entry that is open. `canonical` has scheme and host; for an excerpt it is
    the original's.
    """

    title: str
    description: str
    canonical: str
    trail: tuple[Link, ...] = ()
    feeds: tuple[SiteFeed, ...] = ()
    current: str = ""
    noindex: bool = False
    data: Markup = NO_DATA  # JSON-LD, escaped so that nothing in it can end its element
    picture: HeadPicture | None = None
