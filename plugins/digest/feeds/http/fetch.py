"""One feed over HTTP: asked for conditionally, redirects followed by hand, everything about the answer bounded."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .content_encoding import ContentDecoder
from .freshness import fresh_until, retry_after
from .proxies import Proxies
from .public_addresses import NotPublicError

MAX_FEED_BYTES: Final = 16 * 2**20  # unpacked; the largest of 73 real feeds has 2.7 MB, podcasts' archives some more
MAX_REDIRECTS: Final = 5
MAX_VALIDATOR_CHARS: Final = 1000  # real ETags have fewer than 100
_CHUNK_BYTES: Final = 64 * 1024
_PERMANENT: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS: Final = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_LATER: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
# What a server says that trips over a validator which it gave itself: another one was put in its place, for instance.
# Not what it says of the document (403, 404, 410) or of too many requests.
_TRIPPED: Final = frozenset({400, 406, 409, 412, 416, 500, 501, 502, 505})
GONE_ADVICE: Final = "take it out with invoke unsubscribe, or put another address in its line"
_ADVICE: Final[dict[int, str]] = {
    HTTPStatus.UNAUTHORIZED: "it wants credentials: give the variable that holds them in its line",
    HTTPStatus.FORBIDDEN: "its server refuses this software: ask the publisher, or give credentials in its line",
    HTTPStatus.NOT_FOUND: "look for its new address with invoke subscribe, and put that in its line",
}
_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What kind of document is asked for, and how large it may be, unpacked."""

    accept: str
    max_bytes: int


