"""Checkpoints: a run that goes on from one gives the stories of a run from the first report."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace

from digest.stories.clustering.checkpoints import (
    Checkpoint,
    checkpoint_places,
    checkpoints_to_keep,
    prefix_digests,
)
from digest.stories.clustering.report_clustering import cluster_reports, resume_clustering
from digest.stories.reports import Report

MakeReport = Callable[..., Report]
WORDS = "words"
BusyArchive = Callable[[int], list[Report]]


def test_joining_goes_on_from_a_checkpoint_as_if_it_had_begun_anew(busy_archive: BusyArchive) -> None:
    reports = busy_archive(550)
    begun = resume_clustering(reports[:500])
    assert [checkpoint.report_count for checkpoint in begun.checkpoints] == [200, 500]
    kept = [Checkpoint(**json.loads(json.dumps(asdict(checkpoint)))) for checkpoint in begun.checkpoints]
    for end in (501, 550):
        assert resume_clustering(reports[:end], kept).stories == cluster_reports(reports[:end])


def test_a_checkpoint_is_not_used_where_an_earlier_report_changed(busy_archive: BusyArchive) -> None:
    reports = busy_archive(500)
    checkpoints = resume_clustering(reports).checkpoints
    assert checkpoints
    changed = [replace(reports[9], title="Another headline", text="Nothing of the kind"), *reports[:9], *reports[10:]]
    late = [*reports, replace(reports[150], id="late", source="late")]
    for others in (changed, late, reports[:250], reports[1:]):
        assert resume_clustering(others, checkpoints).stories == cluster_reports(others)
    assert resume_clustering(changed, checkpoints).stories != resume_clustering(reports).stories


def test_checkpoints_stand_at_round_numbers_and_never_before_the_first_reports_that_count() -> None:
    assert checkpoint_places(5_678, at_least=1_000) == {5_600, 5_300, 2_600}
    assert checkpoint_places(1_350, at_least=1_000) == {1_300, 1_000}
    assert checkpoint_places(900, at_least=1_000) == set()


def test_a_digest_changes_with_each_field_that_clustering_reads_and_with_no_later_report(report: MakeReport) -> None:
    reports = [report(str(n), f"title {n}", "text", hours=n) for n in range(4)]
    digest = prefix_digests(reports, [2], WORDS)[2]
    assert prefix_digests([*reports[:3], replace(reports[3], title="other")], [2], WORDS)[2] == digest
    changed = replace(reports[0], title="x"), replace(reports[0], text="x"), replace(reports[0], actors=("x",))
    assert all(prefix_digests([first, *reports[1:]], [2], WORDS)[2] != digest for first in changed)
    assert prefix_digests(reports, [5], WORDS) == {}


def test_of_the_checkpoints_up_to_a_place_the_last_one_is_kept() -> None:
    checkpoints = [Checkpoint(number, "", {}) for number in (1_000, 1_100, 1_300)]
    assert [checkpoint.report_count for checkpoint in checkpoints_to_keep(checkpoints, {1_200, 1_300, 900})] == [
        1_100,
        1_300,
    ]
