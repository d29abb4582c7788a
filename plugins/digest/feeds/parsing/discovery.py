"""The feeds of a web page: those that it names itself, and the places where most software puts them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from ..untrusted.feed_urls import with_web_scheme
from ..untrusted.plain_text import one_line, text_of_html
from ..untrusted.urls import absolute_url
from .link_elements import LinkElement, header_links, link_elements

_HEAD_CHARS: Final = 500_000  # a page that names its feeds names them at its beginning
# Besides the registered types: those of old software, and application/json, for which JSON Feed 1.0 asked.
_FEED_TYPE: Final = re.compile(r"(?:application|text)/(?:(?:x[.-])?(?:rss|atom|rdf|feed)(?:\+(?:xml|json))?|xml|json)")
# A link without a type, or one of the text: a word of its path or query says that it leads to a feed.
_FEED_WORD: Final = re.compile(r"(?i)(?<![a-z0-9])(?:rss2?|atom|feeds?|rdf)(?![a-z0-9])|\.(?:xml|rss|atom|rdf)$")
_NO_FEED: Final = re.compile(r"(?i)sitemap|oembed|opensearch|\.(?:html?|png|gif|jpe?g|svg|webp|ico|css|js)$")
_WEB_PAGE: Final = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])"
)
# HTML lets a page leave out <html>, <head> and <body>. None of these elements begins a feed.
_PAGE_WITHOUT_ROOT: Final = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:head|body|title|meta|base|link|script|style|noscript|div|header|nav|main|section|article|p|h[1-6]|center|table"
    rb"|font|form|a|img|br|hr|b|ul|ol|iframe|frameset)[\s/>]"
)
_FEED_ROOT: Final = re.compile(rb"(?i)<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]")
_ROOT_BYTES: Final = 50_000  # warnings of a server's software stand before the feed
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


def feed_links(html: str, url: str, link_header: str = "") -> tuple[DiscoveredFeed, ...]:
    """The feeds that a page at `url` names in its HTTP header `Link` and in its link elements, each once."""
    links = list(link_elements(html[:_HEAD_CHARS]))
    base = _base(links, url)
    named = [
        *((url, link) for link in header_links(link_header)),
        *((base, link) for link in links if link.element == "link"),
    ]
    return _feeds((base, link) for base, link in named if _names_a_feed(link))


def feeds_in_text(html: str, url: str) -> tuple[DiscoveredFeed, ...]:
    """The addresses that links in a page's text call feeds, each once. Some may lead to other pages."""
    links = list(link_elements(html[:_HEAD_CHARS]))
    base = _base(links, url)
    return _feeds((base, link) for link in links if link.element == "a" and _is_called_a_feed(link))


def _feeds(links: Iterable[tuple[str, LinkElement]]) -> tuple[DiscoveredFeed, ...]:
    """The feeds of links, each with the base of its address."""
    feeds: dict[str, DiscoveredFeed] = {}
    for base, link in links:
        feed_url = absolute_url(with_web_scheme(link.attributes.get("href", "")), base)
        if feed_url:
            title = link.attributes.get("title", "") or text_of_html(link.text)
            feeds.setdefault(feed_url, DiscoveredFeed(feed_url, one_line(title, 100)))
    return tuple(feeds.values())


def _base(links: Iterable[LinkElement], url: str) -> str:
    """The base of a page's addresses: its first base element with one, if that is an address of the web."""
    hrefs = (link.attributes["href"] for link in links if link.element == "base" and "href" in link.attributes)
    return absolute_url(next(hrefs, ""), url) or url


def _names_a_feed(link: LinkElement) -> bool:
    """Whether a link element leads to a feed, by its relation, type and address."""
    relations = link.words("rel")
    media_type = link.attributes.get("type", "").partition(";")[0].strip().lower()
    if not link.attributes.get("href") or relations & {"stylesheet", "icon"}:
        return False
    if relations & {"feed", "service.feed"}:
        return not media_type or _FEED_TYPE.fullmatch(media_type) is not None
    if "alternate" not in relations:
        return False
    if media_type:
        return _FEED_TYPE.fullmatch(media_type) is not None
    return (
        _looks_like_a_feed(link.attributes["href"]) or _FEED_WORD.search(link.attributes.get("title", "")) is not None
    )


def _is_called_a_feed(link: LinkElement) -> bool:
    href = link.attributes.get("href", "")
    media_type = link.attributes.get("type", "").partition(";")[0].strip().lower()
    if _FEED_TYPE.fullmatch(media_type) or with_web_scheme(href) != href:
        return True
    name = f"{link.attributes.get('title', '')} {text_of_html(link.text)}"
    return _looks_like_a_feed(href) or (bool(href) and not href.startswith("#") and _FEED_WORD.search(name) is not None)


def _looks_like_a_feed(href: str) -> bool:
    address = href.partition("#")[0].rstrip("/")
    path = address.partition("?")[0]
    return not _NO_FEED.search(path) and (_FEED_WORD.search(address) or _FEED_WORD.search(path)) is not None


def is_web_page(body: bytes, content_type: str = "") -> bool:
    """Whether the document is HTML for readers, whatever its type says.

    A document that begins neither as a page nor as a feed is what its type says.
    """
    if _WEB_PAGE.match(body):
        return True
    if not _PAGE_WITHOUT_ROOT.match(body) and content_type.partition(";")[0].strip().lower() != "text/html":
        return False
    beginning = body[:_ROOT_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    is_other = not beginning or beginning[:1] in b"{[" or b"\0" in beginning or beginning.startswith(b"<?xml")
    return not is_other and _FEED_ROOT.search(beginning) is None


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
