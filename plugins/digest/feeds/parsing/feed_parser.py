"""One feed's bytes read into items, whatever kind of feed it is.

A document is recognised by its bytes, since servers say all kinds of things of its type. JSON is read by `json_feed`,
XML by `quick_xml` where it is plain and by feedparser where it is not. All of this runs in a process with limits.
"""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Final

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .discovery import feed_links, feeds_in_text, is_web_page, page_text
from .item import MAX_ITEMS, ParsedFeed, RejectedItem, item_name, rejected_over_limit
from .json_feed import looks_like_json, read_json_feed
from .xml_feeds.document_decoding import decoded
from .xml_feeds.document_repair import has_halved_characters, repaired_document
from .xml_feeds.feed_document import FeedDocument
from .xml_feeds.feed_extensions import NeedsFeedparserError
from .xml_feeds.feedparser_library import read_by_feedparser
from .xml_feeds.nesting import nesting_depth, without_deep_entries
from .xml_feeds.quick_xml import read_plain
from .xml_feeds.xml_items import xml_items

MAX_NESTING: Final = 300  # real feeds reach 9; feedparser's time grows with the square of it
_TOO_DEEP: Final = f"its elements are nested more than {MAX_NESTING} deep"
_MAX_NAMED_FEEDS: Final = 10  # in a message
CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def parse_feed(body: bytes, *, content_type: str, url: str) -> ParsedFeed:
    """The items of one feed document in its order. `url` is where it was found: the base of relative links.

    Raises:
        FeedError: it's a web page or something else that isn't a feed, it's broken before its first entry, or it
            nests elements deeper than MAX_NESTING.
    """
    if not body.strip():
        raise FeedError("the document is empty")
    if looks_like_json(body):
        return read_json_feed(body, url=url)
    if is_web_page(body, content_type):
        raise FeedError(_web_page_message(body, content_type, url))
    match = CHARSET.search(content_type)
    document, too_deep = _read_xml(body, match[1] if match else "")
    items = tuple(item for item in xml_items(document, url) if item.number not in too_deep)
    if too_deep and not items:
        raise FeedError(_TOO_DEEP)
    titles = [one_line(str(dict.get(entry, "title", "")), 100) for entry in document.entries[MAX_ITEMS:]]
    dropped = [RejectedItem(item_name(number, one_line(title, 100)), _TOO_DEEP) for number, title in too_deep.items()]
    notes = (f"it is malformed: {document.fault}",) if document.fault else ()
    return ParsedFeed(items, (*dropped, *rejected_over_limit(titles)), notes)


def _read_xml(body: bytes, charset: str) -> tuple[FeedDocument, dict[int, str]]:
    """The document, and the titles of entries that are left empty since they nest too deep, by their numbers."""
    with suppress(NeedsFeedparserError):
        if not has_halved_characters(body):
            return read_plain(body, charset), {}
    text, encoding_fault = decoded(body, charset)
    text, faults = repaired_document(text)
    utf8, too_deep = without_deep_entries(text.encode("utf-8", "replace"), MAX_NESTING)
    if nesting_depth(utf8) > MAX_NESTING:
        raise FeedError(_TOO_DEEP)
    document = read_by_feedparser(utf8, "utf-8")
    fault = "; ".join(filter(None, (encoding_fault, *faults, document.fault)))
    return replace(document, fault=fault), too_deep


def _web_page_message(body: bytes, content_type: str, url: str) -> str:
    """The message for an editor who took the page for its feed."""
    html = page_text(body, content_type)
    links = feed_links(html, url)
    if not links and (called := feeds_in_text(html, url)):
        addresses = ", ".join(feed.url for feed in called[:_MAX_NAMED_FEEDS])
        return f"this is a web page, not a feed; its text leads to {addresses}"
    if not links:
        return "this is a web page, not a feed, and it names none"
    return f"this is a web page; its feeds are {', '.join(link.url for link in links[:_MAX_NAMED_FEEDS])}"
