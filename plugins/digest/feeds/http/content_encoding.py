"""Packed answers made plain, never more of them than is asked for: a small packed body can be a huge plain one."""

import sys
import zlib
from typing import Any, Final, Protocol

from ...errors import FeedError
from ..untrusted.plain_text import one_line

ACCEPTED_CODINGS: Final = "gzip, deflate, br, zstd"
_WINDOW_LOG_MAX: Final = 23  # 8 MiB, what RFC 9659 lets a server ask of a web client


class ContentDecoder:
    """Unpacks gzip (of several members as well), deflate in both forms that servers send of that, br and zstd.

    Raises:
        FeedError: here and in `unpack`: another coding, or damaged data.
    """

    def __init__(self, coding: str) -> None:
        if coding not in _STREAMS:
            raise FeedError(f"the answer is packed as {one_line(coding, 40)!r}, which wasn't asked for")
        self._coding = coding
        self._stream: _Stream | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing of what came so far."""
        return self._stream is None or self._stream.is_finished

    def unpack(self, chunk: bytes, limit: int) -> bytes:
        """At most `limit` bytes; whoever gets as many has had enough."""
        pieces: list[bytes] = []
        size = 0
        while chunk and size < limit:
            if self._stream is None or self._stream.is_finished:
                if self._stream is not None and not chunk.strip(b"\0"):
                    break  # padding after the last member
                self._stream = _STREAMS[self._coding](chunk)
            try:
                piece, chunk = self._stream.unpack(chunk, limit - size)
            except Exception as error:
                # Each library has an error of its own, brotli's and zstd's without a base in common.
                if not isinstance(error, (zlib.error, EOFError, ValueError, *_errors())):
                    raise
                raise FeedError(f"the packed answer is damaged: {one_line(str(error), 100)}") from error
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)


class _Stream(Protocol):
    is_finished: bool

    def unpack(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        """Up to `limit` bytes, and what of the chunk is still to be read."""


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._stream = zlib.decompressobj(bits)

    @property
    def is_finished(self) -> bool:
        return self._stream.eof

    def unpack(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        piece = self._stream.decompress(chunk, limit)
        return piece, self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        import brotli  # noqa: PLC0415  only where a server uses it

        self._stream: Any = brotli.Decompressor()

    @property
    def is_finished(self) -> bool:
        return bool(self._stream.is_finished())

    def unpack(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        if self._stream.is_finished():
            return b"", b""
        pieces = [self._stream.process(chunk, output_buffer_limit=limit)]
        # It keeps what it can't give yet, so it is asked until it wants more input or the limit is reached.
        while sum(map(len, pieces)) < limit and not self._stream.can_accept_more_data():
            pieces.append(self._stream.process(b"", output_buffer_limit=limit))
        return b"".join(pieces), b""


class _Zstd:
    def __init__(self) -> None:
        zstd = _zstd()
        options = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG_MAX}
        self._stream: Any = zstd.ZstdDecompressor(options=options)

    @property
    def is_finished(self) -> bool:
        return bool(self._stream.eof)

    def unpack(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        pieces = [self._stream.decompress(chunk, limit)]
        while sum(map(len, pieces)) < limit and not self._stream.needs_input and not self._stream.eof:
            pieces.append(self._stream.decompress(b"", limit))
        return b"".join(pieces), self._stream.unused_data if self._stream.eof else b""


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415  only where a server uses it
    else:
        from backports import zstd  # noqa: PLC0415  only where a server uses it
    return zstd


def _errors() -> tuple[type[Exception], ...]:
    """The errors of those libraries that are in use."""
    names = (("brotli", "error"), ("backports.zstd", "ZstdError"), ("compression.zstd", "ZstdError"))
    return tuple(getattr(sys.modules[module], name) for module, name in names if module in sys.modules)


def _deflate_bits(start: bytes) -> int:
    """RFC 9110 means zlib's form by "deflate"; some servers send the bare stream. A zlib header has 8 in these bits."""
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS


_STREAMS: Final[dict[str, Any]] = {
    "gzip": lambda _: _Zlib(zlib.MAX_WBITS | 16),
    "x-gzip": lambda _: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": lambda start: _Zlib(_deflate_bits(start)),
    "br": lambda _: _Brotli(),
    "zstd": lambda _: _Zstd(),
}
