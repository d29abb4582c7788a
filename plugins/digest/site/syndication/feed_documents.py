"""The documents of one feed, as Atom and as JSON: what is newest, and archives of the rest (RFC 5005, section 4).

An archive doesn't change when newer articles come, so that a reader who has it needn't ask for it again. Entries go
into archives by month and, within a month, by number from the oldest. A new article changes only the newest document,
unless it completes an archive; an article that comes late moves entries of its own month only. Entries that don't
complete an archive yet stay in the newest document. The last archive of a month may be shorter: it appears with the
feed's first entry of the next month, so that the entries decide and not the clock. The callers say how many entries a
document has.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ...archive.model.addresses import Addresses, atom_file, atom_path, feed_archive_stem, feed_stem, json_file
from ...archive.model.archive import Archive
from ..components.site_file import SiteFile
from ..i18n.date_wording import month
from ..views.feed_views import FeedEntry, FeedView
from .feed_entries import xml_text

NEVER = "1970-01-01T00:00:00Z"  # Atom wants a date of a feed that has no entries yet
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedArchive(Generic[T]):
    """An archive document; `number` counts those of its month from 1, `entries` are newest first."""

    month: date
    number: int
    entries: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says about itself. `root` is the path of the page that it belongs to."""

    id: str
    title: str
    subtitle: str
    addresses: Addresses
    root: str


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """The path of a document, and those of the documents that it links to, all without their ending; "" for none.

    Only archives use `title`, and `current`, which is the path of the newest document.
    """

    path: str
    previous: str = ""
    following: str = ""
    title: str = ""
    current: str = ""


def feed_head(archive: Archive, root: str, title: str, subtitle: str) -> FeedHead:
    addresses = archive.addresses
    return FeedHead(addresses.tag_uri(atom_path(root)), xml_text(title), xml_text(subtitle), addresses, root)


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
    """All documents of a feed.

    `entries` are newest first, and `days` has the day of each. The newest document shows at least `shown` of them, an
    archive has `size`. `view(head, links, *entries)` makes the view of a document, or defers it. Where the feed stood
    before, at the roots `moved_from`, the newest document stands too and names its present address, since feed readers
    don't follow a redirect that is written in a page.
    """
    newest, archives = split_into_archives(
        list(zip(days, entries, strict=True)), lambda dated: dated[0], shown=shown, size=size
    )
    paths = ["", *(feed_archive_stem(head.root, archive.month, archive.number) for archive in archives), ""]
    current = feed_stem(head.root)
    for root in (head.root, *moved_from):
        links = DocumentLinks(current, previous=paths[-2])
        yield from _in_both_formats(feed_stem(root), view(head, links, *(entry for _, entry in newest)))
    for archive, previous, path, following in zip(archives, paths, paths[1:], paths[2:], strict=False):
        number = f" ({archive.number})" if archive.number > 1 else ""
        title = f"{head.title}, {month(archive.month, lang)}{number}"
        links = DocumentLinks(path, previous, following, title, current)
        yield from _in_both_formats(path, view(head, links, *(entry for _, entry in archive.entries)))


def split_into_archives(
    newest_first: Sequence[T], day_of: Callable[[T], date], *, shown: int, size: int
) -> tuple[tuple[T, ...], tuple[FeedArchive[T], ...]]:
    """The items of the newest document, and the archives, oldest first.

    Each item is in one of them at least. A feed that fits into the newest document has no archive. No item of an
    archive moves when a newer one comes.
    """
    if len(newest_first) <= shown:
        return tuple(newest_first), ()
    months: dict[date, list[T]] = defaultdict(list)
    for item in reversed(newest_first):
        months[day_of(item).replace(day=1)].append(item)
    archives = []
    waiting = 0  # items of the last month that fill no archive yet
    for first in sorted(months):
        items = months[first]
        waiting = len(items) % size if first == max(months) else 0
        archives += [
            FeedArchive(first, number, tuple(reversed(items[start : start + size])))
            for number, start in enumerate(range(0, len(items) - waiting, size), start=1)
        ]
    return tuple(newest_first[: max(shown, waiting)]), tuple(archives)


def feed_view(head: FeedHead, links: DocumentLinks, *entries: FeedEntry) -> FeedView:
    """The view of one document, which Atom and JSON are made from."""

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


def _in_both_formats(path: str, view: object) -> Iterator[SiteFile]:
    yield SiteFile(atom_file(path), "feed.xml", view)
    yield SiteFile(json_file(path), "feed.json", view)
