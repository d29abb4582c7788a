"""Clustering: joins reports on one event to stories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final

from ..reports import UNDATED, Report, Story
from ..story_slug import story_slug
from .checkpoints import Checkpoint, checkpoint_places, checkpoints_to_keep, prefix_digests
from .copies import copy_groups
from .lead_report import lead_report
from .open_stories import OpenStories, OpenStory
from .recurring_columns import RecurringColumns, is_round_up
from .term_rarity import TermRarity
from .term_vectors import term_emphasis

# The weights of this many first reports depend on the rarity of terms in all of them, and the weights of any later
# report on all reports up to then. So a story in an archive of this size never comes apart when reports are added; in a
# smaller archive it can. With 300 the first labelled day (see open_stories.py) loses 7 points of precision in the
# archive; with 100 three of the days lose 5 to 15 points alone.
WARM_UP_REPORTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class ClusteringResult:
    """The stories, and the checkpoints from which the next run can continue, in order of `report_count`."""

    stories: tuple[Story, ...]
    checkpoints: tuple[Checkpoint, ...]


def cluster_reports(reports: Iterable[Report]) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the most similar story if the score is JOIN_SCORE or more; otherwise it begins a new story. Reports
    are taken in order of date and id, so the order of the argument doesn't matter. Undated reports, later editions of a
    recurring column and round-ups of everything join no story. If several reports have the same id, only the earliest
    counts.
    """
    return resume_clustering(reports).stories


def resume_clustering(reports: Iterable[Report], checkpoints: Sequence[Checkpoint] = ()) -> ClusteringResult:
    """The same stories as from `cluster_reports`, but continued from the last checkpoint that is still valid.

    A checkpoint is valid if the reports up to it are still the same.
    """
    dated = _in_order(reports)
    known = {checkpoint.report_count: checkpoint for checkpoint in checkpoints}
    places = checkpoint_places(len(dated), at_least=WARM_UP_REPORTS)
    digests = prefix_digests(dated, places | known.keys())
    valid = [known[number] for number in sorted(known) if digests.get(number) == known[number].digest]
    begin = valid[-1] if valid else Checkpoint(0, "", _first_state(dated))
    clustering = _Clustering(begin.state, dated[: begin.report_count])
    new = []
    taken = begin.report_count
    for place in sorted(place for place in places if place > begin.report_count):
        clustering.add(dated[taken:place])
        new.append(Checkpoint(place, digests[place], clustering.state()))
        taken = place
    clustering.add(dated[taken:])
    return ClusteringResult(clustering.stories(), checkpoints_to_keep([*valid, *new], places))


def _in_order(reports: Iterable[Report]) -> list[Report]:
    """The reports with a date, each id once, in order of date and id."""
    ordered = sorted(reports, key=lambda report: (report.date, report.id, report.source, report.title, report.text))
    earliest: dict[str, Report] = {}
    for report in ordered:
        earliest.setdefault(report.id, report)
    return [report for report in earliest.values() if report.date > UNDATED]


def _first_state(dated: Sequence[Report]) -> dict[str, Any]:
    """The state before the first report. Its rarities come from the reports of the warm-up."""
    rarity = TermRarity()
    for report in islice(dated, WARM_UP_REPORTS):
        rarity.add(term_emphasis(report))
    return {"seen": 0, "begun": 0, "rarity": rarity.record(), "columns": {}, "closed": [], "open": []}


class _Clustering:
    """Clusters reports in order. The state can be stored; a later run with the same first reports continues from it."""

    def __init__(self, state: Mapping[str, Any], seen: Sequence[Report]) -> None:
        self._seen: int = state["seen"]
        self._rarity = TermRarity(**state["rarity"])
        self._columns = RecurringColumns(state["columns"])
        self._closed: list[tuple[int, Story]] = [(number, _story_of(record)) for number, record in state["closed"]]
        self._open = OpenStories(state["begun"])
        self._open.restore(state["open"], seen)

    def state(self) -> dict[str, Any]:
        """The whole state. It can be written as JSON."""
        return {
            "seen": self._seen,
            "begun": self._open.begun,
            "rarity": self._rarity.record(),
            "columns": self._columns.record(),
            "closed": [(number, asdict(story)) for number, story in self._closed],
            "open": self._open.record(),
        }

    def add(self, reports: Iterable[Report]) -> None:
        for report in reports:
            self._closed.extend(_finished(self._open.close_before(report.date)))
            emphasis = term_emphasis(report)
            if self._seen >= WARM_UP_REPORTS:
                self._rarity.add(emphasis)
            self._seen += 1
            if not self._columns.is_edition(report) and not is_round_up(report):
                self._open.place(report, self._rarity.vector(emphasis), self._rarity)

    def stories(self) -> tuple[Story, ...]:
        numbered = [*self._closed, *_finished(self._open.stories)]
        return tuple(story for _, story in sorted(numbered, key=lambda pair: pair[0]))


def _finished(open_stories: Iterable[OpenStory]) -> Iterator[tuple[int, Story]]:
    """The stories of two reports or more, each with its number."""
    for open_story in open_stories:
        reports = open_story.reports
        if len(reports) > 1:
            copies = copy_groups(reports)
            yield (
                open_story.number,
                Story(
                    slug=story_slug(reports[0]),
                    articles=tuple(report.id for report in reports),
                    lead=lead_report(reports, open_story.vectors, copies),
                    copies=copies,
                ),
            )


def _story_of(record: Mapping[str, Any]) -> Story:
    copies = tuple(tuple(group) for group in record["copies"])
    return Story(record["slug"], tuple(record["articles"]), record["lead"], copies)
