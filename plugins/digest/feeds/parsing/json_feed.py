"""JSON Feed 1.0 and 1.1, read to the specification: https://www.jsonfeed.org/version/1.1/."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .dates.date_context import DateContext, date_context
from .dates.date_parsing import moment_of_date
from .item import MAX_ITEMS, Item, ParsedFeed, RejectedItem, TextConstruct, item_name, rejected_over_limit

_VERSION: Final = "https://jsonfeed.org/version/"


def looks_like_json(body: bytes) -> bool:
    """Whether the document is JSON, if it is a feed at all: every other kind of feed begins with "<"."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_json_feed(body: bytes, *, url: str) -> ParsedFeed:
    """The items of a JSON Feed. Those that aren't objects are dropped with that reason.

    Raises:
        FeedError: it isn't JSON, or not a JSON Feed.
    """
    try:
        feed = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise FeedError(f"this isn't JSON that can be read: {one_line(str(error), 200)}") from error
    version = feed.get("version") if isinstance(feed, dict) else None
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(version, str) or _VERSION not in version or not isinstance(entries, list):
        raise FeedError('this is JSON, but not a JSON Feed: it needs "version" and a list of "items"')
    listed = [entry for entry in entries[:MAX_ITEMS] if isinstance(entry, dict)]
    dates = (_text(entry, name) for entry in listed for name in ("date_published", "date_modified"))
    context = date_context(_text(feed, "language"), url, dates)
    items: list[Item] = []
    dropped: list[RejectedItem] = []
    for number, entry in enumerate(entries[:MAX_ITEMS], start=1):
        if isinstance(entry, dict):
            items.append(_item(number, entry, feed, url, context))
        else:
            dropped.append(RejectedItem(item_name(number, ""), "it isn't a JSON object"))
    over_limit = rejected_over_limit([""] * len(entries[MAX_ITEMS:]))
    return ParsedFeed(tuple(items), (*dropped, *over_limit))


def _item(number: int, entry: Mapping[str, Any], feed: Mapping[str, Any], url: str, context: DateContext) -> Item:
    published, updated = _text(entry, "date_published"), _text(entry, "date_modified")
    dates = {text: moment_of_date(text, context) for text in (published, updated)}
    link = _text(entry, "url") or _text(entry, "external_url")
    html, plain = _text(entry, "content_html"), _text(entry, "content_text")
    return Item(
        number=number,
        base=url,
        guid=_text(entry, "id"),
        link=link,
        title=_text(entry, "title"),
        body=TextConstruct(html, "text/html") if html else TextConstruct(plain, "text/plain"),
        summary=TextConstruct(_text(entry, "summary"), "text/plain"),
        authors=_authors(entry) or _authors(feed),
        categories=tuple(tag for tag in _list(entry, "tags") if isinstance(tag, str)),
        lang=_text(entry, "language") or _text(feed, "language"),
        published=dates[published],
        updated=dates[updated],
        unread_date=next((text for text, moment in dates.items() if text and not moment), ""),
        image=_text(entry, "image") or _text(entry, "banner_image"),
        enclosure=next(
            (_text(attachment, "url") for attachment in _list(entry, "attachments") if isinstance(attachment, dict)), ""
        ),
    )


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    """1.1 has `authors`, a list; 1.0 had `author`, an object."""
    people = _list(holder, "authors") or [holder.get("author")]
    return tuple(name for person in people if isinstance(person, dict) and (name := _text(person, "name")))


def _text(holder: Mapping[str, Any], key: str) -> str:
    """The string under a key, "" where it holds something else. A number is a string: the specification asks to read an
    id that is given as a number."""
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _list(holder: Mapping[str, Any], key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []
