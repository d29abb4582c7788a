"""One JSON record -> the item that a feed would have given, by the names that programs give to fields.

Besides the documented names (the first of each row) these are the fields of JSON Feed 1.1, of the entries of miniflux's
and Feedbin's API and of Feedbin's export, of FreshRSS' export and other streams in the form of Google Reader, of posts
of WordPress' REST API, and of the extractors trafilatura and news-please. Sources: jsonfeed.org/version/1.1,
miniflux `internal/model/entry.go`, feedbin `app/jobs/starred_entries_export.rb`, FreshRSS `Entry::toGReader` and
`export/articles.phtml`, developer.wordpress.org/rest-api/reference/posts.

The number that a reader's database gave an entry is no guid: the publisher's feed doesn't know it, so such entries are
recognised by their links.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ...feeds.parsing.dates.date_context import DateContext, date_context
from ...feeds.parsing.dates.date_parsing import moment_of_date
from ...feeds.parsing.item import Item, TextConstruct, TextType
from ...feeds.parsing.xml_feeds.item_links import facts_of_enclosure, tidy_address
from ...feeds.untrusted.plain_text import text_of_html
from .export_record import ExportedItem, NotAnArticleError, RecordError, RecordOrigin

_LINK: Final = ("url", "link", "permalink", "external_url", "canonical_url")
_LINK_LISTS: Final = ("canonical", "alternate")  # of Google Reader: [{"href": "…"}]
_TITLE: Final = ("title", "headline")
_HTML: Final = ("html", "content_html", "content", "body")
_PLAIN: Final = ("text", "content_text", "maintext", "full_text", "raw_text")
_MARKDOWN: Final = ("markdown",)
_SUMMARY: Final = ("summary", "description", "excerpt", "abstract")
_AUTHORS: Final = ("authors", "author", "byline", "creator")
_TAGS: Final = ("tags", "categories", "keywords", "category")
_PUBLISHED: Final = (
    *("published", "published_at", "date_published", "datePublished", "date_gmt", "date_publish", "publish_date"),
    *("pub_date", "pubDate", "date", "created_at", "timestampUsec", "timestamp"),
)
_UPDATED: Final = (
    *("updated", "updated_at", "date_modified", "dateModified", "modified_gmt", "date_modify", "modified"),
)
_LANG: Final = ("lang", "language")
_IMAGE: Final = ("image", "image_url", "banner_image", "top_image", "jetpack_featured_media_url")
_FEED: Final = ("feed_url", "feedUrl", "xmlUrl")
_SITE: Final = ("site_url", "home_page_url", "htmlUrl", "source_domain", "source-hostname", "hostname", "domain")
_ENCLOSURES: Final = ("enclosures", "attachments", "enclosure")
_READERS_OWN_ID: Final = re.compile(r"tag:google\.com,2005:reader/item/|[0-9]+\Z")
_READERS_OWN_TAG: Final = re.compile(r"user/[^/]*/(?:state|label|source)/")
_JSON_FEED: Final = ("content_html", "content_text")
_NOT_PUBLISHED: Final = frozenset({"draft", "pending", "private", "future", "trash", "auto-draft", "removed"})
_MAX_LISTED: Final = 100  # authors, tags or enclosures of one record; an article has 30 at most


def exported_item(record: Mapping[str, Any], head: Mapping[str, Any], number: int) -> ExportedItem:
    """The item of a record, and where it is from. `head` is what the file says of all its records.

    Raises:
        NotAnArticleError: the record says that it was never published.
        RecordError: it has neither a title nor a text.
    """
    if (status := _text(record, ("status",)).lower()) in _NOT_PUBLISHED:
        raise NotAnArticleError(f"its status is {status}")
    body = _body(record)
    title = _text(record, _TITLE)
    if not title.strip() and not body.value.strip():
        fields = ", ".join(list(record)[:8])[:200]
        raise RecordError(f"it has neither a title nor a text; its fields are {fields or 'none'}")
    origin = _origin(record, head)
    link = tidy_address(_link(record))
    lang = _text(record, _LANG) or _text(head, _LANG)
    published, updated = (_text(record, names) for names in (_PUBLISHED, _UPDATED))
    context = date_context(lang, link or origin.site_url, (published, updated))
    moments = {text: moment_of_stamp(text, context) for text in (published, updated)}
    enclosures = list(_enclosures(record))
    enclosed = next((one for one in enclosures if not _is_picture(one)), {})
    picture = next((one for one in enclosures if _is_picture(one)), {})
    item = Item(
        number=number,
        base=link or origin.site_url or origin.feed_url,
        guid=_guid(record, link),
        link=link,
        title=text_of_html(title) if isinstance(record.get("title"), dict) else title,  # WordPress' is HTML
        body=body,
        summary=TextConstruct(_text(record, _SUMMARY), "text/html"),
        authors=tuple(_names(record, _AUTHORS)) or tuple(_names(head, _AUTHORS)),
        categories=tuple(tag for tag in _names(record, _TAGS) if not _READERS_OWN_TAG.match(tag)),
        lang=lang,
        published=moments[published],
        updated=moments[updated],
        unread_date=next((text for text, moment in moments.items() if text and not moment), ""),
        image=_text(record, _IMAGE) or _text(picture, ("url", "href")),
        enclosure=_text(enclosed, ("url", "href", "enclosure_url")),
        enclosure_facts=facts_of_enclosure(
            _text(enclosed, ("mime_type", "type", "enclosure_type")),
            _text(enclosed, ("size", "size_in_bytes", "length", "enclosure_length")),
            _text(enclosed, ("duration_in_seconds",)),
        ),
    )
    return ExportedItem(item, origin)


def moment_of_stamp(text: str, context: DateContext) -> datetime | None:
    """The moment of a date as text, or of seconds since 1970 with a fraction, None where it is neither."""
    return moment_of_date(re.sub(r"\A(\d{9,10})\.\d+\Z", r"\1", text), context)


def _body(record: Mapping[str, Any]) -> TextConstruct:
    """The first text that is there, HTML before plain text."""
    kinds: tuple[tuple[tuple[str, ...], TextType], ...] = (
        (_HTML, "text/html"),
        (_MARKDOWN, "text/markdown"),
        (_PLAIN, "text/plain"),
    )
    for names, kind in kinds:
        for name in names:
            if (text := _text(record, (name,))).strip():
                return TextConstruct(text, kind)
    # Google Reader's streams have a short text under "summary", as {"content": "…"}.
    summary = record.get("summary")
    return TextConstruct(_value(summary), "text/html") if isinstance(summary, dict) else TextConstruct()


def _guid(record: Mapping[str, Any], link: str) -> str:
    guid = _text(record, ("guid",))
    if guid or (identifier := record.get("id")) is None:
        return guid
    is_publishers = any(name in record for name in _JSON_FEED) or "origin" in record
    text = _value(identifier)
    if is_publishers and isinstance(identifier, str) and not _READERS_OWN_ID.match(text):
        return text
    return "" if link else text


def _link(record: Mapping[str, Any]) -> str:
    link = _text(record, _LINK)
    if link:
        return link
    for name in _LINK_LISTS:
        for one in _list(record.get(name)):
            if isinstance(one, dict) and (href := _text(one, ("href",))):
                return href
    identifiers = (_text(record, (name,)) for name in ("id", "source", "guid"))  # trafilatura has the URL in "source"
    return next((text for text in identifiers if text.startswith(("http://", "https://"))), "")


def _origin(record: Mapping[str, Any], head: Mapping[str, Any]) -> RecordOrigin:
    """What the record says of its feed: itself, in "feed" (miniflux) or "origin" (Google Reader); else what the file
    says of all."""
    holders = [record, *(value for name in ("feed", "origin") if isinstance(value := record.get(name), dict)), head]
    stream = _text(record["origin"], ("streamId",)) if isinstance(record.get("origin"), dict) else ""
    feed_of_stream = stream.removeprefix("feed/") if stream.startswith("feed/http") else ""
    return RecordOrigin(
        slug=_text(record, ("source",)),
        feed_url=next(filter(None, (_text(holder, _FEED) for holder in holders)), feed_of_stream),
        site_url=next(filter(None, (_text(holder, _SITE) for holder in holders)), ""),
    )


def _enclosures(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in _ENCLOSURES:
        for one in _list(record.get(name)):
            if isinstance(one, dict) and _text(one, ("url", "href", "enclosure_url")):
                yield one


def _is_picture(enclosure: Mapping[str, Any]) -> bool:
    return _text(enclosure, ("mime_type", "type")).lower().startswith("image")


def _names(holder: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """The names under the first of these keys that has some: texts, or objects with a name."""
    for key in keys:
        values = _list(holder.get(key))
        names = [text for value in values if not isinstance(value, int | float) and (text := _value(value)).strip()]
        if names:
            return names
    return []


def _text(holder: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The text under the first of these keys that has some."""
    return next((text for key in keys if (text := _value(holder.get(key))).strip()), "")


def _value(value: Any) -> str:
    """The text of a value: itself, a number, paragraphs, or what WordPress and readers wrap in an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    if isinstance(value, dict):
        wrapped = (value.get(name) for name in ("rendered", "content", "name"))
        return next((text for text in wrapped if isinstance(text, str)), "")
    return ""


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value[:_MAX_LISTED]
    return [] if value is None else [value]
