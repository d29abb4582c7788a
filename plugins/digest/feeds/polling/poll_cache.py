"""What a poll remembers in `cache/`: only what saves time. Without it the next poll does the same, and more slowly.

What has been seen is answered by `content/news` alone. So a server is asked "has anything changed?" only while every
file that the last answer led to is still there, just as it was left: see `Memory.kept`.
"""

import json
import logging
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ..articles.article_index import TABLES, ArticleIndex, FileMark, Kept
from ..http.responses import Validators
from ..parsing.update_hints import NO_UPDATE_HINTS, UpdateHints

log = logging.getLogger("digest.feeds")

FILE_NAME: Final = "feeds.sqlite"
_VERSION: Final = 2  # of the tables below; another one's file is thrown away
_TABLES: Final = f"""
    CREATE TABLE feed (slug TEXT PRIMARY KEY, settings TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
                       body TEXT NOT NULL, kept TEXT NOT NULL, entries INTEGER NOT NULL);
    CREATE TABLE standing (slug TEXT PRIMARY KEY, fields TEXT NOT NULL);
    CREATE TABLE page (url TEXT PRIMARY KEY, digest TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE about (content TEXT NOT NULL);
    {TABLES}
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last whole answer of one feed was, and the article files that it led to.

    `settings` is a hash of the subscription and of the program's own version of reading: under other ones the same
    answer would lead to other files. `entries` counts what is unchanged while the answer is.
    """

    settings: str
    validators: Validators
    body: str
    kept: tuple[Kept, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands between us and one feed's server. All of it is about `url`: another one begins anew.

    `due` is when it is asked next, and `reason` why not before where that needs saying; `usual_s` is the distance of
    two polls by what the feed publishes; `failures` are those in a row. `moved_to` is where it has been moved for good
    since `moved_since`.
    """

    url: str
    settings: str = ""
    due: datetime | None = None
    reason: str = ""
    is_gone: bool = False
    failures: int = 0
    usual_s: float = 0.0
    hints: UpdateHints = NO_UPDATE_HINTS
    moved_to: str = ""
    moved_since: datetime | None = None

    def to_json(self) -> str:
        """What `from_json` reads."""
        fields: dict[str, object] = {name: getattr(self, name) for name in Standing.__slots__}
        fields["hints"] = {name: getattr(self.hints, name) for name in UpdateHints.__slots__}
        return json.dumps(fields, default=datetime.isoformat)

    @classmethod
    def from_json(cls, text: str) -> "Standing":
        """The record again; nothing of it came from a stranger but texts."""
        fields = json.loads(text)
        for name in ("due", "moved_since"):
            fields[name] = datetime.fromisoformat(fields[name]) if fields[name] else None
        hints = fields.pop("hints")
        read = UpdateHints(hints["least_s"], tuple(hints["skip_hours"]), tuple(hints["skip_days"]))
        return cls(**fields, hints=read)


class State:
    """The database. Closing it without an error keeps what was noted; so does every `commit`."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._path = cache / FILE_NAME
        self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()

    def commit(self) -> None:
        """Make what was noted so far last: after files are written, never before."""
        self._db.commit()

    def memory(self, slug: str) -> Memory | None:
        """What is remembered of a feed."""
        row = self._db.execute(
            "SELECT settings, etag, last_modified, body, kept, entries FROM feed WHERE slug = ?", (slug,)
        ).fetchone()
        if row is None:
            return None
        settings, etag, last_modified, body, kept, entries = row
        marks = tuple(Kept(digest, FileMark(*mark)) for digest, *mark in json.loads(kept))
        return Memory(settings, Validators(etag, last_modified), body, marks, entries)

    def remember(self, slug: str, memory: Memory) -> None:
        """Replace what is remembered of a feed."""
        kept = json.dumps([[one.digest, one.mark.path, one.mark.size, one.mark.mtime_ns] for one in memory.kept])
        validators = memory.validators
        self._db.execute(
            "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                slug,
                memory.settings,
                validators.etag,
                validators.last_modified,
                memory.body,
                kept,
                memory.entries,
            ),
        )

    def forget(self, slug: str) -> None:
        """Remember nothing of a feed's last answer."""
        self._db.execute("DELETE FROM feed WHERE slug = ?", (slug,))

    def standings(self) -> dict[str, Standing]:
        """How it stands with each feed, by slug."""
        rows = self._db.execute("SELECT slug, fields FROM standing").fetchall()
        return {slug: Standing.from_json(fields) for slug, fields in rows}

    def note_standing(self, slug: str, standing: Standing) -> None:
        """Replace how it stands with a feed."""
        self._db.execute("INSERT OR REPLACE INTO standing VALUES (?, ?)", (slug, standing.to_json()))

    def page(self, url: str, digest: str) -> str | None:
        """The text of a page as it was when the item that leads to it was the same."""
        row = self._db.execute("SELECT body FROM page WHERE url = ? AND digest = ?", (url, digest)).fetchone()
        return row[0] if row else None

    def note_page(self, url: str, digest: str, body: str) -> None:
        """Keep the text of a page."""
        self._db.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (url, digest, body))

    def index(self, content: Path) -> ArticleIndex:
        """What was read of the files in `content`; begun anew where it was another folder."""
        index = ArticleIndex(self._db)
        place = str(content.resolve())
        if self._db.execute("SELECT content FROM about").fetchall() != [(place,)]:
            index.forget_all()
            self._db.execute("DELETE FROM about")
            self._db.execute("INSERT INTO about VALUES (?)", (place,))
        return index

    def _open(self) -> sqlite3.Connection:
        """The database at its path; a damaged one, or one of another version, is begun anew."""
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            log.warning("%s can't be used and is begun anew: %s", self._path, error)
            for suffix in ("", "-wal", "-shm", "-journal"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        try:
            db.execute("PRAGMA journal_mode = WAL")  # a third of the time for many small commits
            db.execute("PRAGMA synchronous = OFF")  # a cache that a power cut damages is begun anew
            _check(db)
        except BaseException:
            db.close()
            raise
        return db


def _check(db: sqlite3.Connection) -> None:
    """Make the tables of a new database, and refuse one that can't be used."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
    elif version != _VERSION:
        raise sqlite3.DatabaseError(f"it is of version {version}, not {_VERSION}")
    elif db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("it is damaged")
