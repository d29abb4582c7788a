"""The files that Pelican leaves out of a build since they can't be read: each is named with what is wrong in it.

Pelican logs "Could not process FILE" and goes on, and its own status is that of a build without faults.
"""

import logging
import re
import sys
from pathlib import Path
from typing import Final, Self

# Pelican's own messages on an article or page that it leaves out. It logs them nowhere else.
_UNREADABLE: Final = "Could not process %s"
_WITHOUT_FIELD: Final = "Skipping %s: could not find information about '%s'"
_UNKNOWN_STATUS: Final = "Unknown status '%s' for file %s"
_SKIPPED: Final = "Skipping %s: "
_EXAMPLES: Final = {
    "Date": "Date: expected a line such as Date: 2026-11-22 12:00",
    "Title": "Title: expected a line such as Title: Ferry sails again",
}
_LOGGERS: Final = ("pelican.generators", "pelican.contents")
_DATES: Final = re.compile(r"(date|modified)\s*:\s*(.*)", re.IGNORECASE)
_SHOWN_CHARS: Final = 80
MAX_HEADER_LINES: Final = 100


class LeftOutFiles(logging.Filter):
    """Counts the files that are left out, from the beginning of the `with` to its end, and words what is logged."""

    def __init__(self, content: Path) -> None:
        super().__init__()
        self._content = content
        self.count = 0

    def __enter__(self) -> Self:
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        message = str(record.msg)
        if message == _UNREADABLE and isinstance(record.args, tuple) and record.args:
            file = self._content / str(record.args[0])
            record.msg, record.args = "%s is left out: %s", (file, file_fault(file, sys.exception()))
            record.exc_info = None
            self.count += 1
        elif message.startswith(_WITHOUT_FIELD) and isinstance(record.args, tuple):
            name = str(record.args[1]).capitalize()
            record.msg, record.args = "%s is left out: it has no %s", (record.args[0], _EXAMPLES.get(name, name))
            self.count += 1
        elif message.startswith(_UNKNOWN_STATUS) and isinstance(record.args, tuple):
            status, file_, allowed = record.args[:3]
            expected = ", ".join(map(str, allowed)) if isinstance(allowed, tuple | list) else str(allowed)
            record.msg, record.args = "%s is left out: Status is %r: expected one of %s", (file_, status, expected)
            self.count += 1
        elif message.startswith(_SKIPPED):
            self.count += 1
        return True


def file_fault(file: Path, error: BaseException | None) -> str:
    """What is wrong in an article or page that can't be read, with the number of the line where it has one."""
    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        number = data.count(b"\n", 0, wrong.start) + 1
        return f"line {number} has a byte that isn't UTF-8: expected a file that is saved as UTF-8"
    except OSError as wrong:
        return f"it can't be read: {wrong.strerror or wrong}"
    for number, line in enumerate(text.splitlines()[:MAX_HEADER_LINES], start=1):
        if not line.strip():
            break
        match = _DATES.match(line)
        if match and not _is_date(match[2]):
            shown = match[2].strip()[:_SHOWN_CHARS]
            return f"line {number}: {match[1]} is {shown!r}: expected a date such as 2026-11-22 12:00"
    reason = " ".join(str(error).split()) if error else ""
    return f"{type(error).__name__}: {reason}" if error else "its reader gave no reason"


def _is_date(text: str) -> bool:
    from pelican.utils import get_date  # noqa: PLC0415  where no file is left out, nobody asks

    try:
        get_date(text.replace("_", " "))
    except (ValueError, OverflowError, TypeError):
        return False
    return True
