"""Chunks of an export: so many records after each other, read, given to their subscriptions and made drafts of.

Chunks are cut by numbers and bytes alone, so that a second run cuts them at the same places as the first.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from ..contracts.subscriptions import FilterRules, Subscription, Subscriptions
from ..errors import FeedError
from ..feeds.cleaning.draft import DraftedFeed
from ..feeds.parsing.item import RejectedItem, item_name
from ..feeds.untrusted.plain_text import one_line
from .exports.export_record import (
    DamagedRecord,
    ExportedItem,
    FoundRecord,
    NotAnArticleError,
    RawRecord,
    RecordError,
    WebPage,
)
from .import_worker import GroupsTask, ItemGroup, PagesTask
from .record_subscription import NoSubscription, SubscriptionFinder

log = logging.getLogger("digest.importing")

CHUNK_RECORDS: Final = 200
CHUNK_BYTES: Final = 4 * 2**20
_ENTRY: Final = re.compile(r"entry (\d+)")

Outcome = Literal["damaged", "failed", "dropped", "no subscription", "no article"]
Ask = Callable[[Any], Any]  # the result of a task of `import_worker`, or FeedError


@dataclass(frozen=True, slots=True)
class LeftOutRecord:
    """A record that became no article: its place in the export, what became of it, and the reason. `origin` is the feed
    or host of one without a subscription."""

    place: str
    outcome: Outcome
    reason: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ImportChunk:
    """Records after each other, the first of which has the number `start`, from 1 in the export."""

    start: int
    records: tuple[FoundRecord, ...]

    @property
    def places(self) -> dict[int, str]:
        """The places of the records by their numbers."""
        return {number: record.place for number, record in enumerate(self.records, start=self.start)}


@dataclass(frozen=True, slots=True)
class DraftedChunk:
    """The drafts of a chunk by the slugs of their subscriptions, and the records that gave none."""

    chunk: ImportChunk
    feeds: tuple[tuple[str, DraftedFeed], ...]
    left_out: tuple[LeftOutRecord, ...]


def chunks_of(records: Iterator[FoundRecord], skip: int = 0) -> Iterator[ImportChunk]:
    """The records in chunks, from the one after the first `skip` on, which aren't read."""
    chunk: list[FoundRecord] = []
    size_bytes, start = 0, skip + 1
    for number, record in enumerate(records, start=1):
        if number <= skip:
            continue
        chunk.append(record)
        size_bytes += record.size_bytes if isinstance(record, RawRecord) else 0
        if len(chunk) == CHUNK_RECORDS or size_bytes >= CHUNK_BYTES:
            yield ImportChunk(start, tuple(chunk))
            start, size_bytes, chunk = number + 1, 0, []
    if chunk:
        yield ImportChunk(start, tuple(chunk))


def named_by_place(rejected: RejectedItem, places: Mapping[int, str]) -> tuple[str, str]:
    """The place of a rejected item and the reason, with places for the numbers of entries that they name."""

    def place(match: re.Match[str]) -> str:
        return places.get(int(match[1]), f"record {match[1]}")

    return _ENTRY.sub(place, rejected.entry, count=1), _ENTRY.sub(place, rejected.reason, count=1)


@dataclass(slots=True)
class _Sorting:
    """The records of a chunk on their way: items by subscription, and what is left out."""

    finder: SubscriptionFinder
    places: dict[int, str]
    items: dict[tuple[str, bool], list[ExportedItem]] = field(default_factory=lambda: defaultdict(list))
    left_out: list[LeftOutRecord] = field(default_factory=list)

    def put(self, exported: ExportedItem, *, is_page: bool = False) -> None:
        found = self.finder.find(exported)
        if isinstance(found, Subscription):
            self.items[found.slug, is_page].append(exported)
        else:
            self.leave_out(exported.item.number, "no subscription", found)

    def leave_out(self, number: int, outcome: Outcome, reason: str | NoSubscription) -> None:
        place = self.places[number]
        if isinstance(reason, NoSubscription):
            self.left_out.append(LeftOutRecord(place, outcome, reason.reason, reason.origin))
        else:
            self.left_out.append(LeftOutRecord(place, outcome, one_line(reason, 300)))

    def reject(self, outcome: Outcome, rejected: Iterable[RejectedItem]) -> None:
        for item in rejected:
            place, reason = named_by_place(item, self.places)
            self.left_out.append(LeftOutRecord(place, outcome, reason))


