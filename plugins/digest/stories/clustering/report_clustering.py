"""Clustering: joins reports on one event to stories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from ..reports import Join, Report, Story
from ..story_slug import story_slug
from .checkpoints import Checkpoint, checkpoint_places, checkpoints_to_keep, prefix_digests
from .copies import copy_groups
from .evidence.pair_model import PairModel, shipped_model
from .evidence.report_features import report_features
from .evidence.sentence_vectors import SentenceEncoder
from .evidence_in_order import NOTHING_SEEN, EvidenceInOrder, in_order, warm_up
from .join_reasons import joins
from .lead_report import lead_report
from .open_stories import JudgedPairs, OpenStories, OpenStory

_STORY_FIELDS: Final = fields(Story)
_FIRST_STATE: Final[Mapping[str, Any]] = {"evidence": NOTHING_SEEN, "closed": [], "open": []}


@dataclass(frozen=True, slots=True)
class ClusteringResult:
    """The stories, and the checkpoints from which the next run can continue, in order of `report_count`."""

    stories: tuple[Story, ...]
    checkpoints: tuple[Checkpoint, ...]


def cluster_reports(
    reports: Iterable[Report], encoder: SentenceEncoder | None = None, model: PairModel | None = None
) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the story to which its evidence links it most strongly, if the link is JOIN_SCORE or more; otherwise
    it begins a new story. Without an `encoder` of sentence vectors, words alone are the evidence. `model` weighs it;
    that of the tree, if none is given. Reports are taken in order of date and id, so the order of the argument doesn't
    matter. Undated reports, later editions of a recurring column and round-ups of everything join no story. If several
    reports have the same id, only the earliest counts.
    """
    return resume_clustering(reports, encoder=encoder, model=model).stories


def resume_clustering(
    reports: Iterable[Report],
    checkpoints: Sequence[Checkpoint] = (),
    encoder: SentenceEncoder | None = None,
    model: PairModel | None = None,
) -> ClusteringResult:
    """The same stories as from `cluster_reports`, but continued from the last checkpoint that is still valid.

    A checkpoint is valid if the reports up to it are still the same, and if it was made with vectors as this run is.
    """
    dated = in_order(reports)
    known = {checkpoint.report_count: checkpoint for checkpoint in checkpoints}
    places = checkpoint_places(len(dated), at_least=max(len(warm_up(dated)), 1))
    evidence = "words" if encoder is None else "words and vectors"
    digests = prefix_digests(dated, places | known.keys(), evidence)
    valid = [known[number] for number in sorted(known) if digests.get(number) == known[number].digest]
    begin = valid[-1] if valid else Checkpoint(0, "", _FIRST_STATE)
    clustering = _Clustering(begin.state, dated, encoder, model or shipped_model())
    new = []
    for place in sorted(place for place in places if place > begin.report_count):
        clustering.advance(place)
        new.append(Checkpoint(place, digests[place], clustering.state()))
    clustering.advance(len(dated))
    return ClusteringResult(clustering.stories(), checkpoints_to_keep([*valid, *new], places))


class _Clustering:
    """Clusters reports in order. The state can be stored; a later run with the same first reports continues from it."""

    def __init__(
        self, state: Mapping[str, Any], dated: Sequence[Report], encoder: SentenceEncoder | None, model: PairModel
    ) -> None:
        self._dated = dated
        self._model, self._with_vectors = model, encoder is not None
        self._closed: list[tuple[int, Story]] = [(number, _story_of(record)) for number, record in state["closed"]]
        self._open = OpenStories()
        self._open.restore(state["open"], dated)
        self._evidence = EvidenceInOrder(dated, encoder, state["evidence"])

    def state(self) -> dict[str, Any]:
        """The whole state. It can be written as JSON."""
        return {
            "evidence": self._evidence.record(),
            "closed": [(number, _record(story)) for number, story in self._closed],
            "open": self._open.record(),
        }

    def advance(self, end: int) -> None:
        """Takes the reports from the last one seen up to the number `end`."""
        while self._evidence.seen < end:
            number = self._evidence.seen
            report = self._dated[number]
            self._closed.extend(finished_stories(self._open.close_before(report.date)))
            evidence = self._evidence.advance()
            if evidence is not None:
                scores = self._model.scores(evidence, with_vectors=self._with_vectors)
                self._open.place(number, report, JudgedPairs(evidence.numbers, scores, evidence.meanings))

    def stories(self) -> tuple[Story, ...]:
        numbered = [*self._closed, *finished_stories(self._open.stories)]
        return tuple(story for _, story in sorted(numbered, key=lambda pair: pair[0]))


def finished_stories(open_stories: Iterable[OpenStory]) -> Iterator[tuple[int, Story]]:
    """The stories of two reports or more, each with its number."""
    for open_story in open_stories:
        reports = open_story.reports
        if len(reports) > 1:
            copies = copy_groups(reports)
            features = [report_features(report) for report in reports]
            yield (
                open_story.number,
                Story(
                    slug=story_slug(reports[0]),
                    articles=tuple(report.id for report in reports),
                    lead=lead_report(reports, features, copies),
                    copies=copies,
                    languages=tuple(sorted({one.language for one in features} - {""})),
                    joins=tuple(joins(open_story, features)),
                ),
            )


def _record(story: Story) -> list[Any]:
    """The fields of a story in their order, and of each join those that are no lists and its lists as a line each: a
    file with fewer lists and names is read ten times as fast."""
    *simple, joins = (getattr(story, field.name) for field in _STORY_FIELDS)
    return [*simple, [_record_of_join(join) for join in joins]]


def _record_of_join(join: Join) -> list[Any]:
    lines = " ".join(join.words), " ".join(join.names), " ".join(join.numbers)  # no word has a space
    return [join.report, join.partner, *lines, join.meaning, join.minutes, join.score]


def _story_of(record: Sequence[Any]) -> Story:
    slug, articles, lead, copies, languages, joins = record
    groups, reasons = tuple(map(tuple, copies)), tuple(_join_of(*join) for join in joins)
    return Story(slug, tuple(articles), lead, groups, tuple(languages), reasons)


def _join_of(report: str, partner: str, words: str, names: str, numbers: str, *integers: int) -> Join:
    return Join(report, partner, tuple(words.split()), tuple(names.split()), tuple(numbers.split()), *integers)
