"""What an export is, by its first bytes and not by its name, and its records one after the other.

Whoever asks for the records keeps the file open while reading: `opened_export` is a context.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from ...feeds.cleaning.page_extraction import MAX_PAGE_CHARS
from ...feeds.untrusted.plain_text import one_line
from .byte_window import ByteWindow
from .export_files import READ_ERRORS, ExportMember, folder_members, open_regular, opened, zip_members
from .export_record import (
    DamagedRecord,
    ExportedItem,
    ExportError,
    FoundRecord,
    NotAnArticleError,
    RawRecord,
    WebPage,
)
from .json_records import LISTS, JsonRecord, head_of_object, is_sound, json_lines, json_values, parsed_record
from .netnewswire_database import netnewswire_articles
from .record_fields import exported_item
from .saved_pages import PAGE_ENDINGS, url_of_path
from .wordpress_export import wordpress_posts

READ_FORMS: Final = (
    "read are JSON Lines; lists of JSON records, as miniflux, FreshRSS, Feedbin, JSON Feed and WordPress' REST API "
    "give them; WordPress exports (WXR); NetNewsWire's DB.sqlite3; HTML pages; and folders and zip files of all these"
)
_PAGE_BYTES: Final = 80_000  # for which a page counts before it is read: 50 of them take some seconds
_SQLITE: Final = b"SQLite format 3\0"
_EXPORT_ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".xml", ".gz")
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LIKENESSES: Final = (  # what a file without any of the forms looks like, by how it begins
    (rb"%PDF", "a PDF document"),
    (rb"From \S+@?.*\d{4}\r?\n", "a mailbox"),
    (
        rb"BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|Rar!|7z\xbc\xaf",
        "a file that is packed in another way than gzip or zip: unpack it first",
    ),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", "a picture or recording"),
    (rb"[^\n,;\t]{1,80}(?:[,;\t][^\n,;\t]{0,80}){2,}\r?\n", "a table (CSV)"),
)


@dataclass(frozen=True, slots=True)
class OpenExport:
    """An export that is being read: its form in words, and its records, which can be asked for once.

    `share` says how much of it was read, from 0 to 1; None where that can't be known beforehand.
    """

    form: str
    records: Iterator[FoundRecord]
    share: Callable[[], float] | None = None


@contextmanager
def opened_export(path: Path) -> Iterator[OpenExport]:
    """The export at `path`: a file or a folder.

    Raises:
        ExportError: its form is unknown, or it can't be read.
        OSError: it can't be opened.
    """
    if path.is_dir():
        yield OpenExport("a folder", _records_of_members(folder_members(path), is_mirror=True))
        return
    with open_regular(path) as file:
        head = file.read(len(_SQLITE))
    if head == _SQLITE:
        yield OpenExport("a NetNewsWire database", netnewswire_articles(path))
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with zip_members(path) as members:
            yield OpenExport("a zip file", _records_of_members(members, is_mirror=True))
    else:
        with opened(path) as (read, share):
            form, records = _records_of_file(ByteWindow(read), "")
            yield OpenExport(form, records, share)


def _records_of_members(members: Iterator[ExportMember], *, is_mirror: bool) -> Iterator[FoundRecord]:
    """The records of all files of a folder or zip file, each named with its file."""
    for member in members:
        ending = re.search(r"\.\w{1,8}\Z", member.name)
        kind = ending[0].lower() if ending else ""
        if member.problem:
            yield _left_out(member.name, member.problem)
        elif kind in PAGE_ENDINGS:
            yield RawRecord(member.name, partial(_page_of_member, member, is_mirror), _PAGE_BYTES)
        elif kind in _EXPORT_ENDINGS:
            yield from _records_of_member(member)
        else:
            yield _left_out(member.name, f"it is another kind of file ({kind or 'without an ending'})")


def _records_of_member(member: ExportMember) -> Iterator[FoundRecord]:
    try:
        with member.open() as (read, _):
            _, records = _records_of_file(ByteWindow(read), member.name)
            for record in records:
                yield replace(record, place=f"{member.name}, {record.place}" if record.place else member.name)
    except (ExportError, *READ_ERRORS) as error:
        yield DamagedRecord(member.name, one_line(str(error), 300))


def _page_of_member(member: ExportMember, is_mirror: bool, number: int) -> WebPage:
    try:
        with member.open() as (read, _):
            html = _all_of(ByteWindow(read))
    except (ExportError, *READ_ERRORS) as error:
        raise NotAnArticleError(one_line(str(error), 300)) from error
    return WebPage(number, html, url_of_path(member.name) if is_mirror else "")


def _left_out(place: str, reason: str) -> RawRecord:
    def read(_: int) -> ExportedItem | WebPage:
        raise NotAnArticleError(reason)

    return RawRecord(place, read, 0)


def _records_of_file(window: ByteWindow, name: str) -> tuple[str, Iterator[FoundRecord]]:
    """The form of a file and its records.

    Raises:
        ExportError: the form is unknown, or one that carries no texts.
    """
    while not window.data.strip() and window.fill():
        window.drop(len(window.data) - len(window.data.lstrip()))
    data = window.data
    first = data[:1]
    if not data:
        raise ExportError("this is an empty file")
    if first == b"<":
        return _records_of_markup(window, name)
    if first == b"[":
        window.drop(1)
        return "a list of JSON records", map(partial(_json_record, {}), json_values(window))
    if first == b"{":
        return _records_of_objects(window)
    raise ExportError(f"this looks like {_likeness(data)}: {READ_FORMS}")


def _records_of_objects(window: ByteWindow) -> tuple[str, Iterator[FoundRecord]]:
    line, newline, _ = window.data.partition(b"\n")
    if newline and is_sound(line) and not _has_list(line):
        return "JSON Lines", map(partial(_json_record, {}), json_lines(window))
    try:
        head = head_of_object(window)
    except ExportError:
        return "JSON records", map(partial(_json_record, {}), json_values(window))
    return "a list of JSON records", map(partial(_json_record, head), json_values(window))


def _has_list(line: bytes) -> bool:
    """Whether an object has a list of records, such as each response of a reader's API."""
    record = parsed_record(line)
    lists = (value for name in LISTS if isinstance(value := record.get(name), list))
    return any(isinstance(item, dict) for items in lists for item in items[:1])


