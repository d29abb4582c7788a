"""The pictures in a body: which of them could be the article's picture, and the tree without what only describes them.

No page shows the pictures of a body. Their alternative texts and captions would stand in the text as sentences of the
article, so they go with their pictures, unless nothing else is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url
from .feed_boilerplate import is_counter
from .html_tree import HtmlElement, HtmlNode, shown_text

MIN_ALT_WORDS: Final = 4  # shorter alternative texts are names of files, of agencies, or "image"
MAX_CAPTION_CHARS: Final = 600  # a longer "caption" is text
_EMBLEM_PIXELS: Final = 100  # a picture of fewer a side is an emblem, a portrait or a button
_SMALL_WIDTH: Final = 200  # what is shown less wide is taken only where nothing else is there
_GOOD_WIDTH: Final = 640  # the column of our pages
_MAX_WIDTH: Final = 2600  # a larger file takes longer than it is worth
_PORTRAITS: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:gravatar\.com/avatar|avatars\d*\.githubusercontent\.com)", re.IGNORECASE
)
_MAYBE_PORTRAIT: Final = re.compile(r"/avatars?/|/profile_images/", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"placeholder|spacer|blank\.|transparent|loading|lazy|1x1|pixel", re.IGNORECASE)
_LAZY: Final = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-full-src",
    "data-image",
    "data-large-file",
)
_LAZY_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_SOURCE_SET: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,5})(?:\.\d{1,4})?([wx]))?\s*(?:,|$)")
_CAPTION_CLASS: Final = re.compile(r"caption|(?:image|photo)-?credit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BodyPicture:
    """A picture that a body shows, and what it is said to show."""

    url: str
    alt: str = ""


def pictures_of_body(root: HtmlElement, base: str) -> list[BodyPicture]:
    """The pictures that were meant to be seen as pictures, those that are likely to be small or a portrait last."""
    likely: list[BodyPicture] = []
    unlikely: list[BodyPicture] = []
    for image, source_set, caption in _images(root):
        attributes = image.attributes
        url = absolute_url(_best_address(attributes, source_set), base)
        sides = [side for name in ("width", "height") if (side := _pixels(attributes.get(name, "")))]
        if (
            not url
            or is_counter({**attributes, "src": url})
            or is_portrait(url)
            or min(sides, default=999) < _EMBLEM_PIXELS
        ):
            continue
        alt = attributes.get("alt", "")
        picture = BodyPicture(url, alt if len(alt.split()) >= MIN_ALT_WORDS else caption)
        is_small = 0 < _pixels(attributes.get("width", "")) < _SMALL_WIDTH
        (unlikely if is_small or _MAYBE_PORTRAIT.search(url) else likely).append(picture)
    return [*dict.fromkeys([*likely, *unlikely])]


def is_portrait(url: str) -> bool:
    """Whether the address is one of a service for pictures of authors."""
    return _PORTRAITS.match(url) is not None


def without_pictures(root: HtmlElement) -> HtmlElement:
    """The tree without pictures and their captions; the whole of it where no text would be left."""
    if not any(True for _ in _images(root)):
        return root
    bare = HtmlElement(root.tag, root.attributes, _without_pictures(root.children))
    return bare if shown_text(bare).strip() or _holds(bare, ("embed", "video", "audio", "object")) else root


def _images(element: HtmlElement, caption: str = "") -> Iterator[tuple[HtmlElement, str, str]]:
    """Each picture with the source set of the `source` elements before it, and the caption of its figure."""
    caption = next((_caption_text(part) for part in _captions(element)), caption)
    source_set = ""
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.tag == "source":
            source_set = source_set or child.attributes.get("srcset", "") or child.attributes.get("data-srcset", "")
        elif child.tag == "img":
            yield child, source_set, caption
            source_set = ""
        else:
            yield from _images(child, caption)


def _captions(element: HtmlElement) -> list[HtmlElement]:
    """The captions of a figure: its figcaption, or a paragraph of WordPress's that says so beside a picture."""
    parts = [child for child in element.children if isinstance(child, HtmlElement)]
    captions = [part for part in parts if part.tag == "figcaption"]
    if not captions and _holds(element, ("img",)):
        captions = [
            part for part in parts if part.tag == "p" and _CAPTION_CLASS.search(part.attributes.get("class", ""))
        ]
    return [caption for caption in captions if len(shown_text(caption)) <= MAX_CAPTION_CHARS]


def _caption_text(caption: HtmlElement) -> str:
    return one_line(shown_text(caption), MAX_CAPTION_CHARS)


def _holds(element: HtmlElement, tags: tuple[str, ...]) -> bool:
    return any(
        isinstance(child, HtmlElement) and (child.tag in tags or _holds(child, tags)) for child in element.children
    )


def _without_pictures(nodes: list[HtmlNode]) -> list[HtmlNode]:
    kept: list[HtmlNode] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif node.tag != "img":
            captions = (
                _captions(node)
                if _holds(node, ("img",)) and not _holds(node, ("embed", "video", "table", "pre"))
                else []
            )
            parts = [child for child in node.children if not any(child is caption for caption in captions)]
            kept.append(HtmlElement(node.tag, node.attributes, _without_pictures(parts)))
    return kept


def _best_address(attributes: dict[str, str], source_set: str) -> str:
    """The address of the picture itself, where `src` is that of a small one, or keeps its place until a script runs."""
    src = attributes.get("src", "")
    lazy = next((address for name in _LAZY if (address := attributes.get(name, "").strip())), "")
    sets = [attributes.get(name, "") for name in _LAZY_SETS]
    offered = _largest_of_sets([*sets, source_set])
    if lazy and (not src or _PLACEHOLDER.search(src) or attributes.get("data-src")):
        return lazy
    if not src or (offered and _PLACEHOLDER.search(src)):
        return offered[1] if offered else src
    shown_width = _pixels(attributes.get("width", "")) or next((width for width, url in _offers(sets) if url == src), 0)
    if offered and offered[0] > shown_width and 0 < shown_width < _GOOD_WIDTH:
        return offered[1]
    return src


def _largest_of_sets(sets: list[str]) -> tuple[int, str] | None:
    offers = [offer for offer in _offers(sets) if offer[0] <= _MAX_WIDTH] or _offers(sets)
    return max(offers, key=lambda offer: offer[0], default=None)


def _offers(sets: list[str]) -> list[tuple[int, str]]:
    """The widths and addresses of source sets; a density counts as that many columns of a page."""
    return [
        (int(number or 1) * (1 if unit == "w" else _GOOD_WIDTH), url)
        for source_set in sets
        for url, number, unit in _SOURCE_SET.findall(source_set[:8000])
    ]


def _pixels(written: str) -> int:
    number = written.strip().removesuffix("px")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
