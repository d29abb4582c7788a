"""One feed's bytes read into items: RSS, RDF, Atom and CDF by feedparser, JSON Feed by `json_feed`.

feedparser is given bytes and never an address, told to leave markup alone (cleaning is `clean`'s), and kept from
documents whose nesting would keep it busy for minutes. It runs in a process of its own all the same: see `worker`.
"""

import json
import re
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from typing import Any, Final

from ...errors import FeedError
from ..untrusted.plain_text import one_line, text_of_html
from . import feed_dates
from .discovery import MAX_NAMED, feed_links, page_text
from .item import MAX_ITEMS, Item, ParsedFeed, TextConstruct, TextType, over_the_limit
from .json_feed import looks_like_json, read_json_feed
from .quick_xml import NeedsFeedparserError, read_plain

MAX_NESTING: Final = 300  # real feeds reach 9; feedparser's time grows with its square

_NO_ELEMENTS: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ELEMENT: Final = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]*)[^<>]*?(/?)>")
_HTML_WITHOUT_END: Final = frozenset({b"br", b"img", b"hr", b"p", b"li", b"input", b"meta", b"link"})  # in broken feeds
_WEB_PAGE: Final = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])"
)
_HTML_TAG: Final = re.compile(
    r"</?(?:a|abbr|article|aside|audio|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure"
    r"|font|footer|form|h[1-6]|header|hr|i|iframe|img|ins|li|link|main|meta|nav|noscript|object|ol|p|picture|pre|q|s"
    r"|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|video)"
    r"(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)
_HEAD_BYTES: Final = 20_000  # a feed's own title stands at its beginning
_XML_TITLE: Final = re.compile(r"<(?:\w+:)?title[^<>]*>(?:\s*<!\[CDATA\[(.*?)\]\]>|([^<]*))", re.DOTALL | re.IGNORECASE)
_JSON_TITLE: Final = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TAG: Final = re.compile(r"<[^<>]*>")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def parse(body: bytes, *, content_type: str, url: str) -> ParsedFeed:
    """The entries of one feed document in its order. `url` is where it was found: the base of relative links.

    Raises:
        FeedError: it's a web page or something else that isn't a feed, it's broken before its first entry, or it
            nests elements deeper than MAX_NESTING.
    """
    if not body.strip():
        raise FeedError("the document is empty")
    if looks_like_json(body):
        return read_json_feed(body, url=url)
    if is_web_page(body):
        raise FeedError(_about_page(body, content_type, url))
    try:
        feed, entries, is_atom = read_plain(body, _charset(content_type))
    except NeedsFeedparserError:
        return _by_feedparser(body, content_type, url)
    has_texts = _has_texts(body)
    items = tuple(
        _item(number, entry, feed, url, is_atom=is_atom, has_texts=has_texts)
        for number, entry in enumerate(entries, start=1)
    )
    return ParsedFeed(items)


def is_web_page(body: bytes) -> bool:
    """Whether the document is HTML for readers, whatever its type says."""
    return _WEB_PAGE.match(body) is not None


def feed_title(body: bytes) -> str:
    """What a document calls itself, on one line; "" where that can't be told without reading all of it."""
    if looks_like_json(body):
        match = _JSON_TITLE.search(body[:_HEAD_BYTES].decode("utf-8", "replace"))
        return one_line(str(json.loads(f'"{match[1]}"', strict=False)), 100) if match else ""
    title = _XML_TITLE.search(body[:_HEAD_BYTES].decode("utf-8", "replace"))
    return one_line(text_of_html(unescape((title[1] or title[2] or "").strip())), 100) if title else ""


def _about_page(body: bytes, content_type: str, url: str) -> str:
    """The message for an editor who took the page for its feed."""
    links = feed_links(page_text(body, content_type), url)
    if not links:
        return "this is a web page, not a feed, and it names none"
    return f"this is a web page; its feeds are {', '.join(link.url for link in links[:MAX_NAMED])}"


def _by_feedparser(body: bytes, content_type: str, url: str) -> ParsedFeed:
    if _nesting(body) > MAX_NESTING:
        raise FeedError(f"its elements are nested more than {MAX_NESTING} deep")
    import feedparser  # noqa: PLC0415  a quarter of a second that most runs need not spend

    found = feedparser.parse(
        BytesIO(body),
        response_headers=_headers(content_type),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    fault = one_line(str(found.get("bozo_exception", "")), 200) if found.bozo else ""
    if not found.entries and (fault or not found.version):
        raise FeedError(f"this is no feed that can be read{': ' + fault if fault else ''}")
    is_atom = str(found.version).startswith("atom")
    has_texts = _has_texts(body)
    items = tuple(
        _item(number, entry, found.feed, url, is_atom=is_atom, has_texts=has_texts)
        for number, entry in enumerate(found.entries[:MAX_ITEMS], start=1)
    )
    more = [one_line(str(dict.get(entry, "title", "")), 100) for entry in found.entries[MAX_ITEMS:]]
    return ParsedFeed(items, over_the_limit(MAX_ITEMS + 1, more), (f"it is malformed: {fault}",) if fault else ())


def _has_texts(body: bytes) -> bool:
    """Whether an RSS document has elements for whole texts: content:encoded, xhtml:body, xhtml:div or fullitem."""
    plain = body.replace(b"\0", b"")  # UTF-16 and UTF-32 look like ASCII with zeros between
    return any(name in plain for name in (b"encoded>", b":body", b"<body", b":div", b"<div", b"fullitem"))


def _nesting(body: bytes) -> int:
    """How deep elements stand within each other, counted without caring for their names."""
    depth = deepest = 0
    # UTF-16 and UTF-32 look like ASCII with zeros between, which is good enough to count.
    for closing, name, closed in _ELEMENT.findall(_NO_ELEMENTS.sub(b"", body.replace(b"\0", b""))):
        if closed or name.lower() in _HTML_WITHOUT_END:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _headers(content_type: str) -> dict[str, str]:
    """The type only where it names an encoding: by RFC 7303 the document's own word counts where it doesn't.

    feedparser would follow RFC 3023, by which text/xml without an encoding is ASCII. It isn't told the document's
    address either, since it would make a guid of it that changes when the feed moves.
    """
    charset = _charset(content_type)
    return {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}


def _charset(content_type: str) -> str:
    match = _CHARSET.search(content_type)
    return match[1] if match else ""


def _item(
    number: int, entry: dict[str, Any], feed: dict[str, Any], url: str, *, is_atom: bool, has_texts: bool = True
) -> Item:
    # dict.get, since feedparser's own looks for one date under the other's name, and warns of it.
    title = _markup(_detail(entry, "title"), is_atom=is_atom, is_title=True)
    texts = [
        _markup(content, is_atom=is_atom)
        for content in dict.get(entry, "content", ())
        if is_atom or not _is_caption(content, entry, has_texts=has_texts)
    ]
    summary = _markup(_detail(entry, "summary"), is_atom=is_atom)
    return Item(
        number=number,
        base=url,
        guid=str(dict.get(entry, "id", "") or ""),
        link=_link(entry),
        title=title.value if title.type == "text/plain" else text_of_html(title.value),
        body=max([*texts, summary], key=_visible_length),
        summary=summary,
        authors=_authors(entry),
        categories=tuple(
            str(label)
            for tag in dict.get(entry, "tags", ())
            if (label := dict.get(tag, "label") or dict.get(tag, "term"))
        ),
        lang=_lang(entry) or str(dict.get(feed, "language", "") or ""),
        published=feed_dates.from_tuple(dict.get(entry, "published_parsed") or dict.get(entry, "created_parsed")),
        updated=feed_dates.from_tuple(dict.get(entry, "updated_parsed")),
        image=_image(entry),
        image_alt="" if is_atom else _caption(entry, has_texts=has_texts),
        image_credit=_credit(entry),
        enclosure=_first_href(entry, "enclosure", but="image/"),
    )


def _caption(entry: dict[str, Any], *, has_texts: bool) -> str:
    """What a media:description says."""
    for content in dict.get(entry, "content", ()):
        if _is_caption(content, entry, has_texts=has_texts):
            caption = _markup(content, is_atom=False)
            return caption.value if caption.type == "text/plain" else text_of_html(caption.value)
    return ""


def _credit(entry: dict[str, Any]) -> str:
    """What the first media:credit says."""
    return next((said for credit in dict.get(entry, "media_credit", ()) if (said := dict.get(credit, "content"))), "")


def _is_caption(content: dict[str, Any], entry: dict[str, Any], *, has_texts: bool) -> bool:
    """feedparser gives a media:description beside a description as content. In RSS what else it gives so is HTML, and
    stands in elements that the document has or has not."""
    is_text = has_texts and dict.get(content, "type") != "text/plain"
    return not is_text and bool(dict.get(entry, "summary"))


def _detail(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """Without details of its own, a "summary" beside content is feedparser's copy of that, its type forgotten."""
    detail = dict.get(entry, f"{name}_detail")
    if detail or (name == "summary" and dict.get(entry, "content")):
        return detail or {}
    return {"value": dict.get(entry, name, ""), "type": "text/plain"}


def _link(entry: dict[str, Any]) -> str:
    """feedparser gives an id as the link where there is none; it is one only where it looks like an address."""
    link = str(dict.get(entry, "link", "") or _first_href(entry, "alternate"))
    return "" if link == dict.get(entry, "id") and not link.startswith(("http://", "https://", "/")) else link


def _markup(detail: dict[str, Any], *, is_atom: bool, is_title: bool = False) -> TextConstruct:
    value = str(dict.get(detail, "value", "") or "")
    declared = str(dict.get(detail, "type", "") or "")
    kind: TextType = "text/plain"
    if declared == "application/xhtml+xml":
        kind = "application/xhtml+xml"
    elif declared in ("text/html", "html"):
        kind = "text/html"
    elif declared not in ("", "text", "text/plain"):
        value = ""  # an attached picture or document is no text
    elif not is_atom and not is_title and _HTML_TAG.search(value):
        # RSS says of no text whether it is HTML, and descriptions are. feedparser recognises it only where it knows
        # every element; titles are left at that, since a title about HTML is likelier than one with a script.
        kind = "text/html"
    return TextConstruct(value, kind, str(dict.get(detail, "base", "") or ""))


def _visible_length(markup: TextConstruct) -> int:
    return len("".join(_TAG.sub("", markup.value).split()))


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    people: Iterable[dict[str, Any]] = dict.get(entry, "authors", ())
    names = tuple(str(name) for person in people if (name := dict.get(person, "name")))
    single = str(dict.get(entry, "author", "") or "")
    return names or ((single,) if single and "@" not in single else ())


def _lang(entry: dict[str, Any]) -> str:
    contents = dict.get(entry, "content", ())
    details = [*contents, dict.get(entry, "summary_detail") or {}, dict.get(entry, "title_detail") or {}]
    return next((str(lang) for detail in details if (lang := dict.get(detail, "language"))), "")


def _image(entry: dict[str, Any]) -> str:
    """The entry's picture by media:*, an enclosure, or itunes:image, in this order."""
    for media in dict.get(entry, "media_content", ()):
        if dict.get(media, "medium") == "image" or str(dict.get(media, "type", "")).startswith("image/"):
            return str(dict.get(media, "url", ""))
    for media in dict.get(entry, "media_thumbnail", ()):
        return str(dict.get(media, "url", ""))
    image = dict.get(entry, "image")
    return _first_href(entry, "enclosure", only="image/") or str(dict.get(image, "href", "") if image else "")


def _first_href(entry: dict[str, Any], rel: str, *, only: str = "", but: str = "-") -> str:
    for link in dict.get(entry, "links", ()):
        kind = str(dict.get(link, "type", ""))
        if dict.get(link, "rel") == rel and kind.startswith(only) and not kind.startswith(but):
            return str(dict.get(link, "href", ""))
    return ""
