"""The feeds of a site, each read once, so that a person can choose among them."""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from ...contracts.subscriptions import FetchSettings
from ...errors import ConfigurationError, FeedError
from ..http.client_sessions import ClientSessions
from ..http.fetch import fetch
from ..http.http_errors import StatusError
from ..http.proxies import proxies_of_environment
from ..http.responses import Response, Validators
from ..parsing.discovery import common_places, feed_links, feeds_in_text, is_web_page, page_text
from ..parsing.feed_parser import CHARSET
from ..parsing.feed_title import feed_title
from ..untrusted.feed_urls import feed_url
from ..untrusted.plain_text import one_line
from ..workers.drafting import draft_feed
from ..workers.worker_tasks import FeedTask

MAX_CHOICES: Final = 12  # more than that nobody compares
_LOOK_FOR_LINK: Final = "open the site in a browser, look for a link called RSS, Atom or feed, and give its address"
_ADVICE: Final[dict[int, str]] = {
    HTTPStatus.UNAUTHORIZED: "it wants credentials: add the feed by hand, with the key credentials",
    HTTPStatus.FORBIDDEN: "its server refuses this software: ask the publisher for the address of a feed",
    HTTPStatus.TOO_MANY_REQUESTS: "its server is busy: try again in some minutes",
    HTTPStatus.SERVICE_UNAVAILABLE: "its server is busy: try again in some minutes",
}


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """A feed that could be subscribed to. `items` is their number; `latest` is the title of the first one."""

    url: str
    title: str
    items: int
    latest: str
    lang: str

    def __str__(self) -> str:
        lang = f", {self.lang}" if self.lang else ""
        items = "1 item" if self.items == 1 else f"{self.items} items"
        return f"{self.title or self.url} ({items}{lang}): {self.url}\n    latest: {self.latest}"


@dataclass(frozen=True, slots=True)
class FeedChoices:
    """The feeds of a site, each read once. `unread` are the URLs of those that the page names after the first
    MAX_CHOICES; `unreadable` has a line for each that it names and that can't be read."""

    feeds: tuple[FeedChoice, ...]
    unread: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def feed_choices(url: str, settings: FetchSettings, now: datetime) -> FeedChoices:
    """The feeds that the page at `url` names, or that links of its text lead to, or those at the usual places of its
    site; the feed at `url` itself, where it is one. Each is read, to see whether it is a feed.

    Raises:
        ConfigurationError: `url` can't be an address.
        FeedError: `url` can't be fetched, or no feed is found there. The message names the URL, and the advice is one
            for somebody who looks for a feed.
    """
    address = feed_url(url)
    if not address or "@" in urlsplit(url if "://" in url else f"//{url}").netloc:
        raise ConfigurationError(
            f"{_without_password(url)!r}: expected the address of a site or feed, such as https://wire.example.org/, "
            "without a user name or password"
        )
    # Whoever writes no scheme means the site, whichever of the two it has.
    has_scheme = ":" in url.partition("/")[0] and not re.match(r"[^/:]+:\d", url)
    addresses = [address] if has_scheme else [address, f"http{address.removeprefix('https')}"]
    for number, candidate in enumerate(addresses, start=1):
        try:
            return asyncio.run(_feed_choices(candidate, settings, now))
        except StatusError as error:
            raise FeedError(f"{candidate}: {error}", _ADVICE.get(error.status, _LOOK_FOR_LINK)) from error
        except FeedError as error:
            if number == len(addresses):
                raise FeedError(f"{candidate}: {error}", _advice(error)) from error
    raise AssertionError(addresses)


async def _feed_choices(url: str, settings: FetchSettings, now: datetime) -> FeedChoices:
    async with ClientSessions(settings, proxies_of_environment()) as sessions:
        access = sessions.of(url)

        async def get(address: str) -> Response:
            answer = await fetch(access, address, Validators(), timeout_s=settings.timeout_s, now=now)
            assert isinstance(answer, Response)
            return answer

        start = await get(url)
        if not is_web_page(start.body, start.content_type):
            return FeedChoices((_choice(start),))
        html = page_text(start.body, start.content_type)
        named = [link.url for link in feed_links(html, start.url, start.link_header)]
        in_text = [link.url for link in feeds_in_text(html, start.url)]
        unreadable: list[str] = []
        for addresses in (named, in_text, list(common_places(start.url))):
            choices: dict[str, FeedChoice] = {}
            for address in addresses[:MAX_CHOICES]:
                try:
                    choice = _choice(await get(address))
                    choices.setdefault(choice.url, choice)
                except FeedError as error:  # a page names feeds that have gone, and the other places are guesses
                    if addresses is named:
                        unreadable.append(f"{address}: {error}")
            if choices:
                unread = addresses[MAX_CHOICES:] if addresses is not in_text else []
                return FeedChoices(tuple(choices.values()), tuple(unread), tuple(unreadable))
        raise _NoFeedError(
            "; ".join(["this page names no feed that can be read, and none is at the usual places", *unreadable])
        )


class _NoFeedError(FeedError):
    """A page was read, and no feed was found."""


def _advice(error: FeedError) -> str:
    """What somebody can do who looks for a feed. The advice for a feed that is followed would send them here again."""
    if isinstance(error, _NoFeedError):
        return _LOOK_FOR_LINK
    return error.advice.replace("the address in its line", "the address")


def _without_password(url: str) -> str:
    return one_line(url.rpartition("@")[2], 100)


def _choice(response: Response) -> FeedChoice:
    if is_web_page(response.body, response.content_type):
        raise FeedError("this is a web page")
    feed = draft_feed(FeedTask(response.body, response.content_type, response.url))
    latest = feed.drafts[0] if feed.drafts else None
    charset = CHARSET.search(response.content_type)
    return FeedChoice(
        response.moved_to or response.url,
        feed_title(response.body, charset[1] if charset else ""),
        len(feed.drafts),
        latest.title if latest else "it has no items now",
        latest.lang if latest else "",
    )
