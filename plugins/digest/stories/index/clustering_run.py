"""The clustering of reports in order, which can be stored and continued from what is stored.

It gives the same stories as `clustering.report_clustering`, and has only the reports in memory that others may join.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..clustering.evidence.evidence_index import EvidenceIndex
from ..clustering.evidence.pair_model import shipped_model
from ..clustering.evidence.recent_vectors import Vector
from ..clustering.evidence.report_features import ReportFeatures
from ..clustering.open_stories import OpenStories, OpenStory
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

    `ids` are the reports that it refers to, in their order; the last ones of them, as many as there are `hubs`, are
    those that later reports are compared with. `stories` are as `OpenStories.record` has them, by indexes of `ids`.
    """

    place: Place
    seen: int
    ids: tuple[str, ...]
    hubs: tuple[int, ...]
    stories: tuple[Any, ...]
    digest: bytes  # of all that what follows depends on

    @property
    def record(self) -> bytes:
        return packed((self.ids, self.hubs, self.stories))


def clustering_state(place: Place, seen: int, digest: bytes, record: bytes) -> ClusteringState:
    ids, hubs, stories = unpacked(record)
    return ClusteringState(place, seen, ids, hubs, stories, digest)


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
        for report, hub in zip(ordered[in_reach:], state.hubs, strict=True):
            run._index.add(report.features, report.vector, hub)
        run._open.restore(state.stories, [report.stub for report in ordered])
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
            scores = self._model.scores(evidence, with_vectors=self._with_vectors).tolist()
            judged = zip(scores, evidence.meanings, strict=True)
            self._open.place(number, report.stub, dict(zip(evidence.numbers.tolist(), judged, strict=True)))
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
        stories = tuple(
            (
                tuple(place_of[number] for number in numbers),
                tuple(
                    tuple((place_of[earlier], score) for earlier, score in pairs if earlier in place_of)
                    for pairs in scores
                ),
                tuple((place_of[number], (place_of[partner[0]], *partner[1:])) for number, partner in partners),
            )
            for numbers, scores, partners in self._open.record()
        )
        reports = self._reports.values()
        ids = tuple(report.place[1] for report in reports)
        digests = b"".join(report.digest for report in reports)
        digest = digest_of(packed((self.place[0], ids, hubs, stories)), digests)
        return ClusteringState(self.place, self.seen, ids, hubs, stories, digest)

    def _forget(self) -> None:
        """Forgets the reports that are neither in an open story nor in reach."""
        in_reach = range(self._next - len(self._index.hubs), self._next)
        open_numbers = (number for story in self._open.stories for number in story.numbers)
        self._reports = {number: self._reports[number] for number in sorted({*open_numbers, *in_reach})}
        self._forget_at = 2 * len(self._reports) + _MIN_REPORTS
