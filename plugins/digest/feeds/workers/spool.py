"""What many feeds brought and waits for its turn: in memory up to a bound, in an unnamed file beyond it."""

import tempfile
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Self

IN_MEMORY_BYTES: Final = 32 * 2**20  # some 300 feeds of 30 items with whole texts


class Spool:
    """Keeps bytes until they are asked for, once."""

    def __init__(self, in_memory_bytes: int = IN_MEMORY_BYTES) -> None:
        self._room = in_memory_bytes
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, data: bytes) -> "SpooledBytes":
        """A place from which the bytes can be had again."""
        if len(data) <= self._room:
            self._room -= len(data)
            return SpooledBytes(self, data)
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed on leaving the context
        offset = self._file.seek(0, 2)
        self._file.write(data)
        return SpooledBytes(self, None, offset, len(data))

    def take(self, spilled: "SpooledBytes") -> bytes:
        """The bytes of a place, whose room is free afterwards."""
        if spilled.data is not None:
            self._room += len(spilled.data)
            return spilled.data
        assert self._file is not None
        self._file.seek(spilled.offset)
        return self._file.read(spilled.length)


@dataclass(frozen=True, slots=True)
class SpooledBytes:
    """Where bytes are kept."""

    spool: Spool
    data: bytes | None
    offset: int = 0
    length: int = 0

    def get(self) -> bytes:
        """The bytes; to be asked for once."""
        return self.spool.take(self)
