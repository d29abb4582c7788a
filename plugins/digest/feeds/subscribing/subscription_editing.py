"""Subscribing: what feeds a site has, as a person chooses among them, and the line that is added or taken out.

`content/subscriptions.toml` is the editor's own file. It is changed as text, so that comments and order stay, and only
if what it says afterwards is what was wanted.
"""

import asyncio
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from slugify import slugify

from ...contracts.subscription_file import load
from ...contracts.subscriptions import FetchSettings, Subscription
from ...errors import ConfigurationError, FeedError
from ..articles.article_file import write
from ..http.content_encoding import ACCEPTED_CODINGS
from ..http.fetch import Response, Validators, fetch, user_agent
from ..http.proxies import proxies_of_environment
from ..http.public_addresses import guarded_connector
from ..parsing.discovery import common_places, feed_links, page_text
from ..parsing.feed_parser import feed_title, is_web_page
from ..untrusted.plain_text import one_line, short_hash
from ..workers.drafting import draft_feed
from ..workers.worker_tasks import FeedTask
from .opml import Outline

MAX_CHOICES: Final = 12  # more than that nobody compares
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # as subscriptions.toml takes it
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_FEED_TABLE: Final = re.compile(r"^[ \t]*\[\[[ \t]*feed[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed that could be subscribed to."""

    url: str
    title: str
    items: int
    latest: str  # title of its first item
    lang: str

    def __str__(self) -> str:
        lang = f", {self.lang}" if self.lang else ""
        items = "1 item" if self.items == 1 else f"{self.items} items"
        return f"{self.title or self.url} ({items}{lang}): {self.url}\n    latest: {self.latest}"


def choices(url: str, settings: FetchSettings, now: datetime) -> tuple[Choice, ...]:
    """The feeds of a site, or the one at the address itself, each read to see whether it is one.

    Raises:
        FeedError: the address can't be had, or no feed is found there.
    """
    return asyncio.run(_choices(url if "://" in url else f"https://{url}", settings, now))


async def _choices(url: str, settings: FetchSettings, now: datetime) -> tuple[Choice, ...]:
    proxies = proxies_of_environment(settings.allow_private)
    private = (*settings.allow_private, *(proxies.endpoints if proxies else ()))
    async with aiohttp.ClientSession(
        connector=guarded_connector(private, connections=4, per_host=settings.connections_per_host),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent(settings.contact), "Accept-Encoding": ACCEPTED_CODINGS},
        timeout=aiohttp.ClientTimeout(total=None),
        auto_decompress=False,
    ) as session:

        async def get(address: str) -> Response:
            answer = await fetch(session, address, Validators(), timeout_s=settings.timeout_s, now=now, proxies=proxies)
            assert isinstance(answer, Response)
            return answer

        first = await get(url)
        if not is_web_page(first.body):
            return (_choice(first),)
        named = [link.url for link in feed_links(page_text(first.body, first.content_type), first.url)]
        found = []
        for address in (named or list(common_places(first.url)))[:MAX_CHOICES]:
            try:
                found.append(_choice(await get(address)))
            except FeedError:
                continue  # a page names what is no longer there, and a common place is only a guess
        if not found:
            raise FeedError(f"{url}: the page names no feed that can be read, and none is at the usual places")
        return tuple({choice.url: choice for choice in found}.values())


def _choice(answer: Response) -> Choice:
    if is_web_page(answer.body):
        raise FeedError(f"{answer.url}: this is a web page")
    feed = draft_feed(FeedTask(answer.body, answer.content_type, answer.url))
    first = feed.drafts[0] if feed.drafts else None
    return Choice(
        answer.moved_to or answer.url,
        feed_title(answer.body),
        len(feed.drafts),
        first.title if first else "it has no items now",
        first.lang if first else "",
    )


def add_subscription(path: Path, choice: Choice, *, name: str = "", section: str = "", home: str = "") -> Subscription:
    """The subscription as it now stands at the end of the file.

    Raises:
        ConfigurationError: the file can't be read, or the subscription can't stand in it (its name or address does
            already); the file is as it was.
    """
    followed = [feed.name for feed in load(path).feed if feed.url == choice.url] if path.exists() else []
    if followed:
        raise ConfigurationError(f"{path}: {choice.url} is followed already, as {followed[0]!r}")
    name = name or one_line(choice.title, 100) or (urlsplit(choice.url).hostname or "feed")
    _append(path, [Outline(choice.url, name, section, home, "", choice.lang)])
    return load(path).feed[-1]


