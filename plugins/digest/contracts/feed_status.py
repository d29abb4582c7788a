"""How it stands with every feed: `content/feed-status.json`, which a poll leaves and the site's status page shows.

It stands beside `subscriptions` and not in `feeds`, since `site` shows what `feeds` notes. It is part of the content
and not of the cache, since without it the page would be another one: when a feed last answered is written nowhere else.
A poll that changes nothing but moments leaves the file alone until it is REFRESH_AFTER old, so that a site of which
nothing is new needn't be built for the sake of a clock.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args

FILE_NAME: Final = "feed-status.json"  # in the content folder
REFRESH_AFTER: Final = timedelta(hours=1)  # what a reader of the page takes for "now"
OUTAGE_FAILURES: Final = 3  # in a row: one or two are a server that restarts, and nothing to be called for
State = Literal["new", "ok", "failing", "gone"]
_MOMENTS: Final = (  # fields that are moments or None
    *("asked", "answered", "brought", "due", "failing_since", "told", "outage_began", "outage_ended"),
)

log = logging.getLogger("digest.contracts.feed_status")


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed after the last poll. Moments are aware and in UTC.

    `slug` is the subscription's. `state`: "new" was never asked; "ok" gave its last answer as it should; "failing"
    didn't, `failures` times in a row since `failing_since`; "gone" says that it is no more (410), and is not asked
    again. `asked` is when it was asked last, `answered` when that last went well, `brought` when it last brought an
    article that was new, `due` when it is asked next (None: in the next run, or never where it is gone).

    `problem` is one line on what went wrong, "" where nothing did. `advice` is one line on what the editor can do, ""
    where there is nothing to do; a feed that is ok can have some as well: it moved, for instance. Both may hold a
    stranger's words, as plain text. `told` is when state, problem or advice became what they are, in a failure.

    `outage_began` and `outage_ended` are of the last outage that is over: OUTAGE_FAILURES failures, or the word that it
    is gone.
    """

    slug: str
    state: State = "new"
    asked: datetime | None = None
    answered: datetime | None = None
    brought: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    advice: str = ""
    told: datetime | None = None
    outage_began: datetime | None = None
    outage_ended: datetime | None = None

    @property
    def is_out(self) -> bool:
        """Whether it has stopped answering, and not just once or twice."""
        return self.state == "gone" or (self.state == "failing" and self.failures >= OUTAGE_FAILURES)


@dataclass(frozen=True, slots=True)
class FeedStatuses:
    """All feeds as of `now`, by slug, in the order of the subscriptions; None and empty before the first poll."""

    now: datetime | None
    feeds: Mapping[str, FeedStatus]


NOTHING_POLLED: Final = FeedStatuses(None, {})


def load_feed_status(content: Path) -> FeedStatuses:
    """What the last poll left. A file that can't be read counts as none, with a line in the log: a poll mends it."""
    path = content / FILE_NAME
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        statuses = [_from_record(one) for one in record["feeds"]]
        return FeedStatuses(_moment(record["now"]), {status.slug: status for status in statuses})
    except FileNotFoundError:
        return NOTHING_POLLED
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        log.warning("%s can't be read, and is passed over: %s: %s", path, type(error).__name__, error)
        return NOTHING_POLLED


def to_json(feeds: Iterable[FeedStatus], now: datetime) -> str:
    """The file's text: `{"now", "feeds": [{the fields of FeedStatus}]}`, moments in ISO 8601, a feed on each line."""
    lines = [json.dumps({name: _plain(getattr(one, name)) for name in FeedStatus.__slots__}) for one in feeds]
    return f'{{"now": {json.dumps(_plain(now))}, "feeds": [\n' + ",\n".join(lines) + "\n]}\n"


def is_worth_writing(before: FeedStatuses, feeds: Iterable[FeedStatus], now: datetime) -> bool:
    """Whether more than moments changed, or those that are written are old; a clock that ran ahead counts as old."""
    if before.now is None or not timedelta(0) <= now - before.now < REFRESH_AFTER:
        return before.now != now or tuple(before.feeds.values()) != tuple(feeds)
    return list(map(_lasting, before.feeds.values())) != list(map(_lasting, feeds))


def _lasting(status: FeedStatus) -> FeedStatus:
    """Without the moments that change though nothing has happened."""
    return replace(status, asked=None, answered=None, due=None)


def _from_record(record: Mapping[str, Any]) -> FeedStatus:
    """What isn't known is left out, so that a newer program's file can be read."""
    known = {field.name: record[field.name] for field in fields(FeedStatus) if field.name in record}
    known |= {name: _moment(known[name]) for name in _MOMENTS if name in known}
    status = FeedStatus(**known)
    texts = (status.slug, status.problem, status.advice)
    if status.state not in get_args(State) or type(status.failures) is not int or not all(map(_is_text, texts)):
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
