"""The feeds of a site, each read once, so that a person can choose among them."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...contracts.subscriptions import FetchSettings
from ...errors import FeedError
from ..http.client_session import client_session
from ..http.fetch import fetch
from ..http.proxies import proxies_of_environment
from ..http.responses import Response, Validators
from ..parsing.discovery import common_places, feed_links, is_web_page, page_text
from ..parsing.feed_title import feed_title
from ..workers.drafting import draft_feed
from ..workers.worker_tasks import FeedTask

MAX_CHOICES: Final = 12  # more than that nobody compares


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


def feed_choices(url: str, settings: FetchSettings, now: datetime) -> tuple[FeedChoice, ...]:
    """The feeds that the page at `url` names, or those at the usual places of its site; the feed at `url` itself, where
    it is one. Each is read, to see whether it is a feed.

    Raises:
        FeedError: `url` can't be fetched, or no feed is found there.
    """
    return asyncio.run(_feed_choices(url if "://" in url else f"https://{url}", settings, now))


async def _feed_choices(url: str, settings: FetchSettings, now: datetime) -> tuple[FeedChoice, ...]:
    proxies = proxies_of_environment(settings.allow_private)
    async with client_session(settings, proxies) as session:

        async def get(address: str) -> Response:
            answer = await fetch(session, address, Validators(), timeout_s=settings.timeout_s, now=now, proxies=proxies)
            assert isinstance(answer, Response)
            return answer

        start = await get(url)
        if not is_web_page(start.body):
            return (_choice(start),)
        named = [link.url for link in feed_links(page_text(start.body, start.content_type), start.url)]
        choices = []
        for address in (named or list(common_places(start.url)))[:MAX_CHOICES]:
            try:
                choices.append(_choice(await get(address)))
            except FeedError:
                continue  # a page names feeds that have gone, and a usual place is only a guess
        if not choices:
            raise FeedError(f"{url}: the page names no feed that can be read, and none is at the usual places")
        return tuple({choice.url: choice for choice in choices}.values())


def _choice(response: Response) -> FeedChoice:
    if is_web_page(response.body):
        raise FeedError(f"{response.url}: this is a web page")
    feed = draft_feed(FeedTask(response.body, response.content_type, response.url))
    latest = feed.drafts[0] if feed.drafts else None
    return FeedChoice(
        response.moved_to or response.url,
        feed_title(response.body),
        len(feed.drafts),
        latest.title if latest else "it has no items now",
        latest.lang if latest else "",
    )
