"""One run: what is due goes out, and what doesn't arrive is tried again in later runs."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, TypeAlias

from ...archive.questions.archive import Archive
from ...site.letters.letter import Letter
from .delivery_file import Deliveries
from .delivery_journal import BegunLetter, DeliveryJournal, DeliveryState, JournalLine
from .due_letters import GIVEN_UP, FoundHits, Recipient, due_letters, letter_with
from .mail_sending import DeliveryError

BACK_OFF: Final = timedelta(minutes=15)  # after the first failure; twice that after each further one
MAX_BACK_OFF: Final = timedelta(hours=12)
_ID_BYTES: Final = 16
Sender: TypeAlias = Callable[[Recipient, Letter, str], None]  # with the id of the letter; raises DeliveryError
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveredLetters:
    """How many letters arrived, how many wait to be tried again, and how many were given up."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0

    def __str__(self) -> str:
        later = f", {self.waiting} to be tried again" if self.waiting else ""
        lost = f", {self.given_up} given up" if self.given_up else ""
        return f"{self.sent} letters sent{later}{lost}"


def recipients_of(deliveries: Deliveries) -> tuple[Recipient, ...]:
    """Everybody who gets letters, in the order of the file."""
    mails = (
        Recipient(f"{mail.name} {address}", mail.name, address, mail.send, mail.watches)
        for mail in deliveries.mail
        for address in dict.fromkeys(mail.to)
    )
    hooks = (Recipient(hook.name, hook.name, "", hook.send, hook.watches) for hook in deliveries.webhook)
    return (*mails, *hooks)


def letter_id(archive: Archive, recipient: Recipient, key: str) -> str:
    """The id of a letter, by which its receiver knows it again; 32 hexadecimal digits."""
    whole = f"{archive.settings.url}\n{recipient.to}\n{key}"
    return blake2b(whole.encode(), digest_size=_ID_BYTES).hexdigest()


class DeliveryRun:
    """What one run does for each recipient. `send` sends a letter; `clock` says when it is."""

    def __init__(self, archive: Archive, journal: DeliveryJournal, send: Sender, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._journal = journal
        self._send = send
        self._clock = clock
        self._found = FoundHits(archive, clock())
        self._counts = {"sent": 0, "failed": 0, "given up": 0}

    def deliver(self, recipients: tuple[Recipient, ...]) -> DeliveredLetters:
        """Sends what is due. A recipient whose letter doesn't arrive gets no further one in this run.

        Raises:
            OSError: the journal can't be written. What was sent is in it.
        """
        for recipient in recipients:
            if self._settle_begun(recipient):
                self._begin_new(recipient)
        waiting = sum(len(self._journal.begun(recipient.to)) for recipient in recipients)
        return DeliveredLetters(self._counts["sent"], waiting, self._counts["given up"])

    def _settle_begun(self, recipient: Recipient) -> bool:
        """Tries letters again that were begun before; returns whether none of them waits."""
        for begun in self._journal.begun(recipient.to):
            if begun.failures and self._clock() - begun.begun_at > GIVEN_UP:
                _log.error("%s: %s is given up after %d failures", recipient.name, begun.key, begun.failures)
                self._note(recipient, begun.key, "given up")
            elif not _is_due(begun, self._clock()) or not self._try(recipient, begun.key, begun.hits):
                return False
        return True

    def _begin_new(self, recipient: Recipient) -> None:
        now = self._clock()
        for due in due_letters(self._archive, self._journal, recipient, self._found, now):
            self._note(recipient, due.key, "begun", due.hits)
            if not self._try(recipient, due.key, due.hits):
                return

    def _try(self, recipient: Recipient, key: str, hits: tuple[str, ...]) -> bool:
        """Sends a letter that was begun; returns whether it is settled."""
        letter = letter_with(self._archive, self._found, key, hits)
        if letter is None:
            _log.warning("%s: %s is given up: the archive has nothing of it any more", recipient.name, key)
            self._note(recipient, key, "given up")
            return True
        try:
            self._send(recipient, letter, letter_id(self._archive, recipient, key))
        except DeliveryError as error:
            _log.warning("%s: %s did not arrive, and is tried again: %s", recipient.name, key, error)
            self._note(recipient, key, "failed")
            return False
        self._note(recipient, key, "sent")
        return True

    def _note(self, recipient: Recipient, key: str, state: DeliveryState, hits: tuple[str, ...] = ()) -> None:
        self._journal.note(JournalLine(self._clock(), recipient.to, key, state, hits))
        if state in self._counts:
            self._counts[state] += 1


def _is_due(begun: BegunLetter, now: datetime) -> bool:
    """Whether a letter is to be tried: at once where a run was killed over it, else after its back-off."""
    if begun.failed_at is None:
        return True
    wait: timedelta = min(BACK_OFF * 2 ** min(begun.failures - 1, 10), MAX_BACK_OFF)
    return now - begun.failed_at >= wait
