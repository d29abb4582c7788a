"""What a feed document calls itself, told from its beginning alone."""

import json
import re
from html import unescape
from typing import Final

from ..untrusted.plain_text import one_line, text_of_html
from .json_feed import looks_like_json

_HEAD_BYTES: Final = 20_000  # a feed's own title stands at its beginning
_MAX_CHARS: Final = 100
_XML_TITLE: Final = re.compile(r"<(?:\w+:)?title[^<>]*>(?:\s*<!\[CDATA\[(.*?)\]\]>|([^<]*))", re.DOTALL | re.IGNORECASE)
_JSON_TITLE: Final = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.)*)"')


def feed_title(body: bytes) -> str:
    """The document's title on one line, "" where the first bytes don't tell."""
    head = body[:_HEAD_BYTES].decode("utf-8", "replace")
    if looks_like_json(body):
        match = _JSON_TITLE.search(head)
        return one_line(str(json.loads(f'"{match[1]}"', strict=False)), _MAX_CHARS) if match else ""
    title = _XML_TITLE.search(head)
    return one_line(text_of_html(unescape((title[1] or title[2] or "").strip())), _MAX_CHARS) if title else ""
