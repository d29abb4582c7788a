"""The documents of one feed, as Atom and as JSON: what is newest, and archives of the rest (RFC 5005, section 4).

An archive doesn't change when newer articles come, so that a reader who has it needn't ask for it again. Entries go
into archives by month and, within a month, by number from the oldest. A new article changes only the newest document,
unless it completes an archive; an article that comes late moves entries of its own month only. Entries that don't
complete an archive yet stay in the newest document. The last archive of a month may be shorter: it appears with the
feed's first entry of the next month, so that the entries decide and not the clock. The callers say how many entries a
document has.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import TypeVar

from incremental import Page

from ...archive.model.addresses import Addresses, atom_file, atom_path, feed_archive_stem, feed_stem, json_file
from ...archive.questions.archive import Archive
from ..components.site_file import site_file
from ..i18n.date_wording import month
from ..views.feed_views import FeedEntry, FeedView
from .feed_entries import xml_text

NEVER = "1970-01-01T00:00:00Z"  # Atom wants a date of a feed that has no entries yet
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedPart:
    """An archive document: the `entries` entries of a month ("2026-11") from the number `first` on, counted from the
    oldest. `number` counts the month's documents from 1."""

    month: str
    number: int
    first: int
    entries: int


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
    root: str,
    title: str,
    months: Sequence[tuple[str, int]],
    view: Callable[..., object],
    *inputs: str,
    shown: int,
    size: int,
    lang: str,
    moved_from: Sequence[str] = (),
) -> Iterator[Page]:
    """All documents of a feed.

    `months` are those with entries, oldest first, with their numbers. The newest document shows at least `shown` of
    them, an archive has `size`. `view(archive, *inputs, links, part)` makes the view of a document, where `links` and
    `part` are the fields of `DocumentLinks` and of `FeedPart`; the newest document's part has the month "". Where the
    feed stood before, at the roots `moved_from`, the newest document stands too and names its present address, since
    feed readers don't follow a redirect that is written in a page.
    """
    newest, archives = split_into_archives(months, shown=shown, size=size)
    stems = ["", *(feed_archive_stem(root, _first(part.month), part.number) for part in archives), ""]
    current = feed_stem(root)
    for place in (root, *moved_from):
        links = DocumentLinks(current, previous=stems[-2])
        yield from _in_both_formats(feed_stem(place), view, *inputs, astuple(links), astuple(newest))
    for part, previous, path, following in zip(archives, stems, stems[1:], stems[2:], strict=False):
        number = f" ({part.number})" if part.number > 1 else ""
        links = DocumentLinks(path, previous, following, f"{title}, {month(_first(part.month), lang)}{number}", current)
        yield from _in_both_formats(path, view, *inputs, astuple(links), astuple(part))


def split_into_archives(
    months: Sequence[tuple[str, int]], *, shown: int, size: int
) -> tuple[FeedPart, tuple[FeedPart, ...]]:
    """The newest document, and the archives, oldest first, of a feed that has so many entries in each of `months`.

    Each entry is in one of them at least. A feed that fits into the newest document has no archive. No entry of an
    archive moves when a newer one comes.
    """
    total = sum(number for _, number in months)
    if total <= shown:
        return FeedPart("", 0, 0, total), ()
    archives = []
    waiting = 0  # entries of the last month that fill no archive yet
    for name, number_of_entries in months:
        waiting = number_of_entries % size if name == months[-1][0] else 0
        archives += [
            FeedPart(name, number, start, min(size, number_of_entries - waiting - start))
            for number, start in enumerate(range(0, number_of_entries - waiting, size), start=1)
        ]
    return FeedPart("", 0, 0, max(shown, waiting)), tuple(archives)


def _first(month_name: str) -> date:
    return date.fromisoformat(f"{month_name}-01")


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


def _in_both_formats(path: str, view: Callable[..., object], *inputs: object) -> Iterator[Page]:
    yield site_file(atom_file(path), "feed.xml", view, *inputs)
    yield site_file(json_file(path), "feed.json", view, *inputs)