def add_outlines(path: Path, outlines: Iterable[Outline]) -> int:
    """How many feeds of a list were added at the end of the file: those whose address isn't in it yet.

    A name that is taken gets a number.

    Raises:
        ConfigurationError: the file can't be read, or it can't be added to; it is as it was.
    """
    before = load(path).feed if path.exists() else ()
    urls = {feed.url for feed in before}
    slugs = {feed.slug for feed in before}
    wanted: list[Outline] = []
    for outline in outlines:
        if outline.url in urls:
            continue
        urls.add(outline.url)
        names = (outline.name if number == 1 else f"{outline.name} {number}" for number in count(1))
        name = next(name for name in names if _slug(name) not in slugs)
        slugs.add(_slug(name))
        wanted.append(replace(outline, name=name))
    if wanted:
        _append(path, wanted)
    return len(wanted)


def _slug(name: str) -> str:
    return str(slugify(name, max_length=80, word_boundary=True))


def _append(path: Path, outlines: Sequence[Outline]) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    before = load(path).feed if path.exists() else ()
    blocks = [_block(outline) for outline in outlines]
    after = _replaced(path, text, "\n\n".join([text.rstrip(), *blocks]).lstrip("\n") + "\n")
    if after[: -len(outlines)] != before:
        write(path, text)
        raise ConfigurationError(f"{path}: its end is no place for another feed: add it by hand")


def _block(outline: Outline) -> str:
    lang = outline.lang if _LANG.fullmatch(outline.lang) else ""
    name = one_line(outline.name, 200)
    fields = {
        "url": outline.url,
        "name": name,
        "slug": "" if _slug(name) else short_hash(outline.url, 12),
        "section": one_line(outline.section, 200),
        "lang": lang,
        "home": outline.home,
        "about": outline.about,
    }
    return "\n".join(["[[feed]]", *(f"{key} = {toml_string(value)}" for key, value in fields.items() if value)])


def remove_subscription(path: Path, which: str) -> Subscription:
    """The subscription that is taken out, found by its slug, name or address.

    Raises:
        ConfigurationError: there is none or more than one, or it can't be cut out without touching others.
    """
    text = path.read_text(encoding="utf-8")
    before = load(path).feed
    found = [number for number, feed in enumerate(before) if which in (feed.slug, feed.name, feed.url)]
    if len(found) != 1:
        raise ConfigurationError(f"{path}: {'no feed' if not found else 'more than one feed'} is {which!r}")
    starts = [match.start() for match in _FEED_TABLE.finditer(text)]
    if len(starts) != len(before):
        raise ConfigurationError(f"{path}: its feeds aren't all written as [[feed]]: take it out by hand")
    start = starts[found[0]]
    head_end = text.index("]]", start) + 2
    following = _TABLE.search(text, head_end)
    end = _before_comments(text, following.start()) if following else len(text)
    changed = text[:start].rstrip("\n") + "\n\n" + text[end:].lstrip("\n")
    after = _replaced(path, text, changed.strip("\n") + "\n")
    if after != (*before[: found[0]], *before[found[0] + 1 :]):
        write(path, text)
        raise ConfigurationError(f"{path}: it can't be cut out without touching others: take it out by hand")
    return before[found[0]]


def toml_string(value: str) -> str:
    """A basic string: TOML's escapes are among JSON's, but for those beyond the first plane and for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replaced(path: Path, before: str, after: str) -> tuple[Subscription, ...]:
    """What the file says with the text `after`; with a fault in it, it is as it was."""
    try:
        tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: it can't be changed without breaking it: {error}") from error
    write(path, after)
    try:
        return load(path).feed
    except ConfigurationError:
        if before:
            write(path, before)
        else:
            path.unlink()
        raise


def _before_comments(text: str, end: int) -> int:
    """Comments directly above a table belong to it."""
    while True:
        line_start = text.rfind("\n", 0, max(end - 1, 0)) + 1
        if line_start >= end or not text[line_start:end].lstrip().startswith("#"):
            return end
        end = line_start
