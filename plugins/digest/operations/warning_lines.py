"""The warnings and errors of a build's log, kept for its outcome."""

import logging
from typing import Self


class WarningLines(logging.Handler):
    """Keeps the log's lines from WARNING up, from the beginning of the `with` to its end."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines so far, each with its level and logger."""
        return tuple(self._lines)

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")
