"""One entry of a plain document while it is read: a handler for each element, which fills the entry's fields.

Each handler does what feedparser does for the same element in its modules `mixin`, `namespaces._base`, `dc`, `mediarss`
and `itunes`, and raises NeedsFeedparserError where what feedparser does depends on more than the element. The two
tables at the end are the list of elements that are read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from .feed_document import Entry
from .feed_extensions import DATE_FIELDS, FEEDPARSER_ELEMENTS, PLAIN_FIELDS, UNUSED, NeedsFeedparserError
from .feedparser_handlers import keep_description
from .feedparser_library import looks_like_html
from .quick_values import repaired, resolved, use_href

_TEXT_TYPES: Final = {
    "text": "text/plain",
    "plain": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
}
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_AMPERSAND: Final = re.compile(r"&([A-Za-z0-9_]+);")


@dataclass(frozen=True, slots=True)
class _ElementEnd:
    """An element that ends: its text, its attributes, and how deep in the entry it stands."""

    text: str
    attributes: dict[str, str]
    depth: int


class QuickEntry:
    """Reads the elements of one entry into `fields`, a dictionary as feedparser's entries are."""

    def __init__(self, about: str, lang: str | None, base: str, *, is_atom: bool) -> None:
        self.fields: Entry = {"id": about} if about else {}
        self._lang = lang.replace("_", "-") if lang else lang
        self._base = base
        self._is_atom = is_atom
        self._guid_is_link = False
        self._attributes: list[dict[str, str]] = []
        self._has_content = False
        self._has_title = False
        self._summary_depth = 0
        self._author_names = 0
        self._open_media: dict[str, Any] | None = None
        self._media_group = 0

    def start(self, kind: str, attributes: dict[str, str]) -> None:
        attributes = {
            key.rpartition(" ")[2].lower(): value.lower() if key in ("rel", "type") else value
            for key, value in attributes.items()
        }
        self._attributes.append(attributes)
        handler = _STARTS.get(kind)
        if handler is not None:
            handler(self, attributes)
        elif kind in FEEDPARSER_ELEMENTS and kind not in _ENDS and kind not in UNUSED:
            raise NeedsFeedparserError

    def end(self, kind: str, text: str) -> None:
        depth = len(self._attributes)
        attributes = self._attributes.pop()
        handler = _ENDS.get(kind)
        if handler is not None:
            handler(self, _ElementEnd(text, attributes, depth))

    def _start_guid(self, attributes: dict[str, str]) -> None:
        self._guid_is_link = attributes.get("ispermalink", "true") == "true"

    def _end_guid(self, end: _ElementEnd) -> None:
        if "id" in self.fields:
            raise NeedsFeedparserError
        text = end.text.strip()
        value = repaired(resolved(self._base, text) if self._guid_is_link else text)
        self.fields["id"] = value
        if self._guid_is_link:
            self.fields.setdefault("link", value)

    def _start_link(self, attributes: dict[str, str]) -> None:
        attributes.setdefault("rel", "alternate")
        attributes.setdefault("type", "application/atom+xml" if attributes["rel"] == "self" else "text/html")
        use_href(attributes)
        if "href" in attributes:
            attributes["href"] = resolved(self._base, attributes["href"])
            if attributes["rel"] == "alternate" and attributes["type"] in _PAGE_TYPES:
                self.fields["link"] = attributes["href"]
        self.fields.setdefault("links", []).append(attributes)

    def _end_link(self, end: _ElementEnd) -> None:
        if "href" in end.attributes:
            return
        value = repaired(resolved(self._base, end.text.strip()))
        value = _AMPERSAND.sub(r"&\1", value.replace("&amp;", "&"))
        self.fields["link"] = value
        if value:
            end.attributes["href"] = value
            self.fields["text_link"] = value

    def _start_enclosure(self, attributes: dict[str, str]) -> None:
        use_href(attributes)
        attributes["rel"] = "enclosure"
        self.fields.setdefault("links", []).append(attributes)

    def _start_media_group(self, _attributes: dict[str, Any]) -> None:
        self._media_group = len(self.fields.get("media_content", ())) + 1

    def _end_media_group(self, _end: _ElementEnd) -> None:
        self._media_group = 0

    def _start_media_content(self, attributes: dict[str, Any]) -> None:
        self.fields.setdefault("media_content", []).append(attributes)
        if self._media_group:
            attributes["group_number"] = self._media_group
        self._open_media = attributes

    def _end_media_content(self, _end: _ElementEnd) -> None:
        self._open_media = None

    def _end_media_description(self, end: _ElementEnd) -> None:
        keep_description(self.fields, self._open_media, self._content(end, "text/plain"))

    def _start_media_thumbnail(self, attributes: dict[str, str]) -> None:
        if "url" not in attributes:
            raise NeedsFeedparserError
        self.fields.setdefault("media_thumbnail", []).append(attributes)

    def _start_itunes_image(self, attributes: dict[str, str]) -> None:
        if href := attributes.get("href") or attributes.get("url"):
            self.fields["image"] = {"href": href}

    def _start_media_credit(self, attributes: dict[str, str]) -> None:
        self.fields.setdefault("media_credit", []).append(attributes)
        if self._open_media is not None:
            self._open_media.setdefault("credits", []).append(attributes)

    def _end_media_credit(self, end: _ElementEnd) -> None:
        if value := repaired(end.text.strip()):
            end.attributes["content"] = value

    def _end_title(self, end: _ElementEnd) -> None:
        if self._has_title:
            raise NeedsFeedparserError
        detail = self._content(end, "text/plain")
        self.fields["title"] = detail["value"]
        self.fields["title_detail"] = detail
        self._has_title = True

    def _end_media_title(self, _end: _ElementEnd) -> None:
        if not self._has_title or not self.fields["title"]:
            raise NeedsFeedparserError  # it would be the title, until another comes

    def _end_description(self, end: _ElementEnd) -> None:
        self._summarise(end, "text/html")

    def _end_summary(self, end: _ElementEnd) -> None:
        self._summarise(end, "text/plain")

    def _summarise(self, end: _ElementEnd, default: str) -> None:
        """Take a summary. A second one counts as content, as long as there is no other content."""
        if "summary" in self.fields and not self._has_content:
            self._end_content(end)
            return
        detail = self._content(end, default)
        if not self._summary_depth or end.depth <= self._summary_depth:
            self._summary_depth = end.depth
            self.fields["summary"] = detail["value"]
        self.fields["summary_detail"] = detail

    def _end_content(self, end: _ElementEnd) -> None:
        self._add_content(end, "text/plain")

    def _end_content_encoded(self, end: _ElementEnd) -> None:
        self._add_content(end, "text/html")

    def _add_content(self, end: _ElementEnd, default: str) -> None:
        if "src" in end.attributes:
            raise NeedsFeedparserError
        self._has_content = True
        detail = self._content(end, default)
        self.fields.setdefault("content", []).append(detail)
        self.fields.setdefault("summary", detail["value"])

    def _content(self, end: _ElementEnd, default: str) -> dict[str, Any]:
        declared = end.attributes.get("type", default)
        if declared not in _TEXT_TYPES or "mode" in end.attributes:
            raise NeedsFeedparserError
        text = end.text.strip()
        kind = _TEXT_TYPES[declared]
        if not self._is_atom and kind == "text/plain" and looks_like_html(text):
            kind = "text/html"
        return {"type": kind, "language": self._lang, "base": self._base, "value": repaired(text)}

    def _end_author(self, end: _ElementEnd) -> None:
        if self._author_names:
            self._author_names = 0
            return
        if self._is_atom:
            raise NeedsFeedparserError
        value = repaired(end.text.strip())
        self.fields.setdefault("authors", []).append({"name": value} if value else {})

    def _end_name(self, end: _ElementEnd) -> None:
        value = end.text.strip()
        if not value or self._author_names:
            raise NeedsFeedparserError
        self._author_names = 1
        self.fields.setdefault("authors", []).append({"name": value})

    def _end_mail_or_uri(self, _end: _ElementEnd) -> None:
        if not self._author_names:
            raise NeedsFeedparserError

    def _end_source(self, end: _ElementEnd) -> None:
        address = {"href": end.attributes["url"]} if "url" in end.attributes else {}
        name = repaired(end.text.strip())
        self.fields["source"] = {**address, "title": name} if name else address

    def _end_plain(self, name: str, end: _ElementEnd) -> None:
        self.fields[name] = end.attributes or repaired(end.text.strip())

    def _end_date(self, name: str, text: str) -> None:
        self.fields[name] = repaired(text.strip())

    def _start_category(self, attributes: dict[str, str]) -> None:
        self._tag(attributes.get("term"), attributes.get("scheme", attributes.get("domain")), attributes.get("label"))

    def _start_media_category(self, attributes: dict[str, str]) -> None:
        attributes.setdefault("scheme", "http://search.yahoo.com/mrss/category_schema")
        self._start_category(attributes)

    def _end_category(self, end: _ElementEnd) -> None:
        value = repaired(end.text.strip())
        tags = self.fields.get("tags")
        if value and tags and not tags[-1]["term"]:
            tags[-1]["term"] = value
        elif value:
            self._tag(value, None, None)

    def _end_keywords(self, end: _ElementEnd) -> None:
        for term in () if end.attributes else repaired(end.text.strip()).split(","):
            if term.strip():
                self._tag(term.strip(), None, None)

    def _tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.fields.setdefault("tags", [])
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)


