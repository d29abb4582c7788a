"""The report of a poll: a record for each feed, the sums over all feeds, and the same as JSON for scripts."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal

from ..parsing.item import RejectedItem

PollStatus = Literal["ok", "not modified", "unchanged", "waiting", "gone", "failed"]

MIN_FEEDS_TO_JUDGE: Final = 4  # of fewer, one publisher's bad day would be half


@dataclass(frozen=True, slots=True)
class FeedReport:
    """One feed in one poll.

    `status` is "ok" where the document was read; "not modified" where the server says so (304); "unchanged" where the
    document has the same bytes as last time; "waiting" where the feed wasn't asked, since it isn't due or its server
    asks to be left alone; "gone" where it wasn't asked, since its server said that it is no more (410); "failed" for
    the reason in `message`. `advice` is what the editor can do about it, or "".

    Counts are of items; the items of a feed that didn't change are all unchanged. `file_errors` counts the items whose
    article file can't be read or written.
    """

    slug: str
    name: str
    url: str
    status: PollStatus
    message: str = ""
    advice: str = ""
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    dropped: tuple[RejectedItem, ...] = ()
    failed: tuple[RejectedItem, ...] = ()
    file_errors: int = 0

    def __str__(self) -> str:
        parts = [f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged"]
        parts += [f"{len(self.dropped)} dropped"] * bool(self.dropped)
        parts += [f"{len(self.failed)} failed"] * bool(self.failed)
        counts = "" if self.status in ("failed", "waiting", "gone") else f": {', '.join(parts)}"
        explanation = "; ".join(filter(None, (self.message, self.advice)))
        return f"{self.name}: {self.status}{counts}{f' ({explanation})' if explanation else ''}"


@dataclass(frozen=True, slots=True)
class PollReport:
    """A whole poll, with the feeds in the order of the subscriptions. `is_cut` says that its time was up before all of
    them had their turn."""

    now: datetime
    feeds: tuple[FeedReport, ...]
    is_cut: bool = False

    @property
    def is_failure(self) -> bool:
        """Whether more than half of at least MIN_FEEDS_TO_JUDGE polled feeds failed, or no article could be written."""
        polled = [feed for feed in self.feeds if feed.status not in ("waiting", "gone")]
        failed = sum(feed.status == "failed" for feed in polled)
        written = _total(self.feeds, "new") + _total(self.feeds, "updated")
        file_errors = _total(self.feeds, "file_errors")
        return (len(polled) >= MIN_FEEDS_TO_JUDGE and failed * 2 > len(polled)) or (file_errors > 0 and written == 0)

    @property
    def summary(self) -> dict[str, int]:
        """The numbers of feeds and items over the whole poll."""
        return {
            "feeds": len(self.feeds),
            "feeds_failed": sum(feed.status == "failed" for feed in self.feeds),
            "new": _total(self.feeds, "new"),
            "updated": _total(self.feeds, "updated"),
            "unchanged": _total(self.feeds, "unchanged"),
            "dropped": sum(len(feed.dropped) for feed in self.feeds),
            "failed": sum(len(feed.failed) for feed in self.feeds),
        }

    def __str__(self) -> str:
        counts = self.summary
        feeds = "feed" if counts["feeds"] == 1 else "feeds"
        return (
            f"{counts['feeds']} {feeds}, {counts['feeds_failed']} failed; entries: {counts['new']} new, "
            f"{counts['updated']} updated, {counts['unchanged']} unchanged, {counts['dropped']} dropped, "
            f"{counts['failed']} failed"
        )

    def to_json(self) -> str:
        """`{"now", "failure", "summary": {...}, "feeds": [...]}`.

        A feed has "slug", "name", "url", "status", "message", "advice", the numbers of "new", "updated" and "unchanged"
        items, and lists of the items that were "dropped" and "failed", each `{"entry", "reason"}`.
        """
        feeds = [{key: value for key, value in asdict(feed).items() if key != "file_errors"} for feed in self.feeds]
        record = {"now": self.now.isoformat(), "failure": self.is_failure, "summary": self.summary, "feeds": feeds}
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _total(feeds: Iterable[FeedReport], count: str) -> int:
    return sum(getattr(feed, count) for feed in feeds)
