"""The spool: records that wait on the way through a poll, in memory up to a bound and in an unnamed file beyond it.

Feeds are read side by side and stored one after the other in the order of the subscriptions, so one slow server at the
head of the list makes all other feeds wait. The bound keeps that from filling the memory.
"""

import pickle
import tempfile
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Generic, Self, TypeVar

IN_MEMORY_BYTES: Final = 32 * 2**20  # some 300 feeds of 30 items with whole texts

Record = TypeVar("Record")


class Spool:
    """Takes records and hands each out once. A record is pickled only where memory has no room for it."""

    def __init__(self, in_memory_bytes: int = IN_MEMORY_BYTES) -> None:
        self._room_bytes = in_memory_bytes
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, record: Record, size_bytes: int) -> "Spooled[Record]":
        """The record's place in the spool. `size_bytes` is about what the record takes in memory."""
        if size_bytes <= self._room_bytes:
            self._room_bytes -= size_bytes
            return Spooled(self, record, size_bytes)
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed on leaving the context
        offset = self._file.seek(0, 2)
        pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
        return Spooled(self, None, 0, offset)

    def take(self, spooled: "Spooled[Record]") -> Record:
        """The record of a place. Its room in memory is free afterwards, its room in the file is not."""
        if spooled.record is not None:
            self._room_bytes += spooled.size_bytes
            return spooled.record
        assert self._file is not None
        self._file.seek(spooled.offset)
        record: Record = pickle.load(self._file)  # noqa: S301  this process wrote it
        return record


@dataclass(frozen=True, slots=True)
class Spooled(Generic[Record]):
    """One waiting record: `record`, or None if it is in the spool's file at `offset`."""

    spool: Spool
    record: Record | None
    size_bytes: int
    offset: int = 0

    def get(self) -> Record:
        """The record, to be asked for once."""
        return self.spool.take(self)
