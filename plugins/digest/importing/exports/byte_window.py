"""A window on a long file: the bytes around the record that is being read, and the number of its line."""

from collections.abc import Callable
from typing import Final

_READ_BYTES: Final = 256 * 1024


class ByteWindow:
    """The bytes of a file from the present place on, as far as they were read. `line` is the present line, from 1."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.data = b""
        self.line = 1
        self.is_at_end = False
        self._read = read

    def fill(self) -> bool:
        """Read more, at least as much as is there already, so that looking again costs no more than reading; False at
        the end of the file."""
        if self.is_at_end:
            return False
        more = self._read(max(_READ_BYTES, len(self.data)))
        self.is_at_end = not more
        self.data += more
        return bool(more)

    def drop(self, size: int) -> None:
        """Go on by so many bytes."""
        self.line += self.data.count(b"\n", 0, size)
        self.data = self.data[size:]
