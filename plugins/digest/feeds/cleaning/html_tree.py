"""A stranger's HTML as a small tree of what an article can hold.

html5ever (through nh3) reads it as a browser would and drops what is active; what nh3 writes is well-formed, so a
regular expression is enough to read that again. Beforehand, markup that would keep html5ever busy for minutes is
recognised by counting, and given up for its bare text.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

import nh3


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS: Final = _names(
    "p div section article main header footer aside nav figure figcaption h1 h2 h3 h4 h5 h6 "
    "blockquote ul ol li pre table thead tbody tfoot tr th td caption dl dt dd hr address details "
    "summary center fieldset"
)
INLINE: Final = _names("a b strong i em cite code kbd samp tt q br img")
_VOID: Final = frozenset({"br", "hr", "img"})
_DROPPED: Final = _names(
    "script style iframe object embed applet noscript template svg math form button select textarea "
    "input option datalist title head video audio canvas noembed noframes map xmp plaintext"
)
# Elements that hold nothing, or that the next of their kind closes: without end tags they don't nest.
_UNNESTED: Final = _names(
    "br img hr input meta link source wbr area base col embed param track p li td th tr dt dd option "
    "tbody thead tfoot colgroup"
)

MAX_NESTING: Final = 1000  # html5ever takes 9 s for 20,000 nested lists; of 3,386 real bodies one reaches 411, others 6
MAX_TANGLE: Final = 2_000_000  # nesting times tags: bounds what unclosed <b> make html5ever repeat; real: up to 234,000
MAX_DEPTH: Final = 60  # of our tree, which is walked by recursion; below it only text and line breaks are kept

_CLEANER: Final = nh3.Cleaner(
    tags=set(BLOCKS | INLINE),
    clean_content_tags=set(_DROPPED - {"embed", "input"}),  # these two hold nothing
    attributes={
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto"},
    url_relative="pass_through",
    link_rel=None,
)
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s="<>]+="[^"]*")*) ?/?>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r' ([^\s="<>]+)="([^"]*)"')
_SELF_CLOSED: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/>")
_UNSHOWN: Final = re.compile(r"(?is)<(script|style|noscript|iframe|template)\b.*?(?:</\1\s*>|\Z)")
_BLOCK_TAG: Final = re.compile(r"(?i)</?(?:" + "|".join(BLOCKS | {"br"}) + r")\b[^<>]*>")
_ANY_TAG: Final = re.compile(r"<[a-zA-Z/!?][^<>]*>")


@dataclass(slots=True)
class HtmlElement:
    """One element; text between elements is a plain string with entities decoded."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["HtmlElement | str"] = field(default_factory=list)


def read_html(html: str, *, xml: bool = False) -> HtmlElement:
    """The tree under a nameless root. `xml` says that `<a/>` is an element without content, as XHTML has it."""
    if "<" not in html and "&" not in html:
        return HtmlElement("", {}, [html] if html else [])
    if xml:
        html = _SELF_CLOSED.sub(lambda m: m[0] if m[1].lower() in _VOID else f"<{m[1]}{m[2]}></{m[1]}>", html)
    if _is_tangled(html):
        return _bare_text(html)
    return _tree(_CLEANER.clean(html))


def shown_text(element: HtmlElement) -> str:
    """All text of the tree, blocks apart from each other, whitespace as it comes."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _is_tangled(html: str) -> bool:
    depth = deepest = tags = 0
    for closing, name in _NAME.findall(html):
        tags += 1
        if name.lower() not in _UNNESTED:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest > MAX_NESTING or deepest * tags > MAX_TANGLE


def _bare_text(html: str) -> HtmlElement:
    text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n\n", _UNSHOWN.sub("", html)))
    paragraphs = (unescape(paragraph) for paragraph in re.split(r"\n\s*\n", text))
    return HtmlElement("", {}, [HtmlElement("p", {}, [paragraph]) for paragraph in paragraphs if paragraph.strip()])


def _tree(html: str) -> HtmlElement:
    root = HtmlElement("")
    stack = [root]
    for closing, tag, attributes, text in _TOKEN.findall(html):
        if text:
            stack[-1].children.append(unescape(text))
        elif closing:
            _close(stack, tag)
        elif len(stack) <= MAX_DEPTH:
            element = HtmlElement(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            stack[-1].children.append(element)
            if tag not in _VOID:
                stack.append(element)
        elif tag in BLOCKS or tag == "br":
            stack[-1].children.append(HtmlElement("br"))
    return root


def _close(stack: list[HtmlElement], tag: str) -> None:
    """Below MAX_DEPTH no element was opened, so an end tag closes only what is open under its name."""
    if len(stack) > 1 and stack[-1].tag == tag:
        stack.pop()
    elif tag in BLOCKS:
        stack[-1].children.append(HtmlElement("br"))


def _collect(element: HtmlElement, pieces: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
            continue
        apart = " " if child.tag in BLOCKS or child.tag == "br" else ""
        pieces.append(apart)
        _collect(child, pieces)
        pieces.append(apart)
