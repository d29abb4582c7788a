"""One output: where it stands, which template makes it, from what."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ..i18n.date_formats import iso
from ..i18n.messages import say
from ..model.addresses import FRONT, atom_path, json_path
from ..model.archive import Archive
from ..model.article import Article
from ..views.frame_views import PageHead
from ..views.shared_views import NO_DATA, Link, SiteFeed


@dataclass(frozen=True, slots=True)
class SiteFile:
    """`path` is an address below the site's root: "" and "topics/mi6/" are pages, "feed.xml" is a file. `modified` is
    when its content last changed, RFC 3339 or "" where nothing says so; None keeps it out of the sitemap."""

    path: str
    template: str
    view: object
    modified: str | None = None


def page_head(
    archive: Archive,
    path: str,
    title: str,
    description: str,
    *,
    trail: tuple[Link, ...] = (),
    feeds: tuple[SiteFeed, ...] = (),
    current: str = "",
    data: Markup = NO_DATA,
) -> PageHead:
    """The shared parts of the page at `path`; `current` is the path of the menu's entry that is open."""
    return PageHead(
        title=title,
        description=description,
        canonical=archive.addresses.absolute(path),
        trail=(Link(say(archive.settings.lang, "Home"), archive.addresses.at(FRONT)), *trail),
        feeds=feeds,
        current=archive.addresses.at(current) if current else "",
        data=data,
    )


def last_modified(articles: Iterable[Article]) -> str:
    """When the last of `articles` came or was changed; "" of none."""
    latest = max((max(one.date, one.modified or one.date) for one in articles), default=None)
    return iso(latest) if latest else ""


def site_feed(archive: Archive, root: str, title: str) -> SiteFeed:
    """The feed of the page at `root`."""
    return SiteFeed(
        f"{title} · {archive.settings.name}" if root else archive.settings.name,
        archive.addresses.at(atom_path(root)),
        archive.addresses.at(json_path(root)),
    )