def _json_record(head: Mapping[str, Any], record: JsonRecord | DamagedRecord) -> FoundRecord:
    if isinstance(record, DamagedRecord):
        return record
    data = record.data
    return RawRecord(record.place, lambda number: exported_item(parsed_record(data), head, number), len(data))


def _records_of_markup(window: ByteWindow, name: str) -> tuple[str, Iterator[FoundRecord]]:
    start = window.data[: 64 * 1024]
    if b"wordpress.org/export/" in start:
        return "a WordPress export", wordpress_posts(window)
    if _HTML.match(start):
        place = name or "the page"
        page = RawRecord(place, lambda number: WebPage(number, _all_of(window), ""), _PAGE_BYTES)
        return "an HTML page", iter([page])
    element = re.search(rb"<([A-Za-z][\w:.-]{0,40})", start)
    root = element[1].decode("ascii", "replace") if element else ""
    if root.lower() == "opml":
        raise ExportError("this is an OPML list, which has no texts: follow its feeds with concordance opml --file")
    if root.lower() in ("rss", "feed", "rdf:rdf"):
        raise ExportError("this is a feed, which a poll reads: follow it with concordance subscribe")
    raise ExportError(f"this looks like XML of another kind (<{root}>): {READ_FORMS}")


def _all_of(window: ByteWindow) -> bytes:
    while len(window.data) < MAX_PAGE_CHARS and window.fill():
        pass
    return window.data[:MAX_PAGE_CHARS]


def _likeness(data: bytes) -> str:
    start = data[:2000]
    for pattern, name in _LIKENESSES:
        if re.match(pattern, start):
            return name
    text = one_line(start[:400].decode("utf-8", "replace"), 40)
    is_text = b"\0" not in start and "\ufffd" not in text and bool(text)
    return f"text that begins “{text}”" if is_text else f"binary data ({start[:4].hex(' ')} …)"
