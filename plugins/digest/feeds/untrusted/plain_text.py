"""Text of strangers made fit to store: without harmful characters, and on one line where a line is wanted."""

import re
from hashlib import sha256
from html import unescape
from typing import Final

from ...markup.html_policy import without_elements

# Unicode "Cc" but tab and newline, lone surrogates (JSON can carry them; UTF-8 can't), noncharacters.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ufeff]"
)
# Embeddings, overrides and isolates reach beyond the text they stand in: UAX #9, and CVE-2021-42574.
_BIDI_SPANS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Marks of direction and invisible characters. Joiners stay, since Persian and emoji need them.
_INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u061c\u2060-\u2064\u180e\u00ad]")
_LINE_OR_BLOCK: Final = re.compile(r"<(?:br|/?(?:p|div|h[1-6]|li|ul|ol|tr|td|blockquote))\b", re.IGNORECASE)
# What `str.splitlines` takes for the end of a line, but for "\n".
_ODD_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def readable(text: str) -> str:
    """The text with "\\n" as its only line end, without control characters and spans of reversed direction."""
    # Printable ASCII with line ends and tabs needs no change: one look instead of three at most texts of feeds.
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    text = _ODD_LINE_ENDS.sub("\n", text)
    return _BIDI_SPANS.sub("", _UNWANTED.sub("", text))


def one_line(text: str, limit: int) -> str:
    """The text on one line of at most `limit` characters, cut at a word with an ellipsis where it is longer."""
    text = readable(text[: limit * 8])
    text = " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit // 2)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"


def exact_line(text: str, limit: int) -> str:
    """The text on one line of at most `limit` characters. A longer text ends in its hash, so that lines of different
    texts stay different."""
    line = " ".join(readable(text).split())
    if len(line) <= limit:
        return line
    return f"{line[: limit - 17]}~{short_hash(line, 16)}"


def text_of_html(html: str) -> str:
    """What a browser shows of HTML on one line, such as a title's: a new line or block becomes a blank. Entities are
    decoded once."""
    if "<" in html:
        html = without_elements(_LINE_OR_BLOCK.sub(r" \g<0>", html))
    return unescape(html)


def short_hash(text: str, digits: int) -> str:
    """The first hexadecimal digits of the text's SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
