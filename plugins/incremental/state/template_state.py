"""Compiled templates, and what each template refers to: parsing and compiling took half of a small build."""

from typing import Final
from zlib import crc32

from .database import DamagedError, Database

TEMPLATES_SCHEMA: Final = """
CREATE TABLE templates (
    name TEXT NOT NULL, part TEXT NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (name, part)
);
"""


class TemplateState:
    """The rows of templates. All of them are read at once, and new ones are written by `save`, so that a forked process
    needs no database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        self._new: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        for name, part, key, content, checksum in database.read("SELECT * FROM templates"):
            if crc32(key + content) != checksum:
                database.recover_from(DamagedError(f"the checksum of template {name} is wrong"))
                self._kept.clear()
                break
            self._kept[name, part] = (key, content)

    def content(self, name: str, part: str, key: bytes) -> bytes | None:
        """What was stored for a part of a template under this key; None if there is nothing, or under another key."""
        kept_key, content = self._kept.get((name, part), (b"", b""))
        return content if kept_key == key else None

    def put(self, name: str, part: str, key: bytes, content: bytes) -> None:
        """Stores a part of a template, in place of what there was under another key."""
        self._kept[name, part] = self._new[name, part] = (key, content)

    def save(self) -> None:
        """Writes what is new."""
        if self._new:
            rows = [(*place, *row, crc32(b"".join(row))) for place, row in self._new.items()]
            query = "REPLACE INTO templates VALUES (?, ?, ?, ?, ?)"
            self._database.write(lambda connection: connection.executemany(query, rows))
            self._new.clear()
