"""The feeds of a web page: those it names itself, else those at the places where most software puts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url

MAX_NAMED: Final = 10  # in a message
_HEAD_CHARS: Final = 500_000  # a page that names its feeds names them at its beginning
_TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",  # JSON Feed 1.0 asked for this type
    }
)
# WordPress, Ghost, Medium; Jekyll, Hugo, Blogger; Drupal, Squarespace; RSS 1.0; JSON Feed's own example.
COMMON_PATHS: Final = (
    "/feed/",
    "/rss/",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/index.rdf",
    "/feed.json",
)


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed as a page names it."""

    url: str
    title: str


def feed_links(html: str, url: str) -> tuple[DiscoveredFeed, ...]:
    """The feeds that a page at `url` names in its link elements, in its order, each once."""
    finder = _Finder()
    finder.feed(html[:_HEAD_CHARS])
    base = urljoin(url, finder.base) if finder.base else url
    found: dict[str, DiscoveredFeed] = {}
    for href, title in finder.links:
        address = absolute_url(href, base)
        if address:
            found.setdefault(address, DiscoveredFeed(address, one_line(title, 100)))
    return tuple(found.values())


def common_places(url: str) -> Iterator[str]:
    """Addresses at which a site may have a feed that its page doesn't name."""
    parts = urlsplit(url)
    for path in COMMON_PATHS:
        yield f"{parts.scheme}://{parts.netloc}{path}"


def page_text(body: bytes, content_type: str = "") -> str:
    """A page's bytes as text, well enough to find links in it."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type + body[:2000].decode("ascii", "replace"))
    try:
        return body.decode(match[1] if match else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = given.get("href", "")
        if tag != "link" or "alternate" not in given.get("rel", "").lower().split():
            return
        if given.get("type", "").partition(";")[0].strip().lower() in _TYPES and given.get("href"):
            self.links.append((given["href"], given.get("title", "")))
