import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.operations.reporting.prometheus_file import write_metrics
from digest.operations.reporting.run_outcome import RunOutcome, StepOutcome

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STEPS = (StepOutcome("poll", 0, 1.23456), StepOutcome("build", None, 20.0))
LINE = re.compile(r'# (HELP|TYPE) \S+ .+|concordance_[a-z_]+(\{step="[a-z]+"\})? -?[0-9.]+')


def read(file: Path) -> dict[str, str]:
    lines = file.read_text().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    counts = {"feeds": 9, "feeds_failed": 1, "new": 3, "updated": 2, "unchanged": 50, "dropped": 4, "failed": 0}
    (tmp_path / "poll.json").write_text(json.dumps({"summary": counts}))
    return tmp_path / "poll.json"


def test_a_run_is_told_with_its_steps_and_the_counts_of_its_poll(tmp_path: Path, report: Path) -> None:
    write_metrics(tmp_path / "run.prom", RunOutcome(124, STEPS), report, now=NOW)
    assert read(tmp_path / "run.prom") == {
        "concordance_last_run_timestamp_seconds": "1795348800.0",
        "concordance_last_run_status": "124",
        'concordance_step_duration_seconds{step="poll"}': "1.235",
        'concordance_step_duration_seconds{step="build"}': "20.0",
        'concordance_step_status{step="poll"}': "0",
        'concordance_step_status{step="build"}': "-1",
        "concordance_poll_feeds": "9",
        "concordance_poll_feeds_failed": "1",
        "concordance_poll_new": "3",
        "concordance_poll_updated": "2",
        "concordance_poll_dropped": "4",
        "concordance_poll_failed": "0",
    }


def test_the_time_of_the_last_good_run_outlives_a_bad_one(tmp_path: Path, report: Path) -> None:
    file, name = tmp_path / "run.prom", "concordance_last_good_run_timestamp_seconds"
    write_metrics(file, RunOutcome(0, STEPS), report, now=NOW)
    for hours in (1, 2):
        write_metrics(file, RunOutcome(1, STEPS), report, now=NOW + timedelta(hours=hours))
        assert read(file)[name] == "1795348800.0"
    write_metrics(file, RunOutcome(0, STEPS), report, now=NOW + timedelta(hours=3))
    assert read(file)[name] == "1795359600.0"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"summary": {}}', '{"summary": {"feeds": "x"}}', "\xff"])
def test_a_damaged_report_or_file_costs_its_numbers_only(tmp_path: Path, text: str) -> None:
    for name in ("poll.json", "run.prom"):
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    write_metrics(tmp_path / "run.prom", RunOutcome(1, STEPS), tmp_path / "poll.json", now=NOW)
    assert read(tmp_path / "run.prom")["concordance_last_run_status"] == "1"


def test_a_poll_that_was_ended_left_an_old_report_that_is_not_told(tmp_path: Path, report: Path) -> None:
    write_metrics(tmp_path / "run.prom", RunOutcome(124, (StepOutcome("poll", None, 9),)), report, now=NOW)
    assert not [name for name in read(tmp_path / "run.prom") if "poll_" in name]
