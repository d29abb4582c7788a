"""What a feed document calls itself."""

import json
import re
from html import unescape
from typing import Final

from ..untrusted.plain_text import one_line, text_of_html
from .json_feed import looks_like_json
from .xml_feeds.document_decoding import decoded

_HEAD_CHARS: Final = 20_000  # a feed's own title stands at its beginning
_MAX_CHARS: Final = 100
# Not the title of an entry, of the channel's picture or of its search box.
_OTHER_TITLES: Final = re.compile(r"(?is)<(?:\w+:)?(image|textinput)\b.*?(?:</(?:\w+:)?\1\s*>|\Z)")
_FIRST_ENTRY: Final = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_XML_TITLE: Final = re.compile(r"<(?:\w+:)?title[^<>]*>(?:\s*<!\[CDATA\[(.*?)\]\]>|([^<]*))", re.DOTALL | re.IGNORECASE)


def feed_title(body: bytes, charset: str = "") -> str:
    """The document's title on one line, "" where it has none or it can't be read. `charset` is the encoding that the
    server named."""
    if looks_like_json(body):
        return _title_of_json(body)
    head = decoded(body, charset)[0][:_HEAD_CHARS]
    head = _OTHER_TITLES.sub("", _FIRST_ENTRY.split(head, maxsplit=1)[0])
    title = _XML_TITLE.search(head)
    text = one_line(text_of_html(unescape((title[1] or title[2] or "").strip())), _MAX_CHARS) if title else ""
    return "" if "\ufffd" in text else text


def _title_of_json(body: bytes) -> str:
    try:
        record = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return ""
    title = record.get("title") if isinstance(record, dict) else None
    return one_line(title, _MAX_CHARS) if isinstance(title, str) else ""
