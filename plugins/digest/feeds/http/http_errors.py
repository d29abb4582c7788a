"""Why a server gave no document, in words for an editor and with what the editor can do about it."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

import aiohttp

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .freshness import retry_after
from .public_addresses import NotPublicError

GONE_ADVICE: Final = "take it out with invoke unsubscribe, or put another address in its line"
_ADVICE: Final[dict[int, str]] = {
    HTTPStatus.UNAUTHORIZED: "it wants credentials: give the variable that holds them in its line",
    HTTPStatus.FORBIDDEN: "its server refuses this software: ask the publisher, or give credentials in its line",
    HTTPStatus.NOT_FOUND: "look for its new address with invoke subscribe, and put that in its line",
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


def status_error(status: int, reason: str, headers: Mapping[str, str], now: datetime) -> StatusError:
    """The error for a response other than 200. `reason` is the server's own phrase; Retry-After counts from `now`."""
    message = f"the server answers {status} {one_line(reason, 60)}".rstrip()
    if status == HTTPStatus.GONE:
        return GoneError(f"{message}: the feed is gone for good", status, GONE_ADVICE)
    if status in _BUSY:
        return BusyError(message, status, retry_after(headers.get("Retry-After", ""), now))
    return StatusError(message, status, _ADVICE.get(status, ""))


def connection_error(error: aiohttp.ClientConnectorError) -> FeedError:
    """The error for a connection that was not made, or not allowed."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        advice = "compare the address in its line with the one in a browser; its site may be gone"
        return FeedError(f"the host {error.host} can't be found", advice)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotPublicError):
            advice = f'if it is a server of yours, add "{error.host}:{error.port}" to allow_private'
            return FeedError(f"{error.host}: {cause}, and not among allow_private", advice)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        advice = "its publisher has to mend that; what comes without a valid certificate could be anybody's"
        return FeedError(f"no safe connection to {error.host}: {_tls_fault(error)}", advice)
    return FeedError(f"can't connect to {error.host}: {one_line(error.os_error.strerror or str(error.os_error), 120)}")


def _tls_fault(error: aiohttp.ClientConnectorError) -> str:
    """OpenSSL's own words on a certificate are the plainest: "certificate has expired"."""
    fault = getattr(error, "certificate_error", None) or error.os_error
    reason = getattr(fault, "verify_message", "") or getattr(fault, "reason", "") or str(fault)
    return one_line(str(reason), 120)
