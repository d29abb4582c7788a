"""The links that a web page gives, and those of an HTTP header `Link`: read with expressions whose time is bounded.

Python's HTMLParser gives up pages with "<![", and takes seconds for 300 KB of "<". lxml takes minutes for an element of
80,000 attributes. No more is wanted here than the start tags of three elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_MAX_TAG_CHARS: Final = 4000
# What a page doesn't show: a browser takes no link from there. What isn't closed reaches to the end.
_NO_MARKUP: Final = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style|template|textarea|svg)\b.*?(?:</\1\s*>|\Z)")
# A tag ends before the next "<" at the latest, so that no character is looked at twice.
_TAG: Final = re.compile(r"""(?i)<(link|base|a)(?=[\s/>])((?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+)>""")
_ATTRIBUTE: Final = re.compile(r"""(?<![^\s"'/])([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ANCHOR_TEXT: Final = re.compile(r"[^<]{0,200}(?:<[^<>]{0,500}>[^<]{0,200}){0,3}")
_HEADER_LINK: Final = re.compile(
    r"""<([^<>]*+)>((?:\s*+;\s*+[^\s=;,]++(?:\s*+=\s*+(?:"(?:[^"\\]|\\.)*+"|[^\s;,"]++))?)*+)"""
)
_HEADER_PARAMETER: Final = re.compile(r"""([^\s=;,]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]++))""")


@dataclass(frozen=True, slots=True)
class LinkElement:
    """A link as it is written. `element` is "link", "a" or "base", or "header" for one of an HTTP header. `text` is the
    HTML that stands in an "a"."""

    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def words(self, name: str) -> frozenset[str]:
        """The words of an attribute, in small letters."""
        return frozenset(self.attributes.get(name, "").lower().split())


def link_elements(html: str) -> Iterator[LinkElement]:
    """The elements link, base and a of a page, in its order."""
    html = _NO_MARKUP.sub(" ", html)
    for tag in _TAG.finditer(html):
        if len(tag[2]) > _MAX_TAG_CHARS:
            continue
        element = tag[1].lower()
        attributes: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(tag[2]):
            attributes.setdefault(name.lower(), unescape("".join(values)).strip())
        text = ""
        if element == "a" and (match := _ANCHOR_TEXT.match(html, tag.end())):
            text = re.sub(r"(?i)</a\b.*", "", match[0], flags=re.DOTALL)
        yield LinkElement(element, attributes, text)


def header_links(header: str) -> Iterator[LinkElement]:
    """The links of an HTTP header `Link` (RFC 8288) that are links of the document itself."""
    for link in _HEADER_LINK.finditer(header):
        attributes = {"href": link[1].strip()}
        for name, quoted, plain in _HEADER_PARAMETER.findall(link[2]):
            attributes.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or plain)
        if "anchor" not in attributes:
            yield LinkElement("header", attributes)
