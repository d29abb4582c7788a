"""Values of a plain document as feedparser makes them of an element's text and attributes."""

import re
from contextlib import suppress
from typing import Final
from urllib.parse import urljoin

from .feedparser_library import windows_characters

_EXTRA_SLASHES: Final = re.compile("^([A-Za-z][A-Za-z0-9+-.]*://)(/*)")
_C1_CONTROLS: Final = re.compile("[\x80-\x9f]")


def repaired(text: str) -> str:
    """The text, where UTF-8 that was taken for Latin-1 and encoded again is decoded, and the characters of Windows-1252
    stand in the place of control codes."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(windows_characters()) if _C1_CONTROLS.search(text) else text


def resolved(base: str, uri: str) -> str:
    """The URI made absolute by `base`, the base of the document's root, which nearly no feed has."""
    uri = _EXTRA_SLASHES.sub(r"\1", uri)
    try:
        return urljoin(base, uri)
    except ValueError:
        return ""


def use_href(attributes: dict[str, str]) -> None:
    """Put an address in `attributes` under the name "href", whichever of its names it has."""
    href = attributes.get("url", attributes.get("uri", attributes.get("href")))
    if href:
        attributes.pop("url", None)
        attributes.pop("uri", None)
        attributes["href"] = href
