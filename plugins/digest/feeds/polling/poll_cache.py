"""The cache of polls, `cache/feeds.sqlite`. It only saves time: without it the next poll does the same, more slowly.

There are three kinds of records about a feed:

- `FeedStatus` (in `digest.contracts`) is content: it is stored for good, and the site shows it. - `FeedSchedule` has
the moment and the URL of the next poll. If the cache loses it, the feed is polled at once. - `CachedResponse` is the
feed's last document with the articles made of it. It is deleted when the articles are no longer
  as the poll left them, while the schedule stays.

The result of one poll for a feed is a `FeedReport`, which isn't stored. All rules from one record to the next are in
`feed_status_rules`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from ...storage.cache_database import CacheDatabase
from ..articles.article_index import INDEX_TABLES, ArticleIndex, FileMark, StoredItem
from ..articles.expired_index import EXPIRED_TABLES, ExpiredIndex
from ..http.responses import Validators
from ..parsing.update_hints import NO_UPDATE_HINTS, UpdateHints

T = TypeVar("T")
FILE_NAME: Final = "feeds.sqlite"
_VERSION: Final = "5"  # the version of the meaning of the rows
_TABLES: Final = f"""
    CREATE TABLE response (slug TEXT PRIMARY KEY, settings TEXT NOT NULL, etag TEXT NOT NULL,
                           last_modified TEXT NOT NULL, body_digest TEXT NOT NULL, items TEXT NOT NULL,
                           item_count INTEGER NOT NULL);
    CREATE TABLE schedule (slug TEXT PRIMARY KEY, fields TEXT NOT NULL);
    CREATE TABLE page (url TEXT PRIMARY KEY, digest TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE missing_page (url TEXT PRIMARY KEY, digest TEXT NOT NULL, tries INTEGER NOT NULL,
                               problem TEXT NOT NULL);
    CREATE TABLE content_folder (path TEXT NOT NULL);
    {INDEX_TABLES}
    {EXPIRED_TABLES}
"""


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """The last whole response of one feed, and the article files that it led to.

    A server may be asked "has anything changed?" only while every file of `items` is as the poll left it, since what
    has been seen is answered by the content alone. `settings` is a hash of the subscription and of the reader's
    version: under other settings the same document would lead to other files. `item_count` counts the items that are
    unchanged while the document is; it may be larger than `items`, which has no item whose file couldn't be looked at.
    """

    settings: str
    validators: Validators
    body_digest: str
    items: tuple[StoredItem, ...] = ()
    item_count: int = 0


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page whose text could not be had in so many `tries`, `problem` being what the last one met."""

    tries: int
    problem: str


@dataclass(frozen=True, slots=True)
class FeedSchedule:
    """When and where one feed is asked next. All of it is about `url`: for another URL the record begins anew.

    `due` is when the feed is asked next, None for the next poll; `reason` says why not before, where that needs saying.
    `usual_s` is the time between two polls that suits what the feed publishes. `failures` are those in a row.
    `moved_to` is where permanent redirects have led since `moved_since`.
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
        """Text for `from_json`."""
        # Not `asdict`, which takes five times as long: a poll writes the schedule of every feed.
        fields: dict[str, object] = {name: getattr(self, name) for name in FeedSchedule.__slots__}
        fields["hints"] = {name: getattr(self.hints, name) for name in UpdateHints.__slots__}
        return json.dumps(fields, default=datetime.isoformat)

    @classmethod
    def from_json(cls, text: str) -> "FeedSchedule":
        """The schedule that `to_json` wrote."""
        fields = json.loads(text)
        if type(fields["url"]) is not str or type(fields["failures"]) is not int or type(fields["is_gone"]) is not bool:
            raise TypeError("a field is of another type")
        for name in ("due", "moved_since"):
            fields[name] = datetime.fromisoformat(fields[name]).astimezone(UTC) if fields[name] else None
        hints = fields.pop("hints")
        update_hints = UpdateHints(hints["min_interval_s"], tuple(hints["skip_hours"]), tuple(hints["skip_days"]))
        return cls(**fields, hints=update_hints)


class PollCache:
    """The database. Changes are made permanent by `commit`, and by leaving the context without an error."""

    def __init__(self, folder: Path) -> None:
        """Open or create the database in `folder`.

        Raises:
            CacheError: the file can't be used.
        """
        self._index: ArticleIndex | None = None
        self._database = CacheDatabase(
            folder / FILE_NAME, _TABLES, version=_VERSION, commit_each=False, check=True, on_loss=self._note_loss
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.__exit__(kind, error, trace)

    def commit(self) -> None:
        """Make all changes so far permanent. Call it after files are written, never before."""
        self._database.commit()

    def response(self, slug: str) -> CachedResponse | None:
        """The last response of a feed."""
        rows = self._database.read(
            "SELECT settings, etag, last_modified, body_digest, items, item_count FROM response WHERE slug = ?", (slug,)
        )
        if not rows:
            return None
        return self._parsed(lambda: _response_of(rows[0]), None)

    def keep_response(self, slug: str, response: CachedResponse) -> None:
        """Replace the last response of a feed."""
        items = [[item.digest, item.mark.path, item.mark.size, item.mark.mtime_ns] for item in response.items]
        self._database.write(
            "INSERT OR REPLACE INTO response VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                slug,
                response.settings,
                response.validators.etag,
                response.validators.last_modified,
                response.body_digest,
                json.dumps(items),
                response.item_count,
            ),
        )

    def drop_response(self, slug: str) -> None:
        """Forget the last response of a feed, so that its document is read again."""
        self._database.write("DELETE FROM response WHERE slug = ?", (slug,))

    def schedules(self) -> dict[str, FeedSchedule]:
        """The schedule of each feed, by slug."""
        rows = self._database.read("SELECT slug, fields FROM schedule")
        return self._parsed(lambda: {str(slug): FeedSchedule.from_json(fields) for slug, fields in rows}, {})

    def keep_schedule(self, slug: str, schedule: FeedSchedule) -> None:
        """Replace the schedule of a feed."""
        self._database.write("INSERT OR REPLACE INTO schedule VALUES (?, ?)", (slug, schedule.to_json()))

    def page_text(self, url: str, digest: str) -> str | None:
        """The text of a page, if it was kept when the item that leads to the page had this digest."""
        rows = self._database.read("SELECT body FROM page WHERE url = ? AND digest = ?", (url, digest))
        return rows[0][0] if rows and type(rows[0][0]) is str else None

    def keep_page_text(self, url: str, digest: str, text: str) -> None:
        """Keep the text of a page."""
        self._database.write("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (url, digest, text))

    def missing_page(self, url: str, digest: str) -> MissingPage | None:
        """The record of a page without a text, if the item that links to the page had this digest then."""
        rows = self._database.read(
            "SELECT tries, problem FROM missing_page WHERE url = ? AND digest = ?", (url, digest)
        )
        return MissingPage(*rows[0]) if rows else None

    def keep_missing_page(self, url: str, digest: str, page: MissingPage) -> None:
        """Note that a page has no text for us."""
        row = (url, digest, page.tries, page.problem)
        self._database.write("INSERT OR REPLACE INTO missing_page VALUES (?, ?, ?, ?)", row)

    def article_index(self, content: Path) -> ArticleIndex:
        """The index of the articles in `content`. It is emptied if it was made for another folder."""
        self._index = ArticleIndex(self._database)
        path = str(content.resolve())
        if self._database.read("SELECT path FROM content_folder") != [(path,)]:
            self._index.clear()
            ExpiredIndex(self._database).clear()
            self._database.write("DELETE FROM content_folder")
            self._database.write("INSERT INTO content_folder VALUES (?)", (path,))
        return self._index

    def _parsed(self, parse: Callable[[], T], otherwise: T) -> T:
        """What `parse` makes of rows; where they are damaged, the file is begun anew."""
        try:
            return parse()
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            self._database.begin_anew(f"a row is damaged: {error}")
            return otherwise

    def _note_loss(self) -> None:
        if self._index is not None:
            self._index.is_complete = False


def _response_of(row: tuple[Any, ...]) -> CachedResponse:
    """The response of a row.

    Raises:
        ValueError, TypeError: the row is damaged.
    """
    *texts, items, item_count = row
    stored = tuple(StoredItem(digest, FileMark(*mark)) for digest, *mark in json.loads(items))
    if any(type(value) is not str for value in (*texts, *(item.mark.path for item in stored))):
        raise TypeError("a value is no text")
    settings, etag, last_modified, body_digest = texts
    return CachedResponse(settings, Validators(etag, last_modified), body_digest, stored, int(item_count))
