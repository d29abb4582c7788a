"""The bytes of an OPML list read as XML, with the mistakes mended that programs make when they write one."""

import re
from html.entities import html5
from typing import Final
from xml.etree import ElementTree

from ...errors import ConfigurationError
from ..untrusted.plain_text import one_line

MAX_OPML_BYTES: Final = 16 * 2**20  # 5,000 subscriptions have 1.5
_ENTITIES_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
# A document type without entities of its own does no harm: the parser fetches nothing.
_DOCUMENT_TYPE: Final = re.compile(rb"<!DOCTYPE\s[^\[<>]*>", re.IGNORECASE)
_DEFINITIONS: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_AMPERSAND: Final = re.compile(rb"&(#\w+;|\w+;)?")
_DECLARED: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")


def opml_root(body: bytes) -> ElementTree.Element:
    """The element <opml> of a list. Bare ampersands and entities that only HTML has are read as they are meant.

    Raises:
        ConfigurationError: this is no OPML, or its document type defines entities, which could expand to gigabytes.
    """
    if len(body) > MAX_OPML_BYTES:
        raise ConfigurationError(f"this list is longer than {MAX_OPML_BYTES // 2**20} MiB")
    body = _DOCUMENT_TYPE.sub(b"", body.lstrip(), count=1)
    if _DEFINITIONS.search(body.replace(b"\0", b"")):  # zero bytes: UTF-16
        raise ConfigurationError("this list has a document type with definitions, which OPML hasn't")
    try:
        root = _parsed(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ConfigurationError(f"this isn't OPML: {_fault(body, error)}") from error
    if root.tag.rpartition("}")[2].lower() != "opml":
        raise ConfigurationError(f"this isn't OPML: it begins with <{one_line(root.tag, 40)}>")
    return root


def _parsed(body: bytes) -> ElementTree.Element:
    # S314: without definitions in a document type there is nothing to expand.
    try:
        return ElementTree.fromstring(body)  # noqa: S314
    except ElementTree.ParseError:
        mended = _AMPERSAND.sub(_mended_ampersand, body)
        if mended == body:
            raise
        return ElementTree.fromstring(mended)  # noqa: S314


def _mended_ampersand(match: re.Match[bytes]) -> bytes:
    """A reference that XML knows as it is, one that HTML knows as numbers, any other ampersand as a reference to it."""
    reference = (match[1] or b"").decode("ascii", "replace")
    if reference.startswith("#") or reference.rstrip(";") in _ENTITIES_OF_XML:
        return match[0]
    if reference in html5:
        return "".join(f"&#{ord(char)};" for char in html5[reference]).encode()
    return b"&amp;" + (match[1] or b"")


def _fault(body: bytes, error: Exception) -> str:
    """What is wrong with a list. The parser is obscure where the encoding is another than declared."""
    declared = _DECLARED.match(body)
    if not body.strip():
        return "it is empty"
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"\0" not in body[:4]:
        return f"it begins with {one_line(body[:40].decode('utf-8', 'replace'), 20)!r}, where <opml> is expected"
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as wrong:
            if b"\0" not in body[:4]:
                line = body.count(b"\n", 0, wrong.start) + 1
                return f"its encoding is not UTF-8, as line {line} shows: save it as UTF-8"
    return str(error)
