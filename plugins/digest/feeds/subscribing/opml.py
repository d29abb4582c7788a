"""Subscription lists as OPML 2.0 (http://opml.org/spec2.opml): outlines of type rss, folders as sections.

A list carries the URL, name, front page, description, language and section of a feed. The other keys of a subscription
(terms of use, filters, intervals) stay in `subscriptions.toml`.

The reader is the standard library's ElementTree. listparser 0.20 was compared on 23 lists: it takes every list for
UTF-8 (names in ISO 8859-1, windows-1251 and KOI8-R are lost), drops front page, description and language, takes half of
a truncated list without a word, and follows folders to any depth. Its last release names no Python after 3.12.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from ...contracts.subscriptions import LANGUAGE_TAG, Subscription
from ...errors import ConfigurationError
from ..untrusted.feed_urls import feed_url
from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url
from .opml_document import opml_root

MAX_VALUE_CHARS: Final = 2000  # of one attribute
MAX_NESTING: Final = 50  # of folders; people use 2
_SHOWN_CHARS: Final = 100  # of a name or URL in a note
_WITH_PASSWORD: Final = re.compile(r"(?i)(?:\w+:)*//[^/?#@]*@")
# OPML 2.0 has "url" for outlines of types that aren't feeds; some programs write feeds so.
_FEED_TYPES: Final = frozenset({"rss", "rss1", "rss2", "atom", "feed", "rdf", "pie", "json"})


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of an OPML list. `section` is its folder; the names of nested folders are joined by " / "."""

    url: str
    name: str
    section: str = ""
    home: str = ""
    about: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a list in its order, each URL once. `left_out` has a line for each outline that is neither feed nor
    a folder, `changed` one for each feed whose URL was read otherwise than it is written."""

    feeds: tuple[ListedFeed, ...]
    left_out: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def read_opml(body: bytes) -> FeedList:
    """The feeds of a list, and what was done with its other outlines.

    Raises:
        ConfigurationError: the list can't be read, or its document type defines entities, which could expand to
            gigabytes.
    """
    feeds: dict[str, ListedFeed] = {}
    left_out: list[str] = []
    changed: list[str] = []
    for body_element in _children(opml_root(body), "body"):
        for outline in _outlines_in(body_element, ()):
            if outline.feed is None:
                left_out.append(outline.note)
                continue
            feeds.setdefault(outline.feed.url, outline.feed)
            changed += [outline.note] if outline.note else []
    return FeedList(tuple(feeds.values()), tuple(left_out), tuple(changed))


def write_opml(feeds: Iterable[Subscription], *, title: str) -> str:
    """The OPML list of subscriptions: a folder for each section. Sections and feeds keep their order."""
    sections: dict[str, list[Subscription]] = {}
    for feed in feeds:
        sections.setdefault(feed.section, []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape(title)}</title></head>",
        "<body>",
    ]
    for section, members in sections.items():
        lines.append(f"<outline {_attributes(text=section, title=section)}>")
        lines += [f"  <outline {_of_feed(feed)}/>" for feed in members]
        lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>", ""])


@dataclass(frozen=True, slots=True)
class _Outline:
    """An outline that is a feed, or None with a note that says why it isn't."""

    feed: ListedFeed | None
    note: str = ""


def _outlines_in(element: ElementTree.Element, folders: tuple[str, ...]) -> Iterator[_Outline]:
    """The outlines below an element that are no folders."""
    if len(folders) > MAX_NESTING:
        raise ConfigurationError(f"its folders are nested more than {MAX_NESTING} deep")
    for outline in _children(element, "outline"):
        # Programs differ in how they write xmlUrl.
        attributes = {_local(name): _unescaped(value) for name, value in outline.attrib.items()}
        name = attributes.get("title") or attributes.get("text", "")
        address = _address(attributes)
        is_folder = not address and any(True for _ in _children(outline, "outline"))
        if not is_folder:
            yield _outline(attributes, name, address, folders)
        yield from _outlines_in(outline, (*folders, name) if is_folder and name else folders)


def _outline(attributes: dict[str, str], name: str, address: str, folders: tuple[str, ...]) -> _Outline:
    shown = f"{one_line(name or address, _SHOWN_CHARS)!r}: "
    url = feed_url(address)
    if not address:
        other = attributes.get("url", "")
        what = (
            f"an outline of type {one_line(attributes.get('type', ''), 20)!r}, no feed" if other else "it has no xmlUrl"
        )
        return _Outline(None, shown + what)
    if not url:
        return _Outline(None, f"{shown}{_without_password(address)!r} is no address of http or https")
    # Where there are no folders, categories say the same: slashes part them as folders do.
    category = attributes.get("category", "").partition(",")[0].strip("/ ").replace("/", " / ")
    feed = ListedFeed(
        url,
        name or url,
        section=" / ".join(folders) or category,
        home=absolute_url(attributes.get("htmlurl", "")),
        about=attributes.get("description", ""),
        lang=_language(attributes.get("language", "")),
    )
    if _WITH_PASSWORD.match(address):
        return _Outline(feed, f"{shown}its user name and password were left out: name them by the key credentials")
    if urlsplit(url).scheme != address.partition(":")[0].lower():
        return _Outline(feed, f"{shown}{one_line(address, _SHOWN_CHARS)!r} was read as {url}")
    return _Outline(feed)


def _unescaped(value: str) -> str:
    """The value on one line. Some programs escape it twice, and no name or URL has a reference in it on purpose."""
    return one_line(unescape(value[: 4 * MAX_VALUE_CHARS]), MAX_VALUE_CHARS)


def _address(attributes: dict[str, str]) -> str:
    is_feed = attributes.get("type", "").lower() in _FEED_TYPES
    return attributes.get("xmlurl", "") or (attributes.get("url", "") if is_feed else "")


def _without_password(address: str) -> str:
    return one_line(address.rpartition("@")[2], _SHOWN_CHARS)


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The children of that name, whatever its case, with or without a namespace."""
    return (child for child in element if isinstance(child.tag, str) and _local(child.tag) == name)


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _language(value: str) -> str:
    """A language tag as a subscription takes it; "" for anything else."""
    return value if re.fullmatch(LANGUAGE_TAG, value) else ""


def _of_feed(feed: Subscription) -> str:
    """The attributes of one feed's outline."""
    return _attributes(
        type="rss",
        text=feed.name,
        title=feed.name,
        xmlUrl=feed.url,
        htmlUrl=feed.home,
        description=feed.about,
        language=feed.lang,
    )


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items() if value)
