"""Plain XML feeds read in a fifth of feedparser's time: well-formed RSS, RDF and Atom that hold nothing odd.

This reader exists since reading is most of the work of a poll. Of 73 captured feeds 45 are plain; this reader takes
4.2 ms for one of them where feedparser takes 20.5, and a run whose feeds are all plain never imports feedparser, which
takes 0.06 s (tests/benchmarks/beside_libraries.py).
Two tests hold it to feedparser's behaviour: tests/digest/feeds/parsing/xml_feeds/test_quick_xml.py, where both readers
give the same items of a document for each rule and of every captured feed, and tests/corpus/test_feedparser_cases.py,
with the cases of feedparser's own test suite. What this reader does not know to mean the same is left to feedparser by
NeedsFeedparserError: other encodings, document types, inline markup, bases and languages within the document, elements
that feedparser gives a meaning and `quick_entry` has no handler for.
"""

import re
from typing import Final
from xml.parsers import expat

from ..item import MAX_ITEMS
from .feed_document import Entry, FeedDocument
from .feed_extensions import ATOM, RDF, XML, NeedsFeedparserError, element_kind
from .quick_entry import QuickEntry
from .quick_values import repaired, resolved

_DECLARATION: Final = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_FEED_AUTHORS: Final = frozenset({"author", "dc_author", "dc_creator", "itunes_author", "managingeditor"})
_MAX_DEPTH: Final = 30  # real feeds reach 9; feedparser counts the depth of those it is given


def read_plain(body: bytes, charset: str) -> FeedDocument:
    """The document with its entries as feedparser's dictionaries.

    `charset` is what the server named, "" where it named none.

    Raises:
        NeedsFeedparserError: feedparser has to read it.
    """
    match = _DECLARATION.match(body)
    encodings = {charset.lower(), match[1].decode("ascii", "replace").lower() if match else ""}
    if not encodings <= {"", "utf-8", "utf8"} or not body.startswith((b"<", b"\xef\xbb\xbf<")):
        raise NeedsFeedparserError
    reader = _DocumentReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NeedsFeedparserError from error
    if not reader.entries or (reader.is_rdf and ATOM.encode() in body):
        raise NeedsFeedparserError  # an Atom namespace before the RDF one makes feedparser take it for Atom
    return FeedDocument(
        reader.language,
        reader.entries,
        reader.is_atom,
        title=reader.title,
        site_url=reader.site_url,
        authors=tuple(reader.authors),
    )


def _refuse_doctype(*_: object) -> None:
    raise NeedsFeedparserError


class _DocumentReader:
    """expat's handlers for one document."""

    def __init__(self) -> None:
        self.language = ""
        self.title = ""
        self.site_url = ""
        self.authors: list[Entry] = []  # of an Atom feed
        self.entries: list[Entry] = []
        self.is_atom = self.is_rdf = False
        self._depth = 0
        self._lang: str | None = None  # of the root
        self._base = ""  # of the root
        self._entry_depth = 3  # of rss/channel/item; RDF's and Atom's stand one higher
        self._entry: QuickEntry | None = None
        self._kinds: list[str] = []  # of the elements that are open within the entry, outermost first
        self._feed_kinds: list[str] = []  # of the elements that are open outside entries, below the root
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise NeedsFeedparserError
        if self._depth == 1:
            self._start_root(name, attributes)
            return
        if attributes and any(map(_is_scoped, attributes)):
            raise NeedsFeedparserError
        kind = element_kind(name)
        if self._entry is not None:
            self._kinds.append(kind)
            self._text = []
            if len(self._kinds) > 1:
                self._check_nested(kind)
            self._entry.start(kind, attributes)
        elif kind in ("item", "entry"):
            self._start_entry(attributes)
        else:
            if kind == "link" and self.is_atom and not self._feed_kinds:
                self._take_site_url(attributes)
            self._feed_kinds.append(kind)
            self._text = []

    def _take_site_url(self, link: dict[str, str]) -> None:
        """Take the feed's first link that leads to its site: an alternate, as is a link without a relation."""
        if not self.site_url and link.get("rel", "alternate").lower() == "alternate":
            self.site_url = link.get("href", "")

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._entry is None:
            if self._feed_kinds:
                self._end_of_feed(self._feed_kinds.pop(), "".join(self._text).strip())
            self._text = []
        elif not self._kinds:
            self.entries.append(self._entry.fields)
            self._entry = None
        else:
            self._entry.end(self._kinds.pop(), "".join(self._text))
            self._text = []

    def _end_of_feed(self, kind: str, text: str) -> None:
        """Take what an element outside entries says of the feed itself."""
        parent = self._feed_kinds[-1] if self._feed_kinds else ""
        if kind in ("language", "dc_language"):
            self.language = repaired(text)
        elif kind == "title" and parent == ("" if self.is_atom else "channel"):
            self.title = self.title or repaired(text)
        elif kind == "link" and parent == "channel" and text:
            self.site_url = self.site_url or repaired(text)
        elif kind == "name" and self.is_atom and self._feed_kinds == ["author"]:
            self.authors.append({"name": text})
        elif kind in _FEED_AUTHORS and self.is_atom and not parent and (kind != "author" or text):
            raise NeedsFeedparserError

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, qualified = name.rpartition(" ") if name.count(" ") < 2 else name.partition(" ")
        local = qualified.partition(" ")[0]
        self.is_atom = uri == ATOM and local == "feed"
        self.is_rdf = uri == RDF and local == "RDF"
        if not (self.is_atom or self.is_rdf or name == "rss"):
            raise NeedsFeedparserError
        if name != "rss":
            self._entry_depth = 2
        for key, value in attributes.items():
            if key == "base" or key.startswith(f"{XML} base"):
                if not value.startswith(("http://", "https://")):
                    raise NeedsFeedparserError
                self._base = resolved("", value)
            if key == "lang" or key.startswith(f"{XML} lang"):
                if not value:
                    raise NeedsFeedparserError
                self._lang = value
                self.language = value.replace("_", "-")

    def _start_entry(self, attributes: dict[str, str]) -> None:
        if self._depth != self._entry_depth or len(self.entries) > MAX_ITEMS:
            raise NeedsFeedparserError
        about = next((value for key, value in attributes.items() if key.startswith(f"{RDF} about")), "")
        self._entry = QuickEntry(about, self._lang, self._base, is_atom=self.is_atom)

    def _check_nested(self, kind: str) -> None:
        """Let pass elements within elements of an entry that are known: within those of Media RSS, and an author's."""
        parent = self._kinds[-2]
        if parent in ("media_content", "media_group", "media_thumbnail") and kind.startswith("media_"):
            return
        if parent == "author" and kind in ("name", "uri", "email") and len(self._kinds) == 2 and self.is_atom:
            return
        raise NeedsFeedparserError


def _is_scoped(attribute: str) -> bool:
    """Whether the attribute changes the base or the language of the element that it stands on."""
    return attribute in ("base", "lang") or attribute.startswith((f"{XML} base", f"{XML} lang"))
