"""A saved web page -> the item that a feed would have given of it, by trafilatura, as the pages of feeds are read.

This runs in a process with limits: `import_worker`.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from ...feeds.cleaning.page_extraction import MAX_PAGE_CHARS, main_html
from ...feeds.parsing.dates.date_parsing import moment_of_date
from ...feeds.parsing.item import Item, TextConstruct
from .export_record import ExportedItem, RecordError, RecordOrigin, WebPage

# The moment that Open Graph and schema.org's JSON name, where the library has the day alone.
_MOMENT: Final = re.compile(
    rb"(?:article:published_time|datePublished|date_published)[\"']?\s{0,9}(?:content\s{0,9}=|:)\s{0,9}[\"']([^\"']{10,40})[\"']",
    re.IGNORECASE,
)
_HEAD_BYTES: Final = 500_000
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE)
_INDEX: Final = re.compile(r"(?:^|(?<=/))index\.x?html?\Z")
PAGE_ENDINGS: Final = (".html", ".htm", ".xhtml", ".shtml")


def url_of_path(path: str) -> str:
    """The URL of a page in a mirror, whose topmost folder has the name of a host, as wget makes it; else ""."""
    host, slash, rest = path.partition("/")
    is_host = bool(slash) and _HOST.fullmatch(host) is not None and not host.lower().endswith(PAGE_ENDINGS)
    return f"https://{host}/{_INDEX.sub('', rest)}" if is_host else ""


def page_item(page: WebPage) -> ExportedItem:
    """The item of a page.

    Raises:
        RecordError: no main text and no title can be found in it.
    """
    from trafilatura import load_html  # noqa: PLC0415  a second that only saved pages take
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415
    from trafilatura.settings import set_date_params  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    html = page.html[:MAX_PAGE_CHARS]
    tree = load_html(html)
    if tree is None:
        raise RecordError("this is no page that can be read")
    # Not extensive: the library would guess the date from any number in the text.
    facts = extract_metadata(tree, default_url=page.url or None, date_config=set_date_params(False))
    url = _absolute(facts.url) or page.url
    body = main_html(html, url)
    if not body or not (facts.title or "").strip():
        raise RecordError(f"no {'main text' if not body else 'title'} can be found in the page")
    item = Item(
        number=page.number,
        base=url,
        link=url,
        title=facts.title,
        body=TextConstruct(body, "text/html", url),
        summary=TextConstruct(facts.description or "", "text/plain"),
        authors=tuple((facts.author or "").split("; ")),
        categories=tuple(facts.tags or facts.categories or ()),
        lang=_language(html),
        published=_published(html, facts.date or ""),
        image=facts.image or "",
    )
    return ExportedItem(item, RecordOrigin(site_url=url))


def _absolute(url: str | None) -> str:
    return url if url and urlsplit(url).scheme in ("http", "https") else ""


def _published(html: bytes, day: str) -> datetime | None:
    """The moment of publication: that of the page's metadata where it fits the day that the library found."""
    found = moment_of_date(day) if day else None
    for match in _MOMENT.finditer(html[:_HEAD_BYTES]):
        moment = moment_of_date(match[1].decode("utf-8", "replace"))
        if moment and (found is None or abs(moment - found) <= timedelta(days=2)):
            return moment
    return found.astimezone(UTC) if found else None


def _language(html: bytes) -> str:
    match = re.search(
        rb"<html\b[^>]{0,500}?\blang\s{0,9}=\s{0,9}[\"']?([A-Za-z-]{2,20})", html[:_HEAD_BYTES], re.IGNORECASE
    )
    return match[1].decode() if match else ""
