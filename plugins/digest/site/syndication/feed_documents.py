"""The documents of one feed: what is newest, and archives of the rest (RFC 5005, section 4), as Atom and as JSON.

An archive is full when it appears, and stays as it is: a reader who knows one asks neither for it nor for those before
it again. So entries go into archives by month and, within the month, by number from the oldest. A new article touches
the newest document alone, until it fills an archive; one that comes late moves none but its own month's. What fills no
archive yet stays in the newest document, beside what is shown there at least. A month's last archive holds what is left
when the next month begins by the feed's own entries, so that there is no clock in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..components.site_file import SiteFile
from ..i18n.date_formats import month
from ..model.addresses import Addresses, atom_file, atom_path, feed_archive_stem, feed_stem, json_file
from ..model.archive import Archive
from ..views.feed_views import FeedEntry, FeedView
from .feed_entries import xml_text

NEVER = "1970-01-01T00:00:00Z"  # Atom wants a date of a feed that has no entries yet
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedArchive(Generic[T]):
    """An archive; `entries` are newest first, `number` counts those of its month from 1."""

    month: date
    number: int
    entries: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself. `root` is the path of the page that it belongs to."""

    id: str
    title: str
    subtitle: str
    addresses: Addresses
    root: str


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """Where a document stands among those of its feed: the paths of all without their ending, "" of none."""

    path: str
    previous: str = ""
    following: str = ""
    title: str = ""  # of an archive
    current: str = ""  # of an archive: the feed of today


def feed_head(archive: Archive, root: str, title: str, subtitle: str) -> FeedHead:
    return FeedHead(
        archive.addresses.tag_uri(atom_path(root)),
        xml_text(title),
        xml_text(subtitle),
        archive.addresses,
        root,
    )


def feed_documents(
    head: FeedHead,
    entries: Sequence[object],
    days: Sequence[date],
    *,
    shown: int,
    size: int,
    lang: str,
    view: Callable[..., object],
    moved_from: Sequence[str] = (),
) -> Iterator[SiteFile]:
    """`entries` are newest first, each of the day in the same place of `days`; `view(head, links, *entries)` is a
    document's, or a trace of it. At the roots that the feed was `moved_from` the newest document stands too,
    and names its own address: nobody reads a redirect in a feed."""
    newest, archives = split_into_archives(
        list(zip(days, entries, strict=True)), lambda one: one[0], shown=shown, size=size
    )
    paths = [feed_archive_stem(head.root, one.month, one.number) for one in archives]
    current = feed_stem(head.root)
    for root in (head.root, *moved_from):
        links = DocumentLinks(current, previous=paths[-1] if paths else "")
        yield from _both(feed_stem(root), view(head, links, *(entry for _, entry in newest)))
    for at, one in enumerate(archives):
        links = DocumentLinks(
            path=paths[at],
            previous=paths[at - 1] if at else "",
            following=paths[at + 1] if at + 1 < len(paths) else "",
            title=f"{head.title}, {month(one.month, lang)}{f' ({one.number})' if one.number > 1 else ''}",
            current=current,
        )
        yield from _both(links.path, view(head, links, *(entry for _, entry in one.entries)))


def split_into_archives(
    newest_first: Sequence[T], day_of: Callable[[T], date], *, shown: int, size: int
) -> tuple[tuple[T, ...], tuple[FeedArchive[T], ...]]:
    """What the newest document holds, and the archives, oldest first; each item is in one of them at least. A feed that
    fits into the newest document has no archive. None of an archive's items moves when a newer one comes."""
    if len(newest_first) <= shown:
        return tuple(newest_first), ()
    months: dict[date, list[T]] = defaultdict(list)
    for one in reversed(newest_first):
        months[day_of(one).replace(day=1)].append(one)
    archives = []
    left = 0
    for first in sorted(months):
        items = months[first]
        left = len(items) % size if first == max(months) else 0
        archives += [
            FeedArchive(first, number, tuple(reversed(items[start : start + size])))
            for number, start in enumerate(range(0, len(items) - left, size), start=1)
        ]
    return tuple(newest_first[: max(shown, left)]), tuple(archives)


def feed_view(head: FeedHead, links: DocumentLinks, *entries: FeedEntry) -> FeedView:
    """One document."""

    def at(path: str) -> str:
        return head.addresses.absolute(path) if path else ""

    return FeedView(
        id=head.id,  # archives are parts of one feed and have its id
        title=links.title or head.title,
        subtitle=head.subtitle,
        url=at(atom_file(links.path)),
        json=at(json_file(links.path)),
        page=head.addresses.absolute(head.root),
        updated=max((entry.updated for entry in entries), default=NEVER),
        entries=entries,
        previous=at(links.previous),
        following=at(links.following),
        current=at(links.current),
    )


def _both(path: str, view: object) -> Iterator[SiteFile]:
    yield SiteFile(atom_file(path), "feed.xml", view)
    yield SiteFile(json_file(path), "feed.json", view)
