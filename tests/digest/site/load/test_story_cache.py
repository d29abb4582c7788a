"""Stories from build to build."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.site.load.story_cache import FOLLOW_UPS_FILE, STORIES_FILE, cached_follow_ups, cached_stories
from digest.stories.clustering.evidence.sentence_vectors import sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.digests.follow_ups import agreed_terms, earlier_stories
from digest.stories.reports import Report, Story

WORKS = ("Bridge", "Mill", "Harbour", "School", "Theatre", "Tower", "Market", "Prison", "Tunnel", "Bakery", "Library")
PLACES = [
    f"{begin}{end}" for begin in ("Vel", "Mor", "Tas", "Lund", "Ostr") for end in ("in", "ava", "berg", "mouth", "ec")
]
BEGUN = datetime(2023, 7, 1, tzinfo=UTC)
MOST = 490  # reports


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [
        Report(
            f"{n:04}",
            f"{WORKS[n // 3 % 11]} {n // 3} of {PLACES[n // 3 % 23]} closes",
            f"{PLACES[n // 3 % 23]} closes {WORKS[n // 3 % 11]} {n // 3} at pier{n // 3} because gear{n // 3} is worn.",
            BEGUN + timedelta(hours=n),
            f"source {n % 4}",
        )
        for n in range(500)
    ]


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory, reports: list[Report]) -> Path:
    """The cache folder of a build of most reports, with the vectors of all."""
    folder = tmp_path_factory.mktemp("first_build")
    cluster_reports(reports, sentence_encoder(folder))
    cached_stories(reports[:MOST], folder)
    return folder


@pytest.fixture
def cache(first_build: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(first_build, tmp_path / "cache"))


@pytest.fixture(scope="module")
def stories_of_most(first_build: Path, reports: list[Report]) -> tuple[Story, ...]:
    return cluster_reports(reports[:MOST], sentence_encoder(first_build))


def test_what_a_build_left_is_used_and_changes_no_story(
    cache: Path, reports: list[Report], stories_of_most: tuple[Story, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cached_stories(reports[:MOST], cache) == stories_of_most
    left = json.loads((cache / STORIES_FILE).read_text())
    expected = cluster_reports(reports, sentence_encoder(cache))
    placed = 0

    def counted(report: Report) -> bool:
        nonlocal placed
        placed += 1
        return False

    monkeypatch.setattr("digest.stories.clustering.evidence_in_order.is_round_up", counted)
    assert cached_stories(reports, cache) == expected
    assert 0 < placed <= 100  # those since the last checkpoint, without editions of a column
    assert [report_count for report_count, *_ in left["saved"]["checkpoints"]] == [100, 400]


@pytest.mark.parametrize("text", ["", "{}", '{"code": 1, "saved": 7}', "[" * 100_000, "\x00"])
def test_a_file_that_makes_no_sense_is_passed_over_and_mended(
    cache: Path, reports: list[Report], stories_of_most: tuple[Story, ...], text: str
) -> None:
    (cache / STORIES_FILE).write_text(text)
    assert cached_stories(reports[:MOST], cache) == stories_of_most
    assert json.loads((cache / STORIES_FILE).read_text())["saved"]


@pytest.mark.parametrize("code", [None, "another"])
def test_what_was_not_written_so_or_by_another_program_is_not_used(
    cache: Path, reports: list[Report], stories_of_most: tuple[Story, ...], code: str | None
) -> None:
    record = json.loads((cache / STORIES_FILE).read_text())
    record["code"] = code or record["code"]
    record["saved"]["closed"] = []
    (cache / STORIES_FILE).write_text(json.dumps(record))
    assert cached_stories(reports[:MOST], cache) == stories_of_most


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, reports: list[Report], caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    some = [replace(report) for report in reports[:150]]
    assert cached_stories(some, blocked) == cluster_reports(some, sentence_encoder(tmp_path))
    assert "joins all stories anew" in caplog.text or "joined anew" in caplog.text


def test_what_a_story_follows_is_kept_and_a_damaged_file_is_passed_over(tmp_path: Path, reports: list[Report]) -> None:
    told = cluster_reports(reports[:300])
    by_id = {one.id: one for one in reports}
    terms = agreed_terms(told, by_id)
    expected = {name: one.slugs for name, one in earlier_stories(told, by_id, terms).items()}
    assert cached_follow_ups(told, by_id, terms, tmp_path) == expected
    file = tmp_path / FOLLOW_UPS_FILE
    kept = file.read_bytes()
    assert cached_follow_ups(told, by_id, terms, tmp_path) == expected
    assert file.read_bytes() == kept
    for damaged in ("", "[]", kept.decode().replace('"saved":{', '"saved":{"x":[],'), '{"code": 1, "saved": {}}'):
        file.write_text(damaged)
        assert cached_follow_ups(told, by_id, terms, tmp_path) == expected
        assert file.read_bytes() == kept
