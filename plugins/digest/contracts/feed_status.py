"""The status of every feed: `content/feed-status.json`, which a poll writes and the site's status page shows.

The module is here rather than in `feeds`, since `site` reads the file too. The file is content, not a cache: the moment
of a feed's last answer is stored nowhere else, and the page shows it.

A poll that changes only moments doesn't write the file until it is REFRESH_AFTER old. So a site without news needn't be
built again only because time has passed.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args

from ..storage.regular_file import read_regular_file

FILE_NAME: Final = "feed-status.json"  # in the content folder
REFRESH_AFTER: Final = timedelta(hours=1)  # the status page shows an age below an hour as "now"
OUTAGE_FAILURES: Final = 3  # in a row; one or two failures may be a restart of the server
FeedState = Literal["new", "ok", "failing", "gone"]
_MOMENTS: Final = (
    "last_asked_at",
    "answered",
    "last_new_article_at",
    "due",
    "failing_since",
    "noted_at",
    "outage_began",
    "outage_ended",
)
# Field -> its key in the file, where it has another one.
_KEYS: Final = {"last_asked_at": "asked", "last_new_article_at": "brought", "noted_at": "told"}

log = logging.getLogger("digest.contracts.feed_status")


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """The status of one feed after the last poll. Moments are aware and in UTC.

    `slug` is that of the subscription. `state` is "new" if the feed was never requested, "ok" if its last answer was
    good, "failing" if it failed `failures` times in a row since `failing_since`, and "gone" if its server says that it
    no longer exists (410): such a feed is not requested again.

    Moments: `last_asked_at` of the last request, `answered` of the last good answer, `last_new_article_at` of the last
    new article. `due` is the moment of the next request; None means the next poll, or never if the feed is gone.

    `problem` is one line on the error, or "". `advice` is one line on what the editor can do, or ""; a feed that is ok
    may have advice too, for instance that it moved. Both are plain text and may contain a stranger's words. `noted_at`
    is the moment of the poll that first noted the present state, problem and advice of a failing feed.

    `outage_began` and `outage_ended` are the moments of the last outage that is over: of OUTAGE_FAILURES failures or
    more, or of the answer that the feed is gone.
    """

    slug: str
    state: FeedState = "new"
    last_asked_at: datetime | None = None
    answered: datetime | None = None
    last_new_article_at: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    advice: str = ""
    noted_at: datetime | None = None
    outage_began: datetime | None = None
    outage_ended: datetime | None = None

    @property
    def is_out(self) -> bool:
        """Whether the feed is gone, or has failed OUTAGE_FAILURES times or more."""
        return self.state == "gone" or (self.state == "failing" and self.failures >= OUTAGE_FAILURES)


@dataclass(frozen=True, slots=True)
class FeedStatuses:
    """The status of all feeds at the moment `now`, by slug, in the order of the subscriptions.

    Before the first poll `now` is None, and there are no feeds.
    """

    now: datetime | None
    feeds: Mapping[str, FeedStatus]


NOTHING_POLLED: Final = FeedStatuses(None, {})


def load_feed_status(content: Path) -> FeedStatuses:
    """The record of the last poll. A file that can't be read is logged and counts as missing; a poll repairs it."""
    path = content / FILE_NAME
    try:
        record = json.loads(read_regular_file(path))
        statuses = [_from_record(feed) for feed in record["feeds"]]
        return FeedStatuses(_moment(record["now"]), {status.slug: status for status in statuses})
    except FileNotFoundError:
        return NOTHING_POLLED
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        log.warning("%s can't be read, and is passed over: %s: %s", path, type(error).__name__, error)
        return NOTHING_POLLED


def to_json(feeds: Iterable[FeedStatus], now: datetime) -> str:
    """The text of the file: `{"now", "feeds": [{the fields of FeedStatus}]}`, moments in ISO 8601, one feed a line."""
    lines = [
        json.dumps({_KEYS.get(name, name): _plain(getattr(feed, name)) for name in FeedStatus.__slots__})
        for feed in feeds
    ]
    return f'{{"now": {json.dumps(_plain(now))}, "feeds": [\n' + ",\n".join(lines) + "\n]}\n"


def is_worth_writing(before: FeedStatuses, feeds: Iterable[FeedStatus], now: datetime) -> bool:
    """Whether more than moments has changed, or the stored moments are old. A file from the future counts as old."""
    if before.now is None or not timedelta(0) <= now - before.now < REFRESH_AFTER:
        return before.now != now or tuple(before.feeds.values()) != tuple(feeds)
    return list(map(_lasting, before.feeds.values())) != list(map(_lasting, feeds))


def _lasting(status: FeedStatus) -> FeedStatus:
    """The status without the moments that change in every poll."""
    return replace(status, last_asked_at=None, answered=None, due=None)


def _from_record(record: Mapping[str, Any]) -> FeedStatus:
    """The status of one record. Unknown keys are ignored, so that a newer program's file can be read."""
    keys = {field.name: _KEYS.get(field.name, field.name) for field in fields(FeedStatus)}
    known = {name: record[key] for name, key in keys.items() if key in record}
    known |= {name: _moment(known[name]) for name in _MOMENTS if name in known}
    status = FeedStatus(**known)
    texts = (status.slug, status.problem, status.advice)
    if status.state not in get_args(FeedState) or type(status.failures) is not int or not all(map(_is_text, texts)):
        raise ValueError(f"the record of {record.get('slug')!r} has a value of the wrong kind")
    return status


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _moment(value: str | None) -> datetime | None:
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no zone")
    return moment


def _plain(value: object) -> object:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
