"""Why a server gave no document, in words for an editor and with what the editor can do about it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp.http_exceptions import BadStatusLine, LineTooLong

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .freshness import retry_after
from .name_resolver import SilentNameServerError
from .public_addresses import NotPublicError
from .response_protocol import MAX_HEADER_BYTES

GONE_ADVICE: Final = "take it out with concordance unsubscribe, or put another address in its line"
_ADVICE: Final[dict[int, str]] = {
    HTTPStatus.UNAUTHORIZED: "it wants credentials: give the variable that holds them in its line",
    HTTPStatus.FORBIDDEN: "its server refuses this software: ask the publisher, or give credentials in its line",
    HTTPStatus.NOT_FOUND: "look for its new address with concordance subscribe, and put that in its line",
}
_BUSY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class StatusError(FeedError):
    """The server answers with a `status` that brings no document."""

    def __init__(self, message: str, status: int, advice: str = "") -> None:
        super().__init__(message, advice)
        self.status = status


class GoneError(StatusError):
    """410: the server says that the feed is gone for good."""


class BusyError(StatusError):
    """429 or 503: the server asks to come back later. `until` is the moment that it names, or None."""

    def __init__(self, message: str, status: int, until: datetime | None) -> None:
        super().__init__(message, status)
        self.until = until


def status_error(status: int, headers: Mapping[str, str], now: datetime) -> StatusError:
    """The error for a response other than 200. Retry-After counts from `now`.

    The message has the standard's phrase and not the server's own, which could be any text: the site shows it.
    """
    message = f"the server answers {status} {_phrase(status)}".rstrip()
    if status == HTTPStatus.GONE:
        return GoneError(f"{message}: the feed is gone for good", status, GONE_ADVICE)
    if status in _BUSY:
        return BusyError(message, status, retry_after(headers.get("Retry-After", ""), now))
    return StatusError(message, status, _ADVICE.get(status, ""))


def request_error(error: aiohttp.ClientError | OSError | ValueError) -> FeedError:
    """The error for a request without a whole response, in words of ours: those of `error` may quote the server."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return _connection_error(error)
    return FeedError(str(error) if isinstance(error, NotPublicError) else _request_fault(error))


def _request_fault(error: Exception) -> str:
    match error:
        case aiohttp.ClientPayloadError():
            return "the answer broke off before its end"
        case aiohttp.ClientHttpProxyError():
            return f"the proxy answers {error.status} {_phrase(error.status)}".rstrip()
        case aiohttp.ClientResponseError() if any(isinstance(cause, LineTooLong) for cause in _causes(error)):
            return f"the headers of its answer have more than {MAX_HEADER_BYTES // 1024} KiB"
        case aiohttp.ClientResponseError() if any(isinstance(cause, BadStatusLine) for cause in _causes(error)):
            return "its server's answer can't be read as one of HTTP"
        case aiohttp.ClientResponseError():
            return "a header of its server's answer can't be read"
        case aiohttp.ServerDisconnectedError():
            return "the server closed the connection without an answer"
        case OSError():
            return f"the connection failed: {_system_words(error)}"
        case ValueError():  # aiohttp's InvalidURL is one too
            return "its address can't be read as one of http or https"
    return f"the request failed: {type(error).__name__}"


def _connection_error(error: aiohttp.ClientConnectorError) -> FeedError:
    """The error for a connection that was not made, or not allowed."""
    if any(isinstance(cause, SilentNameServerError) for cause in _causes(error)):
        return FeedError(f"the host {error.host} can't be looked up: its DNS server doesn't answer")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        advice = "compare the address in its line with the one in a browser; its site may be gone"
        return FeedError(f"the host {error.host} can't be found", advice)
    for cause in _causes(error):
        if isinstance(cause, NotPublicError):
            own = f'"{error.host}:{error.port}"'
            place = "allow_private under [fetch] in content/subscriptions.toml"
            advice = f"if it is a server of yours, add {own} to {place}; that holds for the feed whose url has it"
            return FeedError(f"{error.host}: {cause}", advice)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        advice = "its publisher has to mend that; what comes without a valid certificate could be anybody's"
        return FeedError(f"no safe connection to {error.host}: {_tls_fault(error)}", advice)
    return FeedError(f"can't connect to {error.host}: {_system_words(error.os_error)}")


def _system_words(error: OSError) -> str:
    return one_line(error.strerror or str(error), 120)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the last first."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _phrase(status: int) -> str:
    """The phrase for a status as RFC 9110 has it, "" for one that isn't registered."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _tls_fault(error: aiohttp.ClientConnectorError) -> str:
    """OpenSSL's own words on a certificate are the plainest: "certificate has expired"."""
    fault = getattr(error, "certificate_error", None) or error.os_error
    reason = getattr(fault, "verify_message", "") or getattr(fault, "reason", "") or str(fault)
    return one_line(str(reason), 120)
