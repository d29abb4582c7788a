"""The reports that go into the index, and which of them changed."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from hashlib import sha256
from sqlite3 import Connection
from typing import Final

from ..clustering.reissues import issue_keys
from ..clustering.report_genres import genre_of
from ..digests.day_digests import day_of
from ..digests.ranking import RankingFeatures
from ..reports import UNDATED, Report
from .packing import date_of, digest_of, features_record, marks, moment_of, report_of, report_record

_ASKED: Final = 500  # ids in one query
Place = tuple[int, str]  # the moment and the id of a report: reports are in this order


@dataclass(frozen=True, slots=True)
class StoryInput:
    """An article as stories see it. The editor's decisions name it by the `path` of its page."""

    report: Report
    features: RankingFeatures
    path: str


@dataclass(frozen=True, slots=True)
class ReportKeys:
    """Where a report stands, or stood: its place, its source, and the keys of its headline and its text."""

    place: Place
    source: str
    column: int
    beginning: int


@dataclass(slots=True)
class ChangedReports:
    """`keys` has those of each report that changed, as they were and as they are. `ids` are of all articles that
    changed, be it only in their ranking features; `days` are the days on which they are and were."""

    keys: list[ReportKeys] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


def write_reports(database: Connection, changes: Iterable[tuple[str, StoryInput | None]], tz: tzinfo) -> ChangedReports:
    """Writes the articles that differ from what the table has, takes out those that are gone, and says which."""
    changed = ChangedReports()
    for identity, change in changes:
        before = database.execute(
            "SELECT moment, source, column_key, beginning_key, day, digest, features, path"
            " FROM story_reports WHERE id = ?",
            (identity,),
        ).fetchone()
        if change is None:
            if before:
                _note(changed, identity, before)
                for table in ("story_reports", "story_texts", "story_features"):
                    database.execute(f"DELETE FROM {table} WHERE id = ?", (identity,))  # noqa: S608
            continue
        record = report_record(change.report)
        digest, features, path = digest_of(record), features_record(change.features), change.path.strip("/")
        if before and before[5:] == (digest, features, path):
            continue
        if before and before[5] == digest:
            database.execute("UPDATE story_reports SET features = ?, path = ? WHERE id = ?", (features, path, identity))
            changed.ids.add(identity)
            changed.days.add(before[4])
            continue
        if before:
            _note(changed, identity, before)
            database.execute("DELETE FROM story_features WHERE id = ?", (identity,))
        _note(changed, identity, _write(database, change.report, tz, path, features, digest))
        database.execute("INSERT OR REPLACE INTO story_texts VALUES (?, ?)", (identity, record))
    return changed


def _note(changed: ChangedReports, identity: str, row: tuple[int, str, int, int, str]) -> None:
    moment, source, column, beginning, day, *_ = row
    changed.keys.append(ReportKeys((moment, identity), source, column, beginning))
    changed.ids.add(identity)
    changed.days.add(day)


def _write(
    database: Connection, report: Report, tz: tzinfo, path: str, features: bytes, digest: bytes
) -> tuple[int, str, int, int, str]:
    """Writes the row of a report, and returns the part of it that `_note` takes."""
    keys = issue_keys(report)
    column, beginning = (keys.column, keys.beginning) if report.date > UNDATED else (0, 0)
    moment, day = moment_of(report.date), day_of(report.date, tz).isoformat()
    database.execute(
        "INSERT INTO story_reports (id, moment, source, path, day, column_key, beginning_key, slug_key, genre,"
        " features, issue_keys, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET moment = excluded.moment, source = excluded.source, path = excluded.path,"
        " day = excluded.day, column_key = excluded.column_key, beginning_key = excluded.beginning_key,"
        " genre = excluded.genre, features = excluded.features, issue_keys = excluded.issue_keys,"
        " digest = excluded.digest",
        (
            *(report.id, moment, report.source, path, day, column, beginning, _slug_key(report.id)),
            *(genre_of(report), features, array("q", keys.shared).tobytes(), digest),
        ),
    )
    return moment, report.source, column, beginning, day


def keys_of(database: Connection, ids: Iterable[str]) -> Iterator[ReportKeys]:
    """The keys of reports as they are."""
    for some in in_parts(ids):
        query = f"SELECT moment, id, source, column_key, beginning_key FROM story_reports WHERE id IN ({marks(some)})"  # noqa: S608
        for moment, identity, *rest in database.execute(query, some):
            yield ReportKeys((moment, identity), *rest)


def put_to_days(database: Connection, tz: tzinfo) -> None:
    """Writes for each report its day in another time zone."""
    rows = database.execute("SELECT number, moment, day FROM story_reports").fetchall()
    days = ((day_of(date_of(moment), tz).isoformat(), number, day) for number, moment, day in rows)
    database.executemany(
        "UPDATE story_reports SET day = ? WHERE number = ?", [(new, number) for new, number, day in days if new != day]
    )


def load_reports(database: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """Reports by their ids; of those that exist."""
    found: dict[str, Report] = {}
    for some in in_parts(ids):
        query = f"SELECT id, record FROM story_texts WHERE id IN ({marks(some)})"  # noqa: S608
        found.update((identity, report_of(record)) for identity, record in database.execute(query, some))
    return found


def load_report(database: Connection, identity: str) -> Report:
    (record,) = database.execute("SELECT record FROM story_texts WHERE id = ?", (identity,)).fetchone()
    return report_of(record)


def in_parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in parts that fit into one query."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _ASKED):
        yield wanted[start : start + _ASKED]


def _slug_key(identity: str) -> int:
    """What the slug of a story ends with whose first report this is, as a number."""
    return int(sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)


def slug_key_of(slug: str) -> int | None:
    """The key of the report that may have given a slug; None where the slug ends with none."""
    try:
        return int(slug[-8:], 16)
    except ValueError:
        return None
