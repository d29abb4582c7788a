"""The bytes of an XML document decoded, also where they are not all of one encoding."""

import codecs
import re
from typing import Final

from .feedparser_library import decoded_by_feedparser

_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,500}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
# Encodings in which every byte is a character, so that UTF-8 can be read by them without an error and is gibberish.
_ONE_BYTE: Final = re.compile(
    r"(?:us-?)?ascii|(?:iso[-_]?8859[-_]?\d+|latin[-_]?\d|l\d)|(?:windows|cp|ibm|x-mac)[-_]?\w+|koi8[-_]?\w+|mac\w*",
    re.I,
)
_UTF8: Final = re.compile(r"|utf-?8|unicode|none|utf-?8-?\w*", re.IGNORECASE)
_UTF8_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)  # near enough to count by
# A character beyond U+FFFF as two surrogates of three bytes each: CESU-8, which MySQL and Java write as UTF-8.
_CESU: Final = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_SURE: Final = 10  # valid sequences for each broken byte, before a declared encoding is disbelieved


def decoded(body: bytes, charset: str) -> tuple[str, str]:
    """The document's text, and what was wrong with its encoding, "" where nothing was.

    `charset` is what the server named. Where the bytes are UTF-8 but for some broken ones, each of those becomes
    U+FFFD, and all others stay as they are: one character that a publisher's software cut in two mustn't cost the whole
    feed. An encoding that is declared, and that isn't UTF-8, is believed unless the bytes are evidently UTF-8.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0", b"<\0")):
        return decoded_by_feedparser(body, charset)
    match = _DECLARED.match(body.removeprefix(codecs.BOM_UTF8))
    named = [name for name in (charset, match[1].decode("ascii") if match else "") if name]
    valid, broken = _count(body)
    if all(_UTF8.fullmatch(name) for name in named):
        is_utf8 = valid >= broken
    else:
        is_utf8 = valid > 0 and valid >= _SURE * broken and all(map(_is_any_bytes, named))
    if not is_utf8:
        return decoded_by_feedparser(body, charset)
    text = _CESU.sub(lambda pair: _joined(pair[0]), body).decode("utf-8", "replace")
    return text, "it holds bytes that are not UTF-8" if broken else ""


def _is_any_bytes(name: str) -> bool:
    return bool(_UTF8.fullmatch(name) or _ONE_BYTE.fullmatch(name))


def _count(body: bytes) -> tuple[int, int]:
    """How many characters of several bytes are in UTF-8, and how many bytes beyond ASCII belong to none."""
    if body.isascii():
        return 0, 0
    sequences = _UTF8_SEQUENCE.findall(body)
    beyond_ascii = len(body) - len(body.translate(None, bytes(range(128, 256))))
    return len(sequences), beyond_ascii - sum(map(len, sequences))


def _joined(pair: bytes) -> bytes:
    return pair.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
