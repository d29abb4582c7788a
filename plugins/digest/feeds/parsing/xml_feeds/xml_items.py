"""The items of an XML feed: each of feedparser's dictionaries made an `Item`.

Which element of RSS, RDF, Atom and their extensions becomes which field of an item is decided here: the text, the
authors, the language; `item_links` decides on addresses, `item_media` on pictures and their captions. Fields are asked
for with `dict.get`, since feedparser's dictionaries look for one date under the other's name and warn of it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...untrusted.plain_text import one_line, text_of_html
from ...untrusted.urls import publisher_of
from ..dates.date_context import DateContext, date_context
from ..dates.date_parsing import moment_of_date
from ..item import MAX_ITEMS, Item, TextConstruct, TextType
from .feed_document import Entry, FeedDocument, dictionaries
from .item_links import enclosure_facts, enclosure_of, link_of
from .item_media import media_descriptions, picture_of

_HTML_TAG: Final = re.compile(
    r"</?(?:a|abbr|article|aside|audio|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure"
    r"|font|footer|form|h[1-6]|header|hr|i|iframe|img|ins|li|link|main|meta|nav|noscript|object|ol|p|picture|pre|q|s"
    r"|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|video)"
    r"(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)
_DATE_FIELDS: Final = ("published", "created", "updated")
MAX_SOURCE_CHARS: Final = 100
_ANY_TAG: Final = re.compile(r"<[^<>]*>")


def xml_items(document: FeedDocument, url: str) -> tuple[Item, ...]:
    """The first MAX_ITEMS entries as items. `url` is the feed's own."""
    entries = document.entries[:MAX_ITEMS]
    dates = (str(dict.get(entry, name, "")) for entry in entries for name in _DATE_FIELDS)
    context = date_context(document.language, url, dates)
    return tuple(
        _with_dates(_item(number, entry, document, url), entry, context)
        for number, entry in enumerate(entries, start=1)
    )


def _item(number: int, entry: Entry, document: FeedDocument, url: str) -> Item:
    is_atom = document.is_atom
    title = construct(_detail(entry, "title"), is_atom=is_atom, is_title=True)
    summary = construct(_detail(entry, "summary"), is_atom=is_atom)
    contents = [construct(content, is_atom=is_atom) for content in dictionaries(entry, "content")]
    # Atom says which text is the content; RSS has full texts in either, and the longer one is the text.
    texts = [text for text in contents if _visible_length(text)] if is_atom else [*contents, summary]
    body = max(texts, key=_visible_length, default=summary)
    picture = picture_of(entry)
    captions = [construct(detail, is_atom=is_atom) for detail in media_descriptions(entry)]
    if not _visible_length(body) and captions:  # a video's page says nothing else
        body = summary = max(captions, key=_visible_length)
    caption = construct(picture.caption, is_atom=is_atom)
    publisher, publisher_url = _publisher(entry, document, url)
    return Item(
        number=number,
        base=url,
        guid=str(dict.get(entry, "id", "") or ""),
        link=link_of(entry),
        title=_plain(title),
        body=body,
        summary=summary,
        authors=_authors(entry, document),
        categories=_categories(entry),
        lang=_lang(entry) or document.language,
        image=picture.url,
        more_images=picture.more,
        image_alt="" if caption == body else _plain(caption),
        image_credit=picture.credit,
        enclosure=enclosure_of(entry),
        enclosure_facts=enclosure_facts(entry),
        publisher=publisher,
        publisher_url=publisher_url,
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
    if isinstance(detail, dict) and detail:
        return detail
    if name == "summary" and dict.get(entry, "content"):
        return {}
    return {"value": dict.get(entry, name, ""), "type": "text/plain"}


def construct(detail: Entry, *, is_atom: bool, is_title: bool = False) -> TextConstruct:
    """The text of one of feedparser's dictionaries, with the type that it has or looks to have."""
    value = str(dict.get(detail, "value", "") or "")
    declared = str(dict.get(detail, "type", "") or "")
    kind: TextType = "text/plain"
    if declared == "application/xhtml+xml":
        kind = "application/xhtml+xml"
    elif declared in ("text/html", "html"):
        kind = "text/html"
    elif declared in ("text/markdown", "text/x-markdown", "markdown"):
        kind = "text/markdown"
    elif declared not in ("", "text", "text/plain"):
        value = ""  # an attached picture or document is no text
    elif not is_atom and not is_title and _HTML_TAG.search(value):
        # RSS says of no text whether it is HTML, and descriptions are. feedparser recognises HTML only where it knows
        # every element. Titles are left at that, since a title about HTML is likelier than one with a script.
        kind = "text/html"
    return TextConstruct(value, kind, str(dict.get(detail, "base", "") or ""))


def _visible_length(construct: TextConstruct) -> int:
    return len("".join(_ANY_TAG.sub("", construct.value).split()))


def _plain(text: TextConstruct) -> str:
    return text.value if text.type == "text/plain" else text_of_html(text.value)


def _authors(entry: Entry, document: FeedDocument) -> tuple[str, ...]:
    """The texts that name the entry's authors: its own, else those of its source, else those of the Atom feed."""
    source = dict.get(entry, "source")
    holders: list[Sequence[Entry]] = [
        dictionaries(entry, "authors"),
        dictionaries(source, "authors") if isinstance(source, dict) else [],
    ]
    if document.is_atom:
        holders.append(document.authors)
    people = next((people for people in holders if people), ())
    return tuple(str(name) for person in people if (name := dict.get(person, "name")))


def _publisher(entry: Entry, document: FeedDocument, url: str) -> tuple[str, str]:
    """The name and URL of who published the entry, where it has a source that isn't the feed itself.

    RSS has `source` with an attribute, Atom `source` with elements, and Bing's feeds have News:Source.
    """
    source = dict.get(entry, "source")
    if not isinstance(source, dict):
        source = {}
    named = str(dict.get(_detail(source, "title"), "value", "") or dict.get(entry, "news_source", "") or "")
    name = one_line(text_of_html(named), MAX_SOURCE_CHARS)
    address = str(dict.get(source, "href", "") or "") or link_of(source)
    own_title = one_line(text_of_html(document.title), MAX_SOURCE_CHARS)
    own_hosts = {publisher_of(url), publisher_of(document.site_url)} - {""}
    is_own = name.casefold() == own_title.casefold() or publisher_of(address) in own_hosts
    return (name, address) if name and not is_own else ("", "")


def _categories(entry: Entry) -> tuple[str, ...]:
    labels = (dict.get(tag, "label") or dict.get(tag, "term") for tag in dictionaries(entry, "tags"))
    return tuple(str(label) for label in labels if label)


def _lang(entry: Entry) -> str:
    details = [*dictionaries(entry, "content"), dict.get(entry, "summary_detail"), dict.get(entry, "title_detail")]
    return next(
        (str(lang) for detail in details if isinstance(detail, dict) and (lang := dict.get(detail, "language"))), ""
    )