FEED_DOCUMENT: Final = DocumentKind(_ACCEPT, MAX_FEED_BYTES)


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave with the last whole answer, to ask whether anything changed (RFC 9110, 13.1)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer. `moved_to` is the new address where the server says that the feed moved for good; `fresh_until`
    is what it says of how long the answer holds."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    moved_to: str = ""
    fresh_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answers 304: what it sent last still holds."""

    moved_to: str = ""
    fresh_until: datetime | None = None


class GoneError(FeedError):
    """410: the feed is gone for good, and its server says so."""


class BusyError(FeedError):
    """The server asks to come back later; `until` is the moment it names, or None. There is nothing to do but wait."""

    def __init__(self, message: str, until: datetime | None) -> None:
        super().__init__(message)
        self.until = until


def user_agent(contact: str) -> str:
    """Names the software and, where the editor gave one, how to reach who runs it."""
    return f"TheConcordance/0.1 (news digest; {contact})" if contact else "TheConcordance/0.1 (news digest)"


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    validators: Validators,
    *,
    timeout_s: float,
    now: datetime,
    authorization: str = "",
    proxies: Proxies | None = None,
    wanted: DocumentKind = FEED_DOCUMENT,
) -> Response | NotModified:
    """The body of one feed, or NotModified when the server answers 304.

    `authorization` goes to the origin of `url` only, never where a redirect leads elsewhere. A server that trips over
    its own validator is asked once more without.

    Raises:
        FeedError: any other status than 200, no complete answer within `timeout_s` seconds, a body over its limit
            or damaged, more than MAX_REDIRECTS redirects, or an address that is not public http or https.
        BusyError: 429 or 503; `now` is what its Retry-After counts from.
    """
    try:
        async with asyncio.timeout(timeout_s):
            request = _Request(session, url, authorization, proxies, now, wanted)
            try:
                return await request.follow(validators)
            except _TrippedError:
                return await request.follow(Validators())
    except TimeoutError as error:
        raise FeedError(f"no complete answer within {timeout_s:g} s") from error
    except aiohttp.ClientPayloadError as error:
        raise FeedError("the answer broke off before its end") from error
    except aiohttp.ClientConnectorDNSError as error:
        advice = "compare the address in its line with the one in a browser; its site may be gone"
        raise FeedError(f"the host {error.host} can't be found", advice) from error
    except aiohttp.ClientConnectorError as error:
        raise _connection_fault(error) from error
    except aiohttp.InvalidURL as error:
        raise FeedError("its address can't be read as one of http or https") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedError(f"{type(error).__name__}: {one_line(str(error), 200)}") from error


class _TrippedError(FeedError):
    """The server may have tripped over a validator."""


@dataclass(frozen=True, slots=True)
class _Request:
    session: aiohttp.ClientSession
    url: str
    authorization: str
    proxies: Proxies | None
    now: datetime
    wanted: DocumentKind

    async def follow(self, validators: Validators) -> Response | NotModified:
        """The answer at the end of all redirects."""
        moved = True  # while every redirect so far was a permanent one
        url = self.url
        for _ in range(MAX_REDIRECTS + 1):
            _check_url(url)
            headers = {"Accept": self.wanted.accept, **_conditions(validators)}
            if self.authorization and _origin(url) == _origin(self.url):
                headers["Authorization"] = self.authorization
            proxy = await self.proxies.of(url) if self.proxies else None
            async with self.session.get(url, headers=headers, allow_redirects=False, proxy=proxy) as response:
                if response.status in _REDIRECTS:
                    moved = moved and response.status in _PERMANENT
                    url = _target(url, response.headers.get("Location", ""))
                    continue
                moved_to = url if moved and url != self.url else ""
                fresh = fresh_until(response.headers, self.now)
                if response.status == HTTPStatus.NOT_MODIFIED and validators != Validators():
                    return NotModified(moved_to, fresh)
                if response.status in _TRIPPED and validators != Validators():
                    raise _TrippedError(f"the server answers {response.status}")
                if response.status != HTTPStatus.OK:
                    raise _refused(response, self.now)
                body = await _read(response, self.wanted.max_bytes)
                return Response(
                    url=url,
                    body=body,
                    content_type=response.headers.get("Content-Type", "")[:MAX_VALIDATOR_CHARS],
                    validators=Validators(_kept(response.headers, "ETag"), _kept(response.headers, "Last-Modified")),
                    moved_to=moved_to,
                    fresh_until=fresh,
                )
        raise FeedError(f"more than {MAX_REDIRECTS} redirects")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


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
    conditions = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in conditions.items() if value}


def _kept(headers: Mapping[str, str], name: str) -> str:
    """A validator that can be sent back as it came, else none."""
    value = headers.get(name, "")
    return value if re.fullmatch(rf"[\x21-\x7e][\x20-\x7e]{{0,{MAX_VALIDATOR_CHARS}}}", value) else ""


def _refused(response: aiohttp.ClientResponse, now: datetime) -> FeedError:
    reason = one_line(response.reason or "", 60)
    message = f"the server answers {response.status} {reason}".rstrip()
    if response.status == HTTPStatus.GONE:
        return GoneError(f"{message}: the feed is gone for good", GONE_ADVICE)
    if response.status in _LATER:
        return BusyError(message, retry_after(response.headers.get("Retry-After", ""), now))
    return FeedError(message, _ADVICE.get(response.status, ""))


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The unpacked body. Unpacked here, since aiohttp takes a broken-off gzip stream for a whole one."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    unpacker = ContentDecoder(coding) if coding not in ("", "identity") else None
    pieces: list[bytes] = []
    size = wire = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        wire += len(chunk)
        piece = unpacker.unpack(chunk, max_bytes + 1 - size) if unpacker else chunk
        size += len(piece)
        if max(size, wire) > max_bytes:
            raise FeedError(f"the document has more than {max_bytes // 2**20} MiB")
        pieces.append(piece)
    if unpacker and not unpacker.is_complete:
        raise FeedError("the packed answer broke off before its end")
    return b"".join(pieces)


def _connection_fault(error: aiohttp.ClientConnectorError) -> FeedError:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, NotPublicError):
            advice = f'if it is a server of yours, add "{error.host}:{error.port}" to allow_private'
            return FeedError(f"{error.host}: {seen}, and not among allow_private", advice)
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        advice = "its publisher has to mend that; what comes without a valid certificate could be anybody's"
        return FeedError(_tls_fault(error), advice)
    return FeedError(f"can't connect to {error.host}: {one_line(error.os_error.strerror or str(error.os_error), 120)}")


def _tls_fault(error: aiohttp.ClientConnectorError) -> str:
    """OpenSSL's own words on a certificate are the plainest: "certificate has expired"."""
    fault = getattr(error, "certificate_error", None) or error.os_error
    reason = getattr(fault, "verify_message", "") or getattr(fault, "reason", "") or str(fault)
    return f"no safe connection to {error.host}: {one_line(str(reason), 120)}"