def _date_handler(name: str) -> Callable[[QuickEntry, _ElementEnd], None]:
    return lambda entry, end: entry._end_date(name, end.text)


def _plain_handler(name: str) -> Callable[[QuickEntry, _ElementEnd], None]:
    return lambda entry, end: entry._end_plain(name, end)


_STARTS: Final[dict[str, Callable[[QuickEntry, dict[str, str]], None]]] = {
    "guid": QuickEntry._start_guid,
    "id": QuickEntry._start_guid,
    "link": QuickEntry._start_link,
    "enclosure": QuickEntry._start_enclosure,
    "media_group": QuickEntry._start_media_group,
    "media_content": QuickEntry._start_media_content,
    "media_credit": QuickEntry._start_media_credit,
    "media_thumbnail": QuickEntry._start_media_thumbnail,
    "itunes_image": QuickEntry._start_itunes_image,
    "category": QuickEntry._start_category,
    "dc_subject": QuickEntry._start_category,
    "media_category": QuickEntry._start_media_category,
}
_ENDS: Final[dict[str, Callable[[QuickEntry, _ElementEnd], None]]] = {
    "guid": QuickEntry._end_guid,
    "id": QuickEntry._end_guid,
    "link": QuickEntry._end_link,
    "title": QuickEntry._end_title,
    "media_credit": QuickEntry._end_media_credit,
    "media_title": QuickEntry._end_media_title,
    "description": QuickEntry._end_description,
    "media_content": QuickEntry._end_media_content,
    "media_description": QuickEntry._end_media_description,
    "summary": QuickEntry._end_summary,
    "itunes_summary": QuickEntry._end_summary,
    "content": QuickEntry._end_content,
    "content_encoded": QuickEntry._end_content_encoded,
    "author": QuickEntry._end_author,
    "dc_creator": QuickEntry._end_author,
    "itunes_author": QuickEntry._end_author,
    "name": QuickEntry._end_name,
    "uri": QuickEntry._end_mail_or_uri,
    "email": QuickEntry._end_mail_or_uri,
    "category": QuickEntry._end_category,
    "dc_subject": QuickEntry._end_category,
    "media_category": QuickEntry._end_category,
    "media_keywords": QuickEntry._end_keywords,
    "media_group": QuickEntry._end_media_group,
    "source": QuickEntry._end_source,
    **{name: _plain_handler(name.lstrip("?")) for name in PLAIN_FIELDS},
    **{name: _date_handler(field) for name, field in DATE_FIELDS.items()},
}
