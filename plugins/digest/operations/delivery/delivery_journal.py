"""What was begun, sent and failed: `content/deliveries.jsonl`, a line for each step, flushed to the disk.

    {"at": "2026-11-22T06:00:00Z", "to": "desk", "key": "day/2026-11-21", "state": "begun"}
    {"at": "2026-11-22T06:00:02Z", "to": "desk", "key": "day/2026-11-21", "state": "sent"}

`to` is a recipient, `key` a letter. The line of a letter with hits has their ids; "known" is said of what was there
before the recipient, and never sent. It lies in `content/`, since whoever lost it would send everything again.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, Self, TypeAlias, get_args

from ...errors import DigestError
from ...storage.atomic_file import write_atomically

JOURNAL_FILE: Final = "deliveries.jsonl"
DeliveryState: TypeAlias = Literal["known", "begun", "failed", "sent", "given up"]
KEPT: Final = timedelta(days=90)  # far longer than anything is looked for that could be sent
MAX_LINES: Final = 20_000  # before old lines are taken out: some 3 MB
_STATES: Final = get_args(DeliveryState)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One step. `hits` are the ids of the hits in the letter."""

    at: datetime
    to: str
    key: str
    state: DeliveryState
    hits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BegunLetter:
    """A letter that was begun and hasn't arrived. `failed_at` is when it failed last; None where the run ended before
    that was known."""

    key: str
    hits: tuple[str, ...]
    begun_at: datetime
    failures: int = 0
    failed_at: datetime | None = None


class DeliveryJournal:
    """The journal, open. One process at a time has it."""

    def __init__(self, path: Path, lines: Iterable[JournalLine] = ()) -> None:
        self._path = path
        self._settled: set[tuple[str, str]] = set()  # (to, key) that are known, sent or given up
        self._hits: set[tuple[str, str]] = set()  # (to, id of a hit) that is in a letter, or known
        self._begun: dict[tuple[str, str], BegunLetter] = {}
        for line in lines:
            self._take(line)

    @classmethod
    def read(cls, path: Path, now: datetime) -> Self:
        """The journal of a file, which need not be there. A line that a killed run began is taken out, and so are lines
        of long ago where there are many.

        Raises:
            DigestError: the file can't be read. Nothing must be sent then.
        """
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            return cls(path)
        except OSError as error:
            raise DigestError(f"{path}: can't be read, and nothing is sent: {error.strerror}") from error
        whole, _, rest = text.rpartition(b"\n")
        lines = list(_lines(path, whole))
        kept = [line for line in lines if line.at > now - KEPT] if len(lines) > MAX_LINES else lines
        if rest or len(kept) < len(lines):
            write_atomically(path, "".join(map(_dumped, kept)).encode())
        return cls(path, kept)

    def is_settled(self, to: str, key: str) -> bool:
        """Whether a letter was begun, sent or given up, or is known."""
        return (to, key) in self._settled or (to, key) in self._begun

    def has_hit(self, to: str, hit: str) -> bool:
        return (to, hit) in self._hits

    def begun(self, to: str) -> list[BegunLetter]:
        """The letters to a recipient that haven't arrived, in the order in which they were begun."""
        return [letter for (other, _), letter in self._begun.items() if other == to]

    def note(self, line: JournalLine) -> None:
        """Writes a line, and returns when it is on the disk.

        Raises:
            OSError: it can't be written.
        """
        data = _dumped(line).encode()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._take(line)

    def _take(self, line: JournalLine) -> None:
        letter = (line.to, line.key)
        self._hits.update((line.to, hit) for hit in line.hits)
        if line.state == "begun":
            self._begun[letter] = BegunLetter(line.key, line.hits, line.at)
        elif line.state == "failed":
            begun = self._begun.get(letter) or BegunLetter(line.key, line.hits, line.at)
            self._begun[letter] = BegunLetter(line.key, begun.hits, begun.begun_at, begun.failures + 1, line.at)
        else:
            self._begun.pop(letter, None)
            self._settled.add(letter)


def _lines(path: Path, text: bytes) -> Iterator[JournalLine]:
    for number, line in enumerate(filter(None, text.split(b"\n")), start=1):
        try:
            yield _line(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DigestError(
                f"{path}, line {number}: expected a step of a delivery, as this program writes them; nothing is sent, "
                "since it could have been sent before: put the line right, or take it out"
            ) from error


def _line(row: Any) -> JournalLine:
    """Raises:
    ValueError, KeyError, TypeError, AttributeError: the row is none of ours.
    """
    at, state = datetime.fromisoformat(row["at"]), row["state"]
    if state not in _STATES or at.tzinfo is None:
        raise ValueError(state)
    return JournalLine(at.astimezone(UTC), str(row["to"]), str(row["key"]), state, tuple(map(str, row.get("hits", ()))))


def _dumped(line: JournalLine) -> str:
    at = line.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    row = {"at": at, "to": line.to, "key": line.key, "state": line.state}
    return f"{json.dumps(row | ({'hits': line.hits} if line.hits else {}))}\n"
