"""What is due to each recipient: letters that were begun before, then digests that are over and new hits.

A recipient gets what comes after it was added: the newest digest that is over is its first, and of a watch the hits
that were there before are known.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Final

from ...archive.questions.archive import Archive
from ...archive.questions.watch_hits import WatchHit, watch_hits
from ...site.letters.digest_letter import day_letter, week_letter
from ...site.letters.letter import Letter
from ...site.letters.watch_letter import watch_letter
from .delivery_journal import DeliveryJournal, JournalLine

LATE_DAYS: Final = 3  # a digest that is over for longer is no news
LATE_WEEKS: Final = 1
HIT_DAYS: Final = 7  # of an article's day: it may come late, and a run may be missed
MAX_HITS: Final = 50  # in one letter
GIVEN_UP: Final = timedelta(days=7)  # after which a letter that doesn't arrive is no news either
_KEY_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets letters: a webhook, or one address of a mail delivery. `to` names it in the journal."""

    to: str
    name: str  # of the delivery
    address: str  # of a mail; "" of a webhook
    send: tuple[str, ...]
    watches: tuple[str, ...]  # their slugs; () for all


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter to be begun: its key, and the ids of the hits in it."""

    key: str
    hits: tuple[str, ...] = ()


class FoundHits:
    """The hits of all watches that can still be in a letter, read once."""

    def __init__(self, archive: Archive, now: datetime) -> None:
        oldest = now.date() - timedelta(days=HIT_DAYS + 1) - GIVEN_UP
        self._recent = str(now.date() - timedelta(days=HIT_DAYS))
        self.by_watch: dict[str, list[WatchHit]] = defaultdict(list)
        self.by_id: dict[str, WatchHit] = {}
        for slug in (slug for (slug,) in archive.index.rows("SELECT slug FROM watches ORDER BY number")):
            self.by_watch[slug] = []
        for hit in watch_hits(archive.index, oldest):
            self.by_watch[hit.watch.slug].append(hit)
            self.by_id[hit.id] = hit

    def recent(self, watch: str) -> Iterator[WatchHit]:
        """The hits of a watch that are news, oldest first."""
        return (hit for hit in self.by_watch[watch] if str(hit.article.day) >= self._recent)


def due_letters(
    archive: Archive, journal: DeliveryJournal, recipient: Recipient, found: FoundHits, now: datetime
) -> Iterator[DueLetter]:
    """The letters that are to be begun, the oldest first. What was there before the recipient is noted as known."""
    today = archive.settings.local.day(now)
    if "day" in recipient.send:
        yesterday = today - timedelta(days=1)
        days = [day for day in archive.events.days() if day <= yesterday]
        recent = [f"day/{day}" for day in days if day > yesterday - timedelta(days=LATE_DAYS)]
        yield from _due_digests(journal, recipient, "day", recent, now)
    if "week" in recipient.send:
        monday = today - timedelta(days=today.weekday())
        mondays = sorted({day - timedelta(days=day.weekday()) for day in archive.events.days() if day < monday})
        recent = [f"week/{day}" for day in mondays if day >= monday - timedelta(weeks=LATE_WEEKS)]
        yield from _due_digests(journal, recipient, "week", recent, now)
    if "watches" in recipient.send:
        for watch in found.by_watch:
            if not recipient.watches or watch in recipient.watches:
                yield from _due_hits(journal, recipient, watch, list(found.recent(watch)), now)


def _due_digests(
    journal: DeliveryJournal, recipient: Recipient, kind: str, keys: Sequence[str], now: datetime
) -> Iterator[DueLetter]:
    """Those of the digests with these keys, oldest first, that were not sent."""
    if not journal.is_settled(recipient.to, kind):
        for key in keys[:-1]:
            journal.note(JournalLine(now, recipient.to, key, "known"))
        journal.note(JournalLine(now, recipient.to, kind, "known"))
    yield from (DueLetter(key) for key in keys if not journal.is_settled(recipient.to, key))


def _due_hits(
    journal: DeliveryJournal, recipient: Recipient, watch: str, hits: Sequence[WatchHit], now: datetime
) -> Iterator[DueLetter]:
    """The new hits of a watch, in letters of at most MAX_HITS."""
    key = f"watch/{watch}"
    if not journal.is_settled(recipient.to, key):
        journal.note(JournalLine(now, recipient.to, key, "known", tuple(hit.id for hit in hits)))
        return
    new = [hit.id for hit in hits if not journal.has_hit(recipient.to, hit.id)]
    for start in range(0, len(new), MAX_HITS):
        ids = tuple(new[start : start + MAX_HITS])
        digest = blake2b("\n".join(ids).encode(), digest_size=_KEY_BYTES).hexdigest()
        yield DueLetter(f"hits/{watch}/{digest}", ids)


def letter_with(archive: Archive, found: FoundHits, key: str, hits: Sequence[str]) -> Letter | None:
    """The letter with a key, as the archive has it now; None where nothing of it is there any more."""
    kind, _, rest = key.partition("/")
    if kind == "hits":
        there = [found.by_id[hit] for hit in hits if hit in found.by_id]
        return watch_letter(archive, there) if there else None
    day = date.fromisoformat(rest)
    return day_letter(archive, day) if kind == "day" else week_letter(archive, day)
