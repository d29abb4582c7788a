"""Encoded bodies decoded, never more of them than is asked for: a small encoded body can be a huge plain one.

Content codings are those of RFC 9110, 8.4.1, with br (RFC 7932) and zstd (RFC 8878).
"""

import sys
import zlib
from typing import Any, Final, Protocol

from ...errors import FeedError
from ..untrusted.plain_text import one_line

ACCEPTED_CODINGS: Final = "gzip, deflate, br, zstd"
_WINDOW_LOG_MAX: Final = 23  # 8 MiB, what RFC 9659 lets a server ask of a web client


class ContentDecoder:
    """Decodes one body: gzip (of several members as well), deflate in both forms that servers send of it, br or zstd.

    Raises:
        FeedError: the coding is another one.
    """

    def __init__(self, coding: str) -> None:
        if coding not in _STREAMS:
            raise FeedError(f"the answer is packed as {one_line(coding, 40)!r}, which wasn't asked for")
        self._coding = coding
        self._stream: _Stream | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the body may end after the chunks that came so far."""
        return self._stream is None or self._stream.is_finished

    def decode(self, chunk: bytes, limit: int) -> bytes:
        """What the next chunk holds, at most `limit` bytes. Where as many come, the rest of the chunk is lost.

        Raises:
            FeedError: the data is damaged.
        """
        pieces: list[bytes] = []
        size = 0
        while chunk and size < limit:
            if self._stream is None or self._stream.is_finished:
                if self._stream is not None and not chunk.strip(b"\0"):
                    break  # padding after the last member
                self._stream = _STREAMS[self._coding](chunk)
            try:
                piece, chunk = self._stream.decode(chunk, limit - size)
            except Exception as error:
                # Each library has an error of its own; those of brotli and zstd have no base in common.
                if not isinstance(error, (zlib.error, EOFError, ValueError, *_library_errors())):
                    raise
                raise FeedError(f"the packed answer is damaged: {one_line(str(error), 100)}") from error
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)


class _Stream(Protocol):
    is_finished: bool

    def decode(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        """Up to `limit` bytes, and the part of the chunk that is still to be read."""


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._stream = zlib.decompressobj(bits)

    @property
    def is_finished(self) -> bool:
        return self._stream.eof

    def decode(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        piece = self._stream.decompress(chunk, limit)
        return piece, self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        import brotli  # noqa: PLC0415  only where a server uses it

        self._stream: Any = brotli.Decompressor()

    @property
    def is_finished(self) -> bool:
        return bool(self._stream.is_finished())

    def decode(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
        if self._stream.is_finished():
            return b"", b""
        pieces = [self._stream.process(chunk, output_buffer_limit=limit)]
        # The decompressor keeps what it can't give yet: it is asked until it wants more input or the limit is reached.
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

    def decode(self, chunk: bytes, limit: int) -> tuple[bytes, bytes]:
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


def _library_errors() -> tuple[type[Exception], ...]:
    """The errors of the libraries that were imported."""
    names = (("brotli", "error"), ("backports.zstd", "ZstdError"), ("compression.zstd", "ZstdError"))
    return tuple(getattr(sys.modules[module], name) for module, name in names if module in sys.modules)


def _deflate_bits(start: bytes) -> int:
    """By "deflate" RFC 9110 means zlib's form; some servers send the bare stream. A zlib header has 8 in these bits."""
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS


_STREAMS: Final[dict[str, Any]] = {
    "gzip": lambda _: _Zlib(zlib.MAX_WBITS | 16),
    "x-gzip": lambda _: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": lambda start: _Zlib(_deflate_bits(start)),
    "br": lambda _: _Brotli(),
    "zstd": lambda _: _Zstd(),
}
