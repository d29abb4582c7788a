"""The records of one request: the kind of document that is wanted, the validators, the response."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MAX_FEED_BYTES: Final = 16 * 2**20  # decoded; the largest of 73 real feeds has 2.7 MB, podcasts' archives some more


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """The kind of document that is wanted: the value of the Accept header, and the largest size when decoded."""

    accept: str
    max_bytes: int


FEED_DOCUMENT: Final = DocumentKind(
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5",
    MAX_FEED_BYTES,
)


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of the server's last complete response. A conditional request returns them (RFC 9110, 13.1)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A whole response. `url` is where it came from after all redirects, and `body` is decoded.

    `moved_to` is the new URL where the server says that the document moved for good, else "". `fresh_until` is the
    moment until which the server says that the response holds. `note` says in one line what is odd about the response,
    or is "". `link_header` is the value of all headers `Link`.
    """

    url: str
    body: bytes
    content_type: str
    validators: Validators
    moved_to: str = ""
    fresh_until: datetime | None = None
    note: str = ""
    link_header: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answers 304: the response that it sent last still holds."""

    moved_to: str = ""
    fresh_until: datetime | None = None
