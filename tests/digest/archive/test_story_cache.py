"""Stories from build to build."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.archive.story_cache import FOLLOW_UPS_FILE, STORIES_FILE, cached_follow_ups, cached_stories
from digest.stories.clustering.evidence.sentence_vectors import sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.digests.follow_ups import agreed_terms, earlier_stories
from digest.stories.reports import Report

WORKS = ("Bridge", "Mill", "Harbour", "School", "Theatre", "Tower", "Market", "Prison", "Tunnel", "Bakery", "Library")
PLACES = [
    f"{begin}{end}" for begin in ("Vel", "Mor", "Tas", "Lund", "Ostr") for end in ("in", "ava", "berg", "mouth", "ec")
]
BEGUN = datetime(2023, 7, 1, tzinfo=UTC)


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
        for n in range(1_400)
    ]


def test_what_a_build_left_is_used_and_changes_no_story(
    tmp_path: Path, reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cached_stories(reports[:1_390], tmp_path) == cluster_reports(reports[:1_390], sentence_encoder(tmp_path))
    left = (tmp_path / STORIES_FILE).read_text()
    expected = cluster_reports(reports, sentence_encoder(tmp_path))
    placed = 0

    def counted(report: Report) -> bool:
        nonlocal placed
        placed += 1
        return False

    monkeypatch.setattr("digest.stories.clustering.evidence_in_order.is_round_up", counted)
    assert cached_stories(reports, tmp_path) == expected
    assert 0 < placed <= 400  # those since the checkpoint at 1,000, without editions of a column
    assert json.loads(left)["saved"][0]["report_count"] == 1_000


@pytest.mark.parametrize("text", ["", "{}", '{"code": 1, "saved": 7}', "[" * 100_000, "\x00"])
def test_a_file_that_makes_no_sense_is_passed_over_and_mended(tmp_path: Path, reports: list[Report], text: str) -> None:
    (tmp_path / STORIES_FILE).write_text(text)
    some = reports[:1_350]
    assert cached_stories(some, tmp_path) == cluster_reports(some, sentence_encoder(tmp_path))
    assert json.loads((tmp_path / STORIES_FILE).read_text())["saved"]


def test_a_value_that_was_not_written_so_is_not_used(tmp_path: Path, reports: list[Report]) -> None:
    some = reports[:1_350]
    cached_stories(some, tmp_path)
    record = json.loads((tmp_path / STORIES_FILE).read_text())
    record["saved"][0]["state"]["closed"] = []
    (tmp_path / STORIES_FILE).write_text(json.dumps(record))
    assert cached_stories(some, tmp_path) == cluster_reports(some, sentence_encoder(tmp_path))


def test_another_program_joins_anew(tmp_path: Path, reports: list[Report]) -> None:
    some = reports[:1_350]
    cached_stories(some, tmp_path)
    record = json.loads((tmp_path / STORIES_FILE).read_text())
    record["code"] = "another"
    record["saved"][0]["state"]["closed"] = []
    (tmp_path / STORIES_FILE).write_text(json.dumps(record))
    assert cached_stories(some, tmp_path) == cluster_reports(some, sentence_encoder(tmp_path))


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, reports: list[Report], caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    some = [replace(report) for report in reports[:1_350]]
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
