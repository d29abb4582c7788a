"""The items of an XML feed: each of feedparser's dictionaries made an `Item`.

Which element of RSS, RDF, Atom and their extensions becomes which field of an item is decided here: the text, the
picture with its caption and credit, the authors, the language. Fields are asked for with `dict.get`, since feedparser's
dictionaries look for one date under the other's name and warn of it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..untrusted.plain_text import text_of_html
from .dates.date_context import DateContext, date_context
from .dates.date_parsing import moment_of_date
from .feed_document import Entry, FeedDocument
from .item import MAX_ITEMS, Item, TextConstruct, TextType

_HTML_TAG: Final = re.compile(
    r"</?(?:a|abbr|article|aside|audio|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure"
    r"|font|footer|form|h[1-6]|header|hr|i|iframe|img|ins|li|link|main|meta|nav|noscript|object|ol|p|picture|pre|q|s"
    r"|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|video)"
    r"(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)
_DATE_FIELDS: Final = ("published", "created", "updated")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")


def xml_items(document: FeedDocument, url: str, *, has_texts: bool) -> tuple[Item, ...]:
    """The first MAX_ITEMS entries as items. `has_texts` is what `has_text_elements` says of the document."""
    entries = document.entries[:MAX_ITEMS]
    dates = (str(dict.get(entry, name, "")) for entry in entries for name in _DATE_FIELDS)
    context = date_context(document.language, url, dates)
    return tuple(
        _with_dates(_item(number, entry, document, url, has_texts=has_texts), entry, context)
        for number, entry in enumerate(entries, start=1)
    )


def has_text_elements(body: bytes) -> bool:
    """Whether an RSS document has elements for whole texts: content:encoded, xhtml:body, xhtml:div or fullitem."""
    ascii_body = body.replace(b"\0", b"")  # UTF-16 and UTF-32 look like ASCII with zeros between
    return any(name in ascii_body for name in (b"encoded>", b":body", b"<body", b":div", b"<div", b"fullitem"))


def _item(number: int, entry: Entry, document: FeedDocument, url: str, *, has_texts: bool) -> Item:
    is_atom = document.is_atom
    title = _construct(_detail(entry, "title"), is_atom=is_atom, is_title=True)
    texts = [
        _construct(content, is_atom=is_atom)
        for content in dict.get(entry, "content", ())
        if is_atom or not _is_caption(content, entry, has_texts=has_texts)
    ]
    summary = _construct(_detail(entry, "summary"), is_atom=is_atom)
    return Item(
        number=number,
        base=url,
        guid=str(dict.get(entry, "id", "") or ""),
        link=_link(entry),
        title=title.value if title.type == "text/plain" else text_of_html(title.value),
        body=max([*texts, summary], key=_visible_length),
        summary=summary,
        authors=_authors(entry),
        categories=_categories(entry),
        lang=_lang(entry) or document.language,
        image=_image(entry),
        image_alt="" if is_atom else _caption(entry, has_texts=has_texts),
        image_credit=_credit(entry),
        enclosure=_first_href(entry, "enclosure", but="image/"),
    )


def _with_dates(item: Item, entry: Entry, context: DateContext) -> Item:
    """The item with the moments that the dates of its entry name."""
    published, created, updated = (str(dict.get(entry, name, "") or "") for name in _DATE_FIELDS)
    dates = {text: moment_of_date(text, context) for text in (published, created, updated)}
    return replace(
        item,
        published=dates[published] or dates[created],
        updated=dates[updated],
        unread_date=next((text for text, moment in dates.items() if text and not moment), ""),
    )


def _detail(entry: Entry, name: str) -> Entry:
    """The dictionary of a text construct. Where an entry has none, a "summary" beside content is feedparser's copy of
    the content, without its type, and is passed over."""
    detail = dict.get(entry, f"{name}_detail")
    if detail or (name == "summary" and dict.get(entry, "content")):
        return detail or {}
    return {"value": dict.get(entry, name, ""), "type": "text/plain"}


def _construct(detail: Entry, *, is_atom: bool, is_title: bool = False) -> TextConstruct:
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
        # RSS says of no text whether it is HTML, and descriptions are. feedparser recognises HTML only where it knows
        # every element. Titles are left at that, since a title about HTML is likelier than one with a script.
        kind = "text/html"
    return TextConstruct(value, kind, str(dict.get(detail, "base", "") or ""))


def _is_caption(content: Entry, entry: Entry, *, has_texts: bool) -> bool:
    """Whether a content of an RSS entry is a media:description, which feedparser gives as content where it stands
    beside a description. Its other contents are HTML, and stand in elements for whole texts."""
    is_text = has_texts and dict.get(content, "type") != "text/plain"
    return not is_text and bool(dict.get(entry, "summary"))


def _visible_length(construct: TextConstruct) -> int:
    return len("".join(_ANY_TAG.sub("", construct.value).split()))


def _link(entry: Entry) -> str:
    """feedparser gives an id as the link where there is none; it is one only where it looks like an address."""
    link = str(dict.get(entry, "link", "") or _first_href(entry, "alternate"))
    return "" if link == dict.get(entry, "id") and not link.startswith(("http://", "https://", "/")) else link


def _authors(entry: Entry) -> tuple[str, ...]:
    people: Iterable[Entry] = dict.get(entry, "authors", ())
    names = tuple(str(name) for person in people if (name := dict.get(person, "name")))
    single = str(dict.get(entry, "author", "") or "")
    return names or ((single,) if single and "@" not in single else ())


def _categories(entry: Entry) -> tuple[str, ...]:
    labels = (dict.get(tag, "label") or dict.get(tag, "term") for tag in dict.get(entry, "tags", ()))
    return tuple(str(label) for label in labels if label)


def _lang(entry: Entry) -> str:
    contents = dict.get(entry, "content", ())
    details = [*contents, dict.get(entry, "summary_detail") or {}, dict.get(entry, "title_detail") or {}]
    return next((str(lang) for detail in details if (lang := dict.get(detail, "language"))), "")


def _image(entry: Entry) -> str:
    """The URL of the entry's picture by media:*, an enclosure, or itunes:image, in this order."""
    for media in dict.get(entry, "media_content", ()):
        if dict.get(media, "medium") == "image" or str(dict.get(media, "type", "")).startswith("image/"):
            return str(dict.get(media, "url", ""))
    for media in dict.get(entry, "media_thumbnail", ()):
        return str(dict.get(media, "url", ""))
    image = dict.get(entry, "image")
    return _first_href(entry, "enclosure", only="image/") or str(dict.get(image, "href", "") if image else "")


def _caption(entry: Entry, *, has_texts: bool) -> str:
    """The text of a media:description."""
    for content in dict.get(entry, "content", ()):
        if _is_caption(content, entry, has_texts=has_texts):
            caption = _construct(content, is_atom=False)
            return caption.value if caption.type == "text/plain" else text_of_html(caption.value)
    return ""


def _credit(entry: Entry) -> str:
    """The text of the first media:credit that has one."""
    texts = (dict.get(credit, "content") for credit in dict.get(entry, "media_credit", ()))
    return next((text for text in texts if text), "")


def _first_href(entry: Entry, rel: str, *, only: str = "", but: str = "-") -> str:
    """The address of the first link of the relation whose type begins with `only` and not with `but`."""
    for link in dict.get(entry, "links", ()):
        media_type = str(dict.get(link, "type", ""))
        if dict.get(link, "rel") == rel and media_type.startswith(only) and not media_type.startswith(but):
            return str(dict.get(link, "href", ""))
    return ""
