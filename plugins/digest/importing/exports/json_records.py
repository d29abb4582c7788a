r"""The records of a JSON file, one after the other in bounded memory, whatever their number.

A file may have a record on each line (JSON Lines), records one behind the other, one list of records, or one object
with such a list ("items", "entries"). An incremental parser such as `ijson` reads the last two as well, but ends for
good at the first fault; here a damaged record costs only itself. The end of a record is found by its brackets and
strings alone, and where that leads astray, the next record is the one that begins as its neighbours do.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .byte_window import ByteWindow
from .export_record import MAX_RECORD_BYTES, DamagedRecord, ExportError, RecordError

LISTS: Final = ("items", "entries", "articles", "posts", "records", "results", "data")  # names of a list of records
_MAX_HEAD_BYTES: Final = 2**20  # of an object before its list of records
_MAX_DIGITS: Final = 4000  # Python refuses to read numbers of more than 4,300
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[\[\]{}]', re.DOTALL)
_BLANKS: Final = b" \t\r\n\f\v,"
_FIRST_KEY: Final = re.compile(rb'\{\s*("(?:[^"\\]|\\.){1,100}")\s*:')
_TOO_LONG: Final = f"it has more than {MAX_RECORD_BYTES // 2**20} MB"


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """The bytes of one record, which aren't parsed yet, and its place for a person."""

    place: str
    data: bytes


def json_lines(window: ByteWindow) -> Iterator[JsonRecord | DamagedRecord]:
    """The records of a file with one on each line."""
    while window.data or window.fill():
        place = f"line {window.line}"
        end = window.data.find(b"\n")
        while end < 0 and len(window.data) <= MAX_RECORD_BYTES and window.fill():
            end = window.data.find(b"\n")
        line = window.data if end < 0 else window.data[:end]
        if len(line) > MAX_RECORD_BYTES:
            _skip_line(window)
            yield DamagedRecord(place, _TOO_LONG)
            continue
        window.drop(len(line) + (end >= 0))
        if line.strip():
            yield JsonRecord(place, line)


def json_values(window: ByteWindow) -> Iterator[JsonRecord | DamagedRecord]:
    """The records of a list from its first element on, or records that stand one behind the other."""
    first_key, number = b"", 0
    while True:
        window.drop(len(window.data) - len(window.data.lstrip(_BLANKS)))
        if not window.data:
            if window.fill():
                continue
            return
        if window.data[:1] in (b"]", b"}"):  # the end of the list, or a bracket too many
            if not first_key or not _go_to_next(window, first_key, 1):
                return
            continue
        number += 1
        place = f"record {number} (line {window.line})"
        if window.data[:1] != b"{":
            yield DamagedRecord(place, f"this is no object: {window.data[:40].decode('utf-8', 'replace')!r}")
            if not _go_to_next(window, first_key, 1):
                return
            continue
        end = _end_of_record(window)
        record = window.data[:end] if end > 0 else b""
        has_swallowed = bool(first_key) and record.count(first_key) > 1 and not is_sound(record)
        if record and not has_swallowed:
            match = _FIRST_KEY.match(record)
            first_key = first_key or (match[1] if match else b"")
            yield JsonRecord(place, record)
            window.drop(end)
            continue
        yield DamagedRecord(place, _fault(window, end) if not record else _fault_of(record))
        if not _go_to_next(window, first_key, max(end, 1)):
            return


def head_of_object(window: ByteWindow) -> dict[str, Any]:
    """What an object says before its list of records; the window then stands at the first record.

    Raises:
        ExportError: it has no list by a name of LISTS.
    """
    while len(window.data) < _MAX_HEAD_BYTES and window.fill():
        if (found := _list_in(window.data)) is not None:
            break
    else:
        found = _list_in(window.data)
    if found is None:
        keys = ", ".join(_keys(window.data)[:8])
        raise ExportError(f"this is one JSON object (with {keys or 'nothing'}), and has no list {' or '.join(LISTS)}")
    start, head = found
    window.drop(start)
    return head


