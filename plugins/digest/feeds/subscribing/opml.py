"""Subscription lists as OPML 2.0 (http://opml.org/spec2.opml): outlines of type rss, folders as sections.

A list carries the URL, name, front page, description, language and section of a feed. The other keys of a subscription
(terms of use, filters, intervals) stay in `subscriptions.toml`.

The reader is the standard library's ElementTree and 30 lines. listparser 0.20 was compared on 23 lists: it reads lists
that aren't well-formed, such as those with a bare "&", where this reader says what is wrong. But it takes every list
for UTF-8 (names in ISO 8859-1, windows-1251 and KOI8-R are lost), drops front page, description and language, takes
half of a truncated list without a word, and follows folders to any depth. Its last release names no Python after 3.12.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from ...contracts.subscriptions import LANGUAGE_TAG, Subscription
from ...errors import ConfigurationError
from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url

MAX_OPML_BYTES: Final = 16 * 2**20  # 5,000 subscriptions have 1.5
MAX_VALUE_CHARS: Final = 2000  # of one attribute
MAX_NESTING: Final = 50  # of folders; people use 2
_DOCUMENT_TYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of an OPML list. `section` is its folder; the names of nested folders are joined by " / "."""

    url: str
    name: str
    section: str = ""
    home: str = ""
    about: str = ""
    lang: str = ""


def read_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """The feeds of a list in its order, each URL once.

    Raises:
        ConfigurationError: the list can't be read, or it has a document type, whose entities could expand to gigabytes.
    """
    if len(body) > MAX_OPML_BYTES:
        raise ConfigurationError(f"this list is longer than {MAX_OPML_BYTES // 2**20} MiB")
    if _DOCUMENT_TYPE.search(body.replace(b"\0", b"")):  # zero bytes: UTF-16
        raise ConfigurationError("this list has a document type, which OPML hasn't")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314  without a document type there is nothing to expand
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ConfigurationError(f"this isn't OPML: {error}") from error
    if root.tag.lower() != "opml":
        raise ConfigurationError(f"this isn't OPML: it begins with <{one_line(root.tag, 40)}>")
    feeds: dict[str, ListedFeed] = {}
    for body_element in root.findall("body"):
        for feed in _feeds_in(body_element, ()):
            feeds.setdefault(feed.url, feed)
    return tuple(feeds.values())


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


def _feeds_in(element: ElementTree.Element, folders: tuple[str, ...]) -> Iterator[ListedFeed]:
    if len(folders) > MAX_NESTING:
        raise ConfigurationError(f"its folders are nested more than {MAX_NESTING} deep")
    for outline in element.findall("outline"):
        # Programs differ in how they write xmlUrl.
        attributes = {name.lower(): one_line(value, MAX_VALUE_CHARS) for name, value in outline.attrib.items()}
        name = attributes.get("title") or attributes.get("text", "")
        url = absolute_url(attributes.get("xmlurl", ""))
        if url:
            # Where there are no folders, categories say the same: slashes part them as folders do.
            category = attributes.get("category", "").partition(",")[0].strip("/ ").replace("/", " / ")
            yield ListedFeed(
                url,
                name or url,
                section=" / ".join(folders) or category,
                home=absolute_url(attributes.get("htmlurl", "")),
                about=attributes.get("description", ""),
                lang=_language(attributes.get("language", "")),
            )
        yield from _feeds_in(outline, folders if url or not name else (*folders, name))


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
