"""The posts of a WordPress export (WXR), one after the other in bounded memory.

The form is that of `wp-admin/includes/export.php`: RSS 2.0 with elements of WordPress' own. The end of each item is
found before it is parsed, and each is parsed by itself, so a damaged one costs only itself. No entity is expanded but
the characters that HTML names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Final
from xml.parsers import expat

from ...feeds.parsing.dates.date_parsing import moment_of_date
from ...feeds.parsing.item import Item, TextConstruct
from ...feeds.untrusted.plain_text import one_line, text_of_html
from .byte_window import ByteWindow
from .export_record import (
    MAX_RECORD_BYTES,
    DamagedRecord,
    ExportedItem,
    ExportError,
    FoundRecord,
    NotAnArticleError,
    RawRecord,
    RecordError,
    RecordOrigin,
)
from .json_records import text_of

_MAX_HEAD_BYTES: Final = 4 * 2**20  # of what stands before the first item: authors, categories, tags
MAX_HTML_CHARS: Final = 1_000_000  # of a post; an article has at most 400,000
_MAX_DEPTH: Final = 50  # of elements within an item; WordPress writes 3
_MARK: Final = re.compile(rb"<!\[CDATA\[|<item[\s>]|</item\s*>")
_ITEM: Final = re.compile(rb"<item[\s>]")
_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,500}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,31};)?")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_DATE: Final = "0000"  # what MySQL has for none
_PASSWORD: Final = "it is protected by a password"  # noqa: S105  no password

# WordPress' own marks in a text, which its pages never show. Those of a picture with a caption become HTML.
# Every repetition is bounded, since a text without the closing mark would be read again from each opening one.
_BLOCK_MARK: Final = re.compile(r"<!--\s{0,9}/?wp:[^<>]*-->")  # WordPress writes < and > within it as \u003c and \u003e
_CAPTION: Final = re.compile(
    r"\[(?:wp_)?caption\b[^\[\]]{0,500}\]\s{0,9}((?:<a\b[^<>]{0,1000}>\s{0,9})?<img\b[^<>]{0,1000}>(?:\s{0,9}</a>)?)"
    r"(.{0,1000}?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_EMBED: Final = re.compile(r"\[embed\b[^\[\]]{0,500}\]\s{0,9}(https?://[^\s\[<\"]{1,2000})\s{0,9}\[/embed\]")
_MEDIA: Final = re.compile(r"\[/?(?:gallery|playlist|audio|video|embed|caption|wp_caption)\b[^\[\]\n]{0,1000}\]")


@dataclass(slots=True)
class _Element:
    """An element of an item: its attributes, and its text as far as it was read."""

    name: str
    attributes: Mapping[str, str]
    text: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Site:
    """What the export says of the site: its URLs, its language, and the names of its authors by their logins."""

    url: str
    lang: str
    authors: Mapping[str, str]
    encoding: str


def wordpress_posts(window: ByteWindow) -> Iterator[FoundRecord]:
    """The items of an export, those that are no posts among them.

    Raises:
        ExportError: it has a document type of its own, which no export has, or ends before its first item.
    """
    site = _read_head(window)
    number = 0
    while True:
        number += 1
        place = f"item {number} (line {window.line})"
        end = _end_of_item(window)
        if end == 0:
            reason = "the file ends within it" if window.is_at_end else f"it has over {MAX_RECORD_BYTES // 2**20} MB"
            yield DamagedRecord(place, reason)
            end = 1
        else:
            data = window.data[:end]
            swallowed = _ITEM.search(data, 1)
            if swallowed and not _is_sound(data, site.encoding):
                yield DamagedRecord(place, "it has no end")
                end = swallowed.start()
            else:
                yield _record(data, site, place)
        window.drop(end)
        if not _go_to_item(window):
            return


def _record(data: bytes, site: _Site, place: str) -> RawRecord:
    return RawRecord(place, lambda number: _post(data, site, number), len(data))


def _read_head(window: ByteWindow) -> _Site:
    while not (found := _ITEM.search(window.data)) and len(window.data) < _MAX_HEAD_BYTES and window.fill():
        pass
    if found is None:
        raise ExportError("this is a WordPress export without any item")
    head = window.data[: found.start()]
    window.drop(found.start())
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode() if declared else "utf-8"
    text = _decoded(head, encoding)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise ExportError("it has a document type, which no WordPress export has: it isn't read")
    authors = {
        _simple(author, "wp:author_login"): _simple(author, "wp:author_display_name")
        for author in text.split("<wp:author>")[1:]
    }
    url = _simple(text, "wp:base_blog_url") or _simple(text, "link")
    return _Site(url, _simple(text, "language"), authors, encoding)


def _simple(text: str, name: str) -> str:
    """The text of the first element of that name, "" where there is none."""
    start = text.find(f"<{name}>") + len(name) + 2
    end = text.find(f"</{name}>", start)
    if start < len(name) + 2 or end < 0:
        return ""
    value = text[start:end].strip()
    is_literal = value.startswith("<![CDATA[")
    return value.removeprefix("<![CDATA[").removesuffix("]]>") if is_literal else unescape(value)


def _end_of_item(window: ByteWindow) -> int:
    """Where the item at the window's start ends, 0 where its end can't be found within what a record may have."""
    place = 1
    while True:
        match = _MARK.search(window.data, place)
        if match is None or (match[0].startswith(b"<![") and window.data.find(b"]]>", match.end()) < 0):
            if len(window.data) > MAX_RECORD_BYTES or not window.fill():
                return 0
            continue
        if match[0].startswith(b"</"):
            return match.end() if match.end() <= MAX_RECORD_BYTES else 0
        place = window.data.find(b"]]>", match.end()) if match[0].startswith(b"<![") else match.end()


def _go_to_item(window: ByteWindow) -> bool:
    """Go on to the next item; False at the end of the file."""
    while not (match := _ITEM.search(window.data)):
        window.drop(max(len(window.data) - 8, 0))
        if not window.fill():
            return False
    window.drop(match.start())
    return True


def _is_sound(data: bytes, encoding: str) -> bool:
    try:
        _elements(data, encoding)
    except RecordError:
        return False
    return True


def _post(data: bytes, site: _Site, number: int) -> ExportedItem:
    """The item of a post.

    Raises:
        NotAnArticleError: it is no post, isn't published, or is protected by a password.
        RecordError: it can't be read, or has neither a title nor a text.
    """
    elements = _elements(data, site.encoding)
    values: dict[str, str] = {}
    for element in elements:
        values.setdefault(element.name, "".join(element.text).strip())
    kind, status = values.get("wp:post_type", "post"), values.get("wp:status", "publish")
    if kind != "post":
        raise NotAnArticleError(f"its type is {one_line(kind, 40) or 'none'}")
    if status != "publish":
        raise NotAnArticleError(f"its status is {one_line(status, 40) or 'none'}")
    if values.get("wp:post_password"):
        raise NotAnArticleError(_PASSWORD)
    title, html = values.get("title", ""), values.get("content:encoded", "")
    if not title and not html:
        raise RecordError("it has neither a title nor a text")
    creator = values.get("dc:creator", "")
    item = Item(
        number=number,
        base=site.url,
        guid=values.get("guid", ""),
        link=values.get("link", ""),
        title=text_of_html(title),
        body=TextConstruct(_without_marks(html[:MAX_HTML_CHARS]), "text/html"),
        summary=TextConstruct(values.get("excerpt:encoded") or values.get("description", ""), "text/html"),
        authors=tuple(filter(None, [site.authors.get(creator) or creator])),
        categories=tuple(
            text
            for element in elements
            if element.name == "category" and element.attributes.get("domain") in ("category", "post_tag", None)
            if (text := "".join(element.text).strip()) and text.casefold() != "uncategorized"
        ),
        lang=site.lang,
        published=_moment(values, "wp:post_date_gmt", "pubDate", "wp:post_date"),
        updated=_moment(values, "wp:post_modified_gmt"),
    )
    return ExportedItem(item, RecordOrigin(site_url=site.url))


def _moment(values: Mapping[str, str], *names: str) -> datetime | None:
    texts = (values.get(name, "") for name in names)
    moments = (moment_of_date(text) for text in texts if text and not text.startswith(_NO_DATE))
    return next(filter(None, moments), None)


def _elements(data: bytes, encoding: str) -> list[_Element]:
    """The elements of an item that stand in it directly.

    Raises:
        RecordError: it isn't well-formed, or nests too deep.
    """
    text = _NO_CHARACTER.sub("", _decoded(data, encoding))
    parts = _CDATA.split(text)
    parts[::2] = [_ENTITY.sub(_character, part) for part in parts[::2]]
    found: list[_Element] = []
    open_names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        open_names.append(name)
        if len(open_names) > _MAX_DEPTH:
            raise RecordError(f"its elements are nested more than {_MAX_DEPTH} deep")
        if len(open_names) == 2:
            found.append(_Element(name, attributes))

    def end(_: str) -> None:
        open_names.pop()

    def characters(data: str) -> None:
        if len(open_names) == 2:
            found[-1].text.append(data)

    # Without namespaces, since the item stands apart from where they are declared; WordPress' prefixes never change.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    try:
        parser.Parse("".join(parts).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise RecordError(f"its XML can't be read: {error}") from error
    return found


def _character(match: re.Match[str]) -> str:
    """The character that HTML has by that name; a bare ampersand is meant as one."""
    character = unescape(match[0]) if match[1] else match[0]
    return "&amp;" + match[0][1:] if character.startswith("&") or character in "<>" else character


def _decoded(data: bytes, encoding: str) -> str:
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8", "us-ascii", "ascii"):
        return text_of(data)
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return text_of(data)


def _without_marks(html: str) -> str:
    """A post's text without blocks' comments and shortcodes. Shortcodes of plugins stay, since their names are words in
    brackets as an author may write them."""
    html = _BLOCK_MARK.sub("", html)
    html = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    html = _EMBED.sub(r'<a href="\1">\1</a>', html)
    return _MEDIA.sub("", html)