def parsed_record(data: bytes) -> dict[str, Any]:
    """The object of a record.

    Raises:
        RecordError: it isn't JSON, no object, or nested too deep.
    """
    try:
        # Not strict: control characters within strings, such as line ends, are what some software leaves in.
        value = json.loads(text_of(data), strict=False, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise RecordError(_reason(error)) from error
    if not isinstance(value, dict):
        raise RecordError(f"this is no object: {data[:40].decode('utf-8', 'replace')!r}")
    return value


def text_of(data: bytes) -> str:
    """The text of bytes in UTF-8; a byte that is none is read as Windows-1252, which is what it nearly always is."""
    return data.decode("utf-8", _MIXED)


def is_sound(data: bytes) -> bool:
    """Whether the bytes are one JSON value that can be read."""
    try:
        json.loads(text_of(data), strict=False, parse_int=_number)
    except (ValueError, RecursionError):
        return False
    return True


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < _MAX_DIGITS else digits


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


_MIXED: Final = "digest-utf-8-or-windows-1252"
codecs.register_error(_MIXED, _as_windows_1252)


def _end_of_record(window: ByteWindow) -> int:
    """Where the record at the window's start ends, 0 where its end can't be found within what a record may have."""
    while True:
        depth = 0
        for match in _TOKEN.finditer(window.data):
            token = window.data[match.start()]
            if token == 0x22:
                if not match[1]:  # the string goes on beyond what was read
                    break
            elif token in b"{[":
                depth += 1
            else:
                depth -= 1
                if depth == 0:
                    return match.end() if match.end() <= MAX_RECORD_BYTES else 0
        if len(window.data) > MAX_RECORD_BYTES or not window.fill():
            return 0


def _fault(window: ByteWindow, end: int) -> str:
    if len(window.data) > MAX_RECORD_BYTES:
        return f"{_TOO_LONG}, or its end is missing"
    return "the file ends within it" if end == 0 else "this is no record"


def _fault_of(record: bytes) -> str:
    try:
        parsed_record(record)
    except RecordError as error:
        return str(error)
    return "this is no record"


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "its values are nested too deep"
    return f"this isn't JSON that can be read: {error}"


def _go_to_next(window: ByteWindow, first_key: bytes, skip: int) -> bool:
    """Go on to where the next record begins like the first one, at most `skip` bytes further where none does; False at
    the end of the file.

    A record begins behind another one, at a line's beginning, or behind the bracket of the list.
    """
    key = re.escape(first_key) + rb"\s*:" if first_key else rb'"'
    begin = re.compile(rb"[,\n\[}]\s{0,40}(?=\{\s{0,40}" + key + rb")")
    if first_key and (match := begin.search(window.data, 1)) and match.end() < skip:
        window.drop(match.end())  # the damaged record has swallowed its neighbours
        return True
    if skip > 1:  # its end is known
        window.drop(skip)
        return True
    while True:
        if match := begin.search(window.data, 1):
            window.drop(match.end())
            return True
        window.drop(max(len(window.data) - len(first_key) - 100, 0))
        if not window.fill():
            return False


def _skip_line(window: ByteWindow) -> None:
    while (end := window.data.find(b"\n")) < 0:
        window.drop(len(window.data))
        if not window.fill():
            return
    window.drop(end + 1)


def _list_in(data: bytes) -> tuple[int, dict[str, Any]] | None:
    """Where the records of an object begin, and what stands before them; None where no list of records is found."""
    depth = 0
    for match in _TOKEN.finditer(data):
        token = data[match.start()]
        if token in b"{[":
            before = data[max(match.start() - 100, 0) : match.start()]
            if depth == 1 and token == 0x5B and (name := re.search(rb'"(\w+)"\s*:\s*\Z', before)):
                behind = data[match.end() : match.end() + 100]
                if name[1].decode() in LISTS and re.match(rb"\s*(?:[{\]]|\Z)", behind):
                    return match.end(), _head(data[: match.start()])
            depth += 1
        elif token in b"}]":
            depth -= 1
    return None


def _head(data: bytes) -> dict[str, Any]:
    try:
        return parsed_record(data + b"[]}")
    except RecordError:
        return {}


def _keys(data: bytes) -> list[str]:
    """The names at the top of an object."""
    names: list[str] = []
    depth = 0
    for match in _TOKEN.finditer(data):
        token = data[match.start()]
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
        elif depth == 1 and data[match.end() : match.end() + 20].lstrip().startswith(b":"):
            names.append(match[0][1:-1].decode("utf-8", "replace")[:40])
    return names
