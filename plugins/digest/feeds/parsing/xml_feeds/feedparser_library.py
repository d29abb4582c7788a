"""feedparser, and everything that this program uses of its private parts.

A private part may change with any release, so pyproject.toml names one version of feedparser exactly. The private parts
are rules that the quick reader applies to plain documents: they are called here and not written again, since they are
long, needed rarely, and have to stay the same as feedparser's. Importing feedparser takes 0.06 s, which
most runs need not spend: each function imports it by itself.
"""

from functools import lru_cache
from importlib import import_module
from io import BytesIO

from ....errors import FeedError
from ...untrusted.plain_text import one_line
from .feed_document import FeedDocument
from .feedparser_handlers import with_handlers


def read_by_feedparser(body: bytes, charset: str) -> FeedDocument:
    """The document as feedparser reads it: every version of RSS, RDF, Atom and CDF, well-formed or not.

    feedparser is given bytes and never a URL, and told to leave markup alone: `cleaning` does that. `charset` is what
    the server named, "" where it named none.

    Raises:
        FeedError: it is no feed, or broken before its first entry.
    """
    feedparser = import_module("feedparser")
    with with_handlers(import_module("feedparser.mixin")._FeedParserMixin):
        document = feedparser.parse(
            BytesIO(body), response_headers=_headers(charset), sanitize_html=False, resolve_relative_uris=False
        )
    fault = one_line(str(document.get("bozo_exception", "")), 200) if document.bozo else ""
    if not document.entries and (fault or not document.version):
        raise FeedError(f"this is no feed that can be read{': ' + fault if fault else ''}")
    return FeedDocument(
        str(dict.get(document.feed, "language", "") or ""),
        document.entries,
        is_atom=str(document.version).startswith("atom"),
        fault=fault,
        title=str(dict.get(document.feed, "title", "") or ""),
        site_url=str(dict.get(document.feed, "link", "") or ""),
        authors=tuple(dict.get(document.feed, "authors", ())),
    )


def decoded_by_feedparser(body: bytes, charset: str) -> tuple[str, str]:
    """The document's text in the first encoding that fits of those that the server, the document and its first bytes
    name, and of Windows-1252 and ISO 8859-2; and a fault, where it is not the one that was named."""
    encodings = import_module("feedparser.encodings")
    result: dict[str, object] = {}
    text = encodings.convert_to_utf8(_headers(charset), body, result).decode("utf-8", "replace")
    return text.lstrip("\ufeff"), one_line(str(result.get("bozo_exception", "")), 200)


def _headers(charset: str) -> dict[str, str]:
    """Headers that leave the choice of the encoding to the document where the server names none (RFC 7303).

    feedparser follows RFC 3023, by which text/xml without an encoding is ASCII, so the document is said to be
    application/xml. Its URL is not told, since feedparser would make a guid of it that changes when the feed moves.
    """
    return {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}


@lru_cache(maxsize=1)
def windows_characters() -> dict[int, str]:
    """The characters that Windows-1252 has in the place of control codes 128 to 159, for `str.translate`."""
    import feedparser.mixin  # noqa: PLC0415

    table: dict[int, str] = feedparser.mixin._cp1252
    return table


def looks_like_html(text: str) -> bool:
    """Whether feedparser takes a text without a type for HTML."""
    if "</" not in text and "&" not in text:
        return False  # by the first lines of feedparser's own rule, without importing it
    import feedparser.mixin  # noqa: PLC0415

    return bool(feedparser.mixin._FeedParserMixin.looks_like_html(text))
