"""One feed over HTTP: asked for conditionally, redirects followed by hand, everything about the answer bounded."""

import asyncio
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from ..errors import FeedError
from .addresses import NotPublicError
from .text import one_line

MAX_FEED_BYTES: Final = 16 * 2**20  # unpacked; the largest of 73 real feeds has 2.7 MB, podcasts' archives some more
MAX_REDIRECTS: Final = 5
MAX_VALIDATOR_CHARS: Final = 1000  # real ETags have fewer than 100
_CHUNK_BYTES: Final = 64 * 1024
_PERMANENT: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS: Final = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_LATER: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave with the last whole answer, to ask whether anything changed (RFC 9110, 13.1)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer. `moved_to` is the new address where the server says that the feed moved for good."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answers 304: what it sent last still holds."""


class BusyError(FeedError):
    """The server asks to come back later; `until` is the moment it names, or None."""

    def __init__(self, message: str, until: datetime | None) -> None:
        super().__init__(message)
        self.until = until


def user_agent(contact: str) -> str:
    """Names the software and, where the editor gave one, how to reach who runs it."""
    return f"TheConcordance/0.1 (news digest; {contact})" if contact else "TheConcordance/0.1 (news digest)"


async def fetch(
    session: aiohttp.ClientSession, url: str, validators: Validators, *, timeout_s: float, now: datetime
) -> Fetched | NotModified:
    """The body of one feed, or NotModified when the server answers 304.

    Raises:
        FeedError: any other status than 200, no complete answer within `timeout_s` seconds, a body over MAX_FEED_BYTES
            or damaged, more than MAX_REDIRECTS redirects, or an address that is not public http or https.
        BusyError: 429 or 503; `now` is what its Retry-After counts from.
    """
    try:
        async with asyncio.timeout(timeout_s):
            return await _follow(session, url, validators, now)
    except TimeoutError as error:
        raise FeedError(f"no complete answer within {timeout_s:g} s") from error
    except aiohttp.ClientPayloadError as error:
        raise FeedError("the answer broke off before its end") from error
    except aiohttp.ClientConnectorDNSError as error:
        raise FeedError(f"the host {error.host} can't be found") from error
    except aiohttp.ClientConnectorError as error:
        raise FeedError(_connection_fault(error)) from error
    except aiohttp.InvalidURL as error:
        raise FeedError("its address can't be read as one of http or https") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedError(f"{type(error).__name__}: {one_line(str(error), 200)}") from error


async def _follow(
    session: aiohttp.ClientSession, url: str, validators: Validators, now: datetime
) -> Fetched | NotModified:
    moved = True  # while every redirect so far was a permanent one
    start = url
    for _ in range(MAX_REDIRECTS + 1):
        _check_url(url)
        async with session.get(url, headers=_conditions(validators), allow_redirects=False) as response:
            if response.status in _REDIRECTS:
                moved = moved and response.status in _PERMANENT
                url = _target(url, response.headers.get("Location", ""))
                continue
            if response.status == HTTPStatus.NOT_MODIFIED and validators != Validators():
                return NotModified()
            if response.status != HTTPStatus.OK:
                raise _refused(response, now)
            body = await _read(response)
            return Fetched(
                url=url,
                body=body,
                content_type=response.headers.get("Content-Type", "")[:MAX_VALIDATOR_CHARS],
                validators=Validators(_kept(response.headers, "ETag"), _kept(response.headers, "Last-Modified")),
                moved_to=url if moved and url != start else "",
            )
    raise FeedError(f"more than {MAX_REDIRECTS} redirects")


def _check_url(url: str) -> None:
    """The socket has the last word on the address; this says in plain words what can be seen beforehand."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FeedError(f"{one_line(url, 100)!r} is no address of http or https")
    if "@" in parts.netloc:
        raise FeedError(f"the address at {parts.hostname} has a user name in it")


def _target(url: str, location: str) -> str:
    if not location:
        raise FeedError("a redirect that says not where to")
    return urljoin(url, location.strip())


def _conditions(validators: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _kept(headers: Mapping[str, str], name: str) -> str:
    """A validator that can be sent back as it came, else none."""
    value = headers.get(name, "")
    return value if re.fullmatch(rf"[\x21-\x7e][\x20-\x7e]{{0,{MAX_VALIDATOR_CHARS}}}", value) else ""


def _refused(response: aiohttp.ClientResponse, now: datetime) -> FeedError:
    reason = one_line(response.reason or "", 60)
    message = f"the server answers {response.status} {reason}".rstrip()
    if response.status == HTTPStatus.GONE:
        message += ": the feed is gone for good, unsubscribe from it"
    if response.status in _LATER:
        return BusyError(message, _retry_after(response.headers.get("Retry-After", ""), now))
    return FeedError(message)


def _retry_after(value: str, now: datetime) -> datetime | None:
    """Both forms of RFC 9110, 10.2.3: seconds, or a date."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value):
        return datetime.fromtimestamp(now.timestamp() + int(value), UTC)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The unpacked body. Unpacked here, since aiohttp takes a broken-off gzip stream for a whole one."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    unpacker = _Unpacker(coding) if coding not in ("", "identity") else None
    pieces: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        piece = unpacker.unpack(chunk, MAX_FEED_BYTES + 1 - size) if unpacker else chunk
        size += len(piece)
        if size > MAX_FEED_BYTES:
            raise FeedError(f"the document has more than {MAX_FEED_BYTES // 2**20} MiB")
        pieces.append(piece)
    if unpacker and not unpacker.is_complete:
        raise FeedError("the packed answer broke off before its end")
    return b"".join(pieces)


class _Unpacker:
    """Unpacks gzip (of several members as well) and deflate, in both forms that servers send of that."""

    def __init__(self, coding: str) -> None:
        if coding not in ("gzip", "x-gzip", "deflate"):
            raise FeedError(f"the answer is packed as {one_line(coding, 40)!r}, which wasn't asked for")
        self._bits = zlib.MAX_WBITS | 16 if coding != "deflate" else 0
        self._stream: zlib._Decompress | None = None

    @property
    def is_complete(self) -> bool:
        return self._stream is None or self._stream.eof

    def unpack(self, chunk: bytes, limit: int) -> bytes:
        """At most `limit` bytes; whoever gets as many has had enough."""
        pieces: list[bytes] = []
        size = 0
        while chunk and size < limit:
            if self._stream is None or self._stream.eof:
                if self._stream is not None and not chunk.strip(b"\0"):
                    break  # padding after the last member
                self._stream = zlib.decompressobj(self._bits or _deflate_bits(chunk))
            try:
                piece = self._stream.decompress(chunk, limit - size)
            except zlib.error as error:
                raise FeedError(f"the packed answer is damaged: {error}") from error
            pieces.append(piece)
            size += len(piece)
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(pieces)


def _deflate_bits(start: bytes) -> int:
    """RFC 9110 means zlib's form by "deflate"; some servers send the bare stream. A zlib header has 8 in these bits."""
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS


def _connection_fault(error: aiohttp.ClientConnectorError) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, NotPublicError):
            return f"{error.host}: {seen}, and not among allow_private"
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"{error.host} shows a certificate that isn't valid for it"
    return f"can't connect to {error.host}: {one_line(error.os_error.strerror or str(error.os_error), 120)}"
