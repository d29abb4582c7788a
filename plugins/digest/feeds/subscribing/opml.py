"""Subscription lists as OPML 2.0 (http://opml.org/spec2.opml): outlines of type rss, folders as sections.

What OPML has a word for goes both ways: address, name, front page, description, language and section. The rest of a
subscription (terms of use, filters, intervals) stays in `subscriptions.toml`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from ...contracts.subscriptions import Subscription
from ...errors import ConfigurationError
from ..untrusted.plain_text import one_line
from ..untrusted.urls import absolute_url

MAX_OPML_BYTES: Final = 16 * 2**20  # 5,000 subscriptions have 1.5
MAX_NESTING: Final = 50  # of folders; people use 2
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. `section` is its folder, folders within folders joined by " / "."""

    url: str
    name: str
    section: str = ""
    home: str = ""
    about: str = ""
    lang: str = ""


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list in its order, each address once.

    Raises:
        ConfigurationError: it isn't OPML that can be read, or it defines entities, which no list needs.
    """
    if len(body) > MAX_OPML_BYTES or _ENTITY.search(body.replace(b"\0", b"")):
        raise ConfigurationError("this list is too long, or it has a document type, which OPML hasn't")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314  without a document type there is nothing to expand
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ConfigurationError(f"this isn't OPML: {error}") from error
    if root.tag.lower() != "opml":
        raise ConfigurationError(f"this isn't OPML: it begins with <{one_line(root.tag, 40)}>")
    found: dict[str, Outline] = {}
    for body_element in root.findall("body"):
        for outline in _outlines(body_element, ()):
            found.setdefault(outline.url, outline)
    return tuple(found.values())


def write_opml(feeds: Iterable[Subscription], *, title: str) -> str:
    """The list of the subscriptions, a folder for each section, both in the order in which they come."""
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


def _outlines(element: ElementTree.Element, folders: tuple[str, ...]) -> Iterator[Outline]:
    if len(folders) > MAX_NESTING:
        raise ConfigurationError(f"its folders are nested more than {MAX_NESTING} deep")
    for outline in element.findall("outline"):
        given = {name.lower(): one_line(value, 2000) for name, value in outline.attrib.items()}
        name = given.get("title") or given.get("text", "")
        url = absolute_url(given.get("xmlurl", ""))
        if url:
            # Where there are no folders, categories say the same: slashes part them as folders do.
            section = " / ".join(folders) or given.get("category", "").partition(",")[0].strip("/ ").replace("/", " / ")
            home = absolute_url(given.get("htmlurl", ""))
            yield Outline(url, name or url, section, home, given.get("description", ""), given.get("language", ""))
        yield from _outlines(outline, folders if url or not name else (*folders, name))


def _of_feed(feed: Subscription) -> str:
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
