"""The addresses of an entry of an XML feed: of its page, and of what is enclosed."""

import re
from typing import Final
from urllib.parse import urlsplit

from .feed_document import Entry, dictionaries

_ORIGINALS: Final = ("feedburner_origlink", "pheedo_origlink")  # where a service has put addresses of its own
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml", "application/vnd.wap.xhtml+xml"})
_FEEDS: Final = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|(?:feed\+|activity\+|ld\+)?json)|application/xml")
_IANA: Final = "http://www.iana.org/assignments/relation/"  # RFC 4287, 4.2.7.2: a relation's name may be written out
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S|/", re.IGNORECASE)
_WWW: Final = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?#:]|$)", re.IGNORECASE)
_SCHEME_TWICE: Final = re.compile(r"^(?:feed:(?://)?|https?://)+(?=https?:/)", re.IGNORECASE)
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,11}")
_FEED_SCHEME: Final = re.compile(r"^feed://", re.IGNORECASE)


def link_of(entry: Entry) -> str:
    """The address of the entry's page as the publisher has it, "" where there is none.

    feedparser gives an id as the link where it finds no link of a page; it is one only where it looks like an address
    and the entry has no link of another kind.
    """
    original = next((tidy_address(text) for name in _ORIGINALS if isinstance(text := dict.get(entry, name), str)), "")
    if original.lower().startswith(("http://", "https://")):
        return original
    link = tidy_address(str(dict.get(entry, "text_link") or dict.get(entry, "link", "") or ""))
    if link and link != str(dict.get(entry, "id", "") or "").strip():
        return link
    return _alternate(entry) or (link if _ADDRESS.match(link) else "")


def enclosure_of(entry: Entry) -> str:
    """The address of the first enclosure that is no picture."""
    original = dict.get(entry, "feedburner_origenclosurelink")
    enclosure = first_href(entry, "enclosure", but="image/")
    return tidy_address(original if enclosure and isinstance(original, str) and original else enclosure)


def enclosure_facts(entry: Entry) -> str:
    """The media type and the size of that enclosure, as `Item` has them."""
    for link in dictionaries(entry, "links"):
        media_type = str(dict.get(link, "type", ""))
        if dict.get(link, "rel") == "enclosure" and not media_type.startswith("image/"):
            return facts_of_enclosure(media_type, dict.get(link, "length"))
    return ""


def facts_of_enclosure(media_type: object, size: object, duration_s: object = "") -> str:
    """The facts as `Item` has them, without those that can't be: `size` is in bytes."""
    kind = _MEDIA_TYPE.match(str(media_type).strip().lower())
    numbers = [_NUMBER.fullmatch(str(number).strip()) for number in (size, duration_s)]
    size_words, duration_words = (match[0] if match else "" for match in numbers)
    facts = (kind[0] if kind else "", size_words, f"{duration_words}s" if duration_words else "")
    return " ".join(filter(None, facts))


def first_href(entry: Entry, rel: str, *, only: str = "", but: str = "-") -> str:
    """The address of the first link of the relation whose type begins with `only` and not with `but`."""
    for link in dictionaries(entry, "links"):
        media_type = str(dict.get(link, "type", ""))
        if dict.get(link, "rel") == rel and media_type.startswith(only) and not media_type.startswith(but):
            return str(dict.get(link, "href", ""))
    return ""


def tidy_address(address: str) -> str:
    """The address without white space around it and with what is commonly written in front of one put right:
    "feed:https://…", "http://https://…", "www.news.example/1"."""
    address = address.strip().replace("&amp;", "&")
    address = _FEED_SCHEME.sub("http://", _SCHEME_TWICE.sub("", address), count=1)
    return f"http://{address}" if _WWW.match(address) else address


def _alternate(entry: Entry) -> str:
    """The best of the links that lead to the entry in another form: a page before text, and a feed last.

    A media type may have parameters, or be missing (RFC 4287, 4.2.7.3: it is only a hint).
    """
    addresses: list[tuple[int, str]] = []
    for link in dictionaries(entry, "links"):
        relations = str(dict.get(link, "rel", "")).replace(_IANA, "").split() or ["alternate"]
        address = tidy_address(str(dict.get(link, "href", "") or ""))
        is_id = address == str(dict.get(entry, "id", "")) and not _ADDRESS.match(address)
        if "alternate" in relations and _is_page_address(address) and not is_id:
            addresses.append((_rank(str(dict.get(link, "type", "") or "")), address))
    return min(addresses, key=lambda ranked: ranked[0])[1] if addresses else ""


def _is_page_address(address: str) -> bool:
    try:
        return bool(address) and urlsplit(address).scheme.lower() in ("", "http", "https")
    except ValueError:
        return False


def _rank(declared: str) -> int:
    media_type = declared.partition(";")[0].strip().lower()
    if media_type in _PAGES:
        return 0
    if not media_type or media_type.startswith("text/"):
        return 1
    return 3 if _FEEDS.fullmatch(media_type) else 2
