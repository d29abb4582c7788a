"""One output: where it stands, which template makes it, from what."""

from dataclasses import dataclass

from ..archive import Archive
from ..views import FeedLink, Head, Link


@dataclass(frozen=True, slots=True)
class Output:
    """`path` is an address below the site's root: "" and "topics/mi6/" are pages, "feed.xml" is a file."""

    path: str
    template: str
    view: object


def head(
    archive: Archive,
    path: str,
    title: str,
    description: str,
    *,
    trail: tuple[Link, ...] = (),
    feeds: tuple[FeedLink, ...] = (),
    current: str = "",
) -> Head:
    """The shared parts of the page at `path`; `current` is the path of the menu's entry that is open."""
    return Head(
        title=title,
        description=description,
        canonical=f"{archive.settings.url}/{path}",
        trail=(Link("Home", archive.urls.at("")), *trail),
        feeds=feeds,
        current=archive.urls.at(current) if current else "",
    )


def feed_link(archive: Archive, root: str, title: str) -> FeedLink:
    """The feed of the page at `root`."""
    return FeedLink(
        f"{title} · {archive.settings.name}" if root else archive.settings.name, archive.urls.at(f"{root}feed.xml")
    )
