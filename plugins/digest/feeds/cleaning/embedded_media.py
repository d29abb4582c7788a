"""Films, recordings and other pages that a publisher embeds: each becomes a link, since a page of ours loads nothing.

`iframe` is read as `embed`, which holds nothing: a browser takes all that follows an iframe without an end for its
content, and none of it for HTML.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url
from .feed_boilerplate import is_counter
from .html_tree import HtmlElement, HtmlNode, shown_text

MAX_LABEL_CHARS: Final = 120
_MAX_FALLBACK_CHARS: Final = 300  # "Your browser doesn't support this": more is text that an end tag is missing before
_EMBEDDING: Final = frozenset({"embed", "object", "video", "audio"})
# The pages that people watch, for the addresses that players are loaded from.
_WATCH_PAGES: Final = (
    (re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/([\w-]{3,20})(?:[?&].*)?"),
     r"https://www.youtube.com/watch?v=\1"),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)(?:\?.*)?"), r"https://vimeo.com/\1"),
    (re.compile(r"https?://(?:www|geo)\.dailymotion\.com/embed/video/(\w+)(?:\?.*)?"),
     r"https://www.dailymotion.com/video/\1"),
)  # fmt: skip


def with_media_links(root: HtmlElement, base: str) -> HtmlElement:
    """The tree with a paragraph that holds a link in the place of each embedded page or file."""
    return _replaced(root, base)


def without_media(root: HtmlElement) -> HtmlElement:
    """The tree with nothing in the place of each embedded page or file: the text that the publisher wrote."""
    return _replaced(root, None)


def _replaced(root: HtmlElement, base: str | None) -> HtmlElement:
    return HtmlElement(root.tag, root.attributes, _nodes(root.children, base)) if _embeds(root) else root


def _embeds(element: HtmlElement) -> bool:
    return any(
        isinstance(child, HtmlElement) and (child.tag in _EMBEDDING or _embeds(child)) for child in element.children
    )


def _nodes(nodes: list[HtmlNode], base: str | None) -> list[HtmlNode]:
    kept: list[HtmlNode] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif node.tag not in _EMBEDDING:
            kept.append(HtmlElement(node.tag, node.attributes, _nodes(node.children, base)))
        else:
            url = _address(node, base or "")
            kept += [_link(url, node)] if url and base is not None else []
            is_player = bool(url) or node.tag in ("video", "audio")
            if not is_player or len(shown_text(node)) > _MAX_FALLBACK_CHARS:
                kept += _nodes(node.children, base)
    return kept


def _address(element: HtmlElement, base: str) -> str:
    """Where the page or file can be seen, "" where it can't, or where it is there to count readers."""
    if is_counter(element.attributes):
        return ""
    for given in _given_addresses(element):
        url = absolute_url(given, base)
        for pattern, page in _WATCH_PAGES:
            if pattern.fullmatch(url):
                return pattern.sub(page, url)
        if url:
            return url
    return ""


def _given_addresses(element: HtmlElement) -> list[str]:
    """The addresses that the element names, those of the elements within it last."""
    given = [element.attributes.get(name, "") for name in ("src", "data-src", "data-lazy-src", "data")]
    for child in element.children:
        if isinstance(child, HtmlElement) and child.tag in ("source", "embed"):
            given += _given_addresses(child)
        if isinstance(child, HtmlElement) and child.tag == "param" and child.attributes.get("name") in ("movie", "src"):
            given.append(child.attributes.get("value", ""))
    return [address for address in given if address]


def _link(url: str, element: HtmlElement) -> HtmlElement:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    title = one_line(element.attributes.get("title", ""), MAX_LABEL_CHARS)
    label = f"{title} ({host})" if title else host
    return HtmlElement("p", {}, [HtmlElement("a", {"href": url}, [f"▶ {label}"])])
