"""The log of a program as JSON Lines, for collectors of logs: where `DIGEST_LOG` is "json" in the environment.

Everything that the program writes to its standard output and its standard error is then a line with one object:
`time` (UTC), `level`, `logger`, `message`, `program`, and `exception` with a traceback. What is printed rather than
logged has the logger "stdout" or "stderr", an object for each line.
"""

import io
import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from typing import Final, TextIO

VARIABLE: Final = "DIGEST_LOG"
_FORMATS: Final = ("", "text", "json")


def start_json_log(level: int = logging.INFO) -> bool:
    """Begin to write JSON Lines if the environment asks for them; for a program's outermost level. Returns whether it
    does. Calling it again changes nothing."""
    if os.environ.get(VARIABLE, "") != "json":
        return False
    if isinstance(sys.stderr, JsonLines):
        return True
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.stdout, sys.stderr = JsonLines(sys.stdout, "stdout", "INFO"), JsonLines(sys.stderr, "stderr", "ERROR")
    return True


class JsonFormatter(logging.Formatter):
    """Makes the line of a record of the log."""

    def format(self, record: logging.LogRecord) -> str:
        exception = self.formatException(record.exc_info) if record.exc_info else ""
        return _line(record.created, record.levelname, record.name, record.getMessage(), exception)


class JsonLines(io.TextIOBase):
    """A stream that makes an object of each line that is printed to it."""

    def __init__(self, stream: TextIO, logger: str, level: str) -> None:
        super().__init__()
        self._stream, self._logger, self._level = stream, logger, level
        self._unfinished = threading.local()  # a line of one thread isn't mixed with that of another

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        *lines, rest = (getattr(self._unfinished, "text", "") + text).split("\n")
        self._unfinished.text = rest
        now = datetime.now(UTC).timestamp()
        self._stream.write(
            "".join(f"{_line(now, self._level, self._logger, line)}\n" for line in lines if line.strip())
        )
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def _line(seconds: float, level: str, logger: str, message: str, exception: str = "") -> str:
    time = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record = {"time": time, "level": level, "logger": logger, "message": message, "program": _program()}
    return json.dumps(record | ({"exception": exception} if exception else {}), ensure_ascii=False)


def _program() -> str:
    """The module that was started, such as `digest.operations.build`."""
    spec = getattr(sys.modules.get("__main__"), "__spec__", None)
    return str(spec.name).removesuffix(".__main__") if spec else sys.argv[0]