class ChunkDrafting:
    """Makes drafts of chunks, by a process with limits that `ask` leads to."""

    def __init__(self, subscriptions: Subscriptions, finder: SubscriptionFinder) -> None:
        self._finder = finder
        self._rules = {feed.slug: _rules_of(feed, subscriptions.filter) for feed in subscriptions.feed}

    def drafted(self, chunk: ImportChunk, ask: Ask) -> DraftedChunk:
        """The drafts of a chunk. A record on which the process fails or takes too long costs only itself."""
        sorting = _Sorting(self._finder, chunk.places)
        pages = _read_records(chunk, sorting)
        if pages:
            _read_pages(pages, sorting, ask)
        groups = [
            ItemGroup(slug, tuple(one.item for one in items), self._rules[slug], is_page)
            for (slug, is_page), items in sorting.items.items()
        ]
        feeds = _ask_for_groups(groups, ask)
        for _, feed in feeds:
            sorting.reject("dropped", feed.dropped)
            sorting.reject("failed", feed.failed)
        return DraftedChunk(chunk, tuple(feeds), tuple(sorting.left_out))


def _rules_of(feed: Subscription, common: FilterRules) -> FilterRules:
    return FilterRules((*common.keep, *feed.keep), (*common.drop, *feed.drop))


def _read_records(chunk: ImportChunk, sorting: _Sorting) -> list[WebPage]:
    """Read the records of a chunk: those that are items are sorted, the pages come back."""
    pages: list[WebPage] = []
    for number, record in enumerate(chunk.records, start=chunk.start):
        if isinstance(record, DamagedRecord):
            sorting.leave_out(number, "damaged", record.reason)
            continue
        try:
            found = record.read(number)
        except NotAnArticleError as error:
            sorting.leave_out(number, "no article", str(error))
        except RecordError as error:
            sorting.leave_out(number, "damaged", str(error))
        except Exception as error:  # the guard of the loop over records: one never costs the others
            log.exception("%s could not be read", record.place)
            sorting.leave_out(number, "damaged", f"it can't be read: {type(error).__name__}: {error}")
        else:
            if isinstance(found, WebPage):
                pages.append(found)
            else:
                sorting.put(found)
    return pages


def _read_pages(pages: Sequence[WebPage], sorting: _Sorting, ask: Ask) -> None:
    try:
        results = list(ask(PagesTask(tuple(pages))))
    except FeedError:  # one of them is too much for the process: it is found by asking for each alone
        results = [_result_of_page(page, ask) for page in pages]
    for page, result in zip(pages, results, strict=True):
        if isinstance(result, ExportedItem):
            sorting.put(result, is_page=True)
        else:
            sorting.leave_out(page.number, "damaged", result)


def _result_of_page(page: WebPage, ask: Ask) -> ExportedItem | str:
    try:
        result: ExportedItem | str = ask(PagesTask((page,)))[0]
    except FeedError as error:
        return str(error)
    return result


def _ask_for_groups(groups: Sequence[ItemGroup], ask: Ask) -> list[tuple[str, DraftedFeed]]:
    """The drafts of each group, by its slug."""
    if not groups:
        return []
    try:
        feeds: tuple[DraftedFeed, ...] = ask(GroupsTask(tuple(groups)))
    except FeedError:  # one of the items is too much for the process: it is found by asking for each alone
        return [(group.slug, _feed_of_single_items(group, ask)) for group in groups]
    return [(group.slug, feed) for group, feed in zip(groups, feeds, strict=True)]


def _feed_of_single_items(group: ItemGroup, ask: Ask) -> DraftedFeed:
    feeds = [_feed_of_item(replace(group, items=(item,)), ask) for item in group.items]
    return DraftedFeed(
        tuple(draft for feed in feeds for draft in feed.drafts),
        tuple(item for feed in feeds for item in feed.dropped),
        tuple(item for feed in feeds for item in feed.failed),
        tuple(dict.fromkeys(note for feed in feeds for note in feed.notes)),
    )


def _feed_of_item(group: ItemGroup, ask: Ask) -> DraftedFeed:
    try:
        feed: DraftedFeed = ask(GroupsTask((group,)))[0]
    except FeedError as error:
        item = group.items[0]
        return DraftedFeed((), failed=(RejectedItem(item_name(item.number, one_line(item.title, 100)), str(error)),))
    return feed
