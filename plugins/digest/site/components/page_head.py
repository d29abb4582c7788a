"""The head of a page: title, canonical address, trail, feeds and the open entry of the menu."""

from markupsafe import Markup

from ...archive.model.addresses import FRONT, atom_path, json_path
from ...archive.questions.archive import Archive
from ..i18n.messages import say
from ..views.frame_views import PageHead
from ..views.shared_views import NO_DATA, Link, SiteFeed


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
    """The head of the page at `path`. `trail` holds the pages above it, without the front page; `current` is the path
    of the menu's entry that is open; `data` is JSON-LD."""
    return PageHead(
        title=title,
        description=description,
        canonical=archive.addresses.absolute(path),
        trail=(Link(say(archive.settings.lang, "Home"), archive.addresses.at(FRONT)), *trail),
        feeds=feeds,
        current=archive.addresses.at(current) if current else "",
        data=data,
    )


def site_feed(archive: Archive, root: str, title: str) -> SiteFeed:
    """The feed of the page at the path `root`, whose title is `title`."""
    return SiteFeed(
        f"{title} · {archive.settings.name}" if root else archive.settings.name,
        archive.addresses.at(atom_path(root)),
        archive.addresses.at(json_path(root)),
    )
