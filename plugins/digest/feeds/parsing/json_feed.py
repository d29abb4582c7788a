"""JSON Feed 1.0 and 1.1, read to the specification: https://www.jsonfeed.org/version/1.1/.

A fault in one item costs at most that item: a number of thousands of digits is read as text, and a value that is
nested too deep for any parser is cut out.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from ...errors import FeedError
from ..untrusted.plain_text import one_line
from .dates.date_context import DateContext, date_context
from .dates.date_parsing import moment_of_date
from .item import MAX_ITEMS, Item, ParsedFeed, RejectedItem, TextConstruct, item_name, rejected_over_limit
from .xml_feeds.item_links import facts_of_enclosure, tidy_address

MAX_JSON_NESTING: Final = 300  # of values within each other; Python's own reader gives up at about 1,000
_VERSION: Final = re.compile(r"(?:https?:)?(?://)?(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)
_MAX_DIGITS: Final = 4000  # Python refuses to read numbers of more than 4,300
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_CUT: Final = "\ue000 nested too deep \ue000"  # stands in the place of a value that was cut out
_PICTURE_NAME: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#].*)?", re.IGNORECASE)


def looks_like_json(body: bytes) -> bool:
    """Whether the document is JSON, if it is a feed at all: every other kind of feed begins with "<"."""
    # Also in UTF-16, whose zeros and byte order marks are passed over.
    return body.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1] in (b"{", b"[")


def read_json_feed(body: bytes, *, url: str) -> ParsedFeed:
    """The items of a JSON Feed. Those that aren't objects, or are nested too deep, are dropped with that reason.

    Raises:
        FeedError: it isn't JSON, or not a JSON Feed.
    """
    body = body.removeprefix(b"\xef\xbb\xbf")
    text = body.decode(json.detect_encoding(body), "replace")
    try:
        feed, is_cut = _loaded(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"this isn't JSON that can be read: {one_line(str(error), 200)}") from error
    version = feed.get("version") if isinstance(feed, dict) else None
    entries = feed.get("items") if isinstance(feed, dict) else None
    is_named = isinstance(version, str) and _VERSION.match(version.strip()) is not None
    if not isinstance(entries, list) or not (is_named or any(map(_looks_like_item, entries[:MAX_ITEMS]))):
        raise FeedError('this is JSON, but not a JSON Feed: it needs "version" and a list of "items"')
    listed = [entry for entry in entries[:MAX_ITEMS] if isinstance(entry, dict)]
    dates = (_text(entry, name) for entry in listed for name in ("date_published", "date_modified"))
    context = date_context(_text(feed, "language"), url, dates)
    items: list[Item] = []
    dropped: list[RejectedItem] = []
    for number, entry in enumerate(entries[:MAX_ITEMS], start=1):
        if is_cut and _CUT in json.dumps(entry, ensure_ascii=False):
            title = _text(entry, "title") if isinstance(entry, dict) else ""
            reason = f"its values are nested more than {MAX_JSON_NESTING} deep"
            dropped.append(RejectedItem(item_name(number, one_line(title, 100)), reason))
        elif isinstance(entry, dict):
            items.append(_item(number, entry, feed, url, context))
        else:
            dropped.append(RejectedItem(item_name(number, ""), "it isn't a JSON object"))
    over_limit = rejected_over_limit([""] * len(entries[MAX_ITEMS:]))
    notes = [] if is_named else ["it names no version of JSON Feed"]
    notes += ["it holds bytes that are not UTF-8"] if "\ufffd" in text and b"\xef\xbf\xbd" not in body else []
    return ParsedFeed(tuple(items), (*dropped, *over_limit), tuple(notes))


def _loaded(text: str) -> tuple[Any, bool]:
    """The document, and whether values were cut out of it."""
    try:
        return _json(text), False
    except RecursionError:
        return _json(_without_deep_values(text)), True


def _json(text: str) -> Any:
    # Not strict: control characters within strings, such as line ends, are what some software leaves in.
    return json.loads(text, strict=False, parse_int=lambda digits: int(digits) if len(digits) < _MAX_DIGITS else digits)


def _without_deep_values(text: str) -> str:
    """The document with _CUT for each value that is nested more than MAX_JSON_NESTING deep."""
    depth, cut_from, kept_from = 0, -1, 0
    pieces: list[str] = []
    for match in _TOKEN.finditer(text):
        if match[0] in ("[", "{"):
            depth += 1
            if depth == MAX_JSON_NESTING + 1:
                cut_from = match.start()
        elif match[0] in ("]", "}"):
            depth -= 1
            if depth == MAX_JSON_NESTING and cut_from >= 0:
                pieces += [text[kept_from:cut_from], f'"{_CUT}"']
                cut_from, kept_from = -1, match.end()
    return "".join([*pieces, text[kept_from:]]) if cut_from < 0 else "".join([*pieces, text[kept_from:cut_from]])


def _looks_like_item(entry: Any) -> bool:
    """Whether it is an item of a JSON Feed, where the document doesn't say so."""
    texts = ("content_html", "content_text")
    return isinstance(entry, dict) and bool(entry.get("id") or entry.get("url")) and any(map(entry.get, texts))


def _item(number: int, entry: Mapping[str, Any], feed: Mapping[str, Any], url: str, context: DateContext) -> Item:
    published, updated = _text(entry, "date_published"), _text(entry, "date_modified")
    dates = {text: moment_of_date(text, context) for text in (published, updated)}
    guid = _text(entry, "id")
    link = _text(entry, "url") or _text(entry, "external_url")
    link = link or (guid if guid.startswith(("http://", "https://")) else "")  # an id is ideally the address, says 1.1
    attachments = [one for one in _list(entry, "attachments") if isinstance(one, dict) and _text(one, "url")]
    pictures = [_text(one, "url") for one in attachments if _is_picture(one)]
    enclosed: Mapping[str, Any] = next((one for one in attachments if not _is_picture(one)), {})
    html, plain = _text(entry, "content_html"), _text(entry, "content_text")
    return Item(
        number=number,
        base=url,
        guid=guid,
        link=tidy_address(link),
        title=_text(entry, "title"),
        body=TextConstruct(html, "text/html") if html else TextConstruct(plain, "text/plain"),
        summary=TextConstruct(_text(entry, "summary"), "text/plain"),
        authors=_authors(entry) or _authors(feed),
        categories=tuple(tag for tag in _list(entry, "tags") if isinstance(tag, str)),
        lang=_text(entry, "language") or _text(feed, "language"),
        published=dates[published],
        updated=dates[updated],
        unread_date=next((text for text, moment in dates.items() if text and not moment), ""),
        image=_text(entry, "image") or _text(entry, "banner_image") or next(iter(pictures), ""),
        more_images=(_text(entry, "banner_image"), *pictures),
        enclosure=_text(enclosed, "url"),
        enclosure_facts=facts_of_enclosure(
            enclosed.get("mime_type"), enclosed.get("size_in_bytes"), enclosed.get("duration_in_seconds")
        ),
    )


def _is_picture(attachment: Mapping[str, Any]) -> bool:
    kind = _text(attachment, "mime_type").lower()
    return kind.startswith("image/") or (not kind and bool(_PICTURE_NAME.search(_text(attachment, "url"))))


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    """1.1 has `authors`, a list; 1.0 had `author`, an object. Some software gives names alone."""
    people = _list(holder, "authors") or [holder.get("author")]
    names = (person if isinstance(person, str) else _text(person, "name") for person in people if _is_person(person))
    return tuple(name for name in names if name.strip())


def _is_person(person: Any) -> bool:
    return isinstance(person, dict | str)


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
