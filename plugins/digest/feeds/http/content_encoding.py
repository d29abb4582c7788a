"""Decodes encoded bodies up to a limit: a small encoded body can be a huge plain one.

Content codings are those of RFC 9110, 8.4.1, with br (RFC 7932) and zstd (RFC 8878). The header is often wrong, so the
body's first bytes decide:

    a name that isn't a content coding ("UTF-8", "none")   ignored, as by browsers
    a coding, and the body begins as a plain document      the body is plain
    several codings, or one that is named twice            decoded one after the other, as far as they are there
    no coding, and the body begins as gzip or zstd         decoded: the feed is stored packed on its server
"""

import re
import sys
import zlib
from typing import Any, Final, Protocol

from ...errors import FeedError
from ..untrusted.plain_text import one_line

ACCEPTED_CODINGS: Final = "gzip, deflate, br, zstd"
MAX_CODINGS: Final = 4  # nested; real bodies have two at most
_WINDOW_LOG_MAX: Final = 23  # 8 MiB, what RFC 9659 lets a server ask of a web client
# Registered at https://www.iana.org/assignments/http-parameters, and not decoded here.
_FOREIGN_CODINGS: Final = frozenset({"aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress"})
_MARKS: Final = {b"\x1f\x8b\x08": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}  # the first bytes of packed data
_START_BYTES: Final = 16  # enough to distinguish a plain document from a packed one
_PLAIN_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[<{\[][\x09\x0a\x0d\x20-\x7e]*")


class ContentDecoder:
    """Decodes one body to at most `max_bytes`. `content_encoding` is the value of the header, or ""."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        named = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in reversed(named) if name in _STREAMS or name in _FOREIGN_CODINGS]
        self._outermost = _Layer(codings, max_bytes, depth=0)

    def decode(self, chunk: bytes) -> bytes:
        """The decoded bytes of the next chunk. A few bytes may be kept until the chunk after it.

        Raises:
            FeedError: the data is damaged, in an unknown coding, or more than `max_bytes`.
        """
        return self._outermost.decode(chunk, is_last=False)

    def end(self) -> bytes:
        """The remaining bytes at the end of the body.

        Raises:
            FeedError: as `decode`, and if the packed data is incomplete.
        """
        return self._outermost.decode(b"", is_last=True)


class _Layer:
    """One coding of a body, and the layer within it. `codings` are those that are still to be decoded."""

    def __init__(self, codings: list[str], max_bytes: int, *, depth: int) -> None:
        self._codings = codings
        self._max_bytes = max_bytes
        self._depth = depth
        self._start: bytes | None = b""  # None once it is known how the body is packed
        self._packed: _PackedBody | None = None
        self._inner: _Layer | None = None
        self._size = 0

    def decode(self, chunk: bytes, *, is_last: bool) -> bytes:
        if self._start is not None:
            chunk = self._start + chunk
            if len(chunk) < _START_BYTES and not is_last:
                self._start = chunk
                return b""
            self._start = None
            self._choose(chunk)
        if self._packed is None or self._inner is None:
            piece = chunk
        else:
            piece = self._packed.decode(chunk, self._max_bytes + 1 - self._size)
            if is_last and not self._packed.is_complete:
                raise FeedError("the packed answer broke off before its end")
        self._size += len(piece)
        if self._size > self._max_bytes:
            raise FeedError(f"the document has more than {self._max_bytes // 2**20} MiB")
        return piece if self._inner is None else self._inner.decode(piece, is_last=is_last)

    def _choose(self, start: bytes) -> None:
        coding = self._coding_of(start)
        if not coding:
            return
        if coding in _FOREIGN_CODINGS:
            raise FeedError(f"the answer is packed as {coding!r}, which wasn't asked for")
        if self._depth == MAX_CODINGS:
            raise FeedError(f"the answer is packed more than {MAX_CODINGS} times over")
        self._packed = _PackedBody(coding)
        self._inner = _Layer(self._codings[1:], self._max_bytes, depth=self._depth + 1)

    def _coding_of(self, start: bytes) -> str:
        """The coding of a body with this start, or "" if it is plain."""
        if not start or _PLAIN_START.fullmatch(start[:_START_BYTES]):
            return ""
        if self._codings:
            return self._codings[0]
        return next((coding for mark, coding in _MARKS.items() if start.startswith(mark)), "")


class _PackedBody:
    """A body in one coding: gzip (of several members as well), deflate in both forms that servers send of it, br or
    zstd."""

    def __init__(self, coding: str) -> None:
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
