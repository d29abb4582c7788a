"""The stories as they are clustered, before the editor's decisions, continued from a stored state of the clustering."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from sqlite3 import Connection
from typing import Any, Final

import numpy as np

from ..clustering.evidence.report_features import ReportFeatures, encoded_text, report_features
from ..clustering.evidence.sentence_vectors import SentenceEncoder
from ..clustering.evidence_in_order import WARM_UP
from ..clustering.open_stories import REACH, OpenStory
from ..clustering.recurring_columns import FORGOTTEN, NEXT_EDITION, is_round_up
from ..clustering.report_clustering import finished_stories
from ..reports import Report
from .clustering_run import ClusteringRun, ClusteringState, ComparedReport, clustering_state
from .packing import (
    UNDATED_MOMENT,
    digest_of,
    joins_record,
    marks,
    microseconds,
    moment_of,
    packed,
    story_record,
    unpacked,
)
from .report_table import ChangedReports, Place, ReportKeys, in_parts, load_reports

# States are kept that lie at least so many reports before the last one. Late reports come within a day or two, changes
# of reports within a month; an edit of an old report takes as long as clustering what lies between two states, and the
# reports in reach of it.
STATES_BACK: Final = (0, 50, 150, 500, 1_500, 5_000, 15_000, 50_000, 150_000, 500_000)
FEATURES_KEPT: Final = 15_000  # reports; those of earlier ones are computed again after an old edit
_CHUNK: Final = 256  # reports that are read, and encoded, at once
_REACH: Final = microseconds(REACH)
_NAMES: Final = tuple(field.name for field in fields(ReportFeatures))
_BEFORE_ALL: Final[Place] = (UNDATED_MOMENT, chr(0x10FFFF))
_SELECT: Final = (
    "SELECT story_reports.id, story_reports.moment, source, digest, column_key, story_features.record, vector"
    " FROM story_reports LEFT JOIN story_features ON story_features.id = story_reports.id"
)
_IN_ORDER: Final = (
    f"{_SELECT} WHERE (story_reports.moment, story_reports.id) > (?, ?)"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM story_reissues WHERE story_reissues.id = story_reports.id)"
    " ORDER BY story_reports.moment, story_reports.id"
)
_STATES: Final = "SELECT moment, id, seen, digest, record FROM story_clustering"


def write_clustered(
    database: Connection, places: Iterable[Place], encoder: SentenceEncoder | None
) -> dict[str, set[str]]:
    """Clusters again what the reports at `places`, which changed, came or went, may change. Returns the slugs of the
    stories that differ, each with the ids of the articles that it had or has."""
    return _ClusteredTable(database, encoder).update(sorted(set(places)))


def clustered_anew(database: Connection, encoder: SentenceEncoder | None) -> dict[str, set[str]]:
    """Clusters all reports, since the evidence is of another kind, and returns what `write_clustered` does."""
    database.execute("DELETE FROM story_clustering")
    first = database.execute(f"{_IN_ORDER} LIMIT 1", _BEFORE_ALL).fetchone()
    return write_clustered(database, [(first[1], first[0])] if first else [], encoder)


def editions_after(database: Connection, changed: Iterable[ReportKeys]) -> list[Place]:
    """The places of the reports that may become editions of a column, or no longer are, as a changed one has the same
    headline."""
    places: list[Place] = []
    for keys in changed:
        if keys.column and keys.place[0] > UNDATED_MOMENT:
            moment = keys.place[0]
            span = (moment + microseconds(NEXT_EDITION), moment + microseconds(FORGOTTEN))
            places += database.execute(
                "SELECT moment, id FROM story_reports WHERE column_key = ? AND moment > ? AND moment <= ?",
                (keys.column, *span),
            )
    return places


def texts_to_encode(database: Connection, changed: ChangedReports) -> Iterator[str]:
    """The texts of changed reports whose vectors will be missing, in the order in which reports are clustered."""
    for some in in_parts(identity for _, identity in sorted({keys.place for keys in changed.keys})):
        query = f"SELECT id FROM story_features WHERE vector IS NOT NULL AND id IN ({marks(some)})"  # noqa: S608
        there = {identity for (identity,) in database.execute(query, some)}
        reports = load_reports(database, (identity for identity in some if identity not in there))
        yield from filter(None, (encoded_text(reports[identity]) for identity in some if identity in reports))


class _ClusteredTable:
    def __init__(self, database: Connection, encoder: SentenceEncoder | None) -> None:
        self._database, self._encoder = database, encoder
        self._changed: dict[str, set[str]] = {}

    def update(self, places: Sequence[Place]) -> dict[str, set[str]]:
        """Clusters from each of `places`, which are in order, until the state is again as it was."""
        pending = [place for place in places if place[0] > UNDATED_MOMENT]
        if not self._places_of_states(_BEFORE_ALL):  # there is nothing to stop at
            del pending[1:]
        while pending:
            pending = self._continue(pending)
        self._forget()
        return self._changed

    def _continue(self, pending: list[Place]) -> list[Place]:
        """Clusters from the first of the places on. Returns those that are left: after the moment at which the
        clustering is as it was."""
        begin = self._state_before(pending[0])
        run, since = self._begin(begin)
        stored = self._places_of_states(pending[0])
        wanted, warm_up_end = self._wanted(run, since), self._warm_up_end()
        seen: set[str] = set()
        until: int | None = None
        latest_change = pending[0][0]
        for report in self._reports_after(since):
            while stored and stored[0][0] < report.place:
                place, digest = stored.pop(0)
                while pending and pending[0] <= place:
                    latest_change = pending.pop(0)[0]
                if place[0] - latest_change > _REACH and run.seen and run.state().digest == digest:
                    until = place[0]
                    break
                self._drop(place)
            if until is not None:
                break
            for story in run.take(report):
                self._finish(story, run, seen)
            if run.seen in wanted and report.place[0] > warm_up_end:
                self._keep(run.state())
        else:
            pending = []
            for place, _ in stored:
                self._drop(place)
            for story in run.open_stories:
                self._finish(story, run, seen)
        self._remove_others(begin, until, seen)
        return pending

    def _begin(self, state: ClusteringState | None) -> tuple[ClusteringRun, Place]:
        with_vectors = self._encoder is not None
        if state is None:
            end = self._warm_up_end()
            ahead = []
            for report in self._reports_after(_BEFORE_ALL):
                if report.place[0] > end:
                    break
                ahead.append(report)
            return ClusteringRun(ahead, with_vectors=with_vectors), _BEFORE_ALL
        rows: list[tuple[Any, ...]] = []
        for some in in_parts(state.ids):
            rows += self._database.execute(f"{_SELECT} WHERE story_reports.id IN ({marks(some)})", some)
        reports = {report.place[1]: report for report in self._compared(rows, are_placed=True)}
        return ClusteringRun.from_state(state, reports, with_vectors=with_vectors), state.place

    def _warm_up_end(self) -> int:
        """The end of the time whose reports count as reports of these days for each other."""
        first = next(iter(self._database.execute(f"{_IN_ORDER} LIMIT 1", _BEFORE_ALL)), None)
        return first[1] + microseconds(WARM_UP) if first else UNDATED_MOMENT

    def _reports_after(self, place: Place) -> Iterator[ComparedReport]:
        rows = self._database.execute(_IN_ORDER, place)
        while chunk := list(islice(rows, _CHUNK)):
            yield from self._compared(chunk)

    def _compared(self, rows: Sequence[tuple[Any, ...]], *, are_placed: bool = False) -> Iterator[ComparedReport]:
        """The reports of rows of _SELECT. Features and vectors that aren't there are made and kept.

        Of those that `are_placed` it doesn't matter any more whether they join.
        """
        missing = [row for row in rows if row[5] is None or (self._encoder and row[6] is None)]
        made = self._made([row[0] for row in missing]) if missing else {}
        for identity, moment, source, digest, column, *kept in rows:
            record, vector = made.get(identity, kept)
            round_up, *features = unpacked(record)
            yield ComparedReport(
                place=(moment, identity),
                source=source,
                digest=digest,
                joins=are_placed or not (round_up or self._is_edition(column, moment)),
                features=ReportFeatures(*features),
                vector=np.frombuffer(vector, np.int8) if self._encoder and vector else None,
            )

    def _made(self, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes | None]]:
        """Makes and keeps the features of reports, and the vectors if there is an encoder."""
        reports = load_reports(self._database, ids)
        texts = {identity: text for identity, report in reports.items() if (text := encoded_text(report))}
        vectors: dict[str, bytes] = {}
        if self._encoder:
            made = self._encoder.vectors(list(texts.values()))
            vectors = {identity: vector.tobytes() for identity, vector in zip(texts, made, strict=True)}
        rows = {
            identity: (_features_record(report), vectors.get(identity, b"") if self._encoder else None)
            for identity, report in reports.items()
        }
        self._database.executemany(
            "INSERT OR REPLACE INTO story_features VALUES (?, ?, ?, ?)",
            [(identity, moment_of(reports[identity].date), *row) for identity, row in rows.items()],
        )
        return rows

    def _is_edition(self, column: int, moment: int) -> bool:
        """Whether the source used the same headline on an earlier day."""
        span = (moment - microseconds(FORGOTTEN), moment - microseconds(NEXT_EDITION))
        query = (
            "SELECT 1 FROM story_reports WHERE column_key = ? AND moment >= ? AND moment < ?"
            " AND NOT EXISTS (SELECT 1 FROM story_reissues WHERE story_reissues.id = story_reports.id) LIMIT 1"
        )
        return bool(column) and self._database.execute(query, (column, *span)).fetchone() is not None

    def _finish(self, story: OpenStory, run: ClusteringRun, seen: set[str]) -> None:
        """Writes the row of a story of two reports or more, if it differs."""
        if len(story.numbers) == 1:
            return
        ids = {number: report.id for number, report in zip(story.numbers, story.reports, strict=True)}
        first = story.reports[0].id
        seen.add(first)
        partners = tuple((ids[number], ids[to], *scores) for number, (to, *scores) in sorted(story.partners.items()))
        digests = (run.digest_of_report(number) for number in story.numbers)
        basis = digest_of(packed((tuple(ids.values()), partners)), *digests)
        kept = self._database.execute("SELECT basis FROM story_clustered WHERE first = ?", (first,)).fetchone()
        if kept == (basis,):
            return
        self._remove(first)
        whole, reports = OpenStory(), load_reports(self._database, ids.values())
        whole.numbers, whole.partners = story.numbers, story.partners
        whole.reports = [reports[identity] for identity in ids.values()]
        ((_, made),) = finished_stories([whole])
        latest = moment_of(whole.latest)
        self._database.execute(
            "INSERT INTO story_clustered VALUES (?, ?, ?, ?, ?, ?)",
            (first, made.slug, latest, basis, story_record(made), joins_record(made.joins)),
        )
        self._database.executemany(
            "INSERT OR REPLACE INTO story_clustered_articles VALUES (?, ?)",
            [(article, first) for article in made.articles],
        )
        self._changed.setdefault(made.slug, set()).update(made.articles)

    def _remove_others(self, begin: ClusteringState | None, until: int | None, seen: set[str]) -> None:
        """Takes out the stories that were open at the beginning, or begun later, and that are no more. `until` is the
        moment of the state at which the clustering stopped, since what follows stays."""
        since = begin.place[0] - _REACH if begin else UNDATED_MOMENT
        closed = sys.maxsize if until is None else until - _REACH
        rows = self._database.execute(
            "SELECT first FROM story_clustered WHERE latest >= ? AND latest < ?", (since, closed)
        )
        for first in [first for (first,) in rows if first not in seen]:
            self._remove(first)

    def _remove(self, first: str) -> None:
        row = self._database.execute("SELECT slug FROM story_clustered WHERE first = ?", (first,)).fetchone()
        if row:
            articles = self._database.execute("SELECT article FROM story_clustered_articles WHERE first = ?", (first,))
            self._changed.setdefault(row[0], set()).update(article for (article,) in articles)
            self._database.execute("DELETE FROM story_clustered_articles WHERE first = ?", (first,))
            self._database.execute("DELETE FROM story_clustered WHERE first = ?", (first,))

    def _state_before(self, place: Place) -> ClusteringState | None:
        row = self._database.execute(
            f"{_STATES} WHERE (moment, id) < (?, ?) ORDER BY moment DESC, id DESC LIMIT 1", place
        ).fetchone()
        return _state(row) if row else None

    def _places_of_states(self, since: Place) -> list[tuple[Place, bytes]]:
        """The places of the states from one on, in order, with the digests of the states."""
        query = "SELECT moment, id, digest FROM story_clustering WHERE (moment, id) >= (?, ?) ORDER BY moment, id"
        return [((moment, identity), digest) for moment, identity, digest in self._database.execute(query, since)]

    def _keep(self, state: ClusteringState) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO story_clustering VALUES (?, ?, ?, ?, ?)",
            (*state.place, state.seen, state.digest, state.record),
        )

    def _drop(self, place: Place) -> None:
        self._database.execute("DELETE FROM story_clustering WHERE (moment, id) = (?, ?)", place)

    def _wanted(self, run: ClusteringRun, since: Place) -> frozenset[int]:
        """After how many reports states are wanted."""
        (after,) = self._database.execute(f"SELECT count(*) FROM ({_IN_ORDER})", since).fetchone()  # noqa: S608
        return frozenset(run.seen + after - back for back in STATES_BACK)

    def _forget(self) -> None:
        """Leaves one state for each of STATES_BACK: the last one that lies as many reports back. Leaves out the
        features of earlier reports."""
        query = "SELECT seen, moment, id FROM story_clustering ORDER BY moment DESC, id DESC"
        states = self._database.execute(query).fetchall()
        last = max((seen for seen, *_ in states), default=0)
        kept = {next(((*place,) for seen, *place in states if seen <= last - back), None) for back in STATES_BACK}
        for _, *place in states:
            if tuple(place) not in kept:
                self._drop((place[0], place[1]))
        self._database.execute(
            "DELETE FROM story_features WHERE moment <"
            " (SELECT moment FROM story_reports ORDER BY moment DESC LIMIT 1 OFFSET ?)",
            (FEATURES_KEPT,),
        )


def _features_record(report: Report) -> bytes:
    features = report_features(report)
    return packed((is_round_up(report), *(getattr(features, name) for name in _NAMES)))


def _state(row: tuple[Any, ...]) -> ClusteringState:
    moment, identity, seen, digest, record = row
    return clustering_state((moment, identity), seen, digest, record)
