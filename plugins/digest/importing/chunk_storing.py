"""Decides on the drafts of a chunk and writes them, by the rules of polled feeds.

An article that is stored already stays as it is, unless the export says that its text was changed later than that of
the stored one: an archive is older than what polls have brought since.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..contracts.article_header import HeaderField
from ..contracts.retention import NO_RETENTION, RetentionRules
from ..contracts.subscriptions import Subscription
from ..errors import DigestError
from ..feeds.articles.article_file import read
from ..feeds.articles.identity import ItemMatch, publisher_families
from ..feeds.articles.inventory import Inventory, StoredItems
from ..feeds.cleaning.draft import Draft
from ..feeds.parsing.dates.feed_dates import believable
from ..feeds.parsing.item import RejectedItem
from ..feeds.polling.decide import DecidedArticles, NewArticle, decide_articles
from ..feeds.polling.first_dates import FirstDate, first_dates
from ..feeds.polling.store import write_articles
from .import_chunks import DraftedChunk, LeftOutRecord, Outcome, named_by_place

_FIRST_YEAR: Final = 1800  # of a newspaper's archive; feeds are believed from 1990 on
# What clocks that were never set give, on Unix, on a Mac, in spreadsheets and in SQL Server.
_UNSET: Final = frozenset({(1970, 1, 1), (1969, 12, 31), (1904, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1)})
# The system takes no more files: what is left would fail as well, and would be lost for the run that goes on later.
_NO_MORE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENFILE, errno.EMFILE})


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """What became of the drafts of a chunk, in numbers; `left_out` are the records of the whole chunk that became no
    article. `last_path` is the file that was written last, or ""."""

    new: int
    updated: int
    unchanged: int
    left_out: tuple[LeftOutRecord, ...]
    notes: tuple[str, ...] = ()
    last_path: str = ""


class ChunkStoring:
    """Stores chunks in `content`. With `is_dry_run` nothing is written, and the numbers are what would be."""

    def __init__(
        self,
        content: Path,
        inventory: Inventory,
        by_slug: Mapping[str, Subscription],
        now: datetime,
        *,
        is_dry_run: bool,
        retention: RetentionRules = NO_RETENTION,
    ) -> None:
        self._content = content
        self._inventory = inventory
        self._by_slug = by_slug
        self._now = now
        self._is_dry_run = is_dry_run
        self._retention = retention
        self._families = publisher_families(by_slug)

    def store(self, drafted: DraftedChunk) -> StoredChunk:
        """Decide on the drafts of a chunk and write them.

        Raises:
            DigestError: the system takes no more files.
        """
        places = drafted.chunk.places
        left_out = list(drafted.left_out)
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        last_path = ""

        def leave_out(outcome: Outcome, rejected: RejectedItem) -> None:
            place, reason = named_by_place(rejected, places)
            left_out.append(LeftOutRecord(place, outcome, reason))

        for slug, feed in drafted.feeds:
            stored = self._inventory.stored_items(feed.drafts, self._families[slug], self._now)
            older = [match for match in stored.matches if self._is_known(match, stored)]
            known = {match.draft.number for match in older}
            fresh = replace(stored, matches=tuple(one for one in stored.matches if one.draft.number not in known))
            decided = self._decided(slug, feed.drafts, fresh)
            counts["unchanged"] += len(older)
            for rejected in (*stored.repeated, *decided.removed):
                leave_out("dropped", rejected)
            for rejected in decided.failed:
                leave_out("failed", rejected)
            if self._is_dry_run:
                for intent in decided.articles:
                    counts["new" if isinstance(intent, NewArticle) else "updated"] += 1
                continue
            written = write_articles(decided.articles, self._content, self._inventory)
            for rejected, error in written.failed:
                if error is not None and error.errno in _NO_MORE:
                    raise DigestError(f"{self._content}: no more articles can be written: {error.strerror}") from error
                leave_out("failed", rejected)
            for change in written.changes:
                counts[change.change] += 1
                last_path = change.path
        notes = tuple(dict.fromkeys(note for _, feed in drafted.feeds for note in feed.notes))
        return StoredChunk(**counts, left_out=tuple(left_out), notes=notes, last_path=last_path)

    def _is_known(self, match: ItemMatch, stored: StoredItems) -> bool:
        """Whether a draft has an article that is to stay as it is."""
        if match.article is None or match.article.removed:
            return False
        text = stored.texts.get(match.article.path)
        if text is None and match.article.path not in stored.unreadable:
            return False  # its file is gone
        changed = believable(match.draft.updated, self._now)
        if changed is None:
            return True
        fields = read(text).fields if text is not None else {}
        latest = fields.get(HeaderField.MODIFIED) or fields.get(HeaderField.DATE) or match.article.date
        return changed.astimezone(UTC).isoformat(timespec="seconds") <= latest

    def _decided(self, slug: str, drafts: tuple[Draft, ...], stored: StoredItems) -> DecidedArticles:
        dates = first_dates(drafts, self._now, is_first_poll=True)
        old = {
            draft.number: FirstDate(draft.published) for draft in drafts if draft.published and _is_old(draft.published)
        }
        subscription = self._by_slug[slug]
        keep_days = self._retention.keep_days(slug, subscription.section)
        return decide_articles(stored, dates | old, {}, subscription, self._by_slug, self._now, keep_days)


def _is_old(moment: datetime) -> bool:
    """Whether a moment is before the Web, and may be that of an archive."""
    day = (moment.year, moment.month, moment.day)
    return _FIRST_YEAR <= moment.year < 1990 and day not in _UNSET
