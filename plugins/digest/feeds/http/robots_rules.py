"""The rules of each server's robots.txt (RFC 9309), which is fetched once in a run.

200             the file's rules hold
400 to 499      the file is "unavailable" (2.3.1.3): everything is allowed
429             treated like 500 to 599: the server asks for fewer requests. The RFC leaves that to the crawler ("MAY
                access"); Google's crawlers do the same
                (https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt#http-status-codes)
500 to 599 and  the file is "unreachable" (2.3.1.4): nothing is allowed until it can be had, which is tried again in
no response     the next run
"""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .client_sessions import Access
from .http_errors import StatusError
from .responses import Response

ROBOTS_BYTES: Final = 500 * 1024  # what RFC 9309, 2.5 asks to read at least

log = logging.getLogger("digest.feeds")


class RobotsRules:
    """The rules of all servers of a run for the crawler that calls itself `agent`. `get` fetches a file by its URL.

    Rules are kept by server and by who may reach it, since a server that isn't public is closed to other subscriptions.
    """

    def __init__(self, agent: str, get: Callable[[Access, str], Awaitable[Response]]) -> None:
        self._agent = agent
        self._get = get
        # By exception and origin: protego's object, or the FeedError that says why there is none.
        self._parsed: dict[tuple[str, str], Any] = {}

    async def crawl_delay_s(self, access: Access, url: str) -> float:
        """The seconds that the server of `url` wants between two requests, 0 where it names none.

        They are as the server states them; `crawler` bounds them.

        Raises:
            FeedError: the server's robots.txt forbids to ask for `url`, or is unreachable.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        key = access.exception, origin
        if key not in self._parsed:
            self._parsed[key] = await self._parse(access, origin)
        rules = self._parsed[key]
        if isinstance(rules, FeedError):
            raise FeedError(f"its server can't say in robots.txt what it allows: {rules}") from rules
        if not rules.can_fetch(url, self._agent):
            raise FeedError("its server's robots.txt forbids it")
        return float(rules.crawl_delay(self._agent) or 0)

    async def _parse(self, access: Access, origin: str) -> Any:
        from protego import Protego  # noqa: PLC0415  only subscriptions with text = "page" or images need it

        try:
            text = (await self._get(access, f"{origin}/robots.txt")).body[:ROBOTS_BYTES].decode("utf-8", "replace")
        except FeedError as error:
            log.debug("%s/robots.txt: %s", origin, error)
            if not _is_unavailable(error):
                return error
            text = ""
        try:
            return Protego.parse(text)
        except ValueError as error:
            raise FeedError(f"its server's robots.txt can't be read: {one_line(str(error), 100)}") from error


def _is_unavailable(error: FeedError) -> bool:
    """Whether the server says of its robots.txt that there is none, or none for us."""
    return isinstance(error, StatusError) and 400 <= error.status < 500 and error.status != HTTPStatus.TOO_MANY_REQUESTS
