"""A publisher's HTML as a small tree of what an article can hold.

Why no parser's own tree is used: the sanitiser has to be html5ever's, by nh3, which reads HTML as browsers do, and nh3
gives back a string. To read that string with a second parser would give a second opinion on markup that was meant to
deceive the first. The string is canonical, so its tokens are read with one expression. On 1,120 bodies of captured
feeds a tree takes 65 µs, 30 of them in nh3; nh3 with selectolax's parser takes 40 µs, without a tree of Python objects,
and html.parser takes 79 µs without sanitising (tests/benchmarks/beside_libraries.py). tests/digest/markup compares
tokens with a parser's elements, tests/digest/feeds/cleaning/test_markdown_writer.py text with what a browser shows.

Some markup would keep html5ever busy for minutes. It is recognised by counting tags, and given up for its bare text.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from ...markup.html_policy import BLOCKS, UNNESTED, VOID, clean_publisher_html
from ...markup.html_tokens import attributes_of, html_tokens
from ..untrusted.plain_text import readable

MAX_NESTING: Final = 1000  # html5ever takes 9 s for 20,000 nested lists; of 3,386 real bodies one reaches 411, others 6
# The depth of nesting times the number of tags: limits the work that unclosed <b> cause in html5ever. Real bodies have
# up to 234,000.
MAX_DEPTH_TIMES_TAGS: Final = 2_000_000
MAX_DEPTH: Final = 60  # of our tree, which is walked by recursion; below it only text and line breaks are kept

_NAME: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SELF_CLOSED: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/>")
_UNSHOWN: Final = re.compile(r"(?is)<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)")
_IFRAME: Final = re.compile(r"<iframe(?=[\s/>])", re.IGNORECASE)
_IFRAME_END: Final = re.compile(r"(?:(?<=>)[^<>]{1,300})?</iframe\s*>", re.IGNORECASE)  # with "not supported" before it
_UNSCRIPTED_PICTURE: Final = re.compile(
    r"<noscript>\s{0,20}(<img\s[^<>]{1,3000}>)\s{0,20}</noscript\s*>", re.IGNORECASE
)
_BLOCK_TAG: Final = re.compile(r"(?i)</?(?:" + "|".join(BLOCKS | {"br"}) + r")\b[^<>]*>")
_ANCHOR_SIGN: Final = re.compile(r"[\s\uFE0E\uFE0F\u200B]*(?:[#¶§🔗⚓↩↵⤴↑⇑^∞][\s\uFE0E\uFE0F\u200B]*)+")
_ANY_TAG: Final = re.compile(r"<[a-zA-Z/!?][^<>]*>")


@dataclass(slots=True)
class HtmlElement:
    """One element. Text between elements is a plain string, its entities decoded."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["HtmlElement | str"] = field(default_factory=list)


HtmlNode = HtmlElement | str


def read_html(html: str, *, xml: bool = False) -> HtmlElement:
    """The tree under a root without a name. With `xml`, `<a/>` is an element without content, as in XHTML."""
    if "<" not in html and "&" not in html:
        return HtmlElement("", {}, [html] if html else [])
    if xml:
        html = _SELF_CLOSED.sub(lambda m: m[0] if m[1].lower() in VOID else f"<{m[1]}{m[2]}></{m[1]}>", html)
    html = _readable_by_browsers(html)
    if _is_too_complex(html):
        return _bare_text(html)
    return _tree(clean_publisher_html(html))


def shown_text(element: HtmlElement) -> str:
    """All text of the tree, with a space at the edges of blocks and white space as it comes."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _readable_by_browsers(html: str) -> str:
    """The HTML without elements whose content a browser doesn't read as HTML, where they hold or stand for something:
    `iframe` as `embed`, and pictures for readers without scripts."""
    lowered = html.lower() if "<" in html else ""
    if "<iframe" in lowered:
        html = _IFRAME.sub("<embed", _IFRAME_END.sub("", html))
    return _UNSCRIPTED_PICTURE.sub(r"\1", html) if "<noscript" in lowered else html


def _is_too_complex(html: str) -> bool:
    """Whether html5ever would take more than a second or so for the markup."""
    depth = deepest = tags = 0
    for closing, name in _NAME.findall(html):
        tags += 1
        if name.lower() not in UNNESTED:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest > MAX_NESTING or deepest * tags > MAX_DEPTH_TIMES_TAGS


def _bare_text(html: str) -> HtmlElement:
    """The text between tags, parted into paragraphs at the tags of blocks."""
    text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n\n", _UNSHOWN.sub("", html)))
    paragraphs = (readable(unescape(paragraph)) for paragraph in re.split(r"\n\s*\n", text))
    return HtmlElement("", {}, [HtmlElement("p", {}, [paragraph]) for paragraph in paragraphs if paragraph.strip()])


def _tree(html: str) -> HtmlElement:
    root = HtmlElement("")
    stack = [root]
    for is_end, tag, attributes, text in html_tokens(html):
        if text:
            stack[-1].children.append(readable(unescape(text)))  # references stand for any character
        elif is_end:
            _close(stack, tag)
        elif len(stack) <= MAX_DEPTH:
            element = HtmlElement(tag, attributes_of(attributes))
            stack[-1].children.append(element)
            if tag not in VOID:
                stack.append(element)
        elif tag in BLOCKS or tag == "br":
            stack[-1].children.append(HtmlElement("br"))
    return root


def _close(stack: list[HtmlElement], tag: str) -> None:
    """Close the innermost element. Below MAX_DEPTH none was opened, so an end tag closes only what has its name."""
    if len(stack) > 1 and stack[-1].tag == tag:
        closed = stack.pop()
        if tag == "a" and _is_anchor_sign(closed):
            stack[-1].children.pop()
    elif tag in BLOCKS:
        stack[-1].children.append(HtmlElement("br"))


def _is_anchor_sign(link: HtmlElement) -> bool:
    """Whether a link is the sign that a page puts beside a heading or a footnote so that readers can point to the
    place: "#", "¶", "↩". Without the page it would be read as a part of the heading."""
    if "#" not in link.attributes.get("href", "") or any(_holds_picture(child) for child in link.children):
        return False
    return bool(_ANCHOR_SIGN.fullmatch(shown_text(link)))


def _holds_picture(child: "HtmlElement | str") -> bool:
    return not isinstance(child, str) and (child.tag == "img" or any(map(_holds_picture, child.children)))


def _collect(element: HtmlElement, pieces: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
            continue
        space = " " if child.tag in BLOCKS or child.tag == "br" else ""
        pieces.append(space)
        _collect(child, pieces)
        pieces.append(space)
