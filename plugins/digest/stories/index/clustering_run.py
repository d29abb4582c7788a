"""The clustering of reports in order, which can be stored and continued from what is stored.

It gives the same stories as `clustering.report_clustering`, and has only the reports in memory that others may join.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..clustering.evidence.evidence_index import EvidenceIndex
from ..clustering.evidence.pair_model import shipped_model
from ..clustering.evidence.recent_vectors import Vector
from ..clustering.evidence.report_features import ReportFeatures
from ..clustering.open_stories import JudgedPairs, OpenStories, OpenStory
from ..reports import Report
from .packing import date_of, digest_of, packed, unpacked
from .report_table import Place

_MIN_REPORTS: Final = 1_000  # in memory


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """A report as it is clustered. `joins` is False for one that joins no story: a round-up, a column's edition."""

    place: Place
    source: str
    digest: bytes
    joins: bool
    features: ReportFeatures
    vector: Vector | None

    @property
    def stub(self) -> Report:
        """The report without its texts, which placing it doesn't need."""
        return Report(self.place[1], "", "", date_of(self.place[0]), self.source)


@dataclass(frozen=True, slots=True)
class ClusteringState:
    """The state of the clustering after `seen` reports, of which the last one stands at `place`.

    `ids` are the reports that it refers to, in their order; the last ones of them, as many as there are `hubs` and
    `titles`, are those that later reports are compared with. `stories` has of each open story its reports and their
    partners, by indexes of `ids`. `scores` are three arrays as bytes: with how many earlier reports each report has a
    score, in the order of `stories`; the indexes of those; the scores.
    """

    place: Place
    seen: int
    ids: tuple[str, ...]
    hubs: tuple[int, ...]
    titles: tuple[int, ...]
    stories: tuple[Any, ...]
    scores: tuple[bytes, bytes, bytes]
    digest: bytes  # of all that what follows depends on

    @property
    def record(self) -> bytes:
        return packed((self.ids, self.hubs, self.titles, self.stories, self.scores))


def clustering_state(place: Place, seen: int, digest: bytes, record: bytes) -> ClusteringState:
    ids, hubs, titles, stories, scores = unpacked(record)
    return ClusteringState(place, seen, ids, hubs, titles, stories, scores, digest)


class ClusteringRun:
    """Clusters reports in order. Those that it refers to are numbered from 0."""

    def __init__(self, warm_up: Sequence[ComparedReport], *, with_vectors: bool) -> None:
        """`warm_up` are the first reports that will come, as `EvidenceIndex` takes them."""
        self._model, self._with_vectors = shipped_model(), with_vectors
        self._index = EvidenceIndex([(report.features, report.vector) for report in warm_up])
        self._open = OpenStories()
        self._reports: dict[int, ComparedReport] = {}  # by number; those out of reach are forgotten with each state
        self._next = self.seen = 0
        self._forget_at = _MIN_REPORTS
        self.place: Place | None = None

    @classmethod
    def from_state(
        cls, state: ClusteringState, reports: Mapping[str, ComparedReport], *, with_vectors: bool
    ) -> "ClusteringRun":
        """Continues from a state. `reports` are by their ids."""
        run = cls((), with_vectors=with_vectors)
        ordered = [reports[identity] for identity in state.ids]
        in_reach = len(ordered) - len(state.hubs)
        run._index = EvidenceIndex((), in_reach)
        for report, hub, title in zip(ordered[in_reach:], state.hubs, state.titles, strict=True):
            run._index.add_known(report.features, report.vector, hub, title)
        run._open.restore(_with_scores(state), [report.stub for report in ordered])
        run._reports = dict(enumerate(ordered))
        run._next, run.seen, run.place = len(ordered), state.seen, state.place
        return run

    def take(self, report: ComparedReport) -> Iterator[OpenStory]:
        """Takes the next report, and yields the stories that neither it nor a later one can join."""
        number = self._next
        yield from self._open.close_before(date_of(report.place[0]))
        self._index.add(report.features, report.vector)
        if report.joins:
            evidence = self._index.evidence()
            scores = self._model.scores(evidence, with_vectors=self._with_vectors)
            self._open.place(number, report.stub, JudgedPairs(evidence.numbers, scores, evidence.meanings))
        self._reports[number] = report
        self._next, self.seen, self.place = number + 1, self.seen + 1, report.place
        if len(self._reports) > self._forget_at:
            self._forget()

    @property
    def open_stories(self) -> tuple[OpenStory, ...]:
        return self._open.stories

    def digest_of_report(self, number: int) -> bytes:
        return self._reports[number].digest

    def state(self) -> ClusteringState:
        """The state now.

        Raises:
            ValueError: no report has come.
        """
        if self.place is None:
            raise ValueError("there is no state before the first report")
        hubs = tuple(self._index.hubs)
        self._forget()
        place_of = {number: place for place, number in enumerate(self._reports)}
        scores = self._scores(place_of)
        stories = tuple(
            (
                tuple(place_of[number] for number in story.numbers),
                tuple((place_of[number], (place_of[to], *rest)) for number, (to, *rest) in story.partners.items()),
            )
            for story in self._open.stories
        )
        reports = self._reports.values()
        ids = tuple(report.place[1] for report in reports)
        digests = b"".join(report.digest for report in reports)
        digest = digest_of(packed((self.place[0], ids, hubs, stories)), *scores, digests)
        return ClusteringState(self.place, self.seen, ids, hubs, tuple(self._index.titles), stories, scores, digest)

    def _scores(self, place_of: Mapping[int, int]) -> tuple[bytes, bytes, bytes]:
        """The scores of a state, without those with reports that it doesn't refer to."""
        pairs = [self._open.scores[number] for story in self._open.stories for number in story.numbers]
        if not pairs:
            return b"", b"", b""
        lengths = np.array([len(numbers) for numbers, _ in pairs])
        numbers, scores = (np.concatenate(values) for values in zip(*pairs, strict=True))
        places = np.full(self._next, -1, np.int32)
        places[list(place_of)] = list(place_of.values())
        kept = places[numbers] >= 0
        owners = np.repeat(np.arange(len(pairs)), lengths)[kept]
        counts = np.bincount(owners, minlength=len(pairs)).astype(np.int32)
        return counts.tobytes(), places[numbers][kept].tobytes(), scores[kept].astype(np.int16).tobytes()

    def _forget(self) -> None:
        """Forgets the reports that are neither in an open story nor in reach."""
        in_reach = range(self._next - len(self._index.hubs), self._next)
        open_numbers = (number for story in self._open.stories for number in story.numbers)
        self._reports = {number: self._reports[number] for number in sorted({*open_numbers, *in_reach})}
        self._forget_at = 2 * len(self._reports) + _MIN_REPORTS


def _with_scores(state: ClusteringState) -> Iterable[tuple[Any, ...]]:
    """The open stories of a state, as `OpenStories.restore` takes them."""
    counts, places, scores = (
        np.frombuffer(values, kind) for values, kind in zip(state.scores, (np.int32, np.int32, np.int16), strict=True)
    )
    ends = np.cumsum(counts).tolist()
    begins = [0, *ends]
    at = 0
    for numbers, partners in state.stories:
        spans = list(zip(begins[at : at + len(numbers)], ends[at : at + len(numbers)], strict=True))
        at += len(numbers)
        yield numbers, [(places[begin:end], scores[begin:end]) for begin, end in spans], partners
