"""Clustering: reports on one event, joined to a story."""

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

# Weights of the first reports come from all of these together, later ones from all up to then. So what an archive of
# this size has joined stays joined, whatever is appended to it; in a smaller one a story can come apart. With 300 the
# first labelled day loses 7 points of precision in the archive, with 100 three of them 5 to 15 where they stand alone.
WARM_UP_REPORTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class ClusteringResult:
    """The stories, and from where the next run can go on: checkpoints in order of `reports`."""

    stories: tuple[Story, ...]
    checkpoints: tuple[Checkpoint, ...]


def cluster_reports(reports: Iterable[Report]) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the story that it resembles most, if the score is JOIN_SCORE or more; otherwise it begins a story of
    its own. Reports are taken in order of date and id, so the order given doesn't matter. Undated reports, later
    editions of a recurring column and round-ups of everything join nothing. Of reports with one id the earliest counts.
    """
    return resume_clustering(reports).stories


def resume_clustering(reports: Iterable[Report], checkpoints: Sequence[Checkpoint] = ()) -> ClusteringResult:
    """The stories that `cluster_reports` gives, made from the last of `checkpoints` whose reports are still the first
    of these."""
    dated = _in_order(reports)
    known = {checkpoint.reports: checkpoint for checkpoint in checkpoints}
    places = checkpoint_places(len(dated), at_least=WARM_UP_REPORTS)
    digests = prefix_digests(dated, places | known.keys())
    valid = [known[number] for number in sorted(known) if digests.get(number) == known[number].digest]
    begin = valid[-1] if valid else Checkpoint(0, "", _first_state(dated))
    clustering = _Clustering(begin.state, dated[: begin.reports])
    new = []
    taken = begin.reports
    for place in sorted(place for place in places if place > begin.reports):
        clustering.add(dated[taken:place])
        new.append(Checkpoint(place, digests[place], clustering.state()))
        taken = place
    clustering.add(dated[taken:])
    return ClusteringResult(clustering.stories(), checkpoints_to_keep([*valid, *new], places))


def _in_order(reports: Iterable[Report]) -> list[Report]:
    """Those with a date, each id once, by date and id."""
    ordered = sorted(reports, key=lambda report: (report.date, report.id, report.source, report.title, report.text))
    earliest: dict[str, Report] = {}
    for report in ordered:
        earliest.setdefault(report.id, report)
    return [report for report in earliest.values() if report.date > UNDATED]


def _first_state(dated: Sequence[Report]) -> dict[str, Any]:
    """The state before the first report: its weights come from the reports of the warm-up."""
    rarity = TermRarity()
    for report in islice(dated, WARM_UP_REPORTS):
        rarity.add(term_emphasis(report))
    return {"seen": 0, "begun": 0, "rarity": rarity.record(), "columns": {}, "closed": [], "open": []}


class _Clustering:
    """Takes reports in order. Its state can be stored, and gone on from with the reports that it has seen."""

    def __init__(self, state: Mapping[str, Any], seen: Sequence[Report]) -> None:
        self._seen: int = state["seen"]
        self._rarity = TermRarity(**state["rarity"])
        self._columns = RecurringColumns(state["columns"])
        self._closed: list[tuple[int, Story]] = [(number, _story_of(record)) for number, record in state["closed"]]
        self._open = OpenStories(state["begun"])
        self._open.restore(state["open"], seen)

    def state(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
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
    """Those of several reports as they are given out, each with its number."""
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
