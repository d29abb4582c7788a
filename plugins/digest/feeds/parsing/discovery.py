"""The feeds of a web page: those that it names itself, and the places where most software puts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url

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
_WEB_PAGE: Final = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])"
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
    reader = _LinkReader()
    reader.feed(html[:_HEAD_CHARS])
    base = urljoin(url, reader.base) if reader.base else url
    feeds: dict[str, DiscoveredFeed] = {}
    for href, title in reader.links:
        feed_url = absolute_url(href, base)
        if feed_url:
            feeds.setdefault(feed_url, DiscoveredFeed(feed_url, one_line(title, 100)))
    return tuple(feeds.values())


def is_web_page(body: bytes) -> bool:
    """Whether the document is HTML for readers, whatever its type says."""
    return _WEB_PAGE.match(body) is not None


def common_places(url: str) -> Iterator[str]:
    """URLs at which the site of `url` may have a feed that its page doesn't name."""
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


class _LinkReader(HTMLParser):
    """Collects the base of a page and its links to feeds, as (href, title)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = attributes.get("href", "")
        if tag != "link" or "alternate" not in attributes.get("rel", "").lower().split():
            return
        if attributes.get("type", "").partition(";")[0].strip().lower() in _TYPES and attributes.get("href"):
            self.links.append((attributes["href"], attributes.get("title", "")))
