"""Bodies whose paragraphs are parted by blank lines: plain text, whatever it is said to be, and Markdown.

RSS says of no description whether it is HTML. One without any tag was written as text, and a browser would show it as
one paragraph. So would one with links and bold words but no element that ends a line.
"""

import re
from html import unescape
from typing import Final

from ...markup.html_policy import BLOCKS
from ..parsing.item import TextConstruct
from ..untrusted.plain_text import readable
from .html_tree import HtmlElement, HtmlNode

MAX_BODY_CHARS: Final = 400_000  # of HTML, some 60,000 words; Python-Markdown takes seconds beyond it
MAX_MARKDOWN_CHARS: Final = 50_000  # of a feed's own Markdown; more is shown as it is
_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")


def is_plain(text: TextConstruct) -> bool:
    """Whether the text has no markup: it says so, or it is HTML of several lines without a tag."""
    if text.type == "text/markdown":
        return len(text.value) > MAX_MARKDOWN_CHARS
    if text.type != "text/html":
        return text.type == "text/plain"
    return "\n" in text.value.strip() and not _TAG.search(text.value)


def plain_text(text: TextConstruct) -> str:
    """What a reader sees of a text that `is_plain`."""
    shown = readable(text.value[:MAX_BODY_CHARS])
    return unescape(shown) if text.type == "text/html" else shown


def html_of_markdown(text: str) -> str:
    """The HTML of a feed's Markdown (RFC 7763), not yet sanitised."""
    from markdown import Markdown  # noqa: PLC0415  few feeds have it

    return Markdown(extensions=["tables", "fenced_code", "footnotes", "sane_lists"]).convert(text)


def parted_at_blank_lines(root: HtmlElement) -> HtmlElement:
    """The tree with blank lines as paragraphs, where none of its elements ends a line."""
    if _ends_lines(root) or not any(_BLANK_LINE.search(text) for text in _texts(root)):
        return root
    return HtmlElement(root.tag, root.attributes, _parted(root.children))


def _ends_lines(element: HtmlElement) -> bool:
    return any(
        isinstance(child, HtmlElement) and (child.tag in BLOCKS or child.tag == "br" or _ends_lines(child))
        for child in element.children
    )


def _texts(element: HtmlElement) -> list[str]:
    return [child for child in element.children if isinstance(child, str)]


def _parted(nodes: list[HtmlNode]) -> list[HtmlNode]:
    parted: list[HtmlNode] = []
    for node in nodes:
        pieces: list[HtmlNode] = [*_BLANK_LINE.split(node)] if isinstance(node, str) else [node]
        for number, piece in enumerate(pieces):
            parted += [HtmlElement("br"), HtmlElement("br")] * (number > 0)
            parted.append(piece)
    return parted
