"""One document over HTTP: asked for conditionally, redirects followed by hand, everything about the response bounded.

Redirects are followed here and not by aiohttp, since each address on the way is checked, credentials go to the first
server alone, cookies last no longer than the redirects of one request, and a permanent redirect is worth telling.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import aiohttp
from yarl import URL

from ...errors import FeedError
from .client_sessions import Access
from .content_encoding import ContentDecoder
from .cookies import RequestCookies
from .freshness import fresh_until
from .http_errors import request_error, status_error
from .response_protocol import BoundedResponse
from .responses import FEED_DOCUMENT, DocumentKind, NotModified, Response, Validators

MAX_REDIRECTS: Final = 5
MAX_VALIDATOR_CHARS: Final = 1000  # real ETags have fewer than 100
_KEPT: Final = "%!$&'()*+,;=:@/?~-._[]|"  # RFC 3986, 3.3 and 3.4; the last three since servers take them
MAX_LINK_HEADER_CHARS: Final = 8000
_CHUNK_BYTES: Final = 64 * 1024
_PERMANENT: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS: Final = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
# A server answers so that trips over a validator which it gave itself, for instance since another server was put in
# its place. What it says of the document (403, 404, 410) or of too many requests is not among them.
_TRIPPED: Final = frozenset({400, 406, 409, 412, 416, 500, 501, 502, 505})


_REDIRECT_ADVICE: Final = "open its address in a browser that isn't logged in: it may lead to a log-in, or in a circle"
_SURPLUS_NOTE: Final = "its server sent more than the Content-Length that it announced: the rest wasn't read"


async def fetch(
    access: Access,
    url: str,
    validators: Validators,
    *,
    timeout_s: float,
    now: datetime,
    authorization: str = "",
    kind: DocumentKind = FEED_DOCUMENT,
) -> Response | NotModified:
    """The document at `url`, or NotModified where the server answers the conditional request with 304.

    `authorization` goes to the origin of `url` only, never where a redirect leads elsewhere. A server that trips over
    its own validator is asked once more without.

    Raises:
        FeedError: no complete response within `timeout_s` seconds, a body over its limit or damaged, more than
            MAX_REDIRECTS redirects, or an address that is not public http or https.
        StatusError: any other status than 200; of 429 and 503 a BusyError, whose Retry-After counts from `now`.
    """
    try:
        async with asyncio.timeout(timeout_s):
            request = _Request(access, url, authorization, now, kind)
            try:
                return await request.follow(validators)
            except _ValidatorRejectedError:
                return await request.follow(Validators())
    except TimeoutError as error:
        raise FeedError(f"no complete answer within {timeout_s:g} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise request_error(error) from error


class _ValidatorRejectedError(FeedError):
    """The server may have tripped over a validator."""


@dataclass(frozen=True, slots=True)
class _Request:
    access: Access
    url: str
    authorization: str
    now: datetime
    kind: DocumentKind

    async def follow(self, validators: Validators) -> Response | NotModified:
        """The response at the end of all redirects."""
        has_moved = True  # while every redirect so far was a permanent one
        url = self.url
        cookies = RequestCookies()
        for _ in range(MAX_REDIRECTS + 1):
            _check_url(url)
            session, proxy = await self.access.session_for(url)
            headers = self._headers(url, validators, cookies.header(url))
            async with session.get(_as_written(url), headers=headers, allow_redirects=False, proxy=proxy) as response:
                if response.status not in _REDIRECTS:
                    moved_to = url if has_moved and url != self.url else ""
                    return await self._response(response, url, validators, moved_to)
                cookies.keep(response)
                has_moved = has_moved and response.status in _PERMANENT
                url = _target(url, response.headers.get("Location", ""))
        raise FeedError(f"more than {MAX_REDIRECTS} redirects", _REDIRECT_ADVICE)

    def _headers(self, url: str, validators: Validators, cookie: str) -> dict[str, str]:
        headers = {
            "Accept": self.kind.accept,
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.last_modified,
            "Authorization": self.authorization if _origin(url) == _origin(self.url) else "",
            "Cookie": cookie,
        }
        return {name: value for name, value in headers.items() if value}

    async def _response(
        self, response: aiohttp.ClientResponse, url: str, validators: Validators, moved_to: str
    ) -> Response | NotModified:
        fresh = fresh_until(response.headers, self.now)
        if validators != Validators():
            if response.status == HTTPStatus.NOT_MODIFIED:
                return NotModified(moved_to, fresh)
            if response.status in _TRIPPED:
                raise _ValidatorRejectedError(f"the server answers {response.status}")
        if response.status != HTTPStatus.OK:
            raise status_error(response.status, response.headers, self.now)
        body = await _body(response, self.kind.max_bytes)
        has_surplus = isinstance(response, BoundedResponse) and response.has_surplus
        return Response(
            url=url,
            body=body,
            content_type=response.headers.get("Content-Type", "")[:MAX_VALIDATOR_CHARS],
            validators=Validators(_validator(response.headers, "ETag"), _validator(response.headers, "Last-Modified")),
            moved_to=moved_to,
            fresh_until=fresh,
            note=_SURPLUS_NOTE if has_surplus else "",
            link_header=", ".join(response.headers.getall("Link", ()))[:MAX_LINK_HEADER_CHARS],
        )


def _check_url(url: str) -> None:
    """Refuse what can be seen in the URL, in plain words. The socket has the last word on the address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FeedError("it leads to no address of http or https")
    if "@" in parts.netloc:
        raise FeedError(f"the address at {parts.hostname} has a user name in it")


def _as_written(url: str) -> URL:
    """The URL as written, but for what no request may hold. aiohttp would ask for "/a&b" where it is "/a%26b"."""
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return URL(f"{URL(url).origin()}{path}{query}", encoded=True)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _target(url: str, location: str) -> str:
    if not location:
        raise FeedError("a redirect that says not where to")
    return urljoin(url, location.strip())


def _validator(headers: Mapping[str, str], name: str) -> str:
    """A validator that can be sent back as it came, else ""."""
    value = headers.get(name, "")
    return value if re.fullmatch(rf"[\x21-\x7e][\x20-\x7e]{{0,{MAX_VALIDATOR_CHARS}}}", value) else ""


async def _body(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The decoded body. It is decoded here, since aiohttp takes a broken-off gzip stream for a whole one."""
    decoder = ContentDecoder(", ".join(response.headers.getall("Content-Encoding", ())), max_bytes)
    pieces: list[bytes] = []
    wire_bytes = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        wire_bytes += len(chunk)
        if wire_bytes > max_bytes:
            raise FeedError(f"the document has more than {max_bytes // 2**20} MiB")
        pieces.append(decoder.decode(chunk))
    pieces.append(decoder.end())
    return b"".join(pieces)
