"""How deep the elements of an XML document are nested, told without parsing it: parsing is what deep nesting slows.

An entry that nests too deep is emptied, so that it alone is lost and not the feed.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_NO_ELEMENTS: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ENTRY: Final = re.compile(
    _NO_ELEMENTS.pattern + rb"|<(?P<end>/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])[^<>]*?(?P<empty>/?)>",
    re.DOTALL | re.IGNORECASE,
)
_TITLE: Final = re.compile(rb"<title\b[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<>\]]{1,300})", re.IGNORECASE)
_AROUND_ENTRY: Final = 3  # rss, channel, and perhaps one more
_ELEMENT: Final = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]*)[^<>]*?(/?)>")
_HTML_WITHOUT_END: Final = frozenset({b"br", b"img", b"hr", b"p", b"li", b"input", b"meta", b"link"})  # in broken feeds


def nesting_depth(body: bytes) -> int:
    """The greatest number of elements around one place, each end tag taken for that of the last element."""
    depth = deepest = 0
    # UTF-16 and UTF-32 look like ASCII with zeros between, which is good enough to count.
    for closing, name, is_empty in _ELEMENT.findall(_NO_ELEMENTS.sub(b"", body.replace(b"\0", b""))):
        if is_empty or name.lower() in _HTML_WITHOUT_END:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def without_deep_entries(body: bytes, limit: int) -> tuple[bytes, dict[int, str]]:
    """The document, whose entries with elements nested more than `limit` deep are emptied, and the titles of those by
    the entries' numbers, which count from 1. `body` is UTF-8."""
    if nesting_depth(body) <= limit:
        return body, {}
    emptied: dict[int, str] = {}
    pieces: list[bytes] = []
    kept_to = 0
    for number, (start, end) in enumerate(_entries(body), start=1):
        inner = body[start:end]
        if nesting_depth(inner) + _AROUND_ENTRY > limit:
            title = _TITLE.search(inner)
            emptied[number] = unescape(title[1].decode("utf-8", "replace")) if title else ""
            pieces.append(body[kept_to:start])
            kept_to = end
    return b"".join([*pieces, body[kept_to:]]), emptied


def _entries(body: bytes) -> Iterator[tuple[int, int]]:
    """Where the content of each entry begins and ends; one that isn't closed ends where the next begins."""
    start = -1
    for match in _ENTRY.finditer(body):
        if match["end"] is None:
            continue
        if start >= 0:
            yield start, match.start()
        start = -1
        if match["empty"]:
            yield match.end(), match.end()
        elif not match["end"]:
            start = match.end()
    if start >= 0:
        yield start, len(body)
